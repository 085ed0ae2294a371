"""The readers that are fuzzed, and what each must hold whatever the bytes.

mime       the whole way from a mail to its words, files and people
reply      what of a text is folded: nothing unfolded is lost, and never all is folded
automatic  person or machine: a kind there is, a bounce only with its kind, an address and a status that can be stored
html       the cleaner: only the short list, nothing that loads, also when cleaned once more; its words bounded
dialog     a session at the mail door, whole and in chunks: the same answers and mails, no mail that was not there
"""

from __future__ import annotations

import asyncio
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import pairwise

from bench.corpus import write_mails
from peerline.channels.envelope import DoorSettings, Envelope
from peerline.channels.incoming import Incoming, as_json
from peerline.channels.mail.html import ALLOWED, DROPPED_BEFORE, IMAGE_SOURCES, LINK_SCHEMES, sanitise
from peerline.channels.mail.mime.markup import text_of, words_of
from peerline.channels.mail.parse import NotMail, parse, raw_body
from peerline.channels.mail.reply import fold
from peerline.channels.mail.reply.tests.cases import ANSWER, FIRST
from peerline.channels.mail.reply.tests.corpora import CORPORA
from peerline.channels.mail.tests.building import CASES
from peerline.channels.mail.tests.corpus.attacks import attacks
from peerline.channels.mail.tests.corpus.bounces import bounces
from peerline.channels.mail.tests.corpus.machines import absences, machines
from peerline.channels.mail.tests.corpus.people import odd_people, people
from peerline.channels.mail.tests.door import BEGIN, HOST, MAIL, RCPT, Door, Wire, until

