"""Damaged mails at the parser: does it ever fail, stall, or answer what cannot be kept?

    python -m bench fuzz [--minutes=20] [--seed=1]

Sound and broken mails of every class are damaged by chance: bytes changed, cut, doubled, moved, spliced with another
mail. Each mail follows from the seed and its number alone, so a finding is built again by `build(seed, number)`. What
is found becomes a test in peerline/channels/mail/tests/test_parse_hostile.py.
"""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections import Counter
from functools import lru_cache
from pathlib import Path
from types import FrameType

import django

SLOW_SECONDS, STALLED_SECONDS = 1.0, 20.0
TOKENS = (
    b"\r\n", b"\n", b"\r", b"\0", b'"', b"'", b"<", b">", b"(", b")", b";", b":", b",", b"=", b"=?", b"?=", b"*0*=",
    b"%", b"--edge", b"--edge--", b"--in", b"\xff\xfe", b"\x1b$B", b"\x1b(B", b"\x0e", b"\xc3", b"&#", b"</", b"<div ",
    b"<!--", b"begin 644 a\n", b"Content-Type: ", b"multipart/mixed; boundary=edge", b"message/rfc822", b"text/html",
    b"text/calendar", b"application/ms-tnef", b"application/pkcs7-mime", b"base64", b"quoted-printable",
    b"charset=utf-16", b"charset=utf-7", b"charset=iso-2022-jp", b"From: ", b"Subject: ", b"BEGIN:VEVENT\r\n",
    b"DTSTART:", b"RRULE:FREQ=SECONDLY\r\n", b'style="display:none"', b"On Wed wrote:\r\n> ", b"{\\rtf1 ", b"\x30\x80",
    b"\x78\x9f\x3e\x22",
)  # fmt: skip


class Stalled(Exception):
    """A mail took too long."""


def main(words: list[str]) -> None:
    """Damage and read mails until the time is over; print what was found."""
    named = dict(word.lstrip("-").split("=") for word in words)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerline.settings")
    django.setup()
    seed, ends = int(named.get("seed", "1")), time.monotonic() + 60 * float(named.get("minutes", "20"))
    signal.signal(signal.SIGVTALRM, _stall)
    found: Counter[str] = Counter()
    number = 0
    while time.monotonic() < ends:
        said = try_one(build(seed, number))
        found[said or "sound"] += 1
        if said and found[said] < 4:
            print(f"{seed}:{number} {said}", flush=True)
        number += 1
    print(f"{number} mails of seed {seed}: {dict(found.most_common(20))}")


@lru_cache(maxsize=1)
def sources() -> list[bytes]:
    """The mails that are damaged: those of the tests, and some of the measuring room's."""
    from bench.corpus import write_mails  # noqa: PLC0415 - after the settings
    from peerline.channels.mail.tests.building import CASES  # noqa: PLC0415

    return [case.data for case in CASES] + [mail.data for mail in write_mails(60) if len(mail.data) < 60_000]


def build(seed: int, number: int) -> bytes:
    """Build one damaged mail again."""
    chance = random.Random(f"{seed}:{number}")
    mails = sources()
    data = bytearray(chance.choice(mails))
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(data) + 1)
        size = chance.choice((1, 1, 4, 40, 400))
        what = chance.randrange(7)
        if what == 0:
            data[start : start + 1] = chance.randbytes(1)
        elif what == 1:
            del data[start : start + size]
        elif what == 2:
            data[start:start] = chance.choice(TOKENS) * chance.choice((1, 1, 1, 3, 200))
        elif what == 3:
            data[start:start] = data[start : start + size] * chance.choice((1, 2, 50))
        elif what == 4:
            del data[max(20, start) :]
        elif what == 5:
            other = chance.choice(mails)
            cut = chance.randrange(len(other) + 1)
            data[start : start + size] = other[cut : cut + size * 4]
        else:
            moved = data[start : start + size]
            del data[start : start + size]
            place = chance.randrange(len(data) + 1)
            data[place:place] = moved
    return bytes(data)


def try_one(data: bytes) -> str:
    """Read a mail; say what went wrong, "" when nothing did."""
    from peerline.channels.incoming import as_json  # noqa: PLC0415
    from peerline.channels.mail.parse import NotMail, parse, raw_body  # noqa: PLC0415

    began = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, STALLED_SECONDS)
    try:
        read = parse(data, own_domain="lantern.example")
        raw_body(data)
        json.dumps(as_json(read), ensure_ascii=False).encode()
        if not all(0 <= start < end <= len(read.text) for start, end, _ in read.folds):
            return "folds outside of the text"
        if "\0" in read.subject + read.text + (read.html or ""):
            return "zero bytes"
    except NotMail:
        return ""
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is what is looked for
        place = fault.__traceback__
        while place and place.tb_next:
            place = place.tb_next
        where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else ""
        return f"{type(fault).__name__} at {where}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return "slow" if time.process_time() - began > SLOW_SECONDS else ""


def _stall(_signal: int, _frame: FrameType | None) -> None:
    raise Stalled
