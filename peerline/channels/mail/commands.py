"""The grammar of MAIL and RCPT: addresses and parameters, in ASCII and in UTF-8.

Stricter than many: an address stands in angle brackets, without spaces or control characters. Softer where nothing
hangs on it: spaces after the colon, and a source route, which is dropped (RFC 5321, appendix C).

Source: RFC 5321 4.1.2, RFC 1870 (SIZE), RFC 6152 (8BITMIME), RFC 6531 (SMTPUTF8).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from peerline.channels.envelope import Answer

_ATOM = rb'[^\s<>"(),:;@\\\[\]\x00-\x1f\x7f]+'
_QUOTED = rb'"(?:[^"\\\x00-\x1f\x7f]|\\[\x20-\x7e])*"'
_ADDRESS = rb"(?:" + _ATOM + rb"|" + _QUOTED + rb")@(?:" + _ATOM + rb"|\[[0-9A-Za-z.:]+\])"
_ROUTE = rb'(?:@[^\s<>:"]+:)?'
_PARAMETERS = rb"((?: +[^\s\x00-\x1f\x7f]+)*) *"
MAIL = re.compile(rb"MAIL FROM: *<" + _ROUTE + rb"(" + _ADDRESS + rb"|)>" + _PARAMETERS, re.IGNORECASE)
RCPT = re.compile(rb"RCPT TO: *<" + _ROUTE + rb"(" + _ADDRESS + rb"|postmaster)>" + _PARAMETERS, re.IGNORECASE)

BAD_SENDER = Answer(501, "5.1.7", "Write MAIL FROM:<address>")
BAD_RECIPIENT = Answer(501, "5.1.3", "Write RCPT TO:<address>")
BAD_VALUE = Answer(501, "5.5.4", "This parameter's value is not understood")
UNKNOWN_PARAMETER = Answer(555, "5.5.4", "This parameter is not offered here")
NEEDS_SMTPUTF8 = Answer(553, "5.6.7", "This address needs SMTPUTF8")


@dataclass(frozen=True, slots=True)
class Sender:
    """What MAIL said: the address ("" is the null sender), the size promised (0: none), and whether SMTPUTF8 holds."""

    address: str
    size_bytes: int
    smtputf8: bool


def read_mail(row: bytes) -> Sender | Answer:
    """Read a MAIL row; an Answer says what is wrong with it."""
    found = MAIL.fullmatch(row)
    if not found:
        return BAD_SENDER
    size_bytes, smtputf8 = 0, False
    for parameter in found[2].upper().split():
        name, _, value = parameter.partition(b"=")
        if name == b"SIZE" and value.isdigit() and len(value) <= 20:
            size_bytes = int(value)
        elif parameter == b"SMTPUTF8":
            smtputf8 = True
        elif parameter not in (b"BODY=7BIT", b"BODY=8BITMIME"):
            return BAD_VALUE if name in (b"SIZE", b"BODY", b"SMTPUTF8") else UNKNOWN_PARAMETER
    address = _text(found[1], smtputf8=smtputf8, otherwise=BAD_SENDER)
    return Sender(address, size_bytes, smtputf8) if isinstance(address, str) else address


def read_recipient(row: bytes, *, smtputf8: bool) -> str | Answer:
    """Read a RCPT row to its address ("postmaster" may come without a domain); an Answer says what is wrong."""
    found = RCPT.fullmatch(row)
    if not found:
        return BAD_RECIPIENT
    if found[2].strip():
        return UNKNOWN_PARAMETER
    return _text(found[1], smtputf8=smtputf8, otherwise=BAD_RECIPIENT)


def _text(address: bytes, *, smtputf8: bool, otherwise: Answer) -> str | Answer:
    if not smtputf8 and not address.isascii():
        return NEEDS_SMTPUTF8
    try:
        return address.decode("utf-8")
    except UnicodeDecodeError:
        return otherwise
