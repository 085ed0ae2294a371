"""How are the texts read that switch their character set by escape sequences? (ISO 2022: RFC 1468, 1554, 1557, 1922.)

Python's codecs are strict: they know no vendor characters, stop at a missing escape back to ASCII and refuse eight-bit
bytes. Here each stretch is turned into the eight-bit charset of the same table, which knows what is really sent.
"""

from __future__ import annotations

import re

_SEQUENCE = re.compile(rb"\x1b(\$[@AB]|\$\([@ABCD]|\$\)[ACEG]|\$[*+].|\([BJI]|&@|\.[AF]|N)|([\x0e\x0f])|(\r?\n)")
# Escape -> how the bytes behind it are read until the next one.
_SETS = {
    b"$@": "jis", b"$B": "jis", b"$(@": "jis", b"$(B": "jis", b"(J": "ascii", b"(B": "ascii", b"(I": "kana",
    b"$(D": "jis212", b"$A": "gb", b"$(A": "gb", b"$(C": "korean",
}  # fmt: skip
_SHIFTED = {b"$)C": "korean", b"$)A": "gb", b"$)E": "gb", b"$)G": "cns"}


def read_escaped(data: bytes) -> str:
    """Read a text of ISO-2022-JP, -KR or -CN with all extensions met in mail; what cannot be read becomes U+FFFD."""
    pieces: list[str] = []
    kind, shifted, position = "ascii", "korean", 0
    for found in _SEQUENCE.finditer(data):
        pieces.append(_read(data[position : found.start()], kind))
        position = found.end()
        escape, shift, row_end = found.groups()
        if row_end:
            pieces.append("\n")
            kind = "ascii"  # each row begins in ASCII
        elif shift:
            kind = shifted if shift == b"\x0e" else "ascii"
        elif escape in _SHIFTED:
            shifted = _SHIFTED[escape]
        else:
            kind = _SETS.get(escape, kind)
    pieces.append(_read(data[position:], kind))
    return "".join(pieces)


def _read(piece: bytes, kind: str) -> str:
    if kind == "ascii" or not piece:
        return piece.decode("utf-8", "replace")
    high = bytes(one | 0x80 for one in piece)
    if kind == "kana":
        return high.decode("cp932", "replace")
    if kind == "jis":
        return shifted_from_rows(high).decode("cp932", "replace")
    if kind == "jis212":
        return b"".join(b"\x8f" + high[at : at + 2] for at in range(0, len(high) - 1, 2)).decode("euc_jp", "replace")
    if kind == "cns":
        return "\ufffd" * (len(piece) // 2)
    return high.decode("gb2312" if kind == "gb" else "cp949", "replace")


def shifted_from_rows(high: bytes) -> bytes:
    """Turn pairs of EUC-JP (0xA1 to 0xFE) into Shift_JIS: its codec knows the vendors' characters, EUC's does not."""
    out = bytearray()
    position = 0
    while position < len(high):
        first = high[position]
        second = high[position + 1] if position + 1 < len(high) else 0
        if first == 0x8E and second:
            out.append(second)
        elif 0xA1 <= first <= 0xFE and second >= 0xA1:
            row, cell = first - 0xA1, second - 0xA1
            out.append((row >> 1) + (0x81 if row < 62 else 0xC1))
            out.append((cell + (0x40 if cell < 63 else 0x41)) if row % 2 == 0 else cell + 0x9F)
        else:
            out.append(first & 0x7F if first >= 0xA0 else first)
            position += 1
            continue
        position += 2
    return bytes(out)
