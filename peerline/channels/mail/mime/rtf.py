"""What does the RTF of an Outlook mail say? (MS-OXRTFCP for its compression, MS-OXRTFEX for HTML inside it, RTF 1.9.1.)

Words and row ends are taken, looks are not. RTF that carries HTML gives the HTML back as it was. One walk over the
tokens; groups that are no text (fonts, colors, pictures, what a reader may ignore) are skipped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .charset_names import codec_of

LONGEST = 8_000_000
_START = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
    b"MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_COMPRESSED, _AS_IS = 0x75465A4C, 0x414C454D

_TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SKIPPED = frozenset(
    b"fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf"
    b" themedata colorschememapping datastore latentstyles listtable listoverridetable rsidtbl generator xmlnstbl"
    b" fldinst bkmkstart bkmkend mmathPr pntext".split()
)
_SAID = {
    b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"row": "\n", b"tab": "\t", b"cell": " ",
    b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"endash": "–",
    b"emdash": "—", b"emspace": " ", b"enspace": " ", b"zwj": "\u200d", b"zwnj": "\u200c",
}  # fmt: skip
_SYMBOLS = {b"~": "\xa0", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\", b"\n": "\n", b"\r": "\n"}
_FONT_CODECS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip


def decompress(data: bytes) -> bytes:
    """Undo the compression of PR_RTF_COMPRESSED; b"" when the bytes are none."""
    if len(data) < 16:
        return b""
    raw_size, kind = int.from_bytes(data[4:8], "little"), int.from_bytes(data[8:12], "little")
    if kind == _AS_IS:
        return data[16 : 16 + raw_size]
    if kind != _COMPRESSED:
        return b""
    return bytes(_expand(data, min(raw_size + 4096, LONGEST))[:raw_size])


def _expand(data: bytes, limit: int) -> bytearray:
    """Undo LZFu: each control byte says of eight tokens whether they are a byte or point into the window."""
    window = bytearray(_START) + bytearray(4096 - len(_START))
    out, place, position = bytearray(), len(_START), 16
    while position < len(data) and len(out) < limit:
        control = data[position]
        position += 1
        for bit in range(8):
            is_pair = control >> bit & 1
            token = data[position : position + 1 + is_pair]
            position += len(token)
            pair = int.from_bytes(token, "big")
            if len(token) <= is_pair or (is_pair and pair >> 4 == place):
                return out
            for step in range((pair & 15) + 2 if is_pair else 1):
                one = window[((pair >> 4) + step) & 4095] if is_pair else pair
                out.append(one)
                window[place] = one
                place = (place + 1) & 4095
    return out


def text_of_rtf(data: bytes) -> tuple[str, bool]:
    """Give the text of RTF, or the HTML that it carries; and whether it is HTML."""
    data = data[:LONGEST]
    reader = _Reader(is_html=b"\\fromhtml" in data[:2000])
    for token in _TOKEN.finditer(data):
        reader.take(token)
    reader.flush()
    # Characters beyond the sixteen bits come as pairs of surrogates; one that stands alone is none.
    text = "".join(reader.out).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROL.sub("", text), reader.is_html


@dataclass(slots=True)
class _Group:
    """What holds inside one pair of braces."""

    is_skipped: bool = False
    is_hidden: bool = False  # \htmlrtf: RTF that repeats what the HTML says
    codec: str = "cp1252"
    after_unicode: int = 1
    is_new: bool = True
    may_ignore: bool = False
    in_fonts: bool = False


@dataclass(slots=True)
class _Reader:
    is_html: bool
    out: list[str] = field(default_factory=list)
    group: _Group = field(default_factory=_Group)
    outer: list[_Group] = field(default_factory=list)
    waiting: bytearray = field(default_factory=bytearray)
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0
    default: str = "cp1252"
    left_out: int = 0  # characters that stand for the last \u and are not read

    def take(self, token: re.Match[bytes]) -> None:
        packed, word, number, symbol, brace, words = token.groups()
        if brace:
            self._brace(brace)
        elif packed:
            self._bytes(bytes([int(packed, 16)]))
        elif words:
            self._words(words)
        elif word:
            self._word(word, int(number) if number else None)
        elif symbol == b"*":
            self.group.may_ignore = True
        elif symbol:
            self._say(_SYMBOLS.get(symbol, ""))

    def flush(self) -> None:
        """Read the bytes that wait, in the charset of their font."""
        if self.waiting:
            self.out.append(bytes(self.waiting).decode(self.group.codec, "replace"))
            self.waiting.clear()

    def _brace(self, brace: bytes) -> None:
        self.flush()
        if brace == b"{":
            group = self.group
            if len(self.outer) < 1000:
                self.outer.append(group)
            self.group = _Group(
                group.is_skipped, group.is_hidden, group.codec, group.after_unicode, in_fonts=group.in_fonts
            )
        elif self.outer:
            self.group = self.outer.pop()

    def _words(self, words: bytes) -> None:
        self.group.is_new = False
        if self.left_out:
            left, self.left_out = self.left_out, max(0, self.left_out - len(words))
            words = words[left:]
        self._bytes(words) if not words.isascii() else self._say(words.decode("ascii"))

    def _bytes(self, some: bytes) -> None:
        if self.left_out:
            self.left_out -= 1
        elif not (self.group.is_skipped or self.group.is_hidden):
            self.waiting += some

    def _say(self, text: str) -> None:
        if text and not (self.group.is_skipped or self.group.is_hidden):
            self.flush()
            self.out.append(text)

    def _word(self, word: bytes, number: int | None) -> None:
        group, is_new = self.group, self.group.is_new
        group.is_new = False
        if word == b"u" and number is not None:
            self._unicode(number)
        elif is_new and (word in _SKIPPED or (group.may_ignore and word != b"htmltag")):
            group.is_skipped, group.in_fonts = True, group.in_fonts or word == b"fonttbl"
        elif word in _SAID:
            if not (self.is_html and word == b"row"):
                self._say(_SAID[word])
        else:
            self._set(word, number)

    def _set(self, word: bytes, number: int | None) -> None:
        group = self.group
        if word == b"uc" and number is not None:
            group.after_unicode = max(0, min(number, 16))
        elif word == b"htmlrtf" or (word in (b"v", b"plain") and not self.is_html):
            self.flush()
            group.is_hidden = number != 0 and word != b"plain"  # \\v are words that nobody sees; \\plain ends it
        elif word == b"ansicpg" and number:
            self.default = codec_of(f"cp{number}") or self.default
            self._change_codec(self.default)
        elif word == b"f" and number is not None:
            self.font = number
            if not group.in_fonts and number in self.fonts:
                self._change_codec(self.fonts[number] or self.default)
        elif word == b"fcharset" and group.in_fonts:
            self.fonts[self.font] = _FONT_CODECS.get(number or 0, "")

    def _change_codec(self, codec: str) -> None:
        self.flush()
        self.group.codec = codec_of(codec) or self.group.codec

    def _unicode(self, number: int) -> None:
        self.flush()
        self._say(chr(number % 65536))
        self.left_out = self.group.after_unicode
