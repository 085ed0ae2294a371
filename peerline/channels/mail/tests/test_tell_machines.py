"""Every mail of the corpora is understood as what it is; hostile text costs bounded time and breaks nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerline.channels.mail.automatic.notice import LOOKED_AT, read_notice
from peerline.channels.mail.automatic.phrases import Beginnings, bare
from peerline.channels.mail.automatic.recipients import address_in_field, failed_in_notice
from peerline.channels.mail.automatic.statuses import status_in, status_in_fields
from peerline.channels.mail.automatic.words import away, dialects, other, returned
from peerline.channels.mail.parse import parse
from peerline.channels.mail.tests.corpus.__main__ import CORPORA, table
from peerline.channels.mail.tests.corpus.bounces import bounces
from peerline.channels.mail.tests.mails import mail

PIECES = [
    "<wren@writer.example>:", " a@b ", "550 5.1.1", "\n", "to ", "<", ">", "(", "@", "a" * 90, "Final-Recipient: ",
    "Received: x\nFrom: y\nTo: z\n", "--- Below this line is a copy", "status: ", "4.4.", "\x00", "宛先",
]  # fmt: skip


@pytest.mark.parametrize("corpus", CORPORA)
def test_understands_every_mail_of_its_corpora(corpus: str) -> None:
    _, _, wrong = table(CORPORA[corpus]())
    assert wrong == []


def test_has_enough_of_each() -> None:
    sizes = {name: len(make()) for name, make in CORPORA.items()}
    assert sizes["people"] + sizes["odd people"] >= 2000
    assert sizes["bounces"] + sizes["absence notes"] + sizes["other machines"] >= 800


def test_knows_the_original_of_what_came_back() -> None:
    originals = [(case.name, read.original_ref) for case in bounces() if (read := parse(case.data).bounce)]
    with_copy = [name for name, original in originals if original == "<tag.one@lantern.example>"]
    assert len(with_copy) > len(originals) * 2 / 3
    assert {original for _, original in originals} == {"<tag.one@lantern.example>", None}


@pytest.mark.parametrize(
    ("value", "address"),
    [
        (b"rfc822; wren@writer.example", "wren@writer.example"),
        (b"RFC822;<wren@writer.example>", "wren@writer.example"),
        (b"rfc822; wren@writer.example (Wren)", "wren@writer.example"),
        (b"wren@writer.example", "wren@writer.example"),
        (b'rfc822; "Wren Reed" <wren@writer.example>', "wren@writer.example"),
        (b"rfc822; smtp:wren@writer.example", "wren@writer.example"),
        (b"utf-8; \\x{3B4}@writer.example", "δ@writer.example"),
        (b"utf-8; \\x{D800}\\x{FFFFFF}@writer.example", "\\x{D800}\\x{FFFFFF}@writer.example"),
        (b"", ""),
        (b"rfc822;", ""),
        # A row that was lost leaves two fields in one.
        (b"rfc822; wren@writer.example Action: failed", "wren@writer.example"),
        (b"rfc822; wren@writer.example: message/rfc822", "wren@writer.example"),
        (b"rfc822; wren@writer.example\ro-Submitted: no", "wren@writer.example"),
        (b"rfc822; wr\x07en@writer.example", "wren@writer.example"),
    ],
)
def test_reads_the_recipient_of_a_report(value: bytes, address: str) -> None:
    assert address_in_field(value) == address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("The mail to <wren@writer.example> failed. Ask support@writer.example.", "wren@writer.example"),
        ("Ask postmaster@writer.example.\n\nUnknown user: wren@writer.example", "wren@writer.example"),
        ("Message-ID: <x@lantern.example>\nwren@writer.example is unknown", "wren@writer.example"),
        ("From hello@lantern.example to wren@writer.example: no", "wren@writer.example"),
        ("无法发送到wren@writer.example的邮件", "wren@writer.example"),
        ("Only support@writer.example is named.", "support@writer.example"),
        ("Nobody is named, only hello@lantern.example.", ""),
        ("a@b/c", ""),
    ],
)
def test_finds_the_failed_address_in_words(text: str, address: str) -> None:
    assert failed_in_notice(read_notice(text), frozenset({"hello@lantern.example"})) == address


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("host said: 550 5.1.1 unknown", "5.1.1"),
        ("host said: 550-5.7.26 not authenticated", "5.7.26"),
        ("(#5.1.2)", "5.1.2"),
        ("Exim 4.94.2 failed: 550 unknown", "550"),
        ("from 4.4.1.1: no such user", "5.1.1"),
        ("Status: 4.2.2", "4.2.2"),
        ("the mailbox is full", "5.2.2"),
        ("relaying denied", "5.7.1"),
        ("it went wrong", ""),
    ],
)
def test_finds_the_status_in_words(text: str, status: str) -> None:
    assert status_in(read_notice(text)) == status


@pytest.mark.parametrize(
    ("named", "said", "status"),
    [
        ("5.0.0", "smtp; 550 5.1.1 unknown", "5.1.1"),
        ("5.0.0", "smtp; unknown", "5.0.0"),
        ("5.2.2 (mailbox full)", "", "5.2.2"),
        ("", "smtp; 554 no", "554"),
        ("5.1.1", "smtp; 550 5.7.1 no", "5.1.1"),
        ("", "", ""),
    ],
)
def test_prefers_the_status_that_says_more(named: str, said: str, status: str) -> None:
    assert status_in_fields(named, said) == status


def test_takes_nothing_from_the_returned_copy_while_the_notice_speaks() -> None:
    body = "<wren@writer.example>: 550 no\n\n--- Below this line is a copy.\n\nbo@writer.example failed: 452 4.2.2 full"
    read = parse(mail(body, subject="failure notice", From="MAILER-DAEMON@writer.example", return_path="<>")).bounce
    assert read is not None
    assert (read.recipient, read.status, read.permanent) == ("wren@writer.example", "550", True)


def test_has_phrases_that_can_be_found() -> None:
    for phrases in (*away.PLAIN.values(), away.LOOSE, *returned.RETURNED.values(), other.RECEIVED):
        for phrase in phrases:
            assert Beginnings([phrase]).length(phrase) == len(phrase)
    for phrases in (
        *dialects.DIALECTS.values(),
        dialects.SOFT,
        dialects.COPY_BEGINS,
        away.SAYS_AWAY,
        away.SAYS_MACHINE,
    ):
        for phrase in phrases:
            assert phrase == phrase.lower().replace("\u2019", "'")
            assert len(phrase) >= 2


def test_ends_a_phrase_where_a_word_ends() -> None:
    phrases = Beginnings(["auto", "autoreply", "自动"])
    assert [phrases.length(text) for text in ("auto: x", "automobile", "autoreply", "自动回复", "x")] == [4, 0, 9, 2, 0]


def test_leaves_brackets_before_a_subject_out() -> None:
    assert bare("*** [Auto-Reply] x") == "auto-reply] x"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=400))
def test_reads_any_notice(pieces: list[str]) -> None:
    text = "".join(pieces)
    notice = read_notice(text)
    assert notice.text + notice.copy in (text[:LOOKED_AT], text[:LOOKED_AT] + notice.copy)
    address = failed_in_notice(notice, frozenset({"a@b"}))
    assert address in text
    assert address != "a@b"
    status = status_in(notice)
    assert status == "" or status[0] in "45"


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from(["failure notice", "Automatic reply: x", "Read: x"])
)
def test_breaks_at_no_mail_of_a_machine(pieces: list[str], subject: str) -> None:
    read = parse(mail("".join(pieces), subject=subject, From="MAILER-DAEMON@writer.example", return_path="<>"))
    assert read.auto is not None


def test_are_counted_in_the_reference() -> None:
    page = Path(__file__).parents[4].joinpath("docs/reference/mail.md").read_text()
    counted = {
        (corpus, int(mails), int(right))
        for corpus, mails, right in re.findall(r"^\| ([^|]+?) \| (\d+) \| (\d+) \| [^|]+ \|$", page, re.MULTILINE)
    }
    sizes = {name: len(make()) for name, make in CORPORA.items()}
    assert {(name, size, size) for name, size in sizes.items()} == counted


def test_takes_no_endless_address_from_a_header() -> None:
    headers = {"return_path": "<>", "From": "MAILER-DAEMON@writer.example"}
    long, right = (
        parse(mail("It came back.", subject="failure notice", x_failed_recipients=address, **headers)).bounce
        for address in ("w" * 400 + "@writer.example", "wren@writer.example")
    )
    assert long is not None
    assert long.recipient == ""
    assert right is not None
    assert right.recipient == "wren@writer.example"


def test_does_not_take_a_telephone_number_for_a_status() -> None:
    assert status_in(read_notice("Contact Customer Support at (480) 555-0100. Causing: 554")) == "554"
