"""rspamd is asked once for each mail; its "reject" puts a mail into the spam box, and its absence stops none."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import pytest
from pytest_django.fixtures import Settings

from peerline.channels.mail import rspamd
from peerline.channels.mail.preparing import Judged
from peerline.channels.mail.tests.mails import mail
from peerline.channels.tests.letters import BELIEVED, LINE, WREN, door, envelope
from peerline.kit.environment import Bind, WrongSetting

Asked = tuple[bytes, bytes]
HEAD = b"HTTP/1.1 200 OK\r\nConnection: close\r\nServer: rspamd/3.4\r\nContent-Length: %d\r\n\r\n"


def answer(action: str) -> bytes:
    """As rspamd 3.4 answers."""
    said = json.dumps({"is_skipped": False, "score": 15.0, "action": action, "symbols": {}}).encode()
    return HEAD % len(said) + said


async def asking(said: bytes, then: Callable[[Bind], asyncio.Future[bool]]) -> tuple[bool, list[Asked]]:
    """Run a server that answers so while `then` asks it; gives what came of it and what was asked."""
    heard: list[Asked] = []

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        size = int(next(row for row in head.split(b"\r\n") if row.startswith(b"Content-Length:"))[15:])
        heard.append((head, await reader.readexactly(size)))
        writer.write(said)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(hear, "127.0.0.1", 0)
    async with server:
        found = await then(Bind("127.0.0.1", server.sockets[0].getsockname()[1]))
    return found, heard


def asked(said: bytes, data: bytes = b"") -> tuple[bool, list[Asked]]:
    one = envelope(data or mail("Buy."))
    return asyncio.run(asking(said, lambda at: asyncio.ensure_future(rspamd.calls_it_spam(one, at))))


def test_asks_with_what_the_dialog_said() -> None:
    found, ((head, body),) = asked(answer("reject"))
    assert found
    assert head.startswith(b"POST /checkv2 HTTP/1.0\r\n")
    assert body == mail("Buy.")
    for row in (f"From: {WREN}", f"Rcpt: {LINE}", "IP: 192.0.2.7"):
        assert f"\r\n{row}\r\n".encode() in head


@pytest.mark.parametrize("action", ["no action", "greylist", "add header", "rewrite subject", "soft reject", ""])
def test_nothing_less_than_reject_is_spam(action: str) -> None:
    assert not asked(answer(action))[0]


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"HTTP/1.1 500 Broken\r\nContent-Length: 2\r\n\r\n{}",
        HEAD % 5 + b"{",
        HEAD % 1 + b"{",
        HEAD % 2 + b"[]",
        HEAD % 1_000_000_000 + b"{",
        b"HTTP/1.1 200 OK\r\n\r\n{}",
        b"x" * 100_000,
    ],
    ids=range(8),
)
def test_whatever_it_says_wrong_the_mail_is_taken(said: bytes) -> None:
    assert not asked(said)[0]


def test_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rspamd, "SECONDS", 0.01)

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async def ask() -> bool:
        server = await asyncio.start_server(hear, "127.0.0.1", 0)
        async with server:
            at = Bind("127.0.0.1", server.sockets[0].getsockname()[1])
            return await rspamd.calls_it_spam(envelope(mail()), at)

    assert not asyncio.run(ask())


def test_is_asked_nothing_where_there_is_none_and_of_large_mails() -> None:
    assert not asyncio.run(rspamd.calls_it_spam(envelope(mail()), None))
    found, heard = asked(answer("reject"), b"x" * (rspamd.MOST_BYTES + 1))
    assert (found, heard) == (False, [])
    assert not asyncio.run(rspamd.calls_it_spam(envelope(mail()), Bind("127.0.0.1", 1)))


def test_no_row_of_ours_is_made_from_a_strangers_word() -> None:
    one = envelope(mail(), sender="x\r\nRcpt: y@z")
    head = rspamd._head(one)
    assert b"\r\nFrom: xRcpt: y@z\r\n" in head


@pytest.mark.parametrize("host", ["192.0.2.7", "rspamd.example", "0.0.0.0", ""])
def test_mail_goes_to_no_other_machine(host: str, settings: Settings) -> None:
    settings.PEERLINE_RSPAMD = Bind(host, 11333)
    with pytest.raises(WrongSetting):
        rspamd.place()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_is_asked_on_this_machine(host: str, settings: Settings) -> None:
    settings.PEERLINE_RSPAMD = Bind(host, 11333)
    assert rspamd.place() == Bind(host, 11333)


@pytest.mark.django_db
@pytest.mark.usefixtures("ada", "sol")
def test_what_it_refuses_goes_to_the_spam_box() -> None:
    made = door().prepare(envelope(mail("Buy.")), judged=Judged(BELIEVED, is_weighed=True))
    assert made is not None
    assert made.opens is not None
    assert made.opens.is_spam
    assert made.due_at is None
