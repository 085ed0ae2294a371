"""Texts and parts of many programs, written after the rules, read before any rule was changed for them."""

from __future__ import annotations

import base64

from peerline.channels.mail.tests.mails import packed, part, several, whole

from .case import Case, body

PLAIN = part("text/plain; charset=utf-8", "I cannot sleep.")
PNG = packed("image/png; name=night.png", b"png", disposition="attachment; filename=night.png")
SAID = "I cannot sleep."


def _mixed(*parts: bytes, kind: str = "mixed") -> bytes:
    return whole(several(kind, *parts))


_TEXTS = [
    Case(
        "packing", "a misspelt eight bits", body("Schöne Grüße", content_transfer_encoding="8-bit"), text="Schöne Grüße"
    ),
    Case(
        "packing",
        "a comment behind the packing",
        body("Gr=C3=BC=C3=9Fe", content_transfer_encoding="quoted-printable (by x)"),
        text="Grüße",
    ),
    Case(
        "packing",
        "a semicolon behind the packing",
        body(base64.b64encode("Grüße".encode()), content_transfer_encoding="base64;"),
        text="Grüße",
    ),
    Case(
        "packing",
        "soft ends with spaces behind",
        body("I cannot =  \nsleep.", content_transfer_encoding="quoted-printable"),
        text=SAID,
    ),
    Case("packing", "binary", body("Schöne Grüße", content_transfer_encoding="binary"), text="Schöne Grüße"),
    Case(
        "charsets",
        "a stray quote in the name",
        body("Grüße".encode("latin-1"), 'text/plain; charset=iso-8859-1"'),
        text="Grüße",
    ),
    Case("charsets", "two names", body("Grüße", "text/plain; charset=utf-8; charset=us-ascii"), text="Grüße"),
    Case(
        "charsets",
        "curly quotes by the name of Latin 1",
        body("I can’t".encode("cp1252"), "text/plain; charset=iso-8859-1"),
        text="I can’t",
    ),
    Case(
        "charsets",
        "a code page of DOS",
        body("Größe und Übel".encode("cp850"), "text/plain; charset=cp850"),
        text="Größe und Übel",
    ),
    Case(
        "charsets",
        "an old Macintosh",
        body("Größe und Übel".encode("mac_roman"), "text/plain; charset=macintosh"),
        text="Größe und Übel",
    ),
    Case(
        "charsets",
        "UTF-16 without a mark",
        body("Grüße".encode("utf-16-le"), "text/plain; charset=utf-16le"),
        text="Grüße",
    ),
    Case("charsets", "HZ", body("~{VP9z~}", "text/plain; charset=hz-gb-2312"), text="中国"),
    Case("charsets", "UTF-7 in the text", body("Gr+APwA3w-e", "text/plain; charset=utf-7"), text="Grüße"),
    Case(
        "charsets",
        "the name of the language instead",
        body("Не могу спать, мне очень страшно", "text/plain; charset=russian"),
        text="Не могу спать, мне очень страшно",
    ),
    Case(
        "charsets",
        "EUC by an x-name",
        body("眠れません".encode("euc-jp"), "text/plain; charset=x-euc-jp"),
        text="眠れません",
    ),
    Case(
        "charsets",
        "Thai by its number",
        body("นอนไม่หลับ".encode("tis-620"), "text/plain; charset=tis-620"),
        text="นอนไม่หลับ",
    ),
    Case("charsets", "empty", body("Grüße", "text/plain; charset="), text="Grüße"),
    Case(
        "charsets",
        "not said, windows-1252",
        body("Schöne Grüße aus München – 5 €".encode("cp1252"), "text/plain"),
        text="Schöne Grüße aus München – 5 €",
    ),
    Case("labels", "only the first word", body(SAID, "text"), text=SAID, files=()),
    Case("labels", "no semicolon", body("Grüße".encode("latin-1"), "text/plain charset=iso-8859-1"), text="Grüße"),
    Case("labels", "a slash too many", body(SAID, "text//plain"), text=SAID),
    Case("labels", "HTML in a row of its own name", body("<p>I cannot <b>sleep</b>.</p>", "html"), text=SAID),
    Case("labels", "capitals", body(SAID, "TEXT/PLAIN; CHARSET=US-ASCII"), text=SAID),
    Case(
        "labels",
        "an amplified page beside the others",
        _mixed(
            PLAIN,
            part("text/x-amp-html", "<html ⚡4email><p>Amp"),
            part("text/html; charset=utf-8", "<p>I cannot sleep."),
            kind="alternative",
        ),
        text=SAID,
        files=(),
    ),
    Case(
        "labels",
        "a page for watches",
        _mixed(
            PLAIN,
            part("text/watch-html", "<b>I cannot sleep.</b>"),
            part("text/html; charset=utf-8", "<p>I cannot sleep."),
            kind="alternative",
        ),
        text=SAID,
        files=(),
    ),
    Case(
        "labels",
        "an empty plain text beside HTML",
        _mixed(part("text/plain", ""), part("text/html", "<p>I cannot sleep."), kind="alternative"),
        text=SAID,
        files=(),
    ),
    Case(
        "labels",
        "spaces as plain text beside HTML",
        _mixed(
            part("text/plain; charset=utf-8", "\u00a0\n \n"),
            part("text/html", "<p>I cannot sleep."),
            kind="alternative",
        ),
        text=SAID,
    ),
    Case(
        "labels",
        "Apple Mail: words, a file, words",
        _mixed(PLAIN, PNG, part("text/plain; charset=utf-8", "See above.")),
        text="I cannot sleep. See above.",
        files=("night.png",),
    ),
    Case(
        "labels",
        "Exchange: a foot in HTML and in plain",
        _mixed(PLAIN, part("text/plain", "Kept by the office.")),
        text="I cannot sleep. Kept by the office.",
    ),
    Case(
        "labels", "an enriched text", body("<bold>I cannot</bold> <italic>sleep</italic>.", "text/enriched"), text=SAID
    ),
    Case(
        "labels",
        "text in markdown",
        body("I *cannot* sleep.", "text/markdown; charset=utf-8"),
        text="I *cannot* sleep.",
    ),
    Case(
        "labels",
        "a log of changes is a file",
        _mixed(PLAIN, part("text/x-patch; name=a.diff", "-a\n+b", disposition="attachment; filename=a.diff")),
        text=SAID,
        files=("a.diff",),
    ),
    Case(
        "flowed",
        "joined by a deleted space",
        body("眠れ \nません。", "text/plain; charset=utf-8; format=flowed; delsp=yes"),
        rows="眠れません。",
    ),
    Case(
        "flowed",
        "a stuffed row",
        body(" From him\nI cannot \nsleep.", "text/plain; charset=utf-8; format=flowed"),
        rows="From him\nI cannot sleep.",
    ),
]
_NESTED = [
    Case(
        "boundaries",
        "odd signs without quotes",
        whole(
            several("mixed", PLAIN, PNG, boundary="=_?:'()+,-./x").replace(
                b'boundary="=_?:\'()+,-./x"', b"boundary==_?:'()+,-./x"
            )
        ),
        text=SAID,
        files=("night.png",),
    ),
    Case(
        "boundaries",
        "spaces behind each",
        whole(several("mixed", PLAIN, PNG).replace(b"--edge\r\n", b"--edge  \t\r\n")),
        text=SAID,
        files=("night.png",),
    ),
    Case(
        "boundaries",
        "on a row of its own",
        whole(several("mixed", PLAIN, PNG).replace(b"; boundary", b";\r\n\tboundary")),
        text=SAID,
        files=("night.png",),
    ),
    Case(
        "boundaries",
        "words before the first and behind the last",
        whole(
            several("mixed", PLAIN, PNG).replace(
                b"\r\n\r\n--edge", b"\r\n\r\nThis is a multi-part message in MIME format.\r\n\r\n--edge", 1
            )
            + b"\r\nbye"
        ),
        text=SAID,
        files=("night.png",),
    ),
    Case("boundaries", "empty parts", whole(several("mixed", b"\r\n", PLAIN, b"\r\n", PNG)), text=SAID),
    Case(
        "nesting",
        "the root of the related is named",
        whole(
            several(
                "related",
                packed("image/png; name=night.png", b"png", id="<a@x>"),
                part("text/html; charset=utf-8", "<p>I cannot sleep.<img src='cid:a@x'>", id="<r@x>"),
                more='; start="<r@x>"; type="text/html"',
            )
        ),
        text=SAID,
        files=("night.png",),
    ),
    Case(
        "nesting",
        "mixed, related, alternative",
        _mixed(
            several(
                "related",
                several("alternative", PLAIN, part("text/html", "<p>I cannot sleep.<img src=cid:n>"), boundary="c"),
                packed("image/png; name=in.png", b"png", id="<n>", disposition="inline"),
                boundary="b",
            ),
            PNG,
        ),
        text=SAID,
        files=("in.png", "night.png"),
    ),
    Case(
        "nesting",
        "an alternative with the pictures inside",
        _mixed(
            PLAIN,
            several(
                "related",
                part("text/html", "<p>I cannot sleep."),
                packed("image/gif; name=s.gif", b"gif", id="<n>"),
                boundary="b",
            ),
            kind="alternative",
        ),
        text=SAID,
        files=("s.gif",),
    ),
    Case("nesting", "an unknown kind of several", _mixed(PLAIN, PNG, kind="x-parts"), text=SAID, files=("night.png",)),
    Case(
        "nesting",
        "a digest of mails",
        _mixed(
            part("message/rfc822", "Subject: One\n\nfirst"),
            part("message/rfc822", "Subject: Two\n\nsecond"),
            kind="digest",
        ),
        files=("One.eml", "Two.eml"),
    ),
    Case(
        "nesting",
        "a file that lies elsewhere",
        _mixed(
            PLAIN,
            part(
                'message/external-body; access-type=URL; URL="https://x.example/a"; name=a.pdf',
                "Content-Type: application/pdf\n\n",
            ),
        ),
        text=SAID,
    ),
    Case(
        "nesting",
        "a voice message",
        whole(several("voice-message", PLAIN, packed("audio/32KADPCM; name=said.wav", b"wav"))),
        text=SAID,
        files=("said.wav",),
    ),
    Case(
        "nesting",
        "a fax",
        _mixed(packed("image/tiff; name=fax.tif", b"tif", disposition='inline; filename="fax.tif"')),
        text="",
        files=("fax.tif",),
    ),
    Case(
        "nesting",
        "signed, with a list's foot behind",
        _mixed(
            several(
                "signed",
                PLAIN,
                part(
                    "application/pgp-signature; name=signature.asc",
                    "-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----",
                ),
                boundary="in",
            ),
            part("text/plain; charset=utf-8", "____\nlist@x.example"),
        ),
        text="I cannot sleep. ____ list@x.example",
    ),
    Case(
        "nesting",
        "one part that is called several",
        body(SAID, "multipart/mixed"),
        text=SAID,
    ),
]

CASES = [*_TEXTS, *_NESTED]
