"""Whether a text is OpenPGP ciphertext and nothing else, as far as one sees without a key.

The server cannot tell whether an encrypted answer is a good one. It can tell whether it is one at all: an armor of
keys for recipients and one encrypted packet (RFC 4880, 6.2 and 11.3), with no row in which anything could be read.
"""

from __future__ import annotations

import base64
import binascii
import re

# Without headers (Comment, Version): what stands in them can be read.
ARMOR = re.compile(
    r"-----BEGIN PGP MESSAGE-----\r?\n\r?\n((?:[A-Za-z0-9+/]{1,76}={0,2}\r?\n)+?)(?:=[A-Za-z0-9+/]{4}\r?\n)?"
    r"-----END PGP MESSAGE-----\r?\n?"
)
FOR_RECIPIENT, ENCRYPTED = 1, 18
MOST_RECIPIENTS = 16


def is_ciphertext(text: str) -> bool:
    """Whether it is."""
    found = ARMOR.fullmatch(text)
    if not found:
        return False
    try:
        data = base64.b64decode("".join(found[1].split()), validate=True)
    except binascii.Error:
        return False
    at, recipients = 0, 0
    while 0 <= at < len(data) and recipients <= MOST_RECIPIENTS:
        tag, end = _packet(data, at)
        if tag != FOR_RECIPIENT:
            # With the integrity of SEIPD alone, and nothing behind it.
            return tag == ENCRYPTED and recipients > 0 and end in (len(data), -1)
        at, recipients = end, recipients + 1
    return False


def _packet(data: bytes, at: int) -> tuple[int, int]:
    """Tag of the packet and where it ends; -1 where its length is told in parts, or in a way that nobody uses here."""
    first, rest = data[at], data[at + 1 : at + 6]
    if first & 0xC0 != 0xC0 or not rest:
        return 0, -1
    if rest[0] < 192:
        return first & 63, at + 2 + rest[0]
    if rest[0] < 224:
        return first & 63, at + 3 + (rest[0] - 192 << 8) + int.from_bytes(rest[1:2], "big") + 192
    if rest[0] < 255:
        return first & 63, -1
    return first & 63, at + 6 + int.from_bytes(rest[1:5], "big")
