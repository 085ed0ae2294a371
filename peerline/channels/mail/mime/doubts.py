"""What in the headers of a mail is wrong, or is read differently by other programs?

Said in whole sentences and nothing more: who reads the conversation shall know that somebody else may have seen
another sender or subject.
"""

from __future__ import annotations

import re

from ...incoming import Address
from .headers import MOST_HEADERS, Headers
from .parts import TOO_MANY_HEADERS
from .words import has_word

NO_SENDER = "The mail names no sender."
MANY_SENDERS = "The mail names several senders; the first is shown."
MANY_SUBJECTS = "The mail has several subjects; the first is shown."
BAD_DATE = "The date of the mail is no date."
MANY_OF_ONE = "The mail is ambiguous: it has headers twice that may be there once; the first of each was read."
TRICKY_SENDER = "The mail is ambiguous: its sender is written so that other programs may show another one."
NESTED_WORDS = "The mail is ambiguous: a header is encoded twice; it was decoded once."

_ONCE = frozenset(
    (b"from", b"date", b"message-id", b"in-reply-to", b"references", b"to", b"cc", b"reply-to", b"sender")
)
_COMMENT_WITH_ADDRESS = re.compile(rb"\([^()]*@[^()]*\)[^<]*<|<[^<>]*>[^<,;]*<|\\\)")


def doubts_of(headers: Headers, senders: tuple[Address, ...], subject: str, *, has_bad_date: bool) -> list[str]:
    """Say what is wrong with the headers of a mail."""
    found: list[str] = []
    if len(senders) != 1 or not senders[0].address:
        found += [MANY_SENDERS] if len(senders) > 1 else []
        found += [] if any(one.address for one in senders) else [NO_SENDER]
    if headers.twice:
        found += [MANY_SUBJECTS] if b"subject" in headers.twice else []
        found += [] if _ONCE.isdisjoint(headers.twice) else [MANY_OF_ONE]
    if has_bad_date:
        found.append(BAD_DATE)
    if headers.count >= MOST_HEADERS:
        found.append(TOO_MANY_HEADERS)
    if any(_is_tricky(value, senders) for value in headers.all(b"from")[:10]):
        found.append(TRICKY_SENDER)
    if has_word(subject) or any(has_word(one.name) for one in senders[:10]):
        found.append(NESTED_WORDS)
    return found


def _is_tricky(value: bytes, senders: tuple[Address, ...]) -> bool:
    """Whether comments, brackets or encoded words hide an address before or inside another one."""
    if (b"(" in value or value.count(b"<") > 1) and _COMMENT_WITH_ADDRESS.search(value[:2000]):
        return True
    return b"=?" in value and any("@" in one.name for one in senders[:10])
