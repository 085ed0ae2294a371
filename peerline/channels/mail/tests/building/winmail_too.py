"""Mails packed into a winmail.dat as more programs do it, written after the rules."""

from __future__ import annotations

import struct

from peerline.channels.mail.tests.mails import packed, part, several, whole

from .case import Case
from .winmail import BINARY, LONG, TEXT, UNICODE, attribute, file, named, plain_rtf, properties, squeezed_rtf, winmail

SHORT, REAL, FLAG, OBJECT, WIDE, TIME, CLASS_ID, MANY = 0x02, 0x05, 0x0B, 0x0D, 0x14, 0x40, 0x48, 0x1000
_BODY = attribute(1, 0x0002800C, b"I cannot sleep.\0")
_RENDER = attribute(2, 0x00069002, b"\0" * 14)
_OBJECT_ID = bytes.fromhex("0703020000000000c000000000000046")


def _mail(data: bytes, *before: bytes, kind: str = "application/ms-tnef; name=winmail.dat") -> bytes:
    return whole(several("mixed", *before, packed(kind, data, disposition="attachment")))


def _props(*blocks: bytes) -> bytes:
    """Write MAPI properties of which each is written already."""
    return attribute(1, 0x00069003, struct.pack("<I", len(blocks)) + b"".join(blocks))


def _prop(kind: int, name: int, value: bytes) -> bytes:
    return properties((kind, name, value))[4:]


def _fixed(kind: int, name: int, value: bytes) -> bytes:
    return struct.pack("<HH", kind, name) + value


def _many(kind: int, name: int, *values: bytes) -> bytes:
    out = struct.pack("<HHI", MANY | kind, name, len(values))
    for value in values:
        out += struct.pack("<I", len(value)) + value + b"\0" * (-len(value) % 4)
    return out


def _numbered(kind: int, value: bytes) -> bytes:
    """Write a property that is named by a number in a set."""
    head = struct.pack("<HH", kind, 0x8002) + b"g" * 16 + struct.pack("<II", 0, 0x8503)
    return head + struct.pack("<II", 1, len(value)) + value + b"\0" * (-len(value) % 4)


def _attached(*blocks: bytes) -> bytes:
    return attribute(2, 0x00069005, struct.pack("<I", len(blocks)) + b"".join(blocks))


def _rtf(data: bytes) -> bytes:
    return _props(_prop(BINARY, 0x1009, data))


_HTML = _prop(BINARY, 0x1013, b"<p>I <b>cannot</b> sleep.</p>")
_UNSEEN = (
    rb"{\rtf1\ansi{\info{\author Wren}}{\stylesheet{\s0 Normal;}}{\header foot}{\*\generator x;}"
    rb"I {\v hidden }cannot {\field{\*\fldinst HYPERLINK x}{\fldrslt sleep}}.}"
)
_PACKED = rb"{\rtf1\ansi\deff0{\fonttbl{\f0\fswiss Arial;}}\pard\plain\f0\fs20 I cannot sleep, I cannot sleep.\par }"
_INNER = winmail(attribute(1, 0x00018004, b"Threat\0"), attribute(1, 0x0002800C, b"He wrote to me.\0"))
_DE = "Größe und Übel"
_RU = "Не могу спать, мне страшно"

