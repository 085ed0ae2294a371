"""Which file lies in a BinHex text? (RFC 1741)

Letters of six bits, runs of a byte shortened by 0x90, then a head, the data and what only old Macs read. What does not
fit its own check sums stays packed.
"""

from __future__ import annotations

import binascii

LETTERS = b"!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr"
SIX_BITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_TO_BASE64 = bytes.maketrans(LETTERS, SIX_BITS)
_NOT = bytes(set(range(256)) - set(LETTERS))
_RUN = 0x90
LONGEST_NAME = 63
LONGEST = 4 * 1024 * 1024
MOST_TIMES_LARGER = 8
_AFTER_NAME = 1 + 4 + 4 + 2 + 4 + 4 + 2  # version, type, creator, flags, lengths of both forks, check sum


def read_binhex(text: bytes) -> tuple[str, bytes | None]:
    """Read the name and the data of a BinHex 4.0 text; "" and None for what cannot be read."""
    start = text.find(b":", max(text.find(b"BinHex"), 0))
    end = text.find(b":", start + 1)
    if start < 0 or len(text) > LONGEST:
        return "", None
    letters = text[start + 1 : end if end > 0 else len(text)].translate(_TO_BASE64, _NOT)
    packed = binascii.a2b_base64(letters[: len(letters) // 4 * 4] + _last(letters))
    plain = _without_runs(packed, most=MOST_TIMES_LARGER * len(packed))
    if not plain or not 1 <= plain[0] <= LONGEST_NAME or len(plain) <= plain[0]:
        return "", None
    name = plain[1 : plain[0] + 1].decode("mac_roman").replace("\x00", "")
    head = 1 + plain[0] + _AFTER_NAME
    size = int.from_bytes(plain[head - 10 : head - 6])
    is_sound = len(plain) >= head + size + 2 and _fits(plain[:head]) and _fits(plain[head : head + size + 2])
    return name, plain[head : head + size] if is_sound else None


def _last(letters: bytes) -> bytes:
    """The letters behind the last whole four, as base64 wants them; a single one holds no byte."""
    rest = letters[len(letters) // 4 * 4 :]
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""


def _fits(data: bytes) -> bool:
    """Whether the last two bytes are the check sum of the others."""
    return binascii.crc_hqx(data[:-2], 0) == int.from_bytes(data[-2:])


def _without_runs(packed: bytes, *, most: int) -> bytes:
    """Write out the shortened runs, as far as `most` bytes."""
    out = bytearray()
    position = 0
    while len(out) <= most:
        at = packed.find(_RUN, position)
        if at < 0 or at + 1 >= len(packed):
            return bytes(out + packed[position:])
        out += packed[position:at]
        times = packed[at + 1]
        if not times:
            out.append(_RUN)
        elif out:
            out += out[-1:] * (times - 1)
        position = at + 2
    return bytes(out)
