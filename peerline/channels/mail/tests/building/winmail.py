"""Mails that Outlook packed into a winmail.dat (MS-OXTNEF), written here byte by byte."""

from __future__ import annotations

import struct

from peerline.channels.mail.tests.mails import packed, part, several, whole

from .case import Case

TEXT, UNICODE, BINARY, LONG = 0x1E, 0x1F, 0x102, 0x03


def attribute(level: int, name: int, data: bytes) -> bytes:
    """Write one attribute with its checksum."""
    return struct.pack("<BII", level, name, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def properties(*pairs: tuple[int, int, bytes]) -> bytes:
    """Write a block of properties: type, id, value."""
    out = struct.pack("<I", len(pairs))
    for kind, name, value in pairs:
        out += struct.pack("<HH", kind, name)
        if kind == LONG:
            out += value
        else:
            out += struct.pack("<II", 1, len(value)) + value + b"\0" * (-len(value) % 4)
    return out


def named(kind: int, value: bytes) -> bytes:
    """Write one property that has a name instead of a number, before the text that is looked for."""
    guid, name = b"g" * 16, "keywords\0".encode("utf-16-le")
    head = struct.pack("<HH", kind, 0x8001) + guid + struct.pack("<II", 1, len(name)) + name + b"\0" * (-len(name) % 4)
    return head + struct.pack("<II", 1, len(value)) + value + b"\0" * (-len(value) % 4)


def winmail(*attributes: bytes) -> bytes:
    """Write a winmail.dat."""
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(attributes)


def file(name: str, data: bytes, *, long_name: str = "") -> list[bytes]:
    """Write the attributes of one file."""
    found = [
        attribute(2, 0x00069002, b"\0" * 14),
        attribute(2, 0x00018010, name.encode("cp1252") + b"\0"),
        attribute(2, 0x0006800F, data),
    ]
    if long_name:
        found.append(attribute(2, 0x00069005, properties((UNICODE, 0x3707, (long_name + "\0").encode("utf-16-le")))))
    return found


def plain_rtf(rtf: bytes) -> bytes:
    """Write RTF as it is, under the head of compressed RTF."""
    return struct.pack("<IIII", len(rtf) + 12, len(rtf), 0x414C454D, 0) + rtf


def packed_rtf(rtf: bytes) -> bytes:
    """Write compressed RTF that only has single bytes, and a last pair that ends it."""
    out, place = b"", 207
    for at in range(0, len(rtf), 8):
        chunk = rtf[at : at + 8]
        place += len(chunk)
        if len(chunk) == 8:
            out += b"\0" + chunk
        else:
            out += bytes([1 << len(chunk)]) + chunk + struct.pack(">H", (place & 4095) << 4)
    return struct.pack("<IIII", len(out) + 12, len(rtf), 0x75465A4C, 0) + out


_PRELOADED = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans "
    rb"SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def squeezed_rtf(rtf: bytes) -> bytes:
    """Compress RTF with references into what went before, also into the dictionary (MS-OXRTFCP, 3.1)."""
    window = _PRELOADED
    tokens: list[bytes | int] = []
    at = 0
    while at < len(rtf):
        length = next((n for n in range(17, 1, -1) if at + n <= len(rtf) and rtf[at : at + n] in window), 0)
        if length:
            tokens.append(window.index(rtf[at : at + length]) << 4 | length - 2)
        else:
            tokens.append(rtf[at : at + 1])
        window += rtf[at : at + (length or 1)]
        at += length or 1
    tokens.append(len(window) << 4)
    out = b""
    for start in range(0, len(tokens), 8):
        run = tokens[start : start + 8]
        out += bytes([sum(1 << bit for bit, one in enumerate(run) if isinstance(one, int))])
        out += b"".join(struct.pack(">H", one) if isinstance(one, int) else one for one in run)
    return struct.pack("<IIII", len(out) + 12, len(rtf), 0x75465A4C, 0) + out


_BODY = attribute(1, 0x0002800C, b"I cannot sleep.\0")
_HTML = (BINARY, 0x1013, b"<p>I <b>cannot</b> sleep.</p>")
_RTF = (
    rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fnil\fcharset204 Arial;}}\f0 \'cd\'e5 \'ec\'ee\'e3\'f3\par "
    rb"\u1089?\u1087?\u1072?\u1090?\u1100?{\*\nothing x}\tab{\pict 00ff}}"
)
_RTF_HTML = (
    rb"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\b \htmlrtf0 I cannot\htmlrtf }\htmlrtf0 "
    rb"{\*\htmltag84 <br>}sleep.{\*\htmltag72 </p>}}"
)


def _rtf(data: bytes) -> bytes:
    return attribute(1, 0x00069003, properties((BINARY, 0x1009, data)))


