"""What does one text part say? From its unpacked bytes to characters, whatever its headers claim.

A label is not believed where the bytes plainly say otherwise: HTML called plain, plain called HTML, base64 or
quoted-printable that nobody announced. Plain means certain: a person's words that only look a little like one of these
are left alone.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass

from .charsets import read_text
from .enriched import plain_of_enriched
from .flowed import unflow
from .parameters import Parameters

LONGEST_FLOWED = 4_000_000
LONGEST_SURMISE = 1_000_000
FEWEST_PACKED = 24

_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
_BASE64_ROWS = re.compile(rb"\s*+(?:[A-Za-z0-9+/]{40,80}\r?\n)*+[A-Za-z0-9+/]{2,80}={0,2}\s*\Z")
_PACKED = re.compile(rb"=(?:[0-9A-F]{2}|[ \t]{0,9}(?:\r?\n|\Z))")
_SOFT_BREAK = re.compile(rb"=\r?\n")
_TWO_HIGH = re.compile(rb"=[C-F][0-9A-F]=[89AB][0-9A-F]")
# Calendars and cards may be folded in the midst of a character (RFC 5545, 3.1).
_FOLDED_LETTER = re.compile(rb"(?<=[\x80-\xff])\r?\n[ \t](?=[\x80-\xbf])")
_DOCUMENT = re.compile(r"(?:<\?xml[^>]{0,200}>\s{0,50})?<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)
_FRAGMENT = re.compile(r"<(?:body|div|p|table|span|font|center|head|meta|style)(?:\s[^<>]{0,500})?>", re.IGNORECASE)
_FRAGMENT_END = re.compile(r"(?:</(?:body|div|p|table|span|font|center)>|<br\s*/?>)\s*\Z", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z!]")


@dataclass(slots=True)
class Text:
    """The characters of a text part.

    is_html  they are HTML
    codec    the codec that read them, None for ASCII and UTF-8: a hint for what names no charset beside them
    is_sure  nothing was guessed
    """

    words: str
    is_html: bool
    codec: str | None
    is_sure: bool


def read_words(data: bytes, kind: str, parameters: Parameters, *, is_packed: bool) -> Text:
    """Read a text part.

    data        its bytes, unpacked as its headers say
    kind        its media type
    parameters  those of its Content-Type: charset, format, delsp
    is_packed   its headers named an encoding: then none is surmised
    """
    if not is_packed and len(data) <= LONGEST_SURMISE:
        data = _unpack_unannounced(data)
    data = _FOLDED_LETTER.sub(b"", data) if data[:7].upper() == b"BEGIN:V" else data
    is_html = kind == "text/html"
    words, is_sure, codec = read_text(data, _charset_said(data, parameters, is_html=is_html))
    if "\r" in words:
        words = words.replace("\r\n", "\n").replace("\r", "\n")
    if is_html and _TAG.search(words) is None:
        words = words.replace("\n", "<br>\n")  # plain text: its row ends are meant
    elif not is_html and _looks_like_html(words):
        is_html = True
    elif kind in ("text/enriched", "text/richtext"):
        words = plain_of_enriched(words, is_rich=kind == "text/richtext")
    if is_html:
        return Text(words, True, codec, is_sure)
    if parameters.get("format", "").lower() == "flowed" and len(words) <= LONGEST_FLOWED:
        words = unflow(words, deletes_space=parameters.get("delsp", "").lower() == "yes")
    return Text(words.strip("\n"), False, codec, is_sure)


def _charset_said(data: bytes, parameters: Parameters, *, is_html: bool) -> str | None:
    """The charset that the headers name, or HTML itself."""
    declared = parameters.get("charset")
    if declared:
        return declared.split("(")[0]
    found = _META_CHARSET.search(data, 0, 4000) if is_html else None
    return found[1].decode("ascii") if found else None


def _looks_like_html(words: str) -> bool:
    """Whether a text that is not called HTML is a document or fragment of it."""
    if "<" not in words[:2000]:
        return False
    head = words[:2000].lstrip()
    if _DOCUMENT.match(head):
        return True
    return bool(_FRAGMENT.match(head) and _FRAGMENT_END.search(words[-200:]))


def _unpack_unannounced(data: bytes) -> bytes:
    if b"=" in data and _is_quoted_printable(data):
        return binascii.a2b_qp(data)
    head = data[:FEWEST_PACKED].strip()
    if len(head) < FEWEST_PACKED - 2 or b" " in head or b"." in head or not _BASE64_ROWS.match(data):
        return data
    try:
        unpacked = binascii.a2b_base64(data)
        words = unpacked.decode("utf-8")
    except (binascii.Error, UnicodeError):
        return data
    is_text = words.translate(dict.fromkeys(map(ord, "\r\n\t"))).isprintable()
    return unpacked if is_text and (" " in words or not words.isascii()) else data


def _is_quoted_printable(data: bytes) -> bool:
    """Whether every "=" is one of quoted-printable, and there is a soft break or a character of UTF-8 among them."""
    marks = _PACKED.findall(data)
    if len(marks) < 3 or len(marks) != data.count(b"="):
        return False
    return bool((_SOFT_BREAK.search(data) and len(set(marks)) > 1) or len(_TWO_HIGH.findall(data)) > 1)
