"""What HTML names as quote or signature is found in the text, and no sign of it is left."""

from __future__ import annotations

import string

import pytest

from peerline.channels.mail.parse import parse
from peerline.channels.mail.reply.markup import NAMES, marked
from peerline.channels.mail.tests.mails import mail, part, several, whole

OWN = "<div>Thank you.</div><div><br></div><div>I will try.</div>"
SAID = "Thank you.\n\nI will try."
QUOTE = "<div>How are you?</div><div>Lantern</div>"

# The rows above the quotes are in no language: only the markup can tell.
CASES = {
    "Gmail": f'{OWN}<div class="gmail_quote"><div dir="ltr" class="gmail_attr">Zot 25.11.2026 zat<br></div>'
    f'<blockquote class="gmail_quote">{QUOTE}</blockquote></div>',
    "Gmail, older": f'{OWN}<div class="gmail_extra"><br><div class="gmail_quote">Zot 2026-11-25 10:40 zat:<br>'
    f"<blockquote>{QUOTE}</blockquote></div></div>",
    "Gmail, signature": f'{OWN}<div class="gmail_signature"><div>Wren</div><div>writer.example</div></div>',
    "Outlook web": f'{OWN}<div id="appendonsend"></div><hr style="width:98%" tabindex="-1">'
    f'<div id="divRplyFwdMsg" dir="ltr"><b>Zot:</b> Lantern<br><b>Zat:</b> 25.11.2026</div>{QUOTE}',
    "Outlook desktop": f"{OWN}<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>"
    f"<p><b>Zot:</b> Lantern<br><b>Zat:</b> 25.11.2026</p></div></div>{QUOTE}",
    "Outlook mobile": f'{OWN}<div id="ms-outlook-mobile-signature"><div>Zut iZ</div></div>'
    f'<div id="ms-outlook-mobile-reference-message"><hr>Zot: Lantern<br>{QUOTE}</div>',
    "Outlook web, signature": f'{OWN}<div id="Signature">Wren</div><div id="appendonsend"></div>Zot<br>{QUOTE}',
    "Samsung, signature": f'{OWN}<div id="composer_signature" dir="auto"><div>Zut iZ</div></div>',
    "Hotmail": f'{OWN}<hr id="stopSpelling">Zot: Lantern<br>Zat: 25.11.2026<br>{QUOTE}',
    "Yahoo": f'{OWN}<div id="yahoo_quoted_1" class="yahoo_quoted"><div>Zot 25.11.2026, Lantern zat:</div>{QUOTE}</div>',
    "Proton": f'{OWN}<div class="protonmail_signature_block">Zut</div><div class="protonmail_quote">Zot zat:<br>'
    f"<blockquote>{QUOTE}</blockquote></div>",
    "Thunderbird": f'{OWN}<div class="moz-cite-prefix">Zot 25.11.2026, Lantern zat:<br></div>'
    f'<blockquote type="cite">{QUOTE}</blockquote><div class="moz-signature">Wren</div>',
    "Thunderbird, below": f'<div class="moz-cite-prefix">Zot zat<br></div><blockquote>{QUOTE}</blockquote>{OWN}',
    "Gmail, between": '<div>Thank you.</div><div class="gmail_quote"><div class="gmail_attr">Zot zat</div>'
    f"<blockquote>{QUOTE}</blockquote><div>I will try.</div><blockquote>{QUOTE}</blockquote></div>",
    "Zoho": f'{OWN}<div class="zmail_extra"><div>Zot zat</div><blockquote>{QUOTE}</blockquote></div>',
    "Zimbra": f'{OWN}<hr id="zwchr"><div><b>Zot: </b>Lantern</div>{QUOTE}',
    "Apple": f'{OWN}<div id="AppleMailSignature">Zut iZ</div>'
    f'<blockquote type="cite"><div>Zot, Lantern zat:</div></blockquote><blockquote>{QUOTE}</blockquote>',
    "Notes": f'{OWN}<div class="OutlookMessageHeader">Zot: Lantern</div><blockquote>{QUOTE}</blockquote>',
    "Spark": f'<div name="messageBodySection">{OWN}</div><div name="messageSignatureSection">Wren</div>'
    f'<div name="messageReplySection">Zot 25 2026, Lantern zat:<br><blockquote>{QUOTE}</blockquote></div>',
}


def _squeezed(text: str) -> list[str]:
    return text.split()


@pytest.mark.parametrize("body", CASES.values(), ids=CASES.keys())
def test_finds_what_html_names(body: str) -> None:
    read = parse(mail(body, content_type="text/html; charset=utf-8", in_reply_to="<a@lantern.example>"))
    assert _squeezed(read.reply) == _squeezed(SAID)
    assert "Thank you." in read.text
    assert not any("\ufdd0" <= sign <= "\ufdd4" for sign in read.text + (read.html or ""))


@pytest.mark.parametrize("body", CASES.values(), ids=CASES.keys())
def test_changes_no_word_of_text_and_html(body: str) -> None:
    plain = body
    for name in (name for names in NAMES.values() for name in names):
        plain = plain.replace(name, "z" + name[-1].strip(string.ascii_letters))
    with_names, without = (parse(mail(one, content_type="text/html; charset=utf-8")) for one in (body, plain))
    assert _squeezed(with_names.text) == _squeezed(without.text)
    assert with_names.html == without.html


def test_finds_in_plain_text_where_html_begins_to_quote() -> None:
    plain = "Thank you.\n\nI will try.\n\nZot: Lantern\nZat: 25.11.2026\n\nHow are you?\nLantern\n"
    alternatives = several(
        "alternative", part("text/plain; charset=utf-8", plain), part("text/html; charset=utf-8", CASES["Outlook web"])
    )
    read = parse(whole(alternatives))
    assert read.reply == SAID
    assert read.text == plain.strip()


def test_hides_nothing_when_plain_text_and_html_differ() -> None:
    plain = "I say something else.\n\nZot: Lantern\n"
    alternatives = several(
        "alternative", part("text/plain; charset=utf-8", plain), part("text/html; charset=utf-8", CASES["Outlook web"])
    )
    read = parse(whole(alternatives))
    assert read.reply == read.text


def test_tells_the_row_above_a_signature_from_two_dashes() -> None:
    body = "<div>Yes.</div><div>{}</div><div>Wren</div><div><br></div><div>I will write to you again soon.</div>"
    marked_off, own = (parse(mail(body.format(row), content_type="text/html")).reply for row in ("-- ", "--"))
    assert marked_off == "Yes."
    assert own.endswith("I will write to you again soon.")


def test_drops_signs_that_a_writer_sent() -> None:
    read = parse(mail(f"{CASES['Gmail']}<p>a\ufdd1b\ufdd4c</p>", content_type="text/html; charset=utf-8"))
    assert read.text.endswith("abc")


def test_reads_names_in_the_words_as_words() -> None:
    body = "<p>My gmail_signature and divRplyFwdMsg &lt;div&gt;.</p><p>More.</p>"
    assert marked(body) == body
    assert parse(mail(body, content_type="text/html")).reply.endswith("More.")


def test_marks_a_bounded_number_of_places() -> None:
    body = '<div class="gmail_attr">' * 5_000
    assert marked(body) == body
