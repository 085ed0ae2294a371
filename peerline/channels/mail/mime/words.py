"""What does the text of a header say? (RFC 2047 encoded words and raw 8-bit, in sound and in broken forms.)

Bytes of neighboring words in one charset are joined before they are read, because programs cut in the middle of a
character. A word without its end is read to the end or to the next word. Words inside quotes, glued to text, folded or
with spaces are read too. What a word says is not read again: a word inside a word stays as it is.
"""

from __future__ import annotations

import binascii
import re

from .charsets import read_bytes
from .transfer import decode_base64

# A word ends with "?=", or where the next one begins, or with the header. "?=" inside Q text goes on: "?=3D … ?=".
_WORD = re.compile(
    r"=\?[ \t]*([^?\s*]{0,60})(?:\*[^?\s]{0,40})?[ \t]*\?[ \t]*(?:([Bb])[ \t]*\?([^?]*?)|([Qq])[ \t]*\?(.*?))"
    r"(?:\?=(?![0-9A-F]{2}(?:[^=?]|=(?!\?)){0,80}\?=)|\?\Z|\Z|(?=\s{0,9}=\?[^?\s]{1,60}\?[BbQq]\?))",
    re.DOTALL,
)
_SPACES = re.compile(r"[ \t]*[\r\n]+[ \t]*|\t")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]")
_SOFT_BREAK = re.compile(r"=?[ \t]*\r?\n[ \t]*|(?<=\S)=[ \t]+")


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


def has_word(text: str) -> bool:
    """Whether an encoded word stands in a text."""
    return "=?" in text and _WORD.search(text) is not None


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
                out.append(_read(waiting, charset))
                between = between if between.strip() else ""
            out.append(between)
            waiting, charset = [], found[1].lower()
        waiting.append(_word_bytes(found))
        end = found.end()
    if waiting:
        out.append(_read(waiting, charset))
    out.append(text[end:])
    return "".join(out)


def _read(pieces: list[bytes], charset: str) -> str:
    """Read the bytes of neighboring words together; each alone where together they are no text."""
    text, is_sure = read_bytes(b"".join(pieces), charset)
    if is_sure or len(pieces) == 1:
        return text
    alone = [read_bytes(piece, charset) for piece in pieces]
    return "".join(one for one, _ in alone) if all(sure for _, sure in alone) else text


def _word_bytes(found: re.Match[str]) -> bytes:
    if found[2]:
        return decode_base64(found[3].encode("ascii", "ignore"))
    text = found[5]
    if "\n" in text or "= " in text:
        text = _SOFT_BREAK.sub("", text)
    return binascii.a2b_qp(text.encode("utf-8", "surrogateescape"), header=True)
