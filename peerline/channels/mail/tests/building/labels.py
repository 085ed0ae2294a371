"""Texts with the wrong label, several texts, texts among files, format=flowed, enriched texts."""

from __future__ import annotations

import base64
import binascii
import re

from peerline.channels.mail.mime.binhex import LETTERS, SIX_BITS
from peerline.channels.mail.tests.mails import packed, part, several, whole

from .case import Case, body

PLAIN = part("text/plain; charset=utf-8", "I cannot sleep.")
HTML = part("text/html; charset=utf-8", "<p>I <b>cannot</b> sleep.</p>")
FILE = packed("image/png", b"png", disposition='attachment; filename="a.png"')
LONG_HTML = part("text/html", "<p>" + "I cannot sleep since they write about me every day. " * 5)


def _mixed(*parts: bytes) -> bytes:
    return whole(several("mixed", *parts))


def _alternative(*parts: bytes) -> bytes:
    return whole(several("alternative", *parts))


def binhex(name: str, data: bytes) -> bytes:
    """Write BinHex 4.0: runs of four and more shortened, check sums behind head and data."""
    head = bytes([len(name)]) + name.encode() + b"\0TEXTttxt\0\0" + len(data).to_bytes(4) + bytes(4)
    plain = b"".join(piece + binascii.crc_hqx(piece, 0).to_bytes(2) for piece in (head, data, b""))
    short = plain.replace(b"\x90", b"\x90\0")
    short = re.sub(rb"([^\x90])\1{3,200}", lambda run: run[1] + b"\x90" + bytes([len(run[0])]), short)
    bits = base64.b64encode(short).rstrip(b"=").translate(bytes.maketrans(SIX_BITS, LETTERS))
    return b"(This file must be converted with BinHex 4.0)\r\n\r\n:" + bits + b":\r\n"


_FLOWED = "text/plain; charset=utf-8; format=flowed"
_SLEEP = {
    "plain": _mixed(PLAIN),
    "HTML": _mixed(HTML),
    "both": _alternative(PLAIN, HTML),
    "both, HTML first": _alternative(HTML, PLAIN),
    "both, called mixed": _mixed(PLAIN, HTML),
    "both, one empty": _alternative(part("text/plain", " \r\n"), HTML),
    "three forms": _alternative(PLAIN, part("text/x-amp-html", "<p>other"), HTML),
    "an HTML inside related": _alternative(PLAIN, several("related", HTML, boundary="in")),
    "related inside mixed": _mixed(several("related", HTML, boundary="in")),
    "an unknown multipart": whole(several("nothing", PLAIN)),
    "a plain text called HTML": body("I cannot sleep.", "text/html"),
    "HTML called plain": body("<!DOCTYPE html><html><body><p>I cannot sleep.</p></body></html>"),
    "HTML called plain, without a head": body("<div><p>I <i>cannot</i> sleep.</p></div>"),
    "the type text": body("I cannot sleep.", "text"),
    "the type plain": body("I cannot sleep.", "plain"),
    "a type that is none": body("I cannot sleep.", "nothing at all"),
    "an empty type": body("I cannot sleep.", " ; charset=utf-8"),
    "a type in capitals": body("I cannot sleep.", "TEXT/PLAIN; CHARSET=UTF-8"),
    "a type with a comment": body("I cannot sleep.", "text/plain (plain text); charset=utf-8"),
    "a type without a semicolon": body("I cannot sleep.", "text/plain charset=utf-8"),
    "a type with two semicolons": body("I cannot sleep.", "text/plain;; charset=utf-8;"),
    "a text with an inline mark": body("I cannot sleep.", content_disposition="inline"),
    "a text with a name": body("I cannot sleep.", 'text/plain; name="mail.txt"'),
    "the first text with a name": _mixed(part("text/plain; name=mail.txt", "I cannot sleep.")),
    "enriched": body("I <bold>cannot</bold>\nsleep.", "text/enriched"),
    "richtext": body("I <bold>cannot</bold>\nsleep.", "text/richtext"),
    "flowed": body("I cannot \nsleep.", _FLOWED),
    "markdown": body("I cannot sleep.", "text/markdown"),
    "XHTML": body('<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html xmlns="y"><body>I cannot sleep.</body></html>'),
}