OWN = "lantern.example"
MOST_TIMES_LONGER, SPARE_CHARACTERS = 30, 2000
ROW_BREAKS = (b"\r\n", b"\n", b"\r", b"\0", b"\xff\xfe", b"\xc3")
OF_A_MAIL = (
    *ROW_BREAKS, b'"', b"'", b"<", b">", b"(", b")", b";", b":", b",", b"=", b"=?", b"?=", b"*0*=", b"%", b"--edge",
    b"--edge--", b"--in", b"\x1b$B", b"\x1b(B", b"\x0e", b"&#", b"</", b"<div ", b"<!--", b"begin 644 a\n",
    b"Content-Type: ", b"multipart/mixed; boundary=edge", b"message/rfc822", b"text/html", b"text/calendar",
    b"application/ms-tnef", b"application/pkcs7-mime", b"base64", b"quoted-printable", b"charset=utf-16",
    b"charset=utf-7", b"charset=iso-2022-jp", b"From: ", b"Subject: ", b"BEGIN:VEVENT\r\n", b"DTSTART:",
    b"RRULE:FREQ=SECONDLY\r\n", b'style="display:none"', b"On Wed wrote:\r\n> ", b"{\\rtf1 ", b"\x30\x80",
    b"\x78\x9f\x3e\x22",
)  # fmt: skip
OF_A_TEXT = (
    b"\n", b"\n\n", b"> ", b">", b">>> ", "»".encode(), "＞".encode(), b"-- \n", b"--\n", b"---\n", b"____\n", b"*",
    b":", b"<", b">", b"From: ", b"To: ", b"Subject: ", b"Date: ", b" wrote:\n", b"On Wed, 25 Nov 2026 at 10:40, ",
    b"10:40", b"wren@writer.example", b"<wren@writer.example>", b"Sent from my phone\n",
    b"-----Original Message-----\n", b"---------- Forwarded message ---------\n",
    b"-----BEGIN PGP SIGNED MESSAGE-----\n", b" schrieb:\n", "のメール:\n".encode(), "كتب:\n".encode(),
    b"|", b" ", b"\t", "\u200f".encode(), "\u00a0".encode(), "\u2028".encode(),
)  # fmt: skip
OF_A_NOTICE = (
    *ROW_BREAKS, b"Auto-Submitted: auto-replied\r\n", b"Auto-Submitted: ", b"Precedence: bulk\r\n",
    b"List-Id: <a.example>\r\n", b"Return-Path: <>\r\n", b"From: MAILER-DAEMON@writer.example\r\n",
    b"multipart/report; report-type=delivery-status", b"message/delivery-status", b"Final-Recipient: rfc822; ",
    b"Original-Recipient: ", b"Action: failed\r\n", b"Action: delayed\r\n", b"Status: 5.1.1\r\n", b"Status: 4.",
    b"Diagnostic-Code: smtp; 550 ", b"550 5.1.1 ", b"<wren@writer.example>", b"<", b">", b"@", b"Undeliverable: ",
    b"Out of office", b"Subject: ", b"X-Failed-Recipients: ", b"--edge\r\n", b"message/rfc822", b"5.7.", b"421",
)  # fmt: skip
OF_HTML = (
    b"<", b">", b"</", b"/>", b'"', b"'", b"=", b"`", b"&", b"&#", b"&#x6A;", b"&colon;", b"\0", b"<!--", b"-->",
    b"--!>", b"<![CDATA[", b"]]>", b"<svg>", b"<math>", b"<mtext>", b"<style>", b"</style>", b"<title>", b"</title>",
    b"<noscript>", b"<template>", b"<textarea>", b"<xmp>", b"<plaintext>", b"<table>", b"<td>", b"<select>",
    b"<form>", b"<a href=", b"<img src=", b"<p ", b" onerror=x ", b"javascript:", b"data:image/svg+xml;base64,",
    b"data:image/png;base64,", b"cid:", b"http://", b"//", b" style=", b"display:none", b"<div class=gmail_quote>",
    b"<blockquote>", b"\xef\xb7\x90", b"\xef\xb7\x94", b"<annotation-xml>", b"<br>",
)  # fmt: skip
OF_A_SESSION = (
    *ROW_BREAKS, b".\r\n", b"\r\n.\r\n", b"\n.\n", b"\r.\r", b"\n.\r\n", b"\r\n.", b"..", b"\r\n..\r\n",
    b"EHLO a\r\n", b"HELO a\r\n", b"LHLO a\r\n", MAIL, RCPT, b"DATA\r\n", b"RSET\r\n", b"NOOP\r\n", b"QUIT\r\n",
    b"STARTTLS\r\n", b"VRFY a\r\n", b"BDAT 4 LAST\r\n", b"MAIL FROM:<>\r\n", b"MAIL FROM:<a@b> SIZE=99999\r\n",
    b" SMTPUTF8", b"RCPT TO:<postmaster>\r\n", b"<", b">", b"@", b" ", b"x" * 90,
    b"PROXY TCP4 192.0.2.7 192.0.2.1 1 25\r\n", b"PROXY UNKNOWN\r\n", b"\r\n\r\n\0\r\nQUIT\n",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader of strangers' bytes: sound examples, pieces that are put in by chance, and the reading.

    `read` says what was wrong with what came out, "" for nothing; what it raises is a finding too.
    """

    name: str
    sources: Callable[[], list[bytes]]
    tokens: tuple[bytes, ...]
    read: Callable[[bytes], str]


# ---- the MIME parser -----------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def mails() -> list[bytes]:
    """The mails of the tests of building, and some of the measuring room's."""
    return [case.data for case in CASES] + [mail.data for mail in write_mails(60) if len(mail.data) < 60_000]


def read_mail(data: bytes) -> str:
    """Read a mail, and write it as JSON."""
    try:
        read = parse(data, own_domain=OWN)
    except NotMail:
        return ""
    raw_body(data)
    json.dumps(as_json(read), ensure_ascii=False).encode()
    if "\0" in read.subject + read.text + (read.html or ""):
        return "zero bytes"
    if any("/" in one.name or "\\" in one.name for one in read.attachments):
        return "a folder in a name"
    return _of_folds(read.text, read.reply, read.folds) or _of_kind(read)


# ---- the reply folder ----------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def texts() -> list[bytes]:
    """The texts of all corpora of replies."""
    return [case.text.encode() for cases in CORPORA.values() for case in cases]


def read_text(data: bytes) -> str:
    """Fold a text, as a first mail and as an answer, without and with marks of HTML at places of chance."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    chance = random.Random(len(data))
    borders = sorted(chance.randrange(len(text) + 1) for _ in range(2 * chance.randrange(4)))
    hints = tuple(
        (start, end, chance.choice(("quote", "signature")))
        for start, end in zip(borders[::2], borders[1::2], strict=True)
    )
    for letter in (FIRST, ANSWER):
        for given in {(), hints}:
            reply, folds = fold(text, letter=letter, hints=given)
            if said := _of_folds(text, reply, folds):
                return said
    return ""


def _of_folds(text: str, reply: str, folds: tuple[tuple[int, int, str], ...]) -> str:
    position, open_words = 0, ""
    for start, end, kind in folds:
        if not position <= start < end <= len(text):
            return "folds outside of the text, or overlapping"
        if kind not in ("quote", "signature"):
            return "a fold of no kind"
        open_words += text[position:start]
        position = end
    open_words += text[position:]
    if "".join(open_words.split()) != "".join(reply.split()):
        return "the reply is not what is open"
    return "all is folded" if text.strip() and not reply.strip() else ""


# ---- person or machine ---------------------------------------------------------------------------------------------

KINDS = {None, "auto-reply", "auto-generated", "bounce", "list", "receipt"}
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}|[245]\d\d|")
_NEVER_IN_ONE = re.compile(r"[\x00-\x1f\x7f]")


@lru_cache(maxsize=1)
def notices() -> list[bytes]:
    """Bounces, absence notes, other machines, and people who write like them."""
    cases = [*bounces(), *absences(), *machines(), *odd_people(), *people()[::10]]
    return [case.data for case in cases]


def read_notice(data: bytes) -> str:
    """Tell whether a machine sent it."""
    try:
        return _of_kind(parse(data, own_domain=OWN))
    except NotMail:
        return ""


def _of_kind(read: Incoming) -> str:
    bounce = read.bounce
    if read.auto not in KINDS:
        return "a kind there is not"
    if bounce is None:
        return "a bounce that says nothing" if read.auto == "bounce" else ""
    if read.auto != "bounce":
        return "a bounce of another kind"
    if _NEVER_IN_ONE.search(bounce.recipient) or len(bounce.recipient) > 1000:
        return "an address that cannot be"
    if not _STATUS.fullmatch(bounce.status):
        return "a status that cannot be"
    return "for good, and yet later may be better" if bounce.permanent and bounce.status.startswith("4") else ""


# ---- the cleaner of HTML -------------------------------------------------------------------------------------------

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)((?:[^>\"]|\"[^\"]*\")*)>")
_ATTRIBUTE = re.compile(r'\s([^\s=">/]+)="([^"]*)"')
_SIGNS = re.compile("[\ufdd0-\ufdd4]")


@lru_cache(maxsize=1)
def pages() -> list[bytes]:
    """Attacks, and the HTML of the mails of building."""
    written = [parse(case.data).html or "" for case in CASES if case.kind == "HTML"]
    return [one.encode() for one in (*attacks(), *written) if one]


def read_page(data: bytes) -> str:
    """Clean HTML, and take its words."""
    source = data.decode("utf-8", "replace")
    for words in (text_of(source), words_of(source)):
        if len(words) > MOST_TIMES_LONGER * len(source) + SPARE_CHARACTERS:
            return "far more words than were there"
    clean = sanitise(source)
    if clean is None:
        return ""
    again = sanitise(clean)
    return _of_clean(clean) or ("other when cleaned twice" if again is not None and _of_clean(again) else "")


def _of_clean(clean: str) -> str:
    if "<" in _TAG.sub("", clean):
        return "a tag that is none"
    for closes, tag, attributes in _TAG.findall(clean):
        if tag not in ALLOWED:
            return "a tag that is not allowed"
        if not closes and (wrong := _of_attributes(tag, attributes)):
            return wrong
    return ""


def _of_attributes(tag: str, attributes: str) -> str:
    if _ATTRIBUTE.sub("", attributes).strip():
        return "an attribute that is none"
    for name, value in _ATTRIBUTE.findall(attributes):
        if name not in ALLOWED[tag] | {"rel"}:
            return "an attribute that is not allowed"
        wanted = {"href": LINK_SCHEMES, "src": IMAGE_SOURCES}.get(name)
        if wanted and not unescape(value).lstrip(DROPPED_BEFORE).lower().startswith(wanted):
            return "an address that is not allowed"
    return ""


# ---- the dialog ----------------------------------------------------------------------------------------------------

DOORS = (
    DoorSettings(HOST),
    DoorSettings(HOST, lmtp=True),
    DoorSettings(HOST, size_limit=300, row_limit=80, error_limit=6, recipient_limit=3),
    DoorSettings(HOST, proxy=True),
)
SMUGGLED = (b"\n.\n", b"\r.\r", b"\n.\r\n", b"\r\n.\n", b"\r\n.\r")
_ANSWER = re.compile(rb"(?:[2345]\d\d-[\x20-\x7e]*\r\n)*[2345]\d\d [\x20-\x7e]*\r\n")
_BARE = re.compile(rb"\r(?!\n)|(?<!\r)\n")
_LOOP = asyncio.new_event_loop()


@lru_cache(maxsize=1)
def sessions() -> list[bytes]:
    """Sessions of one and of more mails, pipelined, with slips, and with things smuggled in."""
    body = b"Subject: a\r\n\r\nI cannot sleep.\r\n"
    one = BEGIN + body + b".\r\n"
    more = MAIL + RCPT + RCPT + b"DATA\r\n..dot\r\n...\r\n\r\n.\r\n"
    hidden = MAIL + RCPT + b"DATA\r\nHidden\r\n.\r\n"
    plain = [
        one + b"QUIT\r\n", one + more + b"QUIT\r\n", BEGIN + b".\r\n" + more, b"EHLO a\r\nNOOP\r\nRSET\r\n" + more,
        b"EHLO a\r\nMAIL FROM:<> SIZE=90 BODY=8BITMIME SMTPUTF8\r\n" + RCPT + b"DATA\r\n" + body + b".\r\nQUIT\r\n",
        b"HELO a\r\nVRFY b\r\nEXPN c\r\n" + MAIL + b"RCPT TO:<nobody@writer.example>\r\n" + RCPT + b"DATA\r\n.\r\n",
        *(BEGIN + body + mark + hidden + b"QUIT\r\n" for mark in SMUGGLED),
        BEGIN + b"x" * 2000 + b"\r\n.\r\n" + more,
    ]  # fmt: skip
    version_two = b"\r\n\r\n\0\r\nQUIT\n\x21\x11\x00\x0c\xc0\x00\x02\x07\xc0\x00\x02\x01\x00\x01\x00\x19"
    with_header = [b"PROXY TCP4 192.0.2.7 192.0.2.1 5000 25\r\n" + one, version_two + one, b"PROXY UNKNOWN\r\n" + more]
    return [*plain, *(each.replace(b"EHLO", b"LHLO") for each in plain), *with_header]


def read_session(data: bytes) -> str:
    """Speak one session whole and in two chunkings at each kind of door, and compare."""
    chance = random.Random(len(data))
    for settings in DOORS:
        said, taken = _LOOP.run_until_complete(_speak(settings, [data]))
        for mean in (1, 40):
            cuts = sorted({0, len(data), *(chance.randrange(len(data) + 1) for _ in range(len(data) // mean))})
            chunks = [data[start:end] for start, end in pairwise(cuts)]
            if _LOOP.run_until_complete(_speak(settings, chunks)) != (said, taken):
                return "other answers or mails in chunks"
        if wrong := _of_session(data, said, taken):
            return wrong
    return ""


async def _speak(settings: DoorSettings, chunks: list[bytes]) -> tuple[bytes, list[Envelope]]:
    door, wire = Door(settings), Wire()
    session = door.session()
    session.connection_made(wire)
    for chunk in chunks:
        await until(lambda: not wire.paused)
        if wire.closed:
            break
        session.data_received(chunk)
    await until(lambda: not wire.paused)
    session.connection_lost(None)
    await until(lambda: not door.live)
    if door.budget.used_bytes:
        raise ValueError
    return wire.said, door.taken


def _of_session(data: bytes, said: bytes, taken: list[Envelope]) -> str:
    if _ANSWER.sub(b"", said):
        return "an answer that is none"
    for envelope in taken:
        if _BARE.search(envelope.data):
            return "a bare newline was taken"
        # A dot at the head of a row falls away, doubled or not (RFC 5321 4.5.2); so does the one that ends a mail.
        if b"\r\n" + envelope.data + b"\r\n" not in data.replace(b"\r\n.", b"\r\n"):
            return "a mail that was not sent"
        if not envelope.recipients:
            return "a mail for nobody"
    return ""


READERS = {
    one.name: one
    for one in (
        Reader("mime", mails, OF_A_MAIL, read_mail),
        Reader("reply", texts, OF_A_TEXT, read_text),
        Reader("automatic", notices, OF_A_NOTICE, read_notice),
        Reader("html", pages, OF_HTML, read_page),
        Reader("dialog", sessions, OF_A_SESSION, read_session),
    )
}
