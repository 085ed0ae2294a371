"""Heads of mails of many programs, written after the rules and read before any rule was changed for them."""

from __future__ import annotations

import base64

from peerline.channels.mail.tests.mails import mail

from .case import Case

SAID = "I cannot sleep."


def _b(charset: str, text: str, *, codec: str = "") -> str:
    """Write an encoded word; `codec` if its charset is named otherwise than what it is in."""
    return f"=?{charset}?B?{base64.b64encode(text.encode(codec or charset)).decode()}?="


_HEADS = [
    Case(
        "heads",
        "the row of a mailbox file before it",
        b"From wren@writer.example Wed Nov 25 10:40:00 2026\r\n" + mail(),
        subject="Nights",
        sender="wren@writer.example",
        text=SAID,
    ),
    Case(
        "heads",
        "a quoted row of a mailbox file before it",
        b">From wren@writer.example Wed Nov 25 10:40:00 2026\r\n" + mail(),
        subject="Nights",
        sender="wren@writer.example",
        text=SAID,
    ),
    Case(
        "heads",
        "a mark of byte order before it",
        b"\xef\xbb\xbf" + mail(),
        subject="Nights",
        sender="wren@writer.example",
        text=SAID,
    ),
    Case(
        "heads",
        "the rows end as on an old Macintosh",
        mail().replace(b"\r\n", b"\r"),
        subject="Nights",
        sender="wren@writer.example",
        text=SAID,
    ),
    Case(
        "heads",
        "names in capitals",
        mail().replace(b"Subject:", b"SUBJECT:").replace(b"From:", b"FROM:"),
        subject="Nights",
        sender="wren@writer.example",
    ),
    Case("heads", "a space before the colon", mail().replace(b"Subject:", b"Subject :"), subject="Nights"),
    Case("heads", "zero bytes in the subject", mail(subject=b"Ni\0ghts"), subject="Nights"),
    Case("heads", "a subject on the next row alone", mail(subject="\r\n Nights"), subject="Nights"),
    Case("heads", "no text at all", mail("").rstrip(b"\r\n"), subject="Nights", sender="wren@writer.example", text=""),
    Case("heads", "a subject of spaces", mail(subject="   "), subject=""),
]
_WORDS = [
    Case("encoded words", "the end mark is missing", mail(subject="=?utf-8?B?TsOkY2h0ZQ=="), subject="Nächte"),
    Case("encoded words", "a language is named", mail(subject="=?utf-8*de?Q?N=C3=A4chte?="), subject="Nächte"),
    Case("encoded words", "inside quotes", mail(subject='"=?utf-8?Q?N=C3=A4chte?="'), subject='"Nächte"'),
    Case("encoded words", "spaces inside", mail(subject="=?utf-8?Q?Lange N=C3=A4chte?="), subject="Lange Nächte"),
    Case("encoded words", "a charset that there is not", mail(subject="=?x-nowhere?Q?N=C3=A4chte?="), subject="Nächte"),
    Case(
        "encoded words",
        "GBK by the name of GB 2312",
        mail(subject=_b("gb2312", "夜裡囧", codec="gbk")),
        subject="夜裡囧",
    ),
    Case(
        "encoded words",
        "Korean by Windows' name",
        mail(subject=_b("ks_c_5601-1987", "잠 못 드는 밤", codec="cp949")),
        subject="잠 못 드는 밤",
    ),
    Case(
        "encoded words",
        "Hebrew, implicit",
        mail(subject=_b("iso-8859-8-i", "לילות", codec="iso8859-8")),
        subject="לילות",
    ),
    Case("encoded words", "UTF-7", mail(subject="=?utf-7?Q?N+AOQ-chte?="), subject="Nächte"),
    Case("encoded words", "stuck to a word", mail(subject="Re:=?utf-8?Q?N=C3=A4chte?="), subject="Re:Nächte"),
    Case(
        "encoded words",
        "a character cut by the fold",
        mail(subject="=?utf-8?B?TsM=?=\r\n =?utf-8?B?pGNodGU=?="),
        subject="Nächte",
    ),
    Case("encoded words", "underscore and question mark", mail(subject="=?utf-8?Q?Was_nun=3F?="), subject="Was nun?"),
    Case(
        "encoded words",
        "a lower-case b, two charsets",
        mail(subject="=?iso-8859-1?q?N=E4chte?= " + _b("koi8-r", "Ночь").replace("?B?", "?b?")),
        subject="NächteНочь",
    ),
    Case("encoded words", "an emoji as two halves", mail(subject="=?utf-8?B?8J+Y?= =?utf-8?B?ng==?="), subject="😞"),
]
_FROM = [
    ("a comma in an encoded name", "=?utf-8?Q?Reed,_Wren?= <wren@writer.example>", "Reed, Wren"),
    ("by way of a group", "\"'Wren' via Wrens\" <wrens@writer.example>", None),
    ("old form", "wren@writer.example (Wren Reed)", "Wren Reed"),
    ("the bracket is not closed", "Wren Reed <wren@writer.example", "Wren Reed"),
    ("the bracket is not opened", "Wren Reed wren@writer.example>", None),
    ("mailto in the bracket", "Wren <mailto:wren@writer.example>", "Wren"),
    ("square brackets", "Wren Reed [wren@writer.example]", None),
    ("a group", "Wrens: Wren <wren@writer.example>, bo@helper.example;", None),
    ("the address twice", "wren@writer.example <wren@writer.example>", None),
    ("the address in quotes as name", '"wren@writer.example" <wren@writer.example>', None),
    ("an escaped comma", '"Reed\\, Wren" <wren@writer.example>', "Reed, Wren"),
    ("a trailing comma", "Wren <wren@writer.example>,", "Wren"),
    ("two, the first counts", "Wren <wren@writer.example>, Bo <bo@helper.example>", "Wren"),
    ("brackets in brackets", "Wren <<wren@writer.example>>", "Wren"),
    ("spaces in the bracket", "Wren < wren@writer.example >", "Wren"),
    ("a fold in the bracket", "Wren <wren@\r\n writer.example>", "Wren"),
    ("a name in single quotes", "'Wren Reed' <wren@writer.example>", None),
    ("a dot in the name", "Wren B. Reed <wren@writer.example>", "Wren B. Reed"),
    ("a colon in the name", "Re: Wren <wren@writer.example>", None),
    ("an encoded name in quotes", '"=?utf-8?Q?W=C3=A4ren?=" <wren@writer.example>', "Wären"),
    ("a comment behind", "Wren <wren@writer.example> (at home)", "Wren"),
    ("an empty name", '"" <wren@writer.example>', ""),
    ("a semicolon behind", "Wren <wren@writer.example>;", "Wren"),
]
_SENDERS = [
    Case(
        "addresses",
        name,
        mail(From=value),
        sender="wrens@writer.example" if "group" in name and "way" in name else "wren@writer.example",
        sender_name=said,
    )
    for name, value, said in _FROM
] + [
    Case(
        "addresses",
        "a quoted local part",
        mail(From='Wren <"wren reed"@writer.example>'),
        sender='"wren reed"@writer.example',
    ),
    Case(
        "addresses",
        "a domain in its own letters",
        mail(From="Wren <wren@bücher.example>"),
        sender="wren@bücher.example",
    ),
    Case("addresses", "a local part in its own letters", mail(From="Θ <θ@writer.example>"), sender="θ@writer.example"),
]
CASES = [*_HEADS, *_WORDS, *_SENDERS]
