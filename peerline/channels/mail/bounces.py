"""Which of our mails came back, for whom, and for good? (RFC 3464, RFC 3463, and free-form bounces.)"""

from __future__ import annotations

import re

from ..incoming import Bounce
from .mime.headers import Headers, read_headers
from .mime.parts import Part, Tree
from .mime.words import one_row, raw_text

LOOKED_AT = 20_000
MOST_RECIPIENTS = 200

_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_CODE = re.compile(r"(?<![\d.])([45]\d\d)[ -]")
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_AFTER_COLON = re.compile(r"^\s*<?([^\s<>]{1,64}@[^\s<>:]{1,200})>?:?\s*$", re.MULTILINE)
_MESSAGE_ID = re.compile(r"^message-id:\s*(<[^<>\s]{1,400}>)", re.IGNORECASE | re.MULTILINE)
_FOR_NOW = re.compile(
    r"delay|will be retried|will keep trying|still trying|temporar|not yet been delivered|warning message only|"
    r"you do not need to resend|wird weiterhin versucht|verzöger",
    re.IGNORECASE,
)


def bounce_of(tree: Tree, *, report: Part | None, returned: Part | None, text: str) -> Bounce | None:
    """Read a mail that came back.

    report    the delivery-status part; None for a free-form bounce
    returned  the returned copy, or its headers
    text      the readable text of the bounce
    Returns   None when the report says that the mail was delivered
    """
    recipient, status, action = _read_report(tree, report) if report else ("", "", "")
    if action in ("delivered", "relayed", "expanded"):
        return None
    sample = text[:LOOKED_AT]
    headers = tree.root.headers
    recipient = recipient or _failed_recipient(headers, sample)
    status = status or _status_in(sample)
    is_passing = action == "delayed" or (not action and bool(_FOR_NOW.search(sample))) or status.startswith("4")
    permanent = not is_passing
    return Bounce(recipient, status, permanent, _original(tree, returned, sample))


def _read_report(tree: Tree, report: Part) -> tuple[str, str, str]:
    """Give recipient, status and action of the first failed recipient, else of the first."""
    data = tree.body(report)[:200_000]
    found: list[tuple[str, str, str]] = []
    position = 0
    while position < len(data) and len(found) < MOST_RECIPIENTS:
        headers, end = read_headers(data, position, len(data))
        position = end if end > position else position + 1
        action = raw_text(headers.first(b"action")).strip().lower().partition(" ")[0]
        recipient = _address_in(headers.first(b"final-recipient")) or _address_in(headers.first(b"original-recipient"))
        if not action and not recipient:
            continue
        named = _STATUS.search(raw_text(headers.first(b"status")))
        said = _STATUS.search(raw_text(headers.first(b"diagnostic-code"))[:2000])
        best = named if named and not named[1].endswith(".0.0") else said or named
        found.append((recipient, best[1] if best else "", action))
    return next((one for one in found if one[2] == "failed"), found[0] if found else ("", "", ""))


def _address_in(value: bytes) -> str:
    text = one_row(raw_text(value)[:1000])
    return text.partition(";")[2].strip().strip("<>") if ";" in text else text.strip("<>")


def _failed_recipient(headers: Headers, sample: str) -> str:
    failed = raw_text(headers.first(b"x-failed-recipients")).split(",")[0].strip()
    if failed:
        return failed
    alone = _AFTER_COLON.search(sample)
    if alone:
        return alone[1]
    found = _ADDRESS.search(sample)
    return found[0] if found else ""


def _status_in(sample: str) -> str:
    found = _STATUS.search(sample) or _CODE.search(sample)
    return found[1] if found else ""


def _original(tree: Tree, returned: Part | None, sample: str) -> str | None:
    if returned is not None:
        data = tree.body(returned)[:200_000]
        headers, _ = read_headers(data, 0, len(data))
        found = re.search(r"<[^<>\s]{1,400}>", raw_text(headers.first(b"message-id")))
        if found:
            return found[0]
    quoted = _MESSAGE_ID.search(sample)
    if quoted:
        return quoted[1]
    answered = re.search(r"<[^<>\s]{1,400}>", raw_text(tree.root.headers.first(b"in-reply-to")))
    return answered[0] if answered else None
