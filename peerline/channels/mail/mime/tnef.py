"""What lies in a winmail.dat? (TNEF: MS-OXTNEF; its properties: MS-OXPROPS.)

Outlook packs a mail into one file of its own. Text and files are taken out; the rest of its properties is not looked
at. Lengths are checked against what is there, nothing is believed twice, and a broken file gives what came before the
break.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .charsets import read_bytes
from .parameters import safe_name
from .rtf import decompress, text_of_rtf

SIGNATURE = b"\x78\x9f\x3e\x22"
MOST_ATTRIBUTES = 20_000
MOST_FILES = 500
LONGEST_RUBBISH = 64  # bytes behind the last attribute, as some gateways add them
_LEVELS = (1, 2)  # of the mail, of a file
MANY, NAMED = 0x1000, 0x8000  # a type with several values; from here on properties have names

_SUBJECT, _BODY, _CODE_PAGE, _PROPERTIES = 0x00018004, 0x0002800C, 0x00069007, 0x00069003
_NEW_FILE, _FILE_NAME, _FILE_DATA, _FILE_PROPERTIES = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
_SUBJECT_ID, _BODY_ID, _HTML_ID, _RTF_ID = 0x0037, 0x1000, 0x1013, 0x1009
_LONG_NAME_ID, _NAME_ID, _SHOWN_NAME_ID = 0x3707, 0x3704, 0x3001
_DATA_ID, _TYPE_ID, _CONTENT_ID_ID = 0x3701, 0x370E, 0x3712
# Size of a value by its type; strings, binary and objects (None) carry their length.
_SIZES: dict[int, int | None] = {
    0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16,
    0x0D: None, 0x1E: None, 0x1F: None, 0x102: None,
}  # fmt: skip


@dataclass(slots=True)
class TnefFile:
    """A file in a winmail.dat; `type` is "" when it names none."""

    name: str = ""
    short_name: str = ""
    type: str = ""
    content_id: str = ""
    data: bytes = b""


@dataclass(slots=True)
class Winmail:
    """What was found. `is_whole` when nothing was broken."""

    subject: str = ""
    plain: str = ""
    html: str = ""
    files: list[TnefFile] = field(default_factory=list)
    charset: str = "windows-1252"
    rtf: bytes = b""
    is_whole: bool = False

    @property
    def text(self) -> tuple[str, bool]:
        """The text, from the best there is, and whether it is HTML."""
        if self.plain.strip() or self.html:
            return (self.plain, False) if self.plain.strip() else (self.html, True)
        return text_of_rtf(decompress(self.rtf)) if self.rtf else ("", False)


def read_tnef(data: bytes) -> Winmail | None:
    """Read a winmail.dat; None when the bytes are none."""
    if not data.startswith(SIGNATURE):
        return None
    found = Winmail()
    position = 6
    for _ in range(MOST_ATTRIBUTES):
        if position + 9 > len(data):
            found.is_whole = position >= len(data) or data[position] not in _LEVELS
            break
        if data[position] not in _LEVELS and len(data) - position <= LONGEST_RUBBISH:
            found.is_whole = position > 6
            break
        name = int.from_bytes(data[position + 1 : position + 5], "little")
        size = int.from_bytes(data[position + 5 : position + 9], "little")
        value = data[position + 9 : position + 9 + size]
        if len(value) < size:
            break
        _take(found, name, value)
        position += 9 + size + 2
    for one in found.files:
        one.name = one.name or one.short_name
    return found


def mail_of(winmail: Winmail) -> bytes:
    """Write a winmail.dat as an ordinary mail: subject, text and files; files inside stay as they are."""
    # Imported at first use: few mails have a mail packed so.
    from email.message import EmailMessage  # noqa: PLC0415
    from email.policy import SMTP  # noqa: PLC0415

    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = " ".join(winmail.subject.split())
    words, is_html = winmail.text
    mail.set_content(_storable(words), subtype="html" if is_html else "plain", cte="base64")
    for one in winmail.files:
        mail.add_attachment(one.data, maintype="application", subtype="octet-stream", filename=safe_name(one.name))
    return mail.as_bytes()


def _storable(words: str) -> str:
    return words.encode("utf-8", "replace").decode()


def _take(found: Winmail, name: int, value: bytes) -> None:
    if name == _CODE_PAGE and len(value) >= 4:
        found.charset = f"cp{int.from_bytes(value[:4], 'little')}"
    elif name == _SUBJECT:
        found.subject = found.subject or _text(value, found.charset)
    elif name == _BODY:
        found.plain = found.plain or _text(value, found.charset)
    elif name == _PROPERTIES:
        _take_properties(found, value)
    elif name == _NEW_FILE and len(found.files) < MOST_FILES:
        found.files.append(TnefFile())
    elif found.files:
        _take_of_file(found.files[-1], name, value, charset=found.charset)


def _take_properties(found: Winmail, value: bytes) -> None:
    for name, content in _properties(value, found.charset):
        if isinstance(content, str):
            if name == _SUBJECT_ID:
                found.subject = content
            elif name == _BODY_ID:
                found.plain = content
            elif name == _HTML_ID:
                found.html = content
        elif name == _RTF_ID:
            found.rtf = content
        elif name == _HTML_ID:
            found.html = _text(content, found.charset)


def _take_of_file(file: TnefFile, name: int, value: bytes, *, charset: str) -> None:
    if name == _FILE_NAME:
        file.short_name = _text(value, charset)
    elif name == _FILE_DATA:
        file.data = value
    elif name == _FILE_PROPERTIES:
        for key, content in _properties(value, charset):
            if isinstance(content, str):
                _say_of_file(file, key, content)
            elif key == _DATA_ID and not file.data:
                # A mail inside is an object: its bytes stand behind the id of its interface.
                file.data = content[16:] if content[16:20] == SIGNATURE else content


def _say_of_file(file: TnefFile, key: int, content: str) -> None:
    if key == _LONG_NAME_ID:
        file.name = content
    elif key in (_NAME_ID, _SHOWN_NAME_ID):
        file.short_name = file.short_name or content
    elif key == _TYPE_ID:
        file.type = content.lower()
    elif key == _CONTENT_ID_ID:
        file.content_id = content.strip("<>")


def _properties(value: bytes, charset: str) -> Iterator[tuple[int, str | bytes]]:
    """Give the strings and binary values of a block of MAPI properties, as far as it can be followed."""
    position = 4
    for _ in range(min(_number(value, 0), MOST_ATTRIBUTES)):
        kind, name = _number(value, position, 2), _number(value, position + 2, 2)
        position = _after_name(value, position + 4) if name >= NAMED else position + 4
        contents, position = _values(value, kind, position)
        if position >= len(value) + 4:
            return
        kind &= ~MANY
        for content in contents:
            yield name, _text(content, charset, kind=kind) if kind in (0x1E, 0x1F) else content


def _values(value: bytes, kind: int, position: int) -> tuple[list[bytes], int]:
    """Read the values of one property: those with a length of their own, and the offset behind all."""
    size = _SIZES.get(kind & ~MANY, 0)
    if size == 0:
        return [], len(value) + 4  # an unknown type: where the next one begins cannot be known
    count = 1
    if kind & MANY or size is None:
        count, position = _number(value, position), position + 4
    if size is not None:
        return [], position + count * (size + -size % 4)
    found: list[bytes] = []
    while len(found) < min(count, MOST_ATTRIBUTES) and position < len(value):
        length = _number(value, position)
        found.append(value[position + 4 : position + 4 + length])
        position += 4 + length + -length % 4
    return found, position


def _number(value: bytes, position: int, size: int = 4) -> int:
    return int.from_bytes(value[position : position + size], "little")


def _after_name(value: bytes, position: int) -> int:
    """Step over the name of a named property: a GUID, then a number or a padded string."""
    kind = _number(value, position + 16)
    position += 20
    if kind == 0:
        return position + 4
    length = _number(value, position)
    return position + 4 + length + -length % 4


def _text(content: bytes, charset: str, *, kind: int = 0x1E) -> str:
    text = content.decode("utf-16-le", "replace") if kind == 0x1F else read_bytes(content.rstrip(b"\0"), charset)[0]
    return text.rstrip("\0").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
