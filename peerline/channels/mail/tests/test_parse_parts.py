"""The parts of a mail: what becomes text, what a file, whatever is broken."""

from __future__ import annotations

import pytest

from peerline.channels.mail.parse import NotMail, parse, raw_body
from peerline.channels.mail.tests.mails import mail, packed, part, several, whole

PLAIN = part("text/plain; charset=utf-8", "I cannot sleep.")
HTML = part("text/html; charset=utf-8", "<p>I <b>cannot</b> sleep.</p>")
PICTURE = packed("image/png", b"\x89PNG picture", disposition='attachment; filename="night.png"')


def names(data: bytes) -> list[str]:
    return [one.name for one in parse(data).attachments]


def test_reads_a_plain_mail() -> None:
    read = parse(mail("I cannot sleep.\n\nWren\n"))
    assert (read.subject, read.text) == ("Nights", "I cannot sleep.\n\nWren")
    assert read.sender is not None
    assert (read.sender.name, read.sender.address) == ("Wren", "wren@writer.example")
    assert read.date is not None
    assert read.date.isoformat() == "2026-11-25T09:40:00+00:00"
    assert (read.message_id, read.problems, read.raw_body_needed) == ("<one@writer.example>", (), False)


def test_takes_text_and_html_from_alternatives() -> None:
    read = parse(whole(several("alternative", PLAIN, HTML)))
    assert (read.text, read.html) == ("I cannot sleep.", "<p>I <b>cannot</b> sleep.</p>")
    assert read.attachments == ()


def test_writes_html_alone_as_text() -> None:
    assert parse(whole(several("alternative", HTML))).text == "I cannot sleep."


def test_reads_texts_behind_each_other() -> None:
    read = parse(whole(several("mixed", PLAIN, PICTURE, part("text/plain", "And more."))))
    assert read.text == "I cannot sleep.\n\nAnd more."
    assert [(one.name, one.type, one.data, one.inline) for one in read.attachments] == [
        ("night.png", "image/png", b"\x89PNG picture", False)
    ]


def test_shows_a_related_picture_inline() -> None:
    html = part("text/html", '<img src="cid:a@b" alt="x">')
    picture = packed("image/png", b"png", id="<a@b>", disposition='inline; filename="a.png"')
    read = parse(whole(several("related", html, picture)))
    assert [(one.name, one.inline, one.content_id) for one in read.attachments] == [("a.png", True, "a@b")]
    assert read.html == '<img src="cid:a@b" alt="x">'


def test_keeps_a_forwarded_mail_as_a_file() -> None:
    read = parse(whole(several("mixed", PLAIN, part("message/rfc822", mail("You are worthless.", subject="Threat")))))
    assert read.text == "I cannot sleep."
    assert [(one.name, one.type) for one in read.attachments] == [("Threat.eml", "message/rfc822")]
    assert b"worthless" in read.attachments[0].data


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ('attachment; filename="a b.pdf"', "a b.pdf"),
        ("attachment; filename=a b.pdf", "a b.pdf"),
        ("attachment; filename*=utf-8''na%C3%AFve.pdf", "naïve.pdf"),
        ("attachment; filename*=''na%C3%AFve.pdf", "naïve.pdf"),
        ("attachment; filename*0=long; filename*1=name.pdf", "longname.pdf"),
        ("attachment; filename*1*=%C3%A9.pdf; filename*0*=utf-8''caf", "café.pdf"),
        ("attachment; filename*=iso-8859-1'de'%FCber.pdf", "über.pdf"),
        ('attachment; filename="=?utf-8?B?w7xiZXIucGRm?="', "über.pdf"),
        ("attachment; filename==?utf-8?Q?=C3=BCber.pdf?=", "über.pdf"),
        ('attachment; filename="über.pdf"', "über.pdf"),
        ('attachment; filename="C:\\\\letters\\\\a.pdf"', "a.pdf"),
        ('attachment; filename="../../etc/a.pdf"', "a.pdf"),
        ('attachment; filename="a\u202efdp.exe"', "afdp.exe"),
        ('attachment; filename="never closed.pdf', "never closed.pdf"),
        ("filename=a.pdf", "a.pdf"),
        ("ATTACHMENT; FILENAME=A.PDF", "A.PDF"),
    ],
)
def test_reads_file_names(parameters: str, name: str) -> None:
    assert names(whole(several("mixed", PLAIN, packed("application/pdf", b"x", disposition=parameters)))) == [name]


