"""The PROXY header: read exactly, and nothing else in its place."""

from __future__ import annotations

import contextlib
import ipaddress
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerline.channels.envelope import DoorSettings
from peerline.channels.mail.proxied import MAGIC, BadProxyHeader, Proxied, read_proxy_header
from peerline.channels.mail.tests.door import BEGIN, HOST, Door, in_loop

BALANCED = DoorSettings(HOST, proxy=True)
V4 = bytes([192, 0, 2, 7, 198, 51, 100, 1]) + struct.pack("!HH", 5555, 25)
V6 = ipaddress.ip_address("2001:db8::7").packed * 2 + struct.pack("!HH", 5555, 25)
MAPPED = ipaddress.ip_address("::ffff:192.0.2.7").packed * 2 + struct.pack("!HH", 5555, 25)


def v2(command: int, family: int, body: bytes) -> bytes:
    return MAGIC + bytes([command, family]) + struct.pack("!H", len(body)) + body


GOOD = [
    (b"PROXY TCP4 192.0.2.7 198.51.100.1 5555 25\r\n", "192.0.2.7"),
    (b"PROXY TCP6 2001:db8::7 2001:db8::1 5555 25\r\n", "2001:db8::7"),
    (b"PROXY UNKNOWN\r\n", ""),
    (b"PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n", ""),
    (v2(0x21, 0x11, V4), "192.0.2.7"),
    (v2(0x21, 0x11, V4 + b"\x04\x00\x03abc"), "192.0.2.7"),
    (v2(0x21, 0x21, V6), "2001:db8::7"),
    (v2(0x21, 0x21, MAPPED), "192.0.2.7"),
    (v2(0x21, 0x00, b""), ""),
    (v2(0x20, 0x11, V4), ""),
    (v2(0x20, 0x00, b""), ""),
]
BAD = [
    b"EHLO writer.example\r\n",
    b"PROXY\r\n",
    b"PROXY \r\n",
    b"PROXY TCP4 192.0.2.7\r\n",
    b"PROXY TCP4 2001:db8::7 198.51.100.1 5555 25\r\n",
    b"PROXY TCP6 fe80::7%anything 2001:db8::1 5555 25\r\n",
    b"PROXY TCP9 192.0.2.7 198.51.100.1 5555 25\r\n",
    b"PROXY TCP4 " + b"1" * 200,
    b"\r\n\r\nQUIT\r\n",
    v2(0x31, 0x11, V4),
    v2(0x21, 0x11, V4[:8]),
    v2(0x21, 0x21, V4),
    MAGIC + b"\x21\x11\xff\xff",
    b"\x16\x03\x01\x02\x00",
]


@pytest.mark.parametrize(("header", "peer"), GOOD)
def test_reads_a_header_byte_by_byte(header: bytes, peer: str) -> None:
    assert [read_proxy_header(header[:end]) for end in range(len(header))] == [None] * len(header)
    assert read_proxy_header(header + b"EHLO a\r\n") == Proxied(peer, len(header))


@pytest.mark.parametrize("header", BAD)
def test_refuses_what_is_no_header(header: bytes) -> None:
    with pytest.raises(BadProxyHeader):
        read_proxy_header(header)


@given(st.binary(max_size=60), st.sampled_from([b"", b"PROXY ", b"PROXY TCP4 ", MAGIC, MAGIC + b"\x21\x11\x00"]))
def test_reads_refuses_or_waits_whatever_comes(rest: bytes, start: bytes) -> None:
    try:
        header = read_proxy_header(start + rest)
    except BadProxyHeader:
        return
    assert header is None or header.used_bytes <= len(start + rest)


@pytest.mark.parametrize("header", [GOOD[0][0], GOOD[4][0]])
@in_loop
async def test_takes_the_client_from_the_header(header: bytes) -> None:
    async with Door(BALANCED).opened() as door, door.client(greeted=False) as client:
        client.send(header + BEGIN + b"a\r\n.\r\nQUIT\r\n")
        answers = await client.rest()
        assert answers[0].startswith("220")
        assert answers[-2] == "250 2.6.0 Stored"
        assert door.taken[0].peer == "192.0.2.7"


@in_loop
async def test_greets_only_after_the_header() -> None:
    async with Door(BALANCED).opened() as door, door.client(greeted=False) as client:
        client.send(b"PROXY UNK")
        client.send(b"NOWN\r\n")
        assert (await client.hear())[0].startswith("220")
        client.send(BEGIN + b"a\r\n.\r\nQUIT\r\n")
        assert "250 2.6.0 Stored" in await client.rest()
        assert door.taken[0].peer == "127.0.0.1"


@pytest.mark.parametrize("header", BAD)
@in_loop
async def test_hangs_up_on_garbage_without_a_word(header: bytes) -> None:
    async with Door(BALANCED).opened() as door, door.client(greeted=False) as client:
        client.send(header)
        with contextlib.suppress(ConnectionResetError):
            assert await client.rest() == []
        assert not door.taken


@in_loop
async def test_takes_a_header_for_a_command_where_none_is_asked_for() -> None:
    async with Door().opened() as door, door.client() as client:
        assert (await client.ask(GOOD[0][0])).startswith("500 5.5.2")
