"""Invitations and visiting cards, as rows that people can read (RFC 5545, RFC 5546, RFC 6350)."""

from __future__ import annotations

from peerline.channels.mail.tests.mails import packed, part, several, whole

from .case import Case, body

PLAIN = part("text/plain", "Please come.")
_HEAD = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y\nMETHOD:REQUEST\n"


def _calendar(rows: str, kind: str = "VEVENT") -> str:
    return f"{_HEAD}BEGIN:{kind}\nUID:a@writer.example\nDTSTAMP:20261125T100000Z\n{rows}END:{kind}\nEND:VCALENDAR\n"


_WALK = _calendar(
    "SUMMARY:A walk\\, at night\nDTSTART:20261125T100000Z\nDTEND:20261125T113000Z\nLOCATION:By the river\n"
    "ORGANIZER;CN=Wren:mailto:wren@writer.example\nDESCRIPTION:Bring a coat.\\nAnd a lamp.\n"
)
_ROWS = "A walk, at night\n2026-11-25 10:00 – 11:30 (UTC)\nBy the river\nBring a coat.\nAnd a lamp."
_CARD = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:Noor Example\nN:Example;Noor;;;\nTEL;TYPE=CELL:+1 555 0100\n"
    "EMAIL:noor@helper.example\nNOTE:A doctor\\, at night\nEND:VCARD\n"
)
_CARD_ROWS = "Noor Example +1 555 0100 noor@helper.example A doctor, at night"

CASES = [
    Case("invitations", "alone", body(_WALK, "text/calendar; method=REQUEST"), rows=_ROWS, files=("",)),
    Case(
        "invitations",
        "alone, as a file",
        whole(several("mixed", part("text/calendar", _WALK, disposition="attachment; filename=invite.ics"))),
        rows=_ROWS,
        files=("invite.ics",),
    ),
    Case(
        "invitations",
        "alone, told by its name",
        whole(several("mixed", packed("application/octet-stream; name=invite.ics", _WALK.encode()))),
        rows=_ROWS,
        files=("invite.ics",),
    ),
    Case(
        "invitations",
        "beside a text that says the same",
        whole(several("alternative", PLAIN, part("text/calendar", _WALK))),
        text="Please come.",
        files=("",),
    ),
    Case(
        "invitations",
        "behind a text",
        whole(several("mixed", PLAIN, part("text/calendar", _WALK))),
        rows="Please come.\n\n" + _ROWS,
        files=("",),
    ),
    Case(
        "invitations",
        "attached to a text",
        whole(several("mixed", PLAIN, part("text/calendar", _WALK, disposition="attachment; filename=a.ics"))),
        text="Please come.",
        files=("a.ics",),
    ),
    Case(
        "invitations",
        "a whole day",
        body(_calendar("SUMMARY:Rest\nDTSTART;VALUE=DATE:20261125\n"), "text/calendar"),
        rows="Rest\n2026-11-25",
    ),
    Case(
        "invitations",
        "several days",
        body(_calendar("SUMMARY:Rest\nDTSTART:20261125T200000Z\nDTEND:20261126T080000Z\n"), "text/calendar"),
        rows="Rest\n2026-11-25 20:00 – 2026-11-26 08:00 (UTC)",
    ),
    Case(
        "invitations",
        "a zone by name",
        body(_calendar("SUMMARY:Rest\nDTSTART;TZID=Europe/Berlin:20261125T200000\n"), "text/calendar"),
        rows="Rest\n2026-11-25 20:00 (Europe/Berlin)",
    ),
    Case(
        "invitations",
        "called off",
        body(_calendar("SUMMARY:Rest\nSTATUS:CANCELLED\n"), "text/calendar"),
        rows="Rest (CANCELLED)",
    ),
    Case(
        "invitations",
        "a task",
        body(_calendar("SUMMARY:Rest\nDUE:20261125T200000Z\n", "VTODO"), "text/calendar"),
        text="Rest",
    ),
    Case("invitations", "folded rows", body(_calendar("SUMMARY:Re\n st\n"), "text/calendar"), rows="Rest"),
    Case(
        "invitations",
        "other scripts",
        body(_calendar("SUMMARY:眠れない夜\n"), "text/calendar; charset=utf-8"),
        rows="眠れない夜",
    ),
    Case(
        "invitations",
        "broken",
        body("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Rest\nDTSTART:never\n", "text/calendar"),
        text="Rest never",
    ),
    Case("invitations", "a card alone", body(_CARD, "text/vcard"), text=_CARD_ROWS, files=("",)),
    Case(
        "invitations",
        "a card as a file",
        whole(several("mixed", packed("application/octet-stream; name=noor.vcf", _CARD.encode()))),
        text=_CARD_ROWS,
        files=("noor.vcf",),
    ),
    Case(
        "invitations",
        "a card beside a text is a file",
        whole(several("mixed", PLAIN, part("text/x-vcard; name=wren.vcf", _CARD))),
        text="Please come.",
        files=("wren.vcf",),
    ),
    Case(
        "invitations",
        "an old card",
        body("BEGIN:VCARD\nFN:Noor\nTEL;CELL:1\nPHOTO;ENCODING=BASE64:AAAA\nEND:VCARD\n", "text/x-vcard"),
        text="Noor 1",
    ),
]
