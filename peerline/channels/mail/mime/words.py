"""What does the text of a header say? (RFC 2047 encoded words and raw 8-bit, in sound and in broken forms.)

Bytes of neighboring words in one charset are joined before they are read, because programs cut in the middle of a
character. A word without its end is read to the end. Words inside quotes, glued to text, or with spaces are read too.
"""

from __future__ import annotations

import binascii
import re

from .charsets import read_bytes
from .transfer import decode_base64

# The lookahead keeps "?=" inside Q text apart from the end of the word: "?=3D" goes on.
_WORD = re.compile(
    r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,40})?\?(?:([Bb])\?([^?]*)|([Qq])\?(.*?))(?:\?=(?![0-9A-F]{2})|\?$|$)",
    re.DOTALL,
)
_SPACES = re.compile(r"[ \t]*[\r\n]+[ \t]*|\t")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]")


def read_header(value: bytes, charset: str | None = None) -> str:
    """Read an unstructured header value as people should see it, on one row.

    value    the bytes behind the colon, folded or not
    charset  a hint for raw 8-bit bytes: the charset of the mail's text
    """
    return one_row(decode_words(raw_text(value, charset)))


def raw_text(value: bytes, charset: str | None = None) -> str:
    """Turn header bytes into characters without reading encoded words."""
    if value.isascii() and b"\x1b" not in value:
        return value.decode("ascii")
    return read_bytes(value, charset)[0]


def one_row(text: str) -> str:
    """Unfold, trim, and take out control characters."""
    if not text.isprintable():
        text = _CONTROL.sub("", _SPACES.sub(" ", text))
    return text.strip()


def decode_words(text: str) -> str:
    """Replace the encoded words in a text by what they say."""
    if "=?" not in text:
        return text
    out: list[str] = []
    waiting: list[bytes] = []
    charset, end = "", 0
    for found in _WORD.finditer(text):
        between = text[end : found.start()]
        if between.strip() or not waiting or found[1].lower() != charset:
            if waiting:
                out.append(read_bytes(b"".join(waiting), charset)[0])
                between = between if between.strip() else ""
            out.append(between)
            waiting, charset = [], found[1].lower()
        waiting.append(_word_bytes(found))
        end = found.end()
    if waiting:
        out.append(read_bytes(b"".join(waiting), charset)[0])
    out.append(text[end:])
    return "".join(out)


def _word_bytes(found: re.Match[str]) -> bytes:
    if found[2]:
        return decode_base64(found[3].encode("ascii", "ignore"))
    packed = found[5].encode("utf-8", "surrogateescape")
    return binascii.a2b_qp(packed.replace(b"\n", b"").replace(b"\r", b""), header=True)
