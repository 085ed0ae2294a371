"""Mails of old, broken and rare programs, written after the rules and read before any rule was changed for them."""

from __future__ import annotations

import base64

from peerline.channels.mail.tests.mails import mail, packed, part, several, whole

from .case import Case, body

SAID = "I cannot sleep."
PLAIN = part("text/plain; charset=utf-8", SAID)
_B64 = base64.b64encode(b"I cannot sleep. I cannot sleep. I cannot sleep. I cannot.")
_FILE = packed("application/pdf", b"%PDF-1", disposition="attachment; filename=night.pdf")
_LONG = "I cannot sleep. " * 40


def _head(**headers: str | bytes) -> bytes:
    return mail("", **headers).partition(b"\r\n\r\n")[0]


CASES = [
    Case(
        "packing",
        "base64 in rows of any length",
        body(_B64[:17] + b"\r\n\r\n" + _B64[17:18] + b"\r\n" + _B64[18:], content_transfer_encoding="base64"),
        text="I cannot sleep. I cannot sleep. I cannot sleep. I cannot.",
    ),
    Case(
        "packing",
        "base64 with a list's foot behind",
        body(
            _B64 + b"\r\n\r\n_______________________________________________\r\nWiki-l mailing list\r\n",
            content_transfer_encoding="base64",
        ),
        text="I cannot sleep. I cannot sleep. I cannot sleep. I cannot.",
    ),
    Case(
        "packing",
        "quoted-printable in small letters",
        body("Gr=c3=bc=c3=9fe", content_transfer_encoding="quoted-printable"),
        text="Grüße",
    ),
    Case(
        "packing",
        "quoted-printable with bare rows",
        body(b"I cannot =\nsleep.", content_transfer_encoding="quoted-printable"),
        text=SAID,
    ),
    Case(
        "packing",
        "quoted-printable with raw letters",
        body("Grüße =C3=BC", content_transfer_encoding="quoted-printable"),
        text="Grüße ü",
    ),
    Case("packing", "a row of 1,200 signs", body(_LONG), text=_LONG),
    Case(
        "packing",
        "packed as words of HTML",
        body(base64.b64encode("<p>Größe</p>".encode()), "text/html; charset=utf-8", content_transfer_encoding="BASE64"),
        text="Größe",
    ),
    Case(
        "heads",
        "a header without a value",
        mail(X_Empty="", subject="Nights").replace(b"Subject:", b"X-Empty:\r\nSubject:"),
        subject="Nights",
        text=SAID,
    ),
    Case(
        "heads",
        "a hundred Received",
        b"Received: from a by b; Wed, 25 Nov 2026 10:40:00 +0100\r\n" * 100 + mail(),
        subject="Nights",
        text=SAID,
    ),
    Case("heads", "a fold with nothing on it", mail(subject="Long\r\n \r\n nights"), subject="Long nights"),
    Case(
        "heads",
        "MIME-Version with a comment",
        mail(SAID, mime_version="1.0 (Old Mail 2.1)", content_type="text/plain; charset=iso-8859-1"),
        text=SAID,
    ),
    Case(
        "heads",
        "no MIME-Version",
        _head(content_type="multipart/mixed; boundary=edge") + b"\r\n\r\n--edge\r\n" + PLAIN + b"\r\n--edge--\r\n",
        text=SAID,
    ),
    Case(
        "addresses",
        "a route before it",
        mail(From="Wren <@relay.example,@b.example:wren@writer.example>"),
        sender="wren@writer.example",
        sender_name="Wren",
    ),
    Case(
        "addresses",
        "angle brackets alone",
        mail(From="<wren@writer.example>"),
        sender="wren@writer.example",
        sender_name="",
    ),
    Case(
        "addresses",
        "an encoded name in two charsets",
        mail(From="=?iso-8859-1?Q?W=E4ren?= =?utf-8?Q?_R=C3=A9ed?= <wren@writer.example>"),
        sender="wren@writer.example",
        sender_name="Wären Réed",
    ),
    Case(
        "addresses",
        "a title and a comma",
        mail(From="Dr. Reed, Wren <wren@writer.example>"),
        sender="wren@writer.example",
    ),
    Case("addresses", "an IP address for a domain", mail(From="Wren <wren@[192.0.2.7]>"), sender="wren@[192.0.2.7]"),
    Case("addresses", "without a domain", mail(From="wren"), sender=""),
    Case("addresses", "Reply-To of somebody else", mail(reply_to="bo@helper.example"), sender="wren@writer.example"),
    Case(
        "addresses",
        "a long dash and a bar in the name",
        mail(From="Wren — Harbor | Wiki <wren@writer.example>"),
        sender="wren@writer.example",
        sender_name="Wren — Harbor | Wiki",
    ),
    Case(
        "labels",
        "text that calls itself a stream",
        whole(several("mixed", part("application/octet-stream", SAID), _FILE)),
        files=("", "night.pdf"),
    ),
    Case(
        "labels",
        "HTML in capitals without a charset",
        body("<HTML><BODY>Gr&uuml;&szlig;e</BODY></HTML>", "TEXT/HTML"),
        text="Grüße",
    ),
    Case(
        "labels", "a picture alone", whole(packed("image/jpeg; name=IMG_1.jpg", b"jpg")), text="", files=("IMG_1.jpg",)
    ),
    Case(
        "labels",
        "a recording alone",
        whole(packed('audio/amr; name="voice.amr"', b"amr")),
        text="",
        files=("voice.amr",),
    ),
    Case(
        "labels",
        "a telephone's layout beside the words",
        whole(
            several(
                "related",
                part("application/smil; name=a.smil", "<smil/>"),
                PLAIN,
                packed("image/jpeg; name=b.jpg", b"jpg"),
                more='; type="application/smil"',
            )
        ),
        text=SAID,
        files=("a.smil", "b.jpg"),
    ),
    Case(
        "nesting",
        "a mail passed on as a file with its own file",
        whole(
            several(
                "mixed",
                PLAIN,
                part(
                    "message/rfc822; name=threat.eml",
                    b"From: a@b.example\r\nSubject: Threat\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n"
                    b"--q\r\n\r\nleave\r\n--q\r\nContent-Type: image/png; name=x.png\r\n\r\nx\r\n--q--\r\n",
                    disposition="attachment; filename=threat.eml",
                ),
            )
        ),
        text=SAID,
        files=("threat.eml",),
    ),
    Case("nesting", "an alternative of one", whole(several("alternative", PLAIN)), text=SAID),
    Case(
        "nesting",
        "alternatives in the wrong order",
        whole(several("alternative", part("text/html; charset=utf-8", "<p>I cannot sleep."), PLAIN)),
        text=SAID,
        files=(),
    ),
    Case(
        "nesting",
        "a signature of a company as a part",
        whole(
            several(
                "mixed",
                several("alternative", PLAIN, part("text/html", "<p>I cannot sleep."), boundary="in"),
                part("text/html; charset=utf-8", "<p>Harbor Ltd."),
            )
        ),
        text="I cannot sleep. Harbor Ltd.",
    ),
    Case(
        "HTML",
        "a list and a quote",
        body("<ul><li>One<li>Two</ul><blockquote>He said so</blockquote>", "text/html"),
        text="- One - Two > He said so",
    ),
    Case(
        "HTML",
        "a link whose words are its address",
        body('<a href="https://wiki.example/a">https://wiki.example/a</a>', "text/html"),
        text="https://wiki.example/a",
    ),
    Case(
        "HTML",
        "rows of divs with empty ones between",
        body("<div>I</div><div><br></div><div>cannot</div><div>sleep.</div>", "text/html"),
        rows="I\n\ncannot\nsleep.",
    ),
    Case(
        "HTML",
        "text in a textarea and a button",
        body("<textarea>I cannot</textarea> <button>sleep.</button>", "text/html"),
        text=SAID,
    ),
    Case(
        "charsets", "Latin called ASCII", body("Größe".encode("latin-1"), "text/plain; charset=us-ascii"), text="Größe"
    ),
    Case(
        "charsets",
        "UTF-8 called Latin",
        body("Größe und Übermut, fünf Jahre", "text/plain; charset=iso-8859-1"),
        text="Größe und Übermut, fünf Jahre",
    ),
    Case(
        "charsets",
        "Cyrillic by a number",
        body("Не могу спать, мне страшно".encode("cp1251"), "text/plain; charset=1251"),
        text="Не могу спать, мне страшно",
    ),
    Case(
        "charsets",
        "Chinese of Taiwan called GB",
        body("你好，我已經好幾個星期睡不著了，我很害怕。".encode("big5"), "text/plain; charset=big5"),
        text="你好，我已經好幾個星期睡不著了，我很害怕。",
    ),
    Case(
        "charsets",
        "Arabic of Windows",
        body("لا أستطيع النوم منذ أسابيع".encode("cp1256"), "text/plain; charset=windows-1256"),
        text="لا أستطيع النوم منذ أسابيع",
    ),
    Case(
        "encoded words",
        "a subject in Big 5",
        mail(subject="=?big5?B?" + base64.b64encode("夜裡".encode("big5")).decode() + "?="),
        subject="夜裡",
    ),
    Case("encoded words", "a tab between two", mail(subject="=?utf-8?Q?N=C3=A4?=\t=?utf-8?Q?chte?="), subject="Nächte"),
    Case(
        "encoded words", "a word behind the last", mail(subject="=?utf-8?Q?N=C3=A4chte?= again"), subject="Nächte again"
    ),
    Case(
        "names",
        "in a Content-Description alone",
        whole(several("mixed", PLAIN, part("application/pdf", b"%PDF", description="night.pdf"))),
        files=("",),
    ),
    Case(
        "names",
        "in a Content-Location alone",
        whole(several("mixed", PLAIN, part("application/pdf", b"%PDF", location="night.pdf"))),
        files=("",),
    ),
    Case("names", "two of one name", whole(several("mixed", PLAIN, _FILE, _FILE)), files=("night.pdf", "night.pdf")),
    Case(
        "names",
        "with a row end in quotes",
        whole(
            several(
                "mixed",
                PLAIN,
                part("application/pdf", b"%PDF", disposition='attachment; filename="a very long\r\n\tnight.pdf"'),
            )
        ),
        files=("a very long night.pdf",),
    ),
]