CASES = [Case("labels", name, data, text="I cannot sleep.", files=()) for name, data in _SLEEP.items()] + [
    Case(
        "labels",
        "texts in their order",
        _mixed(part("text/plain", "One."), part("text/html", "<p>Two."), part("text/plain", "Three.")),
        text="One. Two. Three.",
    ),
    Case("labels", "a text behind a file", _mixed(FILE, PLAIN), text="I cannot sleep.", files=("a.png",)),
    Case(
        "labels",
        "a text before and behind a file",
        _mixed(part("text/plain", "One."), FILE, part("text/plain", "Two.")),
        text="One. Two.",
        files=("a.png",),
    ),
    Case(
        "labels",
        "a text that is a file",
        _mixed(PLAIN, part("text/plain", "x", disposition='attachment; filename="a.txt"')),
        text="I cannot sleep.",
        files=("a.txt",),
    ),
    Case(
        "labels",
        "a second text with a name is a file",
        _mixed(PLAIN, part("text/plain; name=a.txt", "x", disposition="inline")),
        text="I cannot sleep.",
        files=("a.txt",),
    ),
    Case(
        "labels",
        "a text that is the only file",
        _mixed(part("text/plain", "I cannot sleep.", disposition='attachment; filename="a.txt"')),
        text="I cannot sleep.",
        files=("a.txt",),
    ),
    Case(
        "labels",
        "HTML that is a file",
        _mixed(PLAIN, part("text/html", "<p>x", disposition='attachment; filename="a.html"')),
        text="I cannot sleep.",
        files=("a.html",),
    ),
    Case(
        "labels",
        "a table",
        _mixed(PLAIN, part("text/csv", "a,b", disposition="attachment; filename=a.csv")),
        files=("a.csv",),
    ),
    Case(
        "labels",
        "bytes that are called a mail by their name",
        _mixed(PLAIN, packed("application/octet-stream; name=a.eml", b"From: x\n\ny")),
        text="I cannot sleep.",
        files=("a.eml",),
    ),
    Case("labels", "a mail that is only a picture", body("png", "image/png; name=a.png"), text="", files=("a.png",)),
    Case("labels", "a nameless file", _mixed(PLAIN, packed("application/pdf", b"x")), files=("",)),
    Case(
        "labels",
        "pictures between texts, as phones write",
        _mixed(
            part("text/plain", "One."),
            packed("image/jpeg; name=IMG_1.jpeg", b"x", disposition="inline; filename=IMG_1.jpeg"),
            part("text/plain", "Two."),
            packed("image/jpeg", b"y", disposition="inline; filename=IMG_2.jpeg"),
            part("text/plain", ""),
        ),
        text="One. Two.",
        files=("IMG_1.jpeg", "IMG_2.jpeg"),
    ),
    Case(
        "labels",
        "a picture inside the HTML",
        whole(
            several(
                "related",
                part("text/html", '<p>See <img src="cid:a@b">'),
                packed("image/png; name=a.png", b"x", id="<a@b>"),
            )
        ),
        text="See",
        files=("a.png",),
    ),
    Case(
        "labels",
        "a picture before the HTML",
        whole(
            several(
                "related",
                packed("image/png; name=a.png", b"x", id="<a@b>"),
                part("text/html", '<p>See <img src="cid:a@b">'),
            )
        ),
        text="See",
        files=("a.png",),
    ),
    Case(
        "labels",
        "files inside an alternative",
        _alternative(PLAIN, several("mixed", HTML, FILE, boundary="in")),
        text="I cannot sleep.",
        files=("a.png",),
    ),
    Case(
        "labels",
        "a stub beside HTML",
        _alternative(part("text/plain", "This mail needs HTML."), LONG_HTML),
        text="I cannot sleep since they write about me every day. " * 5,
    ),
    Case(
        "labels",
        "a stub in German beside HTML",
        _alternative(
            part("text/plain", "Diese Nachricht enthält HTML. Bitte nutzen Sie ein anderes Programm."), LONG_HTML
        ),
        text="I cannot sleep since they write about me every day. " * 5,
    ),
    Case(
        "labels",
        "a short plain text is no stub",
        _alternative(part("text/plain", "I cannot sleep."), part("text/html", "<p>I cannot sleep.<p>Wren")),
        text="I cannot sleep.",
    ),
    Case(
        "labels",
        "a file of a Macintosh",
        _mixed(
            PLAIN,
            several(
                "appledouble",
                packed("application/applefile; name=a.png", b"x"),
                packed("image/png; name=a.png", b"y"),
                boundary="in",
            ),
        ),
        files=("a.png",),
    ),
    Case(
        "labels",
        "BinHex, unpacked",
        _mixed(PLAIN, part("application/mac-binhex40", binhex("night.txt", b"no\x90" + b"o" * 40))),
        text="I cannot sleep.",
        files=("night.txt",),
    ),
    Case(
        "labels",
        "BinHex",
        _mixed(
            PLAIN, part("application/mac-binhex40", "(This file must be converted with BinHex 4.0)\n:#&&E+Q0bFLTY!%8:")
        ),
        text="I cannot sleep.",
    ),
    Case(
        "labels",
        "code in a plain text stays",
        body("<b> is a tag, and so is <p>."),
        text="<b> is a tag, and so is <p>.",
    ),
    Case("labels", "entities in a plain text stay", body("a &amp; b"), text="a &amp; b"),
    Case(
        "labels",
        "row ends of a plain text called HTML stay",
        body("One.\nTwo &amp; three.", "text/html"),
        rows="One.\nTwo & three.",
    ),
    Case(
        "flowed",
        "quotes keep their depth",
        body("> one \n> two\n>> three \n>> four\nfive", _FLOWED),
        rows="> one two\n>> three four\nfive",
    ),
    Case("flowed", "the mark of a signature stays", body("one \ntwo\n-- \nWren", _FLOWED), rows="one two\n-- \nWren"),
    Case("flowed", "stuffed spaces go", body(" From me\n > no quote", _FLOWED), rows="From me\n> no quote"),
    Case("flowed", "a space that is deleted", body("可以 \n吗", _FLOWED + "; delsp=yes"), rows="可以吗"),
    Case("flowed", "not flowed, not joined", body("one \ntwo"), rows="one \ntwo"),
    Case("flowed", "an empty row ends a paragraph", body("one \n\ntwo", _FLOWED), rows="one \n\ntwo"),
    Case("flowed", "a deeper quote ends a paragraph", body("> one \n>> two", _FLOWED), rows="> one \n>> two"),
    Case(
        "flowed", "a quoted mark of a signature stays", body("> a \n> -- \n> Wren", _FLOWED), rows="> a \n> -- \n> Wren"
    ),
    Case("flowed", "the last row is soft", body("I cannot \nsleep. ", _FLOWED), text="I cannot sleep."),
    Case(
        "flowed", "a quote is joined", body("> I cannot \n> sleep.\nNor I.", _FLOWED), rows="> I cannot sleep.\nNor I."
    ),
    Case("flowed", "a deep quote is joined", body(">>> I cannot \n>>> sleep.", _FLOWED), rows=">>> I cannot sleep."),
    Case("flowed", "rows between quotes", body("> a \nb \n> c", _FLOWED), rows="> a \nb \n> c"),
    Case("flowed", "two spaces at the end", body("one  \ntwo", _FLOWED), rows="one  two"),
    Case("flowed", "spaces that indent stay", body("   one\n   two", _FLOWED), rows="  one\n  two"),
    Case("flowed", "no space is deleted without a word", body("one \ntwo", _FLOWED + "; delsp=no"), rows="one two"),
    Case("flowed", "an order from right to left", body("لا \nأنام", _FLOWED), rows="لا أنام"),
    Case("flowed", "Thai, joined", body("ฉัน \nนอนไม่หลับ", _FLOWED + "; DelSp=Yes"), rows="ฉันนอนไม่หลับ"),
    Case("flowed", "Japanese in quotes", body("> 眠れ \n> ない", _FLOWED + "; delsp=yes"), rows="> 眠れない"),
    Case("flowed", "a rule of hyphens is none", body("one \n--\ntwo", _FLOWED), rows="one --\ntwo"),
    Case("flowed", "fixed is not joined", body("one \ntwo", "text/plain; format=fixed"), rows="one \ntwo"),
    Case("flowed", "HTML is never flowed", body("<p>one \ntwo", "text/html; format=flowed"), text="one two"),
    Case("flowed", "parameters in capitals", body("one \ntwo", 'Text/Plain; Format="FLOWED"'), rows="one two"),
]
