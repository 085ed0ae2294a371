"""The PROXY header: what a balancer in front says about the real client, versions 1 and 2.

When a door asks for it, it is the first thing on every connection, before the greeting, and it is taken at its word:
such a door must be reachable by the balancer only. Anything else in its place ends the connection without an answer.
A header that speaks of no IP client (`UNKNOWN`, `LOCAL`, a Unix socket) leaves the socket's own address.

Source: the PROXY protocol specification of HAProxy, sections 2.1 and 2.2.
"""

from __future__ import annotations

import ipaddress
import struct
from dataclasses import dataclass

MAGIC = b"\r\n\r\n\x00\r\nQUIT\n"
V1_MOST_BYTES = 107
V2_MOST_BYTES = 4096  # of addresses and TLVs behind the 16 bytes of the fixed part; the specification asks for 536
V1_FIELDS = 6
LOCAL, PROXY = 0x20, 0x21
TCP4, TCP6 = 0x11, 0x21
FAMILIES = {TCP4: 4, TCP6: 16}


class BadProxyHeader(Exception):
    """What came is no PROXY header."""


@dataclass(frozen=True, slots=True)
class Proxied:
    """A header that was read. `peer` is "" when it names no IP client; `used_bytes` is the length of the header."""

    peer: str
    used_bytes: int


def read_proxy_header(data: bytes) -> Proxied | None:
    """Read the header at the start of a connection.

    data     all bytes that came so far
    Returns  what the header says, or None while it is not complete
    Raises   BadProxyHeader as soon as it cannot become one
    """
    if data.startswith(MAGIC[: len(data)]):
        return _read_v2(data) if len(data) > len(MAGIC) else None
    return _read_v1(data)


def _read_v1(data: bytes) -> Proxied | None:
    if not data.startswith(b"PROXY "[: len(data)]):
        raise BadProxyHeader
    end = data.find(b"\r\n", 0, V1_MOST_BYTES)
    if end < 0:
        if len(data) >= V1_MOST_BYTES:
            raise BadProxyHeader
        return None
    fields = data[:end].decode("latin-1").split(" ")
    if fields[1] == "UNKNOWN":
        return Proxied("", end + 2)
    if len(fields) != V1_FIELDS or fields[1] not in ("TCP4", "TCP6"):
        raise BadProxyHeader
    return Proxied(_address(fields[2], is_v6=fields[1] == "TCP6"), end + 2)


def _address(text: str, *, is_v6: bool) -> str:
    if "%" in text:  # A zone is any text, and means nothing on this machine.
        raise BadProxyHeader
    try:
        return _plain(ipaddress.IPv6Address(text) if is_v6 else ipaddress.IPv4Address(text))
    except ValueError:
        raise BadProxyHeader from None


def _read_v2(data: bytes) -> Proxied | None:
    if data[12] not in (LOCAL, PROXY):
        raise BadProxyHeader
    if len(data) < 16:
        return None
    family, size_bytes = struct.unpack_from("!BH", data, 13)
    if size_bytes > V2_MOST_BYTES:
        raise BadProxyHeader
    if len(data) < 16 + size_bytes:
        return None
    width = FAMILIES.get(family, 0) if data[12] == PROXY else 0
    if size_bytes < (2 * width + 4 if width else 0):
        raise BadProxyHeader
    peer = _plain(ipaddress.ip_address(data[16 : 16 + width])) if width else ""
    return Proxied(peer, 16 + size_bytes)


def _plain(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    """An IPv4 client that came through an IPv6 socket is an IPv4 client."""
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(mapped or address)
