"""The envelope of a mail that lies in a mailbox: read out of what the provider wrote above it.

Return-Path is the envelope sender as the delivering server kept it; without one, the sender counts as nobody, and gets
no receipt. The recipient is whatever names the line's address, with its tag: Delivered-To and its kin, else To and Cc.
Where nothing does (a blind copy), it is the plain address. A writer can forge all of these, as at the door.
"""

from __future__ import annotations

import re

from peerline.channels.envelope import Envelope
from peerline.channels.mail.mailbox import Mailbox
from peerline.channels.mail.mime.addresses import read_addresses
from peerline.channels.mail.mime.headers import Headers, read_headers

PROTOCOL = "imap"
DELIVERED = (b"delivered-to", b"x-original-to", b"envelope-to", b"x-envelope-to")
WRITTEN = (b"to", b"cc")
MOST_RECIPIENTS = 20
_ROW_END = re.compile(rb"\r\n|\r|\n")
_LONE_END = re.compile(rb"\r(?!\n)|(?<!\r)\n")


def envelope_of(data: bytes, mailbox: Mailbox, *, protocol: str = PROTOCOL) -> Envelope:
    """Give the envelope of a mail as it was kept.

    data      the whole mail; rows that end in a lone CR or LF are ended by both
    protocol  "imap", or FILE for a mail that nobody handed over
    """
    if _LONE_END.search(data):
        data = _ROW_END.sub(b"\r\n", data)
    headers, _ = read_headers(data, 0, len(data))
    return Envelope(
        sender=_sender(headers),
        recipients=_recipients(headers, mailbox),
        data=data,
        peer="",
        tls=True,
        protocol=protocol,
        smtputf8=False,
    )


def _sender(headers: Headers) -> str:
    found = read_addresses(headers.all(b"return-path")[:1])
    return found[0].address if found else ""


def _recipients(headers: Headers, mailbox: Mailbox) -> tuple[str, ...]:
    for names in (DELIVERED, WRITTEN):
        values = [value for name in names for value in headers.all(name)]
        ours = [one.address for one in read_addresses(values) if mailbox.mark_of(one.address) is not None]
        if ours:
            return tuple(dict.fromkeys(ours))[:MOST_RECIPIENTS]
    return (f"{mailbox.local}@{mailbox.domain}",)
