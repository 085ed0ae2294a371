"""The certificates in a row of OpenPGP packets (RFC 9580, 4 and 10.1), cut apart and never opened."""

from __future__ import annotations

from collections.abc import Iterator

from peerline.channels.domains import are_same

PUBLIC_KEY, USER_ID = 6, 13
# Keys, subkeys, signatures, user ids and attributes: what a certificate is made of.
TAGS = frozenset((2, PUBLIC_KEY, USER_ID, 14, 17))
MOST_PACKETS = 1000


def naming(data: bytes, address: str) -> bytes:
    """The certificates that name a mailbox, without the others; b"" for none and for what is malformed."""
    found, current, names = b"", b"", False
    try:
        for tag, whole, body in _packets(data):
            if tag == PUBLIC_KEY:
                found, current, names = found + (current if names else b""), b"", False
            current += whole
            names = names or (tag == USER_ID and _is_of(body, address))
    except ValueError:
        return b""
    return found + (current if names else b"")


def _packets(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Tag, the packet as it stands, and its body. Raises ValueError for what no public key has."""
    at = 0
    for _ in range(MOST_PACKETS):
        if at == len(data):
            return
        tag, start, size_bytes = _head(data, at)
        end = start + size_bytes
        if tag not in TAGS or end > len(data) or (at == 0 and tag != PUBLIC_KEY):
            raise ValueError
        yield tag, data[at:end], data[start:end]
        at = end
    raise ValueError


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Tag, where the body begins, and its length. Raises ValueError; lengths in parts are for no key."""
    first, rest = data[at], data[at + 1 : at + 6]
    if first & 0xC0 == 0xC0:
        lead = rest[0] if rest else 255
        if lead < 192:
            return first & 63, at + 2, lead
        if lead < 224 and len(rest) > 1:
            return first & 63, at + 3, (lead - 192 << 8) + rest[1] + 192
        if lead == 255 and len(rest) == 5:
            return first & 63, at + 6, int.from_bytes(rest[1:5], "big")
    elif first & 0x80 and first & 3 < 3:
        width = 1 << (first & 3)
        if len(rest) >= width:
            return first >> 2 & 15, at + 1 + width, int.from_bytes(rest[:width], "big")
    raise ValueError


def _is_of(user_id: bytes, address: str) -> bool:
    text = user_id.decode("utf-8", "replace").strip()
    named = text.rpartition("<")[2].removesuffix(">").strip() if text.endswith(">") else text
    return are_same(named, address)
