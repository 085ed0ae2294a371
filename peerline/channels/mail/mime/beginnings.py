"""Are these bytes a mail, and how do its rows end?

A mail begins with headers. What stands before them, as storage leaves it (a byte order mark, a row with the size, empty
rows, the From row of a mailbox), is taken off. Rows may end with CRLF or LF; where the bytes end them with CR or with
two CR they are read as rows too, and that is said, because programs do not agree on it.
"""

from __future__ import annotations

import io
import re

from django.utils.translation import gettext_lazy as _

from peerline.kit.errors import Refused

ODD_ROWS = "The mail is ambiguous: its rows do not end as rows of a mail do; other programs may cut it differently."
ZERO_BYTES = "The mail is ambiguous: it holds zero bytes; other programs may read something else."

_MAIL_HEADER = re.compile(
    rb"^(?:from|to|subject|date|message-id|received|return-path|mime-version|content-[a-z-]+|delivered-to|reply-to|cc|"
    rb"sender|x-[a-z-]+|bcc|references|in-reply-to|dkim-signature|envelope-to|list-[a-z-]+|arc-[a-z-]+)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_ANY_HEADERS = re.compile(rb"(?:[!-9;-~]{1,80}:[^\n]*\n(?:[ \t][^\n]*\n)*+)++\r?\n")
_SIZE_ROW = re.compile(rb"\d{1,12}[ \t]*\r?\n")
_LONE_CR = re.compile(rb"\r+\n|\r")
_BINARY = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF", b"RIFF", b"BZh",
    b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf", b"Rar!", b"{\\rtf",
)  # fmt: skip
_HEAD_SIZE = 16_384


class NotMail(Refused):
    """The bytes are no mail."""

    code = "not-mail"
    sentence = _("This is no mail.")


def begin(data: bytes) -> tuple[bytes, list[str]]:
    """Refuse what is no mail; give rows that end with LF or CRLF, and what was odd about the bytes.

    Raises  NotMail when there is no header that a mail has, or the bytes are a file of another kind
    """
    problems: list[str] = []
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    data = data.removeprefix(b"\xef\xbb\xbf")
    size = _SIZE_ROW.match(data)
    if size:
        data = data[size.end() : size.end() + int(size[0])]
    if _has_lone_cr(data):
        problems.append(ODD_ROWS)
        if data.count(b"\r") > data.count(b"\n") * 1.5:
            data = _LONE_CR.sub(b"\n", data)
    if data[:1] in (b"\r", b"\n", b" ", b"\t"):
        data = _after_empty_rows(data)
    head = data[:_HEAD_SIZE]
    if head.startswith(_BINARY) or not (_MAIL_HEADER.search(head) or _ANY_HEADERS.match(head)):
        raise NotMail
    if b"\0" in data:
        problems.append(ZERO_BYTES)
    return data, problems


def _has_lone_cr(data: bytes) -> bool:
    """Whether a CR stands without an LF behind it. Python's own reader of rows sees it sooner than counting both."""
    rows = io.IncrementalNewlineDecoder(None, translate=False)
    rows.decode(data.decode("latin-1"), final=True)
    kinds = rows.newlines or ()
    return "\r" in ((kinds,) if isinstance(kinds, str) else kinds)


def _after_empty_rows(data: bytes) -> bytes:
    """Take empty rows off; the spaces before the first written row go only if a header follows them."""
    rest = data.lstrip(b"\r\n\t ")
    if _MAIL_HEADER.match(rest):
        return rest
    return data.lstrip(b"\r\n")