CASES = [
    Case(
        "winmail.dat",
        "data before the name",
        _mail(winmail(_BODY, _RENDER, attribute(2, 0x0006800F, b"a"), attribute(2, 0x00018010, b"a.txt\0"))),
        text="I cannot sleep.",
        files=("a.txt",),
    ),
    Case(
        "winmail.dat",
        "rubbish behind the end",
        _mail(winmail(_BODY, *file("a.txt", b"a")) + b"\0\0\0rubbish"),
        text="I cannot sleep.",
        files=("a.txt",),
    ),
    Case(
        "winmail.dat",
        "a file without a name",
        _mail(winmail(_BODY, _RENDER, attribute(2, 0x0006800F, b"a"))),
        text="I cannot sleep.",
        files=("",),
    ),
    Case(
        "winmail.dat",
        "several texts in one property",
        _mail(winmail(_props(_many(UNICODE, 0x3A58, "a\0".encode("utf-16-le"), "bc\0".encode("utf-16-le")), _HTML))),
        text="I cannot sleep.",
    ),
    Case(
        "winmail.dat",
        "several numbers in one property",
        _mail(winmail(_props(struct.pack("<HHIII", MANY | LONG, 0x6810, 2, 7, 8), _HTML))),
        text="I cannot sleep.",
    ),
    Case(
        "winmail.dat",
        "properties of every size",
        _mail(
            winmail(
                _props(
                    _fixed(SHORT, 0x1, b"\1\0\0\0"),
                    _fixed(FLAG, 0x2, b"\1\0\0\0"),
                    _fixed(REAL, 0x3, b"\0" * 8),
                    _fixed(WIDE, 0x4, b"\0" * 8),
                    _fixed(TIME, 0x39, b"\0" * 8),
                    _fixed(CLASS_ID, 0x5, b"g" * 16),
                    _HTML,
                )
            )
        ),
        text="I cannot sleep.",
    ),
    Case(
        "winmail.dat",
        "a property named by a number",
        _mail(winmail(_props(_numbered(UNICODE, b"x\0\0\0"), named(UNICODE, b"x\0"), _HTML))),
        text="I cannot sleep.",
    ),
    Case(
        "winmail.dat",
        "a check sum that is wrong",
        _mail(winmail(_BODY[:-2] + b"\xff\xff", *file("a.txt", b"a"))),
        text="I cannot sleep.",
        files=("a.txt",),
    ),
    Case(
        "winmail.dat",
        "a file only among the properties",
        _mail(
            winmail(
                _BODY,
                _RENDER,
                _attached(_prop(UNICODE, 0x3707, "a.txt\0".encode("utf-16-le")), _prop(BINARY, 0x3701, b"a")),
            )
        ),
        text="I cannot sleep.",
        files=("a.txt",),
    ),
    Case(
        "winmail.dat",
        "the short name among the properties",
        _mail(winmail(_BODY, _RENDER, attribute(2, 0x0006800F, b"a"), _attached(_prop(TEXT, 0x3704, b"a.txt\0")))),
        files=("a.txt",),
    ),
    Case(
        "winmail.dat",
        "only a name to show",
        _mail(
            winmail(
                _BODY,
                _RENDER,
                attribute(2, 0x0006800F, b"a"),
                _attached(_prop(UNICODE, 0x3001, "a.txt\0".encode("utf-16-le"))),
            )
        ),
        files=("a.txt",),
    ),
    Case(
        "winmail.dat",
        "HTML as text",
        _mail(winmail(_props(_prop(TEXT, 0x1013, b"<p>I cannot sleep.</p>\0")))),
        text="I cannot sleep.",
    ),
    Case(
        "winmail.dat",
        "a text among the properties, in the code page",
        _mail(
            winmail(
                attribute(1, 0x00069007, struct.pack("<II", 1252, 0)),
                _props(_prop(TEXT, 0x1000, _DE.encode("cp1252") + b"\0")),
            )
        ),
        text=_DE,
    ),
    Case(
        "winmail.dat",
        "HTML in the code page it names",
        _mail(
            winmail(
                _props(
                    _fixed(LONG, 0x3FDE, struct.pack("<I", 1251)),
                    _prop(BINARY, 0x1013, f"<p>{_RU}</p>".encode("cp1251")),
                )
            )
        ),
        text=_RU,
    ),
    Case(
        "winmail.dat",
        "HTML in UTF-8",
        _mail(
            winmail(
                _props(_fixed(LONG, 0x3FDE, struct.pack("<I", 65001)), _prop(BINARY, 0x1013, f"<p>{_RU}</p>".encode()))
            )
        ),
        text=_RU,
    ),
    Case(
        "winmail.dat",
        "a file's name in the code page",
        _mail(
            winmail(
                attribute(1, 0x00069007, struct.pack("<II", 1251, 0)),
                _BODY,
                _RENDER,
                attribute(2, 0x00018010, "Привет.txt".encode("cp1251") + b"\0"),
                attribute(2, 0x0006800F, b"a"),
            )
        ),
        files=("Привет.txt",),
    ),
    Case(
        "winmail.dat",
        "RTF, really compressed",
        _mail(winmail(_rtf(squeezed_rtf(_PACKED)))),
        text="I cannot sleep, I cannot sleep.",
    ),
    Case(
        "winmail.dat",
        "RTF in two bytes a letter",
        _mail(
            winmail(
                _rtf(
                    plain_rtf(
                        rb"{\rtf1\ansi\ansicpg932{\fonttbl{\f0\fcharset128 x;}}\f0 \'96\'b0\'82\'ea\'82\'c8\'82\'a2}"
                    )
                )
            )
        ),
        text="眠れない",
    ),
    Case(
        "winmail.dat",
        "RTF with numbers and no letters instead",
        _mail(winmail(_rtf(plain_rtf(rb"{\rtf1\ansi\uc0 N\u228 chte \uc2\u8364\'80\'80}")))),
        text="Nächte €",
    ),
    Case(
        "winmail.dat",
        "RTF with signs by name",
        _mail(
            winmail(
                _rtf(
                    plain_rtf(
                        rb"{\rtf1\ansi I can\rquote t\~\endash\~\ldblquote no\rdblquote\line \bullet  x\emdash y}"
                    )
                )
            )
        ),
        text="I can’t – “no” • x—y",
    ),
    Case(
        "winmail.dat",
        "RTF with parts that nobody sees",
        _mail(winmail(_rtf(plain_rtf(_UNSEEN)))),
        text="I cannot sleep.",
    ),
    Case(
        "winmail.dat",
        "by another name and type",
        _mail(winmail(_BODY, *file("a.txt", b"a")), kind="application/vnd.ms-tnef; name=ATT00001.dat"),
        text="I cannot sleep.",
        files=("a.txt",),
    ),
    Case(
        "winmail.dat",
        "a request to meet",
        _mail(
            winmail(
                attribute(1, 0x00078008, b"IPM.Microsoft Schedule.MtgReq\0"), attribute(1, 0x00018004, b"Talk\0"), _BODY
            ),
            part("text/plain", ""),
        ),
        text="I cannot sleep.",
        subject="Nights",
    ),
    Case(
        "winmail.dat",
        "two of them",
        whole(
            several(
                "mixed",
                packed("application/ms-tnef", winmail(_BODY, *file("a.txt", b"a"))),
                packed("application/ms-tnef", winmail(*file("b.txt", b"b"))),
            )
        ),
        text="I cannot sleep.",
        files=("a.txt", "b.txt"),
    ),
    Case(
        "winmail.dat",
        "an empty file inside",
        _mail(winmail(_BODY, *file("a.txt", b""))),
        text="I cannot sleep.",
        files=("a.txt",),
    ),
    Case(
        "winmail.dat",
        "the same words in the mail and inside",
        _mail(
            winmail(_rtf(plain_rtf(rb"{\rtf1\ansi I cannot sleep.}")), *file("a.txt", b"a")),
            part("text/plain", "I cannot sleep."),
        ),
        text="I cannot sleep.",
        files=("a.txt",),
    ),
    Case("winmail.dat", "empty", _mail(b""), text="", files=("winmail.dat",)),
    Case(
        "winmail.dat",
        "a mail inside",
        _mail(
            winmail(
                _BODY,
                _RENDER,
                _attached(
                    _fixed(LONG, 0x3705, b"\5\0\0\0"),
                    _prop(UNICODE, 0x3001, "Threat\0".encode("utf-16-le")),
                    _prop(OBJECT, 0x3701, _OBJECT_ID + _INNER),
                ),
            )
        ),
        text="I cannot sleep.",
        files=("Threat.eml",),
    ),
    Case(
        "winmail.dat",
        "a picture of another program inside",
        _mail(
            winmail(
                _BODY,
                _RENDER,
                _attached(
                    _fixed(LONG, 0x3705, b"\6\0\0\0"),
                    _prop(UNICODE, 0x3001, "Picture\0".encode("utf-16-le")),
                    _prop(OBJECT, 0x3701, _OBJECT_ID + b"\xd0\xcf\x11\xe0ole"),
                ),
            )
        ),
        text="I cannot sleep.",
        files=("Picture",),
    ),
    Case(
        "winmail.dat",
        "who sent it, in the old form",
        _mail(
            winmail(
                attribute(1, 0x00008000, struct.pack("<HHHH", 4, 24, 5, 26) + b"Wren\0SMTP:wren@writer.example\0"),
                _BODY,
            )
        ),
        text="I cannot sleep.",
        files=(),
    ),
    Case(
        "winmail.dat",
        "a subject among the properties",
        _mail(winmail(_props(_prop(UNICODE, 0x0037, "Nächte\0".encode("utf-16-le"))), _BODY)).replace(
            b"Subject: Nights\r\n", b""
        ),
        subject="Nächte",
    ),
]