def _mail(data: bytes, kind: str = "application/ms-tnef; name=winmail.dat", *before: bytes) -> bytes:
    return whole(several("mixed", *before, packed(kind, data, disposition="attachment; filename=winmail.dat")))


_WITH_ALL = winmail(
    _BODY, *file("NIGHT~1.PNG", b"png", long_name="eine lange Nacht über Köln.png"), *file("a.txt", b"a")
)

CASES = [
    Case("winmail.dat", "a text", _mail(winmail(_BODY)), text="I cannot sleep.", files=(), problem=""),
    Case(
        "winmail.dat",
        "a text and files with long names",
        _mail(_WITH_ALL),
        text="I cannot sleep.",
        files=("eine lange Nacht über Köln.png", "a.txt"),
    ),
    Case(
        "winmail.dat",
        "files beside a text of the mail",
        _mail(winmail(*file("a.txt", b"a")), "application/ms-tnef", part("text/plain", "I cannot sleep.")),
        text="I cannot sleep.",
        files=("a.txt",),
    ),
    Case(
        "winmail.dat",
        "told by its name alone",
        _mail(_WITH_ALL, "application/octet-stream"),
        text="I cannot sleep.",
        files=("eine lange Nacht über Köln.png", "a.txt"),
    ),
    Case(
        "winmail.dat",
        "the whole mail",
        whole(packed("application/ms-tnef", winmail(_BODY))),
        text="I cannot sleep.",
        files=(),
    ),
    Case(
        "winmail.dat",
        "a text in Unicode",
        _mail(winmail(attribute(1, 0x00069003, properties((UNICODE, 0x1000, "Не могу спать\0".encode("utf-16-le")))))),
        text="Не могу спать",
    ),
    Case(
        "winmail.dat",
        "a text in the code page it names",
        _mail(
            winmail(
                attribute(1, 0x00069007, struct.pack("<II", 1251, 0)),
                attribute(1, 0x0002800C, "Не могу спать, мне страшно".encode("cp1251") + b"\0"),
            )
        ),
        text="Не могу спать, мне страшно",
    ),
    Case("winmail.dat", "HTML", _mail(winmail(attribute(1, 0x00069003, properties(_HTML)))), text="I cannot sleep."),
    Case(
        "winmail.dat",
        "numbers before the text",
        _mail(winmail(attribute(1, 0x00069003, properties((LONG, 0x0017, b"\1\0\0\0"), _HTML)))),
        text="I cannot sleep.",
    ),
    Case(
        "winmail.dat",
        "a named property before the text",
        _mail(winmail(attribute(1, 0x00069003, struct.pack("<I", 2) + named(UNICODE, b"x\0") + properties(_HTML)[4:]))),
        text="I cannot sleep.",
    ),
    Case("winmail.dat", "RTF", _mail(winmail(_rtf(plain_rtf(_RTF)))), text="Не могу спать"),
    Case("winmail.dat", "RTF, compressed", _mail(winmail(_rtf(packed_rtf(_RTF)))), text="Не могу спать"),
    Case(
        "winmail.dat",
        "RTF with characters beyond sixteen bits, half ones and zero bytes",
        _mail(winmail(_rtf(plain_rtf(rb"{\rtf1 a\u-10179?\u-8674? b\u-10179?c\'00d\u0?}")))),
        text="a😞 b\ufffdcd",
    ),
    Case(
        "winmail.dat",
        "RTF in a code page that there is not",
        _mail(winmail(_rtf(plain_rtf(rb"{\rtf1\ansi\ansicpg99999 I cannot sleep\'85}")))),
        text="I cannot sleep…",
    ),
    Case("winmail.dat", "HTML inside RTF", _mail(winmail(_rtf(packed_rtf(_RTF_HTML)))), rows="I cannot\nsleep."),
    Case(
        "winmail.dat",
        "a subject that the mail lacks",
        _mail(winmail(attribute(1, 0x00018004, b"Nights\0"), _BODY)).replace(b"Subject: Nights\r\n", b""),
        subject="Nights",
    ),
    Case("winmail.dat", "a name that is a path", _mail(winmail(*file("..\\..\\a.txt", b"a"))), files=("a.txt",)),
    Case("winmail.dat", "cut in a file", _mail(_WITH_ALL[:-20]), text="I cannot sleep.", problem="winmail.dat"),
    Case(
        "winmail.dat",
        "another file by that name",
        _mail(b"just words", "application/octet-stream"),
        text="",
        files=("winmail.dat",),
    ),
    Case(
        "winmail.dat",
        "lengths beyond the end",
        _mail(winmail(_BODY, struct.pack("<BII", 2, 0x0006800F, 0xFFFFFFFF))),
        text="I cannot sleep.",
        files=("winmail.dat",),
    ),
]
