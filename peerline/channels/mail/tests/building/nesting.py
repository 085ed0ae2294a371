"""Mails inside mails, pieces of mails, reports, digests, signed and packed mails."""

from __future__ import annotations

import base64

from peerline.channels.mail.tests.mails import mail, packed, part, several, whole

from .case import Case, body

PLAIN = part("text/plain", "I cannot sleep.")
INNER = mail("You are worthless.", subject="Threat")
INNER_WITH_FILE = whole(
    several("mixed", part("text/plain", "You are worthless."), packed("image/png; name=x.png", b"x"), boundary="deep"),
    subject="Threat",
)

_PASSED_ON = (
    "---------- Forwarded message ---------- From: Wren <wren@writer.example> Subject: Threat You are worthless."
)


def _mixed(*parts: bytes) -> bytes:
    return whole(several("mixed", *parts))


def der(tag: int, *content: bytes) -> bytes:
    """Write one value of DER."""
    inside = b"".join(content)
    size = len(inside)
    length = bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big")
    return bytes([tag]) + length + inside


SIGNED_ID, DATA_ID, ENVELOPED_ID = (bytes.fromhex(f"2a864886f70d01070{number}") for number in (2, 1, 3))


def signed(content: bytes) -> bytes:
    """Write signed data without signers: all that is needed to read what is inside."""
    inside = der(0x30, der(0x06, DATA_ID), der(0xA0, der(0x04, content)))
    return der(0x30, der(0x06, SIGNED_ID), der(0xA0, der(0x30, der(0x02, b"\x01"), der(0x31), inside, der(0x31))))


def signed_in_pieces(content: bytes) -> bytes:
    """Write it as streams do: lengths that are not known, the content in pieces."""
    pieces = b"".join(der(0x04, content[at : at + 50]) for at in range(0, len(content), 50))
    octets = b"\x24\x80" + pieces + b"\0\0"
    inside = b"\x30\x80" + der(0x06, DATA_ID) + b"\xa0\x80" + octets + b"\0\0" + b"\0\0"
    data = b"\x30\x80" + der(0x02, b"\x01") + der(0x31) + inside + der(0x31) + b"\0\0"
    return b"\x30\x80" + der(0x06, SIGNED_ID) + b"\xa0\x80" + data + b"\0\0" + b"\0\0"


_SMIME = "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m"
_CONTENT = several("mixed", PLAIN, packed("image/png; name=night.png", b"png"), boundary="in")
_REPORT = several(
    "report",
    part("text/plain", "It came back."),
    part("message/delivery-status", "Action: failed\n\nStatus: 5.1.1"),
    part("message/rfc822", INNER),
)

_FILE = packed("application/pdf", b"%PDF-1", disposition='attachment; filename="night.pdf"')


def _deep(levels: int) -> bytes:
    """The plain part inside so many containers."""
    inside = PLAIN
    for level in range(levels):
        inside = several("mixed", inside, boundary=f"level{level}")
    return inside


