"""DKIM (RFC 6376, 8301, 8463) and ARC (RFC 8617), verified by dkimpy, asked by us.

A signature counts when it covers From and the whole body: with `l=` anybody can add what is read first. SHA-1 counts
for nothing, a key in test (`t=y`) neither. At most five signatures are looked at, and no mail above 10 MiB: reading it
row by row would hold up the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import dkim

from peerline.channels.domains import ascii_domain
from peerline.channels.mail.senders.questions import Questions, Silent

MOST_SIGNATURES = 5
MOST_BYTES = 10 * 1024 * 1024
MOST_HEADER_BYTES = 512 * 1024
# With these signed, and each there once, nobody can make a mail to somebody else, or an old one, into one to us.
_BINDING = (b"from", b"to", b"subject", b"date")
_TEST_KEY = re.compile(r"(?:^|;)\s*t\s*=[^;]*\by\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signed:
    """Which domains signed the mail well: the whole of it, or only a part; and whether nobody could be asked.

    bound  of those of `whole` the ones whose signature covers From, To, Subject and Date, each of them there once
    """

    whole: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    silent: bool = False
    bound: tuple[str, ...] = ()


def are_readable(data: bytes) -> bool:
    """Whether the mail is small enough to be looked at."""
    head = data.find(b"\r\n\r\n")
    return len(data) <= MOST_BYTES and (len(data) if head < 0 else head) <= MOST_HEADER_BYTES


def signed_by(data: bytes, questions: Questions) -> Signed:
    """Verify the first signatures. Never raises for what stands in the mail or in DNS."""
    try:
        check = dkim.DKIM(data)
    except (dkim.DKIMException, ValueError, IndexError):
        return Signed()
    values = [value for name, value in check.headers if name.lower() == b"dkim-signature"][:MOST_SIGNATURES]
    names = [name.lower() for name, _ in check.headers]
    is_plain = all(names.count(name) == 1 for name in _BINDING)
    whole: list[str] = []
    part: list[str] = []
    bound: list[str] = []
    silent = False
    for index, value in enumerate(values):
        try:
            is_good = _counts(value) and check.verify(idx=index, dnsfunc=_key_of(questions))
        except Silent:
            silent = True
        except (dkim.DKIMException, ValueError, IndexError, KeyError, TypeError):
            continue
        else:
            if is_good:
                domain, is_part = ascii_domain(_tag(value, b"d")), bool(_tag(value, b"l"))
                (part if is_part else whole).append(domain)
                bound += [domain] if is_plain and not is_part and _covers(value, _BINDING) else []
    return Signed(tuple(whole), tuple(part), silent, tuple(bound))


def sealed_word(data: bytes, questions: Questions, sealers: frozenset[str]) -> str:
    """What the last sealer of a good ARC chain wrote of the sender, when it is one of `sealers`; else "".

    Returns  the value of its ARC-Authentication-Results, without the instance
    Raises   Silent
    """
    try:
        result, sets, _comment = dkim.ARC(data).verify(dnsfunc=_key_of(questions))
    except (dkim.DKIMException, ValueError, IndexError, KeyError, TypeError):
        return ""
    if result != dkim.CV_Pass or not sets:
        return ""
    last = max(sets, key=lambda one: int(one["instance"]))
    if ascii_domain(last["as-domain"].decode("ascii", "replace")) not in sealers:
        return ""
    said: str = last["aar-value"].decode("ascii", "replace")
    return re.sub(r"^\s*i\s*=\s*\d+\s*;", "", said).strip()


def _counts(value: bytes) -> bool:
    return _covers(value, (b"from",)) and _tag(value, b"a").lower() != "rsa-sha1"


def _covers(value: bytes, names: tuple[bytes, ...]) -> bool:
    covered = {name.strip().lower() for name in _tag(value, b"h").split(":")}
    return covered.issuperset(name.decode() for name in names)


def _tag(value: bytes, name: bytes) -> str:
    """The value of a tag, without white space; "" when it is not there."""
    found = re.search(rb"(?:^|;)\s*" + name + rb"\s*=([^;]*)", value)
    return re.sub(rb"\s+", b"", found[1]).decode("utf-8", "replace") if found else ""


def _key_of(questions: Questions) -> Callable[..., bytes | None]:
    def ask(name: bytes, timeout: float = 0.0) -> bytes | None:  # noqa: ARG001 - dkimpy's shape; the limit is ours
        records = [text for text in questions.texts(name.decode("ascii", "replace")) if "p=" in text.replace(" ", "")]
        return records[0].encode() if records and not _TEST_KEY.search(records[0]) else None

    return ask
