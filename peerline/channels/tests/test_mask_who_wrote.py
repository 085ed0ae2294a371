"""Where the writer's name and address stand is sealed with the message, and the words themselves are not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from peerline.channels.incoming import Address
from peerline.channels.mail.parse import parse
from peerline.channels.masking import Read, masks_of, places_of


def masked(head: str, text: str, kind: str = "text/plain") -> dict[str, list[str]]:
    """What is covered of a mail, field by field."""
    mail = f"{head}\r\nMIME-Version: 1.0\r\nContent-Type: {kind}; charset=utf-8\r\n\r\n{text}"
    read = parse(mail.encode())
    fields = {"subject": read.subject, "text": read.text, "html": read.html or ""}
    found = masks_of(read, own_domain="lantern.example")
    return {where: [fields[where][int(one[0]) : int(one[1])] for one in places] for where, places in found.items()}


WREN = "From: Wren Reed <wren@writer.example>"


@pytest.mark.parametrize(
    ("head", "text", "covered"),
    [
        (WREN, "I cannot sleep.\n\nWren", []),
        (WREN, "I cannot sleep.\n\nWren Reed", ["Wren Reed"]),
        (WREN, "I am WREN  REED, or Reed, Wren.", ["WREN  REED", "Reed, Wren"]),
        (WREN, "Write to Wren@Writer.example!", ["Wren@Writer.example"]),
        (WREN, "Not xwren@writer.example, nor wren@writer.examples.", []),
        (WREN, "Bad day.\n\n-- \nWren Reed\nwren@writer.example", ["Wren Reed", "wren@writer.example"]),
        ("From: Wren <wren@writer.example>", "Wren here.\n\n-- \nWren\nFirm", ["Wren"]),
        (f"{WREN}\r\nReply-To: W. Reed <home@other.example>", "home@other.example", ["home@other.example"]),
        (f"{WREN}\r\nReply-To: hello@lantern.example", "To hello@lantern.example", []),
        ("From: سلمى عمر <wren@writer.example>", "أنا سلمى عمر", ["سلمى عمر"]),
        ('From: "wren@writer.example" <wren@writer.example>', "wren@writer.example", ["wren@writer.example"]),
        ("From: wren@writer.example", "Nothing here.", []),
    ],
)
def test_covers_what_tells_who_wrote(head: str, text: str, covered: list[str]) -> None:
    assert masked(head, text).get("text", []) == covered


def test_covers_the_subject_and_the_laid_out_mail() -> None:
    page = "<p>Wren&nbsp;Reed <a href='mailto:wren@writer.example'>wren@writer.example</a>"
    found = masked(f"{WREN}\r\nSubject: From Wren Reed", page, "text/html")
    assert found["subject"] == ["Wren Reed"]
    assert (
        found["html"]
        == ["Wren\u00a0Reed" if "\u00a0" in found["html"][0] else "Wren&nbsp;Reed"] + ["wren@writer.example"] * 2
    )


def test_covers_the_card_that_a_mail_consists_of() -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Wren Reed\r\nEMAIL:wren@writer.example\r\nEND:VCARD\r\n"
    assert masked(WREN, card, "text/vcard")["text"] == ["Wren Reed", "wren@writer.example"]


def test_covers_whom_a_returned_mail_did_not_reach() -> None:
    head = "From: MAILER-DAEMON@writer.example\r\nSubject: Undelivered Mail Returned to Sender\r\nReturn-Path: <>"
    text = "<wren@home.example>: host mx.home.example said: 550 5.1.1 User unknown"
    assert masked(head, text)["text"] == ["wren@home.example"]


def test_seals_places_and_no_words() -> None:
    mail = f"{WREN}\r\n\r\nWren Reed".encode()
    assert masks_of(parse(mail), own_domain="lantern.example") == {"text": [[0, 9, "name"]]}


VECTORS = json.loads((Path(__file__).parents[3] / "vectors" / "masks.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=range(len(VECTORS)))
def test_finds_what_a_browser_finds(vector: dict[str, Any]) -> None:
    folds = [(start, end, kind) for start, end, kind in vector["folds"]]
    read = Read(vector["subject"], vector["text"], vector["html"], folds, vector["files"])
    people = [Address(one["name"], one["address"]) for one in vector["people"]]
    assert places_of(read, people, own_domain="lantern.example") == vector["masks"]
