"""What is published as the line's OpenPGP key: looked at packet by packet, so that nothing secret can be among it.

Nothing is verified here: who made it has the secret, and whoever imports it checks it. What is asked is only that it is
one public key of version 4 with the line's address in it, and no packet of a secret. Source: RFC 4880, 4.2 and 12.2.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

from peerline.kit.errors import Refused

SIGNATURE, PRIMARY, USER_ID, SUBKEY = 2, 6, 13, 14
LARGEST_BYTES = 64 * 1024
ROW = 64


def fingerprint_of(certificate: bytes, address: str) -> str:
    """The fingerprint, 40 upper-case hex digits.

    certificate  binary packets: a primary key, its user IDs, subkeys and signatures
    address      has to stand in a user ID
    Raises       Refused for anything else, above all for a secret key
    """
    packets = list(_packets(certificate)) if len(certificate) <= LARGEST_BYTES else []
    tags = [tag for tag, _ in packets]
    is_public = bool(tags) and tags[0] == PRIMARY and tags.count(PRIMARY) == 1
    if not is_public or not set(tags) <= {SIGNATURE, PRIMARY, USER_ID, SUBKEY}:
        raise Refused(code="not-a-public-key")
    names = [body.decode("utf-8", "replace").casefold() for tag, body in packets if tag == USER_ID]
    if not any(f"<{address.casefold()}>" in name for name in names):
        raise Refused(code="not-our-address")
    body = packets[0][1]
    if body[:1] != b"\x04":
        raise Refused(code="not-a-public-key")
    whole = b"\x99" + len(body).to_bytes(2, "big") + body
    return hashlib.sha1(whole, usedforsecurity=False).hexdigest().upper()


def armored(certificate: bytes) -> str:
    """The same as text for programs that read it from a file (RFC 4880, 6.2), with its checksum."""
    text = base64.b64encode(certificate).decode()
    rows = [text[at : at + ROW] for at in range(0, len(text), ROW)]
    check = base64.b64encode(_crc24(certificate).to_bytes(3, "big")).decode()
    head, foot = "-----BEGIN PGP PUBLIC KEY BLOCK-----", "-----END PGP PUBLIC KEY BLOCK-----"
    return "\n".join((head, "", *rows, f"={check}", foot, ""))


def _packets(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag and body of each packet. Raises Refused for what is cut or has a partial length."""
    at = 0
    while at < len(data):
        tag, size, start = _head(data, at)
        if start + size > len(data):
            raise Refused(code="not-a-public-key")
        yield tag, data[start : start + size]
        at = start + size


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    first = data[at]
    rest = data[at + 1 : at + 6]
    if not first & 0x80 or not rest:
        raise Refused(code="not-a-public-key")
    if not first & 0x40:
        kind = first & 3
        width = 1 << kind
        if kind == 3:
            raise Refused(code="not-a-public-key")
        return first >> 2 & 15, int.from_bytes(rest[:width], "big"), at + 1 + width
    if rest[0] < 192:
        return first & 63, rest[0], at + 2
    if rest[0] < 224:
        return first & 63, (rest[0] - 192 << 8) + int.from_bytes(rest[1:2], "big") + 192, at + 3
    if rest[0] < 255:
        raise Refused(code="not-a-public-key")
    return first & 63, int.from_bytes(rest[1:5], "big"), at + 6


def _crc24(data: bytes) -> int:
    found = 0xB704CE
    for byte in data:
        found ^= byte << 16
        for _ in range(8):
            found <<= 1
            if found & 0x1000000:
                found ^= 0x1864CFB
    return found
