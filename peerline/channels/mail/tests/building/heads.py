"""Heads of mails that are wrong: rows that are no headers, folds, colons, blank rows, raw bytes, row ends."""

from __future__ import annotations

from peerline.channels.mail.tests.mails import mail

from .case import Case

FROM = "From: Wren <wren@writer.example>\r\n"


def _raw(text: str, codec: str = "utf-8") -> bytes:
    return text.replace("\n", "\r\n").replace("\r\r\n", "\r\n").encode(codec)


_NIGHTS = {
    "a sound one": mail("Hello."),
    "spaces before the colon": _raw("From : wren@writer.example\nSubject\t: Nights\n\nHello."),
    "no space behind the colon": _raw("From:wren@writer.example\nSubject:Nights\n\nHello."),
    "names in capitals": _raw("FROM: wren@writer.example\nSUBJECT: Nights\n\nHello."),
    "a From row of a mailbox": _raw(
        "From wren@writer.example Wed Nov 25 10:40:00 2026\nFrom: wren@writer.example\nSubject: Nights\n\nHello."
    ),
    "a quoted From row": _raw(
        ">From wren@writer.example Wed Nov 25 10:40:00 2026\nFrom: wren@writer.example\nSubject: Nights\n\nHello."
    ),
    "blank rows above": b"\r\n\r\n" + mail("Hello."),
    "blank rows with spaces above": b"  \r\n\t\r\n" + mail("Hello."),
    "a byte order mark above": b"\xef\xbb\xbf" + mail("Hello."),
    "a row with the size above": b"0" * 3
    + str(len(mail("Hello."))).encode()
    + b"\n"
    + mail("Hello.")
    + b"<plist>x</plist>",
    "saved in UTF-16": mail("Hello.").decode().encode("utf-16"),
    "rows end with LF": mail("Hello.").replace(b"\r\n", b"\n"),
    "rows end with CR": mail("Hello.").replace(b"\r\n", b"\r"),
    "rows end with CR CR LF": mail("Hello.").replace(b"\r\n", b"\r\r\n"),
    "a row that is no header": _raw(FROM + "what is this\nSubject: Nights\n\nHello."),
    "a row of only spaces among the headers": _raw(FROM + "  \nSubject: Nights\n\nHello."),
    "a row without a name": _raw(FROM + ": nothing\nSubject: Nights\n\nHello."),
    "a header without a value": _raw(FROM + "X-Nothing:\nSubject: Nights\n\nHello."),
    "folded with a tab": _raw(FROM + "Subject:\n\tNights\n\nHello."),
    "folded with an empty first row": _raw(FROM + "Subject: \n Nights\n\nHello."),
    "an empty subject before the real one": _raw(FROM + "Subject:\nSubject: Nights\n\nHello."),
    "zero bytes in the subject": _raw(FROM + "Subject: Ni\x00ghts\n\nHello."),
    "control characters in the subject": _raw(FROM + "Subject: Ni\x07ghts\x1b\n\nHello."),
    "a subject in an encoded word that is cut by a fold without space": _raw(
        FROM + "Subject: =?utf-8?Q?Nig?=\n=?utf-8?Q?hts?=\n\nHello."
    ),
    "headers split by an empty row": _raw(
        "Return-Path: <wren@writer.example>\n\n" + FROM + "Subject: Nights\n\nHello."
    ),
    "MIME headers behind the empty row": _raw(
        FROM + "Subject: Nights\n\nMIME-Version: 1.0\nContent-Type: text/plain\n\nHello."
    ),
    "the body begins without an empty row": _raw(FROM + "Subject: Nights\nHello."),
    "a header twice as long as a row": _raw(FROM + "X-Long: " + "a" * 2000 + "\nSubject: Nights\n\nHello."),
    "a body that begins with an empty row of spaces": _raw(FROM + "Subject: Nights\n \nHello."),
    "an unfolded parameter row": _raw(FROM + "Subject: Nights\nContent-Type: text/plain;\ncharset=utf-8\n\nHello."),
}

