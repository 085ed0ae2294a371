"""What the mail door hands on, what it is told, and how it is set: typed cargo, no behavior.

An envelope is one mail as it came: nothing stamped on it, nothing parsed. It lives in memory only and is never logged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl

MIB = 1024 * 1024
FILE = "file"


@dataclass(frozen=True, slots=True)
class Envelope:
    """One mail with what the dialog said about it.

    sender      address without angle brackets; "" for the null sender
    recipients  at least one, as given and in order, doubles kept; "postmaster" may stand without a domain
    data        rows ended by CRLF and by nothing else, dots unstuffed; NULs and 8-bit bytes are possible
    peer        the client's IP address ("192.0.2.7"), from the PROXY header if one is asked for; "" on a local socket
    tls         whether it came over TLS
    protocol    "smtp" or "lmtp"; "imap" from a provider's mailbox, FILE from an archive
    smtputf8    whether the sender said SMTPUTF8 (RFC 6531)
    """

    sender: str
    recipients: tuple[str, ...]
    data: bytes
    peer: str
    tls: bool
    protocol: str
    smtputf8: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """One reply of the door: SMTP code (RFC 5321), enhanced status "2.6.0" (RFC 3463), and one row of ASCII text."""

    code: int
    status: str
    text: str


@dataclass(frozen=True, slots=True)
class DoorSettings:
    """How one mail door is set.

    hostname          the door's own name, said in the greeting
    lmtp              LMTP (RFC 2033) instead of SMTP
    tls               offers STARTTLS with it; None: not offered
    proxy             each connection must begin with a PROXY header, version 1 or 2; its word about the client is taken
    size_limit        bytes of one mail; more is 552
    row_limit         bytes of one command without its CRLF; RFC 5321 asks for 510, long UTF-8 paths need more
    recipient_limit   of one mail; more are 452 (RFC 5321 4.5.3.1.8 asks for 100)
    error_limit       faulty commands in a row of one session, then 421; a mail taken in sets it back
    connection_limit  open at once at this door; one more is greeted by 421
    idle_seconds      without a byte from the client, then 421 (RFC 5321 4.5.3.2.7 asks for 300)
    body_seconds      from DATA to the end mark, then 421
    room_seconds      that a large mail waits for room in the budget, then 451
    accept_seconds    that `accept` may take, then 451
    """

    hostname: str
    lmtp: bool = False
    tls: ssl.SSLContext | None = None
    proxy: bool = False
    size_limit: int = 40 * MIB
    row_limit: int = 2048
    recipient_limit: int = 100
    error_limit: int = 20
    connection_limit: int = 500
    idle_seconds: float = 300.0
    body_seconds: float = 900.0
    room_seconds: float = 20.0
    accept_seconds: float = 120.0