CASES = [
    Case(
        "nesting",
        "a boundary that begins as the outer one",
        _mixed(several("alternative", PLAIN, part("text/html", "<p>I cannot sleep."), boundary="edge-1"), _FILE),
        text="I cannot sleep.",
        files=("night.pdf",),
        problem="",
    ),
    Case(
        "nesting",
        "the same boundary inside and outside",
        _mixed(several("alternative", PLAIN, part("text/html", "<p>I cannot sleep.")), _FILE),
        text="I cannot sleep.",
        files=("night.pdf",),
    ),
    Case(
        "nesting", "a boundary of one hyphen", whole(several("mixed", PLAIN, _FILE, boundary="-")), files=("night.pdf",)
    ),
    Case("nesting", "a file and nothing else", _mixed(_FILE), text="", files=("night.pdf",)),
    Case("nesting", "several, of one part", _mixed(PLAIN), text="I cannot sleep.", files=()),
    Case(
        "nesting",
        "five deep",
        whole(_deep(5)),
        text="I cannot sleep.",
        files=(),
        problem="",
    ),
    Case(
        "nesting",
        "a mail inside that is named by a number",
        _mixed(PLAIN, part("message/rfc822; name=189844630", INNER, disposition="inline; filename=189844630")),
        text="I cannot sleep.",
        files=("189844630",),
    ),
    Case(
        "nesting",
        "a mail inside, attached without a name",
        _mixed(PLAIN, part("message/rfc822", INNER, disposition="attachment")),
        text="I cannot sleep.",
        files=("Threat.eml",),
    ),
    Case(
        "nesting",
        "a mail inside, packed although it must not be",
        _mixed(PLAIN, packed("message/rfc822", INNER)),
        text="I cannot sleep.",
        files=("Threat.eml",),
    ),
    Case(
        "nesting",
        "a mail inside without a subject",
        _mixed(PLAIN, part("message/rfc822", b"From: a@writer.example\r\n\r\nYou")),
        files=("",),
    ),
    Case(
        "nesting", "a mail inside by its news type", _mixed(PLAIN, part("message/news", INNER)), files=("Threat.eml",)
    ),
    Case("nesting", "a mail inside in UTF-8", _mixed(PLAIN, part("message/global", INNER)), files=("Threat.eml",)),
    Case(
        "nesting",
        "a body that lies elsewhere",
        _mixed(PLAIN, part("message/external-body; access-type=URL", "Content-Type: image/png\n\n")),
        text="I cannot sleep.",
        files=("",),
    ),
    Case(
        "nesting",
        "a picture inside the HTML keeps its name",
        whole(
            several(
                "related",
                part("text/html", '<p>I cannot sleep.<img src="cid:a">'),
                packed("image/png; name=night.png", b"x", id="<a>"),
            )
        ),
        text="I cannot sleep.",
        files=("night.png",),
    ),
    Case(
        "nesting",
        "a mail inside",
        _mixed(PLAIN, part("message/rfc822", INNER)),
        text="I cannot sleep.",
        files=("Threat.eml",),
    ),
    Case(
        "nesting",
        "a mail inside with a name",
        _mixed(PLAIN, part("message/rfc822; name=a.eml", INNER)),
        files=("a.eml",),
    ),
    Case(
        "nesting",
        "a mail inside, as a file",
        _mixed(PLAIN, part("message/rfc822", INNER, disposition="attachment; filename=a.eml")),
        files=("a.eml",),
    ),
    Case(
        "nesting",
        "a mail inside in base64",
        _mixed(PLAIN, packed("message/rfc822", INNER)),
        text="I cannot sleep.",
        files=("Threat.eml",),
    ),
    Case(
        "nesting",
        "a mail inside with files of its own",
        _mixed(PLAIN, part("message/rfc822", INNER_WITH_FILE)),
        files=("Threat.eml",),
    ),
    Case(
        "nesting",
        "a mail inside with an encoded subject",
        _mixed(PLAIN, part("message/rfc822", mail("x", subject="=?utf-8?Q?N=C3=A4chte?="))),
        files=("Nächte.eml",),
    ),
    Case(
        "nesting",
        "a mail inside whose subject is a path",
        _mixed(PLAIN, part("message/rfc822", mail("x", subject="../a/b"))),
        files=(".. a b.eml",),
    ),
    Case(
        "nesting",
        "a mail inside without headers",
        _mixed(PLAIN, part("message/rfc822", "\r\nYou are worthless.")),
        text="I cannot sleep.",
        files=("",),
    ),
    Case(
        "nesting",
        "an empty mail inside",
        _mixed(PLAIN, part("message/rfc822", "")),
        text="I cannot sleep.",
        files=("",),
    ),
    Case(
        "nesting",
        "only a mail inside",
        _mixed(part("message/rfc822", INNER)),
        text=_PASSED_ON,
        files=("Threat.eml",),
    ),
    Case(
        "nesting",
        "the whole mail is a mail",
        body(INNER, "message/rfc822"),
        text=_PASSED_ON,
        files=("Threat.eml",),
    ),
    Case(
        "nesting",
        "a mail inside a mail inside",
        _mixed(PLAIN, part("message/rfc822", whole(several("mixed", part("message/rfc822", INNER), boundary="in")))),
        text="I cannot sleep.",
        files=("Nights.eml",),
    ),
    Case(
        "nesting",
        "a digest with words of its own",
        _mixed(PLAIN, several("digest", b"\r\n" + INNER, b"\r\n" + INNER, boundary="in")),
        text="I cannot sleep.",
        files=("Threat.eml", "Threat.eml"),
    ),
    Case("nesting", "a global mail inside", _mixed(PLAIN, part("message/global", INNER)), files=("Threat.eml",)),
    Case("nesting", "a report", whole(_REPORT), text="It came back.", files=("", "Threat.eml")),
    Case(
        "nesting",
        "a report without words",
        whole(several("report", part("message/delivery-status", "Action: failed\n\nStatus: 5.1.1"))),
        text="Action: failed Status: 5.1.1",
        files=("",),
    ),
    Case(
        "nesting",
        "the first piece of a mail",
        body(b"Subject: Inner\r\n\r\nI cannot", "message/partial; id=a; number=1; total=2"),
        text="I cannot",
        files=("Inner.eml",),
        problem="one piece",
    ),
    Case(
        "nesting",
        "the second piece of a mail",
        body("sleep.", "message/partial; id=a; number=2; total=2"),
        text="sleep.",
        files=("",),
        problem="one piece",
    ),
    Case(
        "nesting",
        "parts three deep",
        _mixed(
            several(
                "mixed",
                several(
                    "related",
                    several("alternative", PLAIN, part("text/html", "<p>I cannot sleep."), boundary="c"),
                    boundary="b",
                ),
                boundary="a",
            )
        ),
        text="I cannot sleep.",
        files=(),
    ),
    Case(
        "nesting",
        "signed",
        whole(several("signed", PLAIN, part("application/pgp-signature; name=signature.asc", "x"))),
        text="I cannot sleep.",
        files=("signature.asc",),
    ),
    Case(
        "nesting",
        "signed by S/MIME",
        whole(several("signed", PLAIN, packed("application/pkcs7-signature; name=smime.p7s", b"x"))),
        text="I cannot sleep.",
        files=("smime.p7s",),
    ),
    Case(
        "nesting",
        "signed and packed by S/MIME",
        whole(packed(_SMIME, signed(_CONTENT))),
        text="I cannot sleep.",
        files=("night.png",),
    ),
    Case(
        "nesting",
        "signed and packed, its name alone says so",
        whole(packed("application/octet-stream; name=smime.p7m", signed(_CONTENT))),
        text="I cannot sleep.",
        files=("night.png",),
    ),
    Case(
        "nesting",
        "signed and packed, not said to be only signed",
        whole(packed("application/x-pkcs7-mime", signed(PLAIN))),
        text="I cannot sleep.",
        files=(),
    ),
    Case(
        "nesting",
        "signed and packed in pieces",
        whole(packed(_SMIME, signed_in_pieces(_CONTENT))),
        text="I cannot sleep.",
        files=("night.png",),
    ),
    Case(
        "nesting",
        "signed and packed twice",
        whole(packed(_SMIME, signed(packed(_SMIME, signed(PLAIN))))),
        text="I cannot sleep.",
        files=(),
    ),
    Case(
        "nesting", "signed and packed, cut", whole(packed(_SMIME, signed(_CONTENT)[:20])), text="", files=("smime.p7m",)
    ),
    Case(
        "nesting",
        "enveloped by S/MIME",
        whole(
            packed(
                "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", der(0x30, der(0x06, ENVELOPED_ID))
            )
        ),
        text="",
        files=("smime.p7m",),
    ),
    Case(
        "nesting",
        "encrypted by OpenPGP",
        whole(
            several(
                "encrypted",
                part("application/pgp-encrypted", "Version: 1"),
                part("application/octet-stream; name=encrypted.asc", "x"),
            )
        ),
        text="",
        files=("", "encrypted.asc"),
    ),
    Case(
        "nesting",
        "a multipart packed as a whole",
        whole(
            b'Content-Type: multipart/mixed; boundary="in"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
            + base64.encodebytes(_CONTENT.split(b"\r\n\r\n", 1)[1])
        ),
        text="I cannot sleep.",
        files=("night.png",),
    ),
]
