"""Which file lies in a BinHex text? Only its name is read: the file stays packed. (RFC 1741)"""

from __future__ import annotations

_LETTERS = b"!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr"
_VALUES = {letter: place for place, letter in enumerate(_LETTERS)}
LONGEST_NAME = 63


def name_of_binhex(data: bytes) -> str:
    """Read the name from the head of a BinHex 4.0 text; "" when it is none."""
    start = data.find(b":", max(data.find(b"BinHex"), 0))
    if start < 0:
        return ""
    bits = [_VALUES[letter] for letter in data[start + 1 : start + 200] if letter in _VALUES]
    packed = bytearray()
    for place in range(0, len(bits) - 3, 4):
        first, second, third, fourth = bits[place : place + 4]
        packed += ((first << 18) | (second << 12) | (third << 6) | fourth).to_bytes(3, "big")
    if not packed or not 1 <= packed[0] <= LONGEST_NAME or len(packed) <= packed[0]:
        return ""
    return bytes(packed[1 : packed[0] + 1]).decode("mac_roman").replace("\x00", "")