def test_takes_a_name_from_the_type() -> None:
    assert names(whole(several("mixed", PLAIN, packed('application/pdf; name="a.pdf"', b"x")))) == ["a.pdf"]


def test_divides_by_the_boundary_that_is_there() -> None:
    said, meant = several("mixed", PLAIN, PICTURE), b'boundary="edge"'
    for wrong in (b'boundary="other"', b"", b"boundary="):
        read = parse(whole(said.replace(meant, wrong)))
        assert (read.text, [one.name for one in read.attachments]) == ("I cannot sleep.", ["night.png"])
        assert read.problems
        assert read.raw_body_needed


@pytest.mark.parametrize(
    "multipart",
    [
        several("mixed", PLAIN, PICTURE, ended=False),
        several("mixed", PLAIN, PICTURE)[:-30],
        several("mixed", PLAIN) + several("mixed", PICTURE).split(b"\r\n\r\n", 1)[1],
    ],
    ids=["not ended", "cut", "going on behind the end"],
)
def test_reads_what_is_there_of_a_broken_mail(multipart: bytes) -> None:
    read = parse(whole(multipart))
    assert (read.text, [one.name for one in read.attachments]) == ("I cannot sleep.", ["night.png"])


def test_reads_a_multipart_without_parts_as_text() -> None:
    read = parse(mail("Just words.", content_type="multipart/mixed; boundary=edge"))
    assert (read.text, len(read.problems)) == ("Just words.", 1)


def test_reads_a_body_whose_empty_row_was_forgotten() -> None:
    assert parse(b"From: wren@writer.example\r\nSubject: Nights\r\nI cannot sleep.\r\n\r\nNever.").text.startswith(
        "I cannot"
    )


def test_skips_a_row_among_the_headers_that_is_none() -> None:
    read = parse(b"From: wren@writer.example\r\nwhat is this\r\nSubject: Nights\r\n\r\nHello.")
    assert (read.subject, read.text, len(read.problems)) == ("Nights", "Hello.", 1)


@pytest.mark.parametrize("row_end", [b"\n", b"\r", b"\r\n"])
def test_reads_any_row_ends(row_end: bytes) -> None:
    read = parse(mail("One.\nTwo.").replace(b"\r\n", row_end))
    assert (read.subject, read.text) == ("Nights", "One.\nTwo.")


def test_reads_a_mail_out_of_an_mbox() -> None:
    assert parse(b"From wren@writer.example Wed Nov 25 10:40:00 2026\r\n" + mail()).problems == ()


def test_joins_flowed_rows() -> None:
    body = "I cannot \nsleep.\n>> old \n>> words\n-- \nWren"
    read = parse(mail(body, content_type="text/plain; format=flowed"))
    assert read.text == "I cannot sleep.\n>> old words\n-- \nWren"
    squeezed = parse(mail("可以 \n吗", content_type="text/plain; charset=utf-8; format=flowed; delsp=yes"))
    assert squeezed.text == "可以吗"


@pytest.mark.parametrize(
    ("packed_body", "encoding", "text"),
    [
        ("SSBjYW5ub3Qgc2xlZXAu", "base64", "I cannot sleep."),
        ("SSBjYW5ub3Q!gc2x*lZXAu\n", "BASE64", "I cannot sleep."),
        ("SSBjYW5ub3Qgc2xlZXAuIA", "base64", "I cannot sleep. "),
        ("SSBjYW4=\nbm90IHNsZWVwLg==\n", "base64", "I cannot sleep."),
        ("I cannot sleep, not at all.", "base64", "I cannot sleep, not at all."),
        ("I can=\nnot=20sleep=2E", "quoted-printable", "I cannot sleep."),
        ("I can=  \nnot sleep=2e =ZZ", "quoted-printable", "I cannot sleep. =ZZ"),
        ("I cannot sleep.", "8bits or so", "I cannot sleep."),
        ("begin 644 x\n/22!C86YN;W0@<VQE97`N\n`\nend\n", "x-uuencode", "I cannot sleep."),
    ],
)
def test_unpacks_what_was_packed_for_the_journey(packed_body: str, encoding: str, text: str) -> None:
    assert parse(mail(packed_body, content_transfer_encoding=encoding)).text == text


