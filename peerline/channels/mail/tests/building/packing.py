"""Content-Transfer-Encodings that are wrong, damaged, unknown, doubled or not announced (RFC 2045 section 6)."""

from __future__ import annotations

import base64
import binascii
import quopri

from peerline.channels.mail.tests.mails import packed, part, several, whole

from .case import Case, body

SAID = "I cannot sleep, not since the letters came. They know where I live."
LONG = (SAID + "\r\n") * 8
UTF8 = "Ich kann nicht schlafen, seit die Briefe kommen. Grüße, schöne Nächte."
B64 = base64.encodebytes(SAID.encode()).decode()
B64_LONG = base64.encodebytes(LONG.encode()).decode()
QP = quopri.encodestring(UTF8.encode()).decode()


def _uu(data: bytes, name: str = "a.bin") -> str:
    rows = [binascii.b2a_uu(data[at : at + 45]).decode() for at in range(0, len(data), 45)]
    return f"begin 644 {name}\n" + "".join(rows) + "`\nend\n"


_SAID: dict[str, tuple[str | bytes, str]] = {
    "base64": (B64, "base64"),
    "base64 in capitals": (B64, "BASE64"),
    "base64 with a comment": (B64, "base64 (as usual)"),
    "base64 with a semicolon": (B64, "base64;"),
    "base64 in quotes": (B64, '"base64"'),
    "base-64": (B64, "base-64"),
    "base64 in one row": (B64.replace("\n", ""), "base64"),
    "base64 without pad": (B64.replace("=", ""), "base64"),
    "base64 with too many pads": (B64.rstrip("\n") + "==\n", "base64"),
    "base64 with spaces": (" ".join(B64[at : at + 4] for at in range(0, len(B64), 4)), "base64"),
    "base64 with damage": (B64[:8] + "!*" + B64[8:], "base64"),
    "base64 with empty rows": (B64.replace("\n", "\n\n"), "base64"),
    "base64 with spaces at the ends of rows": (B64.replace("\n", "  \n"), "base64"),
    "base64 with a rule and a footer behind": (B64 + "\n________________\nSent through a list\n", "base64"),
    "base64 with a footer behind, without pad": (
        base64.encodebytes(SAID[:69].ljust(69).encode()).decode() + "\nThis list is kept by nobody at all\n",
        "base64",
    ),
    "base64 in two texts": (
        base64.encodebytes(SAID[:20].encode()).decode() + base64.encodebytes(SAID[20:].encode()).decode(),
        "base64",
    ),
    "base64 that is plain": (SAID, "base64"),
    "base64 that nobody announced": (B64, "7bit"),
    "base64 that nobody announced, no header": (B64, ""),
    "quoted-printable that is plain": (SAID, "quoted-printable"),
    "an unknown encoding": (SAID, "x-nothing"),
    "an encoding that is a charset": (SAID, "utf-8"),
    "8bit that is plain": (SAID, "8bit"),
    "binary": (SAID, "binary"),
    "uuencode": (_uu(SAID.encode()), "x-uuencode"),
    "uuencode by another name": (_uu(SAID.encode()), "uue"),
    "uuencode without an end": (_uu(SAID.encode()).replace("`\nend\n", ""), "uuencode"),
    "uuencode with spaces for zero": (_uu(SAID.encode()).replace("`", " "), "uuencode"),
    "uuencode in the letters of base64": (f"begin-base64 644 a\n{B64}====\n", "x-uuencode"),
}

_QUOTED: dict[str, str] = {
    "quoted-printable": QP,
    "in small letters": QP.replace("=C3=BC", "=c3=bc"),
    "with spaces behind the soft break": QP.replace("=\n", "=  \n"),
    "with two CR in the soft break": QP.replace("=\n", "=\r\r\n"),
    "with a soft break at the end": QP + "=",
    "with raw bytes": UTF8,
    "with a soft break in a character": QP.replace("=C3=BC", "=C3=\n=BC"),
    "all of it packed": "".join(
        f"={one:02X}" + ("=\n" if place % 20 == 19 else "") for place, one in enumerate(UTF8.encode())
    ),
}

