"""A strict look at the header of an age file, before the library opens it.

The age format (age-encryption.org/v1) has one way to write each header. Some libraries also take others; what a lax
reader takes and a strict one refuses is refused here, so that both sides of a line open exactly the same files.

    age-encryption.org/v1
    -> TYPE ARGUMENT...
    BODY                   standard base64 without padding, rows of 64, the last shorter (it may be empty)
    --- MAC                43 characters of base64

Binary files only: armor (the form with -----BEGIN) is for people who mail files, and is not taken.
"""

from __future__ import annotations

import base64
import binascii
import re

from peerline.seal.errors import Broken

FIRST_ROW = b"age-encryption.org/v1"
LONGEST_HEADER = 65_536
ROW = 64
STANZA = re.compile(rb"-> [\x21-\x7e]+(?: [\x21-\x7e]+)*")
MAC = re.compile(rb"--- ([A-Za-z0-9+/]{43})")


def check_header(sealed: bytes) -> None:
    """Return if the header is written in the one right way. Raises Broken."""
    rows = sealed[:LONGEST_HEADER].split(b"\n")
    if rows[0] != FIRST_ROW:
        raise Broken("no age file of version 1")
    place = 1
    while place < len(rows) and not rows[place].startswith(b"---"):
        place = _end_of_stanza(rows, place)
    # What stands behind the last newline within reach is not a row of the header.
    if place == 1 or place >= len(rows) - 1:
        raise Broken("header without stanza or end")
    found = MAC.fullmatch(rows[place])
    if not found:
        raise Broken("malformed end of header")
    _check_base64(found[1])


def _end_of_stanza(rows: list[bytes], place: int) -> int:
    """The place of the first row behind the stanza that begins at `place`."""
    if not STANZA.fullmatch(rows[place]):
        raise Broken("malformed stanza")
    body = b""
    for end in range(place + 1, len(rows) - 1):
        body += rows[end]
        if len(rows[end]) < ROW:
            _check_base64(body)
            return end + 1
        if len(rows[end]) > ROW:
            break
    raise Broken("stanza without last row")


def _check_base64(text: bytes) -> None:
    """Only the canonical spelling: no padding, no stray bits in the last character."""
    try:
        data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise Broken("malformed base64") from error
    if base64.b64encode(data).rstrip(b"=") != text:
        raise Broken("base64 with stray bits")
