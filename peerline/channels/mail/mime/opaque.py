"""What lies inside signed data that is not readable by itself? (S/MIME, RFC 8551; CMS, RFC 5652)

The content is taken out and read like any other part; no signature is checked here. Data that is encrypted is told
apart and left closed. All that is needed is a small walk over the tags and lengths of BER, definite and indefinite.
"""

from __future__ import annotations

from typing import NamedTuple

_SIGNED = bytes.fromhex("2a864886f70d010702")
_ENVELOPED = bytes.fromhex("2a864886f70d010703")
_AUTHENTICATED = bytes.fromhex("2a864886f70d0109100117")
_COMPRESSED = bytes.fromhex("2a864886f70d0109100109")
_OCTETS, _CONSTRUCTED_OCTETS = 0x04, 0x24
MOST_PIECES = 100_000
DEEPEST = 12


class _BadData(ValueError):
    """The bytes are no BER."""


def kind_of_cms(data: bytes) -> str:
    """Name what a CMS container is: "signed", "enveloped", "compressed" or ""."""
    head = data[:64]
    for kind, oid in (("signed", _SIGNED), ("enveloped", _ENVELOPED), ("compressed", _COMPRESSED)):
        if oid in head:
            return kind
    return "enveloped" if _AUTHENTICATED in head else ""


def signed_content(data: bytes) -> bytes | None:
    """Take the signed content out of CMS signed data; None when there is none or the bytes are broken."""
    if kind_of_cms(data) != "signed":
        return None
    try:
        info = _element(data, 0, len(data))
        kind = _element(data, info.start, info.end)
        wrapped = _element(data, kind.after, info.end)
        signed = _element(data, wrapped.start, wrapped.end)
        return _inside(data, signed)
    except (_BadData, IndexError):
        return None


def _inside(data: bytes, signed: _Element) -> bytes | None:
    """The content of SignedData: version, digests, then type and [0] content."""
    version = _element(data, signed.start, signed.end)
    digests = _element(data, version.after, signed.end)
    content = _element(data, digests.after, signed.end)
    kind = _element(data, content.start, content.end)
    if kind.after >= content.end or data[kind.after] != 0xA0:
        return None  # the signature stands apart from what it signs
    wrapped = _element(data, kind.after, content.end)
    return _octets(data, wrapped.start, wrapped.end)


def _octets(data: bytes, start: int, end: int) -> bytes:
    """Join the pieces of an octet string."""
    pieces: list[bytes] = []
    waiting = [(start, end)]
    while waiting and len(pieces) < MOST_PIECES:
        position, limit = waiting.pop()
        while position < limit and data[position : position + 2] != b"\0\0":
            one = _element(data, position, limit)
            position = one.after
            if one.tag == _CONSTRUCTED_OCTETS:
                waiting += [(position, limit), (one.start, one.end)]
                break
            if one.tag == _OCTETS:
                pieces.append(data[one.start : one.end])
    return b"".join(pieces)


class _Element(NamedTuple):
    """One value: its tag, where its content begins and ends, and where the next value begins."""

    tag: int
    start: int
    end: int
    after: int


def _element(data: bytes, position: int, limit: int, *, depth: int = 0) -> _Element:
    """Read tag and length at an offset."""
    if position + 2 > limit:
        raise _BadData
    tag, length = data[position], data[position + 1]
    position += 2
    if length == 0x80:
        end = _end_of_indefinite(data, position, limit, depth=depth)
        return _Element(tag, position, end, min(end + 2, limit))
    if length > 0x80:
        count = length & 0x7F
        if count > 4 or position + count > limit:
            raise _BadData
        length = int.from_bytes(data[position : position + count], "big")
        position += count
    end = min(position + length, limit)
    return _Element(tag, position, end, end)


def _end_of_indefinite(data: bytes, position: int, limit: int, *, depth: int) -> int:
    if depth > DEEPEST:
        raise _BadData
    while position + 2 <= limit:
        if data[position : position + 2] == b"\0\0":
            return position
        position = _element(data, position, limit, depth=depth + 1).after
    return limit