def test_leaves_packed_files_packed() -> None:
    zipped = b"PK\x03\x04" + b"\0" * 64
    read = parse(
        whole(several("mixed", PLAIN, packed("application/zip", zipped, disposition="attachment; filename=a.zip")))
    )
    assert read.attachments[0].data == zipped


@pytest.mark.parametrize(
    "data", [b"", b"   \r\n", b"\x89PNG\r\n\x1a\n From: x", b"%PDF-1.7\nFrom: x", b"just words", b"\0" * 99]
)
def test_refuses_what_is_no_mail(data: bytes) -> None:
    with pytest.raises(NotMail):
        parse(data)


def test_names_missing_and_several_senders() -> None:
    none = parse(b"Subject: Nights\r\n\r\nHello.")
    assert (none.sender, none.from_count, len(none.problems)) == (None, 0, 1)
    ten = parse(b"From: a@writer.example\r\n" * 10 + b"Subject: Nights\r\n\r\nHello.")
    assert (ten.from_count, len(ten.problems)) == (10, 2)


PGP_PARTS = (part("application/pgp-encrypted", "Version: 1"), packed("application/octet-stream", b"x"))
CLEAR_SIGNED = (
    "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nHello.\n"
    "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----"
)


@pytest.mark.parametrize(
    ("multipart", "encrypted", "signed"),
    [
        (several("encrypted", *PGP_PARTS), "pgp-mime", False),
        (several("mixed", *PGP_PARTS), "pgp-mime", False),
        (packed("application/pkcs7-mime; smime-type=enveloped-data", b"x"), "smime", False),
        (packed("application/pkcs7-mime; smime-type=signed-data", b"x"), None, True),
        (several("signed", PLAIN, part("application/pgp-signature; name=signature.asc", "sig")), None, True),
        (part("text/plain", "-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----"), "pgp-inline", False),
        (part("text/plain", CLEAR_SIGNED), None, True),
    ],
    ids=["pgp", "mangled pgp", "smime", "opaque signed", "signed", "inline", "clear signed"],
)
def test_recognises_protection(multipart: bytes, encrypted: str | None, signed: bool) -> None:  # noqa: FBT001
    read = parse(whole(multipart))
    assert (read.encrypted, read.signed, read.raw_body_needed) == (encrypted, signed, True)


def test_shows_the_words_of_signed_texts_alone() -> None:
    signed = parse(whole(several("signed", PLAIN, part("application/pgp-signature; name=signature.asc", "sig"))))
    assert (signed.text, [one.name for one in signed.attachments]) == ("I cannot sleep.", ["signature.asc"])
    assert parse(mail(CLEAR_SIGNED)).reply == "Hello."


def test_reads_autocrypt() -> None:
    header = "addr=wren@writer.example; prefer-encrypt=mutual; keydata=QUJD\r\n REVG"
    read = parse(mail(autocrypt=header)).autocrypt
    assert read is not None
    assert (read.address, read.prefer_encrypt, read.key) == ("wren@writer.example", "mutual", b"ABCDEF")
    assert parse(mail(autocrypt="addr=x; critical=1; keydata=QUJD")).autocrypt is None


def test_keeps_the_raw_body_without_the_outer_headers() -> None:
    kept = raw_body(whole(several("encrypted", PLAIN)))
    assert b"wren@" not in kept
    assert b"Nights" not in kept
    assert kept.startswith(b"MIME-Version: 1.0\r\nContent-Type: multipart/encrypted")
    assert kept.endswith(b"--edge--\r\n")


def test_knows_our_own_mail_coming_back() -> None:
    own = "lantern.example"
    assert parse(mail(x_loop=own), own_domain=own).loop
    assert parse(mail(message_id="<tag@Lantern.example>"), own_domain=own).loop
    assert parse(mail(**{"from": "Lantern <hello@lantern.example>"}), own_domain=own).loop
    assert not parse(mail(in_reply_to="<tag@lantern.example>"), own_domain=own).loop
    assert not parse(mail(x_loop="")).loop
