"""How were these bytes packed for the journey? (RFC 2045 section 6, and what is really sent.)

Lenient by rule: damaged base64 gives the bytes that can be had, several base64 texts behind each other give all of
them, a text that only claims to be base64 is left as it is. Nothing is ever unzipped.
"""

from __future__ import annotations

import binascii
import re
import string
from functools import lru_cache

import pybase64

from .uuencoded import read_rows

LONGEST_REPAIR = 4_000_000

_NOT_BASE64 = bytes(one for one in range(256) if one not in (string.ascii_letters + string.digits + "+/=").encode())
_HIGH = bytes(range(0x80, 0x100))
_THREE_WORDS = re.compile(rb"(?<![A-Za-z0-9+/])(?:[A-Za-z][a-z]{1,40}[,.]? ){2}[A-Za-z][a-z]{1,40}(?![A-Za-z0-9+/])")
_FIRST_ROW = re.compile(rb"[A-Za-z0-9+/]{40,}={0,2}[ \t]{0,9}(?:\r?\n|\Z)")
_SOFT_BREAK_ODD = re.compile(rb"=(?:[ \t]{1,200}(?=\r?\n)|\r(?=\r\n)|\r(?!\n))")
_NOT_A_ROW = re.compile(rb"^(?![A-Za-z0-9+/=]*+[ \t]{0,9}\r?$)[^\n]+", re.MULTILINE)
# The rule above what a list adds behind what was packed.
_FOOT_RULE = re.compile(rb"\n(?:_{10,}|-{10,}|\*{10,}|-- )[ \t]*\r?\n")
_URL_SAFE = bytes.maketrans(b"-_", b"+/")


@lru_cache(maxsize=64)
def encoding_of(declared: bytes) -> str:
    """Name the encoding that a Content-Transfer-Encoding means: "base64", "quoted-printable", "uuencode" or ""."""
    word = re.split(
        rb"[;,(\s]", declared.strip().strip(b"\"'").lower().replace(b"quoted printable", b"qp"), maxsplit=1
    )[0]
    bare = re.sub(rb"[^a-z0-9]", b"", word).decode("ascii")
    if bare in ("base64", "b64", "xbase64", "b"):
        return "base64"
    if bare in ("quotedprintable", "qp", "quoted", "xquotedprintable", "quoteprintable", "quotedprintible", "q"):
        return "quoted-printable"
    return "uuencode" if bare in ("xuuencode", "uuencode", "xuue", "uue", "xuu", "uu") else ""


def unpack(data: bytes, encoding: str) -> tuple[bytes, bool]:
    """Undo a Content-Transfer-Encoding.

    encoding  as `encoding_of` names it; any other leaves the bytes as they are
    Returns   the bytes, and whether they were packed as they should be
    """
    if encoding == "base64":
        return _from_base64(data)
    if encoding == "quoted-printable":
        return _from_quoted_printable(data), True
    if encoding == "uuencode":
        return read_rows(data)
    return data, True


def decode_base64(data: bytes) -> bytes:
    """Give the bytes of one base64 text, without its last damaged group if it is cut."""
    pad = data.find(b"=")
    if pad >= 0 and data[pad:] not in (b"=", b"=="):
        return _decode_damaged(data)
    if b"-" in data or b"_" in data:
        return _decode_damaged(data)
    try:
        return pybase64.b64decode(data)  # eight times as fast as the standard library
    except binascii.Error:
        return _decode_damaged(data)


def _decode_damaged(data: bytes) -> bytes:
    """What stands behind a pad is left out; so is a last group that was cut."""
    try:
        if b"-" not in data and b"_" not in data:
            return binascii.a2b_base64(data)
    except binascii.Error:
        pass
    if b"+" not in data and b"/" not in data:
        data = data.translate(_URL_SAFE)
    clean = data.translate(None, _NOT_BASE64).rstrip(b"=")
    clean = clean[: len(clean) - 1] if len(clean) % 4 == 1 else clean
    try:
        return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))
    except binascii.Error:
        return b""


def _from_base64(data: bytes) -> tuple[bytes, bool]:
    stripped = data.rstrip()
    if _is_no_base64(stripped):
        return data, False
    pad = stripped.find(b"=")
    end = stripped[-1000:]
    if (pad < 0 or pad >= len(stripped) - 2) and not (_THREE_WORDS.search(end[-400:]) or _FOOT_RULE.search(end)):
        bytes_ = decode_base64(stripped)
        # 3 bytes from 4 characters: far fewer means characters that do not belong there.
        if len(bytes_) * 4 >= len(stripped) * 3 * 0.9 - 12:
            return bytes_, True
    return _several(stripped)


def _is_no_base64(data: bytes) -> bool:
    """Whether a text that claims to be base64 is plain words, in Latin letters or in others."""
    if _FIRST_ROW.match(data):
        return False
    head = data[:400]
    high = len(head) - len(head.translate(None, _HIGH))
    return bool(_THREE_WORDS.search(head)) or high * 10 > len(head)


def _several(data: bytes) -> tuple[bytes, bool]:
    """Undo base64 texts behind each other, as some programs write them; what follows them may be a list's footer."""
    whole = True
    odd = _NOT_A_ROW.search(data, data.find(b"\n") + 1) if b"\n" in data else None
    if odd and len(data) - odd.start() < LONGEST_REPAIR and _is_footer(data[odd.start() :]):
        data, whole = data[: odd.start()], False
    pieces = []
    for piece in data.split(b"=")[:10_000]:
        if not piece.strip():
            continue
        if _THREE_WORDS.search(piece, 0, 400):
            whole = False
            break
        pieces.append(decode_base64(piece))
    unpacked = b"".join(pieces)
    return unpacked, whole and len(unpacked) * 4 >= len(data) * 3 * 0.9 - 12 * len(pieces)


def _is_footer(rest: bytes) -> bool:
    """Whether words follow the base64 rather than damage: a rule, or rows with spaces."""
    first = rest[:200]
    return first.startswith((b"__", b"--", b"**", b"==")) or _THREE_WORDS.search(first) is not None


def _from_quoted_printable(data: bytes) -> bytes:
    if len(data) <= LONGEST_REPAIR and (b"= " in data or b"=\t" in data or b"=\r" in data):
        data = _SOFT_BREAK_ODD.sub(b"=", data)
    return binascii.a2b_qp(data)
