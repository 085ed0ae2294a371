"""What in the headers of a mail is wrong, or is read differently by other programs?

Said in whole sentences and nothing more: who reads the conversation shall know that somebody else may have seen
another sender or subject.
"""

from __future__ import annotations

import re

from ...incoming import Address
from .headers import MOST_HEADERS, Headers
from .parts import TOO_MANY_HEADERS
from .words import decode_words, has_word

NO_SENDER = "The mail names no sender."
MANY_SENDERS = "The mail names several senders; the first is shown."
MANY_SUBJECTS = "The mail has several subjects; the first is shown."
BAD_DATE = "The date of the mail is no date."
MANY_OF_ONE = "The mail is ambiguous: it has headers twice that may be there once; the first of each was read."
TRICKY_SENDER = "The mail is ambiguous: its sender is written so that other programs may show another one."
NESTED_WORDS = "The mail is ambiguous: a header is encoded twice; it was decoded once."

_ONCE = (b"from", b"date", b"message-id", b"in-reply-to", b"references", b"to", b"cc", b"reply-to", b"sender")
_COMMENT_WITH_ADDRESS = re.compile(rb"\([^()]*@[^()]*\)[^<]*<|<[^<>]*>[^<,;]*<|\\\)|<[^<>]*[(\"][^<>]*>")


def doubts_of(headers: Headers, senders: tuple[Address, ...], subject: str, *, has_bad_date: bool) -> list[str]:
    """Say what is wrong with the headers of a mail, in the order of this module's sentences."""
    found = {
        NO_SENDER: not any(one.address for one in senders),
        MANY_SENDERS: len(senders) > 1,
        MANY_SUBJECTS: len(headers.all(b"subject")) > 1,
        BAD_DATE: has_bad_date,
        TOO_MANY_HEADERS: headers.count >= MOST_HEADERS,
        MANY_OF_ONE: any(len(headers.all(name)) > 1 for name in _ONCE),
        TRICKY_SENDER: any(_is_tricky(value) for value in headers.all(b"from")[:10]),
        NESTED_WORDS: has_word(subject) or any(has_word(one.name) for one in senders[:10]),
    }
    return [sentence for sentence, is_so in found.items() if is_so]


def _is_tricky(value: bytes) -> bool:
    """Whether comments, brackets or encoded words hide an address before or inside another one."""
    if b"(" not in value and value.count(b"<") < 2 and b"=?" not in value and b'"' not in value:
        return False
    if _COMMENT_WITH_ADDRESS.search(value[:2000]):
        return True
    before, opened, _ = value[:2000].rpartition(b"<")
    if not opened or b"=?" not in before:
        return False
    return "@" in decode_words(before.decode("latin-1"))