CASES = [
    Case("packing", name, body(text, content_transfer_encoding=encoding), text=SAID)
    for name, (text, encoding) in _SAID.items()
]
CASES += [
    Case("packing", f"quoted-printable: {name}", body(text, content_transfer_encoding="quoted-printable"), text=UTF8)
    for name, text in _QUOTED.items()
]
CASES += [
    Case("packing", "quoted-printable that nobody announced", body(QP), text=UTF8),
    Case(
        "packing",
        "quoted-printable by a misspelt name",
        body(QP, content_transfer_encoding="quoted printable"),
        text=UTF8,
    ),
    Case(
        "packing",
        "an equals sign that is none",
        body("a=b =ZZ c", content_transfer_encoding="quoted-printable"),
        text="a=b =ZZ c",
    ),
    Case(
        "packing",
        "an address with equals signs is not unpacked",
        body("See https://a.example/?a=20&b=3D&c=4E"),
        text="See https://a.example/?a=20&b=3D&c=4E",
    ),
    Case(
        "packing",
        "one long word is no base64",
        body("Donaudampfschifffahrtsgesellschaftskapitaenswitwe"),
        text="Donaudampfschifffahrtsgesellschaftskapitaenswitwe",
    ),
    Case(
        "packing",
        "a key in the text stays",
        body("My key:\n\nQUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=\n"),
        text="My key: QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=",
    ),
    Case(
        "packing", "says that it was badly packed", body(SAID, content_transfer_encoding="base64"), problem="not packed"
    ),
    Case(
        "packing",
        "a raw text in its own script that claims base64",
        body("Не могу спать уже давно", content_transfer_encoding="base64"),
        text="Не могу спать уже давно",
    ),
    Case(
        "packing",
        "a file of damaged base64",
        whole(
            several(
                "mixed",
                part("text/plain", "x"),
                part("image/png; name=a.png", "iVBORw0KGgo*AAAA", transfer_encoding="base64"),
            )
        ),
        files=("a.png",),
    ),
    Case(
        "packing",
        "a file in uuencode",
        whole(
            several(
                "mixed",
                part("text/plain", "x"),
                part("image/png; name=a.png", _uu(b"png"), transfer_encoding="x-uuencode"),
            )
        ),
        files=("a.png",),
    ),
    Case(
        "packing",
        "a file inside the text",
        body("See it.\n\n" + _uu(b"a picture" * 9, "night.png") + "\nWren"),
        text="See it. Wren",
        files=("night.png",),
    ),
    Case(
        "packing",
        "two files inside the text",
        body(_uu(b"one", "a.txt") + "between\n" + _uu(b"two", "b c.txt")),
        text="between",
        files=("a.txt", "b c.txt"),
    ),
    Case(
        "packing",
        "a file inside the text without an end is text",
        body("begin 644 a.txt\nand so on"),
        text="begin 644 a.txt and so on",
        files=(),
    ),
    Case(
        "packing",
        "words that begin like a file",
        body("begin 100 things\nI cannot sleep\nend\n"),
        text="begin 100 things I cannot sleep end",
        files=(),
    ),
    Case(
        "packing",
        "a file in base64 inside the text",
        body("See.\nbegin-base64 644 a.txt\nb25l\n====\n"),
        text="See.",
        files=("a.txt",),
    ),
    Case(
        "packing",
        "yEnc is text",
        body("=ybegin line=128 size=3 name=a.bin\nabc\n=yend size=3"),
        text="=ybegin line=128 size=3 name=a.bin abc =yend size=3",
        files=(),
    ),
    Case(
        "packing",
        "a packed text in two charsets of rows",
        whole(
            several(
                "mixed",
                packed("text/plain; charset=utf-8", "Grüße".encode()),
                packed("text/plain; charset=koi8-r", "Привет".encode("koi8-r")),
            )
        ),
        text="Grüße Привет",
    ),
]
