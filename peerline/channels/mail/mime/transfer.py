"""How were these bytes packed for the journey? (RFC 2045 section 6, and what is really sent.)

Lenient by rule: damaged base64 gives the bytes that can be had, several base64 texts behind each other give all of
them, a text that only claims to be base64 is left as it is. Nothing is ever unzipped.
"""

from __future__ import annotations

import binascii
import re
import string

import pybase64

LONGEST_REPAIR = 4_000_000
MOST_BAD_ROWS = 1000

_NOT_BASE64 = bytes(one for one in range(256) if one not in (string.ascii_letters + string.digits + "+/=").encode())
_THREE_WORDS = re.compile(rb"[A-Za-z]{2,}[,.]? [A-Za-z]{2,}[,.]? [A-Za-z]{2,}")
_SOFT_BREAK_WITH_SPACES = re.compile(rb"=[ \t]{1,200}(?=\r?\n)")


def unpack(data: bytes, encoding: str) -> tuple[bytes, bool]:
    """Undo a Content-Transfer-Encoding.

    encoding  as declared, in any case; unknown ones leave the bytes as they are
    Returns   the bytes, and whether they were packed as they should be
    """
    encoding = encoding.strip().strip("\"'").lower()
    if encoding == "base64":
        return _from_base64(data)
    if encoding == "quoted-printable":
        return _from_quoted_printable(data), True
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return _from_uuencode(data)
    return data, True


def decode_base64(data: bytes) -> bytes:
    """Give the bytes of one base64 text, without its last damaged group if it is cut."""
    pad = data.find(b"=")
    if pad >= 0 and data[pad:] not in (b"=", b"=="):
        return _decode_damaged(data)
    try:
        return pybase64.b64decode(data)  # eight times as fast as the standard library
    except binascii.Error:
        return _decode_damaged(data)


def _decode_damaged(data: bytes) -> bytes:
    """What stands behind a pad is left out; so is a last group that was cut."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        clean = data.translate(None, _NOT_BASE64).rstrip(b"=")
        clean = clean[: len(clean) - 1] if len(clean) % 4 == 1 else clean
        try:
            return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))
        except binascii.Error:
            return b""


def _from_base64(data: bytes) -> tuple[bytes, bool]:
    if _THREE_WORDS.search(data, 0, 400):
        return data, False
    stripped = data.rstrip()
    pad = stripped.find(b"=")
    if pad < 0 or pad >= len(stripped) - 2:
        bytes_ = decode_base64(stripped)
        # 3 bytes from 4 characters: far fewer means characters that do not belong there.
        return bytes_, len(bytes_) * 4 >= len(stripped) * 3 * 0.9 - 12
    return _several(stripped)


def _several(data: bytes) -> tuple[bytes, bool]:
    """Undo base64 texts behind each other, as some programs write them; what follows them may be a list's footer."""
    pieces, whole = [], True
    for piece in data.split(b"=")[:10_000]:
        if not piece.strip():
            continue
        if _THREE_WORDS.search(piece, 0, 400):
            whole = False
            break
        pieces.append(decode_base64(piece))
    return b"".join(pieces), whole


def _from_quoted_printable(data: bytes) -> bytes:
    if len(data) <= LONGEST_REPAIR and (b"= " in data or b"=\t" in data):
        data = _SOFT_BREAK_WITH_SPACES.sub(b"=", data)
    return binascii.a2b_qp(data)


def _from_uuencode(data: bytes) -> tuple[bytes, bool]:
    rows, bad_rows = [], 0
    for row in map(bytes.rstrip, data.split(b"\n")):
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


def _from_long_row(row: bytes) -> bytes:
    """Some programs write a check character behind each row: read only what the row says it holds."""
    length = (((row[0] - 32) & 63) * 4 + 5) // 3
    try:
        return binascii.a2b_uu(row[:length])
    except binascii.Error:
        return b""
