"""Which of our mails came back, for whom, and for good? (RFC 3464, RFC 3463, and free-form bounces.)

A report is believed field by field, also where it stands as plain text or outside of a report; what it leaves out is
taken from the words beside it. A report of success is no bounce.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...incoming import Bounce
from ..mime.headers import read_headers
from ..mime.words import raw_text
from .facts import Facts
from .notice import Notice, read_notice
from .recipients import LONGEST, address_in_field, failed_in_header, failed_in_notice, recipient_of_copy
from .statuses import is_not_over, status_in, status_in_fields

LOOKED_AT_BYTES = 200_000
MOST_RECIPIENTS = 200
REPORTS = ("message/delivery-status", "message/global-delivery-status")
COPIES = ("message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers", "message/partial")
WELL = frozenset({"delivered", "relayed", "expanded"})

_FIELDS_IN_TEXT = re.compile(
    r"^[ \t>]{0,4}(?:(?:original|final)-recipient|action)[ \t]*:.{0,998}$", re.IGNORECASE | re.MULTILINE
)
_ID = re.compile(r"<[^<>\s]{1,900}>")
_MESSAGE_ID = re.compile(r"^[ \t>]{0,8}message-id:\s{0,4}(<[^<>\s]{1,900}>)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Recipient:
    """What a report says of one recipient; "" for what it does not say."""

    address: str
    status: str
    action: str


def bounce_of(facts: Facts) -> Bounce | None:
    """Read a mail that came back; None when its report says that all went well."""
    reported = _reported(facts)
    if reported.action in WELL:
        return None
    notice = read_notice(facts.text)
    copy = _copy_bytes(facts, notice)
    address = reported.address or failed_in_header(facts.headers) or failed_in_notice(notice, told_of(facts))
    address = address or recipient_of_copy(copy)
    status = reported.status or status_in(notice)
    return Bounce(
        recipient=address if len(address) <= LONGEST else "",
        status=status,
        permanent=_is_for_good(reported.action, status, notice=notice),
        original_ref=_original(facts, copy, text=facts.text),
    )


def _is_for_good(action: str, status: str, *, notice: Notice) -> bool:
    if action == "delayed" or status.startswith("4"):
        return False
    return action == "failed" or not is_not_over(notice)


def _reported(facts: Facts) -> _Recipient:
    """Give what a report says of the first recipient that failed, else of the first that waits, else of the first."""
    part = facts.part_of_type(*REPORTS)
    data = facts.tree.body(part)[:LOOKED_AT_BYTES] if part else facts.report_bytes or _fields_in_text(facts)
    found = _recipients(data)
    for wanted in ("failed", "", "delayed"):
        chosen = next((one for one in found if one.action == wanted), None)
        if chosen:
            return chosen
    return found[0] if found else _Recipient("", "", "")


def _recipients(data: bytes) -> list[_Recipient]:
    found: list[_Recipient] = []
    position = 0
    while position < len(data) and len(found) < MOST_RECIPIENTS:
        headers, end = read_headers(data, position, len(data))
        position = end if end > position else position + 1
        action = raw_text(headers.first(b"action")).strip().lower().partition(" ")[0].strip("();,.")
        named = (b"final-recipient", b"original-recipient", b"x-actual-recipient")
        addresses = [address_in_field(headers.first(name)) for name in named]
        address = next((one for one in addresses if "@" in one), next(filter(None, addresses), ""))
        if action or address:
            reply = raw_text(headers.first(b"diagnostic-code"))
            found.append(_Recipient(address, status_in_fields(raw_text(headers.first(b"status")), reply), action))
    return found


def _fields_in_text(facts: Facts) -> bytes:
    """Find a report that stands as text or as a file of another type; b"" for none."""
    for part in facts.parts:
        if part.children or part.type in COPIES or part.type.startswith(("image/", "audio/", "video/")):
            continue
        text = raw_text(facts.tree.body(part)[:LOOKED_AT_BYTES])
        first = _FIELDS_IN_TEXT.search(text)
        if first and re.search(r"^[ \t>]{0,4}final-recipient", text, re.IGNORECASE | re.MULTILINE):
            rows = text[first.start() :].replace("\r\n", "\n").split("\n")
            return "\n".join(row.lstrip("> \t") if ":" in row[:40] else row for row in rows).encode()
    return b""


def told_of(facts: Facts) -> frozenset[str]:
    """The addresses that are not the failed one: to whom the notice is written, and who writes it."""
    named = [facts.sender] if facts.sender else []
    raw = [raw_text(facts.headers.first(name)) for name in (b"to", b"cc", b"delivered-to", b"envelope-to", b"reply-to")]
    found = re.findall(r"[^\s<>\"'(),;:]{1,100}@[^\s<>\"'(),;:]{1,255}", " ".join(raw)[:8000])
    return frozenset(one.lower() for one in [*found, *(one.address for one in named)])


def _copy_bytes(facts: Facts, notice: Notice) -> bytes:
    """The returned copy, or what of it stands in the text."""
    part = facts.bodies.returned or facts.part_of_type(*COPIES)
    if part is not None:
        return facts.tree.body(part)[:LOOKED_AT_BYTES]
    start = re.search(r"^[ \t>]{0,4}[A-Za-z-]{2,30}:[ \t]", notice.copy, re.MULTILINE)
    return notice.copy[start.start() :].encode("utf-8", "replace") if start else b""


def _original(facts: Facts, copy: bytes, *, text: str) -> str | None:
    headers, _ = read_headers(copy, 0, len(copy))
    found = _ID.search(raw_text(headers.first(b"message-id")))
    if found:
        return found[0]
    quoted = _MESSAGE_ID.search(text[:LOOKED_AT_BYTES])
    if quoted:
        return quoted[1]
    for name in (b"in-reply-to", b"references"):
        answered = _ID.findall(raw_text(facts.headers.first(name)))
        if answered:
            last: str = answered[-1]
            return last
    return None
