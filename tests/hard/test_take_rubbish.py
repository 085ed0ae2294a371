"""Whatever stands at the door is stored or refused by the right code, and the next good mail is taken."""

from __future__ import annotations

import asyncio
import base64
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hard.opened import stored
from tests.hard.sending import Told, code_of, new_mails, send
from tests.journeys.running import ADDRESS, RunningLine, running_line

MIB = 1024 * 1024
MOST_MIB = 400  # the server's own 100, the bodies in flight, and what is made of the largest mail
SECONDS = 60.0
HEAD = b"From: wren@writer.example\r\nTo: hello@lantern.example\r\nSubject: hello\r\n"
PLAIN = HEAD + b"\r\n"
TAKEN, REFUSED, TOO_LARGE = {"250"}, {"550", "554"}, {"552"}
EITHER = TAKEN | REFUSED


def _mixed(part: bytes) -> bytes:
    kind = b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
    return HEAD + kind + b"--b\r\n" + part + b"\r\n--b--\r\n"


def _nested(depth: int) -> bytes:
    parts = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level) for level in range(depth)
    )
    return HEAD + b"MIME-Version: 1.0\r\n" + parts + b"Content-Type: text/plain\r\n\r\ndeep\r\n"


def _zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("zeros", bytes(100 * MIB))
    kind = b"Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return _mixed(kind + base64.encodebytes(packed.getvalue()).replace(b"\n", b"\r\n"))


RUBBISH = {
    "no DATA at all": (b"", REFUSED),
    "an empty row": (b"\r\n", REFUSED),
    "no header": (b"just words\r\n", REFUSED),
    "a part of no bytes": (_mixed(b""), TAKEN),
    "many parts of no bytes": (_mixed(b"\r\n--b\r\n" * 5000), TAKEN),
    "NULs in the text": (PLAIN + b"a\0b\0\0c\r\n", TAKEN),
    "NULs in the headers": (b"Subject: a\0b\r\n" + PLAIN, TAKEN),
    "a million headers": (HEAD + b"X-A: b\r\n" * 1_000_000 + b"\r\nhello\r\n", TAKEN),
    "one header of 8 MiB": (HEAD + b"X-A: " + b"b" * 8 * MIB + b"\r\n\r\nhello\r\n", TAKEN),
    "a thousand parts in each other": (_nested(1000), TAKEN),
    "64 MiB": (PLAIN + (b"a" * 1022 + b"\r\n") * (64 * 1024), TOO_LARGE),
    "a row of 16 MiB": (PLAIN + b"a" * 16 * MIB + b"\r\n", TAKEN),
    "a bare LF": (PLAIN + b"one\ntwo\r\n", REFUSED),
    "a bare CR": (PLAIN + b"one\rtwo\r\n", REFUSED),
    "a smuggled mail behind LF.LF": (PLAIN + b"one\n.\nMAIL FROM:<mallory@outsider.example>\r\n", REFUSED),
    "a smuggled mail behind LF.CRLF": (PLAIN + b"one\n.\r\nMAIL FROM:<mallory@outsider.example>\r\n", REFUSED),
    "a smuggled mail behind CR.CR": (PLAIN + b"one\r.\rMAIL FROM:<mallory@outsider.example>\r\n", REFUSED),
    "8-bit headers": (b"Subject: \xff\xfe\xe9\xa0\x80\r\n" + PLAIN + b"\xc3\x28\r\n", TAKEN),
    "a zip bomb": (_zip_bomb(), TAKEN),
    "wrong base64": (_mixed(b"Content-Transfer-Encoding: base64\r\n\r\n!!!=a=b==%%%\r\n"), TAKEN),
    "an unknown charset": (HEAD + b"Content-Type: text/plain; charset=x-klingon\r\n\r\n\xa0\xff\r\n", TAKEN),
    "no From": (b"Subject: hello\r\n\r\nhello\r\n", TAKEN),
    "ten Froms": (b"From: wren@writer.example\r\n" * 10 + PLAIN + b"hello\r\n", TAKEN),
    "a picture": (b"\x89PNG\r\n\x1a" + bytes(1000) + b"\r\n", REFUSED),
}


@pytest.fixture(scope="module")
def line() -> Iterator[RunningLine]:
    """One line for all the rubbish."""
    with running_line() as running:
        yield running


@pytest.mark.parametrize("name", RUBBISH)
def test_answers_rubbish_and_takes_the_next_good_mail(name: str, line: RunningLine) -> None:
    data, allowed = RUBBISH[name]
    assert asyncio.run(_told(line.smtp, data)) in allowed
    good, told = new_mails(1), Told()
    send(line.smtp, good, told)
    assert told.answers == {canary: ["250"] for canary in good}


def test_keeps_the_good_mails_and_no_traceback(line: RunningLine) -> None:
    good = new_mails(1)
    send(line.smtp, good, Told())
    assert stored(line).canaries[next(iter(good))] == 1
    assert b"Traceback" not in (line.folder / "log").read_bytes()
    assert b"ERROR" not in (line.folder / "log").read_bytes()
    assert _peak_mib(line) < MOST_MIB


def _peak_mib(line: RunningLine) -> float:
    assert line.process is not None
    said = Path(f"/proc/{line.process.pid}/status").read_text(encoding="ascii")
    return int(said.partition("VmHWM:")[2].split()[0]) / 1024


async def _told(port: int, data: bytes) -> str:
    """The code for one mail; the bytes go out as they are, so only dots at the start of a CRLF row are stuffed."""
    async with asyncio.timeout(SECONDS):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        await code_of(reader)
        for command in (
            b"EHLO mail.writer.example",
            b"MAIL FROM:<wren@writer.example>",
            f"RCPT TO:<{ADDRESS}>".encode(),
        ):
            writer.write(command + b"\r\n")
            assert await code_of(reader) == "250"
        writer.write(b"DATA\r\n")
        assert await code_of(reader) == "354"
        writer.write(
            data.replace(b"\r\n.", b"\r\n..") + (b"" if not data or data.endswith(b"\r\n") else b"\r\n") + b".\r\n"
        )
        await writer.drain()
        code = await code_of(reader)
        writer.close()
        return code