CASES = [
    Case("heads", name, data, subject="Nights", sender="wren@writer.example", text="Hello.")
    for name, data in _NIGHTS.items()
] + [
    Case("heads", "only a body", _raw("Subject: Nights\n\n"), subject="Nights", text="", problem="no sender"),
    Case("heads", "no body", _raw(FROM + "Subject: Nights"), subject="Nights", text=""),
    Case(
        "heads",
        "a word with a colon begins the body",
        _raw(FROM + "\nNote: I cannot sleep."),
        text="Note: I cannot sleep.",
    ),
    Case(
        "heads",
        "a word with a colon behind a blank row of spaces",
        _raw(FROM + " \nNote: I cannot sleep."),
        text="Note: I cannot sleep.",
    ),
    Case(
        "heads",
        "the second subject is ambiguous",
        _raw(FROM + "Subject: One\nSubject: Two\n\nx"),
        subject="One",
        problem="several subjects",
    ),
    Case(
        "heads",
        "the second sender is ambiguous",
        _raw(FROM + "From: b@writer.example\n\nx"),
        sender="wren@writer.example",
        problem="ambiguous",
    ),
    Case(
        "heads",
        "two Content-Types are ambiguous",
        _raw(FROM + "Content-Type: text/plain\nContent-Type: text/html\n\n<p>x"),
        text="<p>x",
        problem="ambiguous",
    ),
    Case(
        "heads",
        "two encodings are ambiguous",
        _raw(FROM + "Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64\n\nHello."),
        text="Hello.",
        problem="ambiguous",
    ),
    Case(
        "heads",
        "the same Content-Type twice is not",
        _raw(FROM + "Content-Type: text/plain\nContent-Type: text/plain\n\nx"),
        problem="",
    ),
    Case("heads", "zero bytes are ambiguous", _raw(FROM + "\nHel\x00lo."), text="Hello.", problem="ambiguous"),
    Case("heads", "lone CR is ambiguous", _raw(FROM + "\nOne\rTwo."), text="One Two.", problem="ambiguous"),
    Case("heads", "raw UTF-8", _raw(FROM + "Subject: Nächte\n\nx"), subject="Nächte"),
    Case(
        "heads",
        "raw windows-1252",
        _raw(FROM + "Subject: Schöne Grüße aus Köln\n\nx", "cp1252"),
        subject="Schöne Grüße aus Köln",
    ),
    Case(
        "heads",
        "raw windows-1251",
        _raw(FROM + "Subject: Не могу спать, помогите\n\nx", "cp1251"),
        subject="Не могу спать, помогите",
    ),
    Case(
        "heads",
        "raw KOI8-R in the charset of the text",
        _raw(FROM + "Content-Type: text/plain; charset=koi8-r\nSubject: Привет\n\nМне плохо", "koi8-r"),
        subject="Привет",
        text="Мне плохо",
    ),
    Case(
        "heads",
        "raw GB18030 in the charset of the text",
        _raw(FROM + "Content-Type: text/plain; charset=gbk\nSubject: 睡不着\n\n你好", "gb18030"),
        subject="睡不着",
        text="你好",
    ),
    Case(
        "heads",
        "raw ISO-2022-JP",
        _raw(FROM + "Subject: ", "ascii") + "眠れません".encode("iso2022_jp") + b"\r\n\r\nx",
        subject="眠れません",
    ),
    Case(
        "heads",
        "raw name",
        _raw("From: Jürgen <j@writer.example>\n\nx", "cp1252"),
        sender_name="Jürgen",
        sender="j@writer.example",
    ),
    Case("heads", "spaces around the subject", _raw(FROM + "Subject:   Nights  \n\nx"), subject="Nights"),
    Case(
        "heads",
        "folded in the midst of words",
        _raw(FROM + "Subject: I cannot\n sleep at\n\tnight\n\nx"),
        subject="I cannot sleep at night",
    ),
    Case("heads", "folded many times", _raw(FROM + "Subject: a" + "\n b" * 50 + "\n\nx"), subject="a" + " b" * 50),
]
