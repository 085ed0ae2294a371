"""How is a file read that was written in uuencode, as a whole body or in the midst of a text? (POSIX uuencode.)

A file inside a text begins with "begin 644 NAME" and ends with "end"; without both, and without sound rows between, it
is what somebody wrote. yEnc is left as text.
"""

from __future__ import annotations

import binascii
import re

MOST_BAD_ROWS = 1000
MOST_FILES = 100

_BEGIN = re.compile(r"^begin(-base64)? ([0-7]{3,4}) ([^\r\n]{1,200}?)[ \t]*\n", re.MULTILINE)
_END = re.compile(r"^(?:end|====)[ \t]*$", re.MULTILINE)
_ROW = re.compile(r"[!-`][ -`]{0,86}[ -~]?$")


def read_rows(data: bytes) -> tuple[bytes, bool]:
    """Undo uuencode of a whole body; the bytes, and whether every row was sound."""
    rows, bad_rows = [], 0
    for row in map(bytes.rstrip, data.split(b"\n")):
        if row.startswith(b"begin-base64 "):
            return _from_base64_rows(data)
        if row.startswith(b"begin ") or not row:
            continue
        if row == b"end" or bad_rows > MOST_BAD_ROWS:
            break
        try:
            rows.append(binascii.a2b_uu(row))
        except binascii.Error:
            bad_rows += 1
            rows.append(_from_long_row(row))
    return b"".join(rows), not bad_rows


def take_out_files(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Cut uuencoded files out of a text; the rest of the text, and name and bytes of each file."""
    files: list[tuple[str, bytes]] = []
    kept: list[str] = []
    position = 0
    while len(files) < MOST_FILES:
        begin = _BEGIN.search(text, position)
        end = _END.search(text, begin.end()) if begin else None
        if begin is None or end is None:
            break
        rows = text[begin.end() : end.start()]
        kept.append(text[position : begin.start()])
        if _is_sound(rows, is_base64=bool(begin[1])):
            packed = text[begin.start() : end.end()].encode("ascii", "replace")
            files.append((begin[3], read_rows(packed)[0]))
        else:
            kept.append(text[begin.start() : end.end()])
        position = end.end() + 1
    kept.append(text[position:])
    return "".join(kept), files


def _is_sound(rows: str, *, is_base64: bool) -> bool:
    """Whether rows are those of a file: the first rows are enough, damage may come later."""
    first = [row for row in rows[:2000].split("\n")[:20] if row.strip()]
    if is_base64:
        return all(re.fullmatch(r"[A-Za-z0-9+/]+=*", row.strip()) for row in first)
    return all(_ROW.match(row.rstrip("\r")) and _fits(row) for row in first[:10])


def _fits(row: str) -> bool:
    """Whether a row is about as long as its first character says."""
    wanted = (((ord(row[0]) - 32) & 63) * 4 + 2) // 3
    return len(row.rstrip()) - 1 <= wanted + 3


def _from_base64_rows(data: bytes) -> tuple[bytes, bool]:
    rows = [row for row in data.split(b"\n") if not row.startswith((b"begin-base64 ", b"===="))]
    try:
        return binascii.a2b_base64(b"".join(rows)), True
    except binascii.Error:
        return b"", False


def _from_long_row(row: bytes) -> bytes:
    """Some programs write a check character behind each row: read only what the row says it holds."""
    length = (((row[0] - 32) & 63) * 4 + 5) // 3
    try:
        return binascii.a2b_uu(row[:length])
    except binascii.Error:
        return b""
