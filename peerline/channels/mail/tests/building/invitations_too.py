"""Invitations and cards as more programs write them, written after the rules."""

from __future__ import annotations

from peerline.channels.mail.tests.mails import packed, part, several, whole

from .case import Case, body

PLAIN = part("text/plain", "Please come.")
_END = "END:VEVENT\nEND:VCALENDAR\n"


def _event(rows: str, *, method: str = "REQUEST", version: str = "2.0") -> str:
    return f"BEGIN:VCALENDAR\nVERSION:{version}\nMETHOD:{method}\nBEGIN:VEVENT\nUID:a@x\n{rows}{_END}"


def _alone(rows: str, **more: str) -> bytes:
    return body(_event(rows, **more), "text/calendar; charset=utf-8; method=REQUEST")


def _card(rows: str, version: str = "3.0") -> bytes:
    return body(f"BEGIN:VCARD\nVERSION:{version}\n{rows}END:VCARD\n", "text/vcard; charset=utf-8")


_ZONE = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VTIMEZONE\nTZID:W. Europe Standard Time\nBEGIN:STANDARD\n"
    "DTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\n"
    "SUMMARY;LANGUAGE=de-DE:Rest\nDTSTART;TZID=W. Europe Standard Time:20261125T200000\n"
    "DTEND;TZID=W. Europe Standard Time:20261125T210000\n"
)

CASES = [
    Case(
        "invitations",
        "as Google sends it",
        whole(
            several(
                "mixed",
                several(
                    "alternative",
                    PLAIN,
                    part("text/html", "<p>Please come."),
                    part("text/calendar; charset=UTF-8; method=REQUEST", _event("SUMMARY:Rest\n")),
                    boundary="in",
                ),
                packed(
                    "application/ics; name=invite.ics",
                    _event("SUMMARY:Rest\n").encode(),
                    disposition='attachment; filename="invite.ics"',
                ),
            )
        ),
        text="Please come.",
        files=("", "invite.ics"),
    ),
    Case(
        "invitations",
        "as Exchange sends it, with its zone",
        body(_ZONE + _END, "text/calendar; charset=utf-8; method=REQUEST"),
        rows="Rest\n2026-11-25 20:00 – 21:00 (W. Europe Standard Time)",
    ),
    Case(
        "invitations",
        "called off by its method",
        _alone("SUMMARY:Rest\nSTATUS:CANCELLED\n", method="CANCEL"),
        text="Rest (CANCELLED)",
    ),
    Case(
        "invitations",
        "an answer with words",
        _alone(
            "SUMMARY:Rest\nATTENDEE;PARTSTAT=DECLINED:mailto:wren@writer.example\nCOMMENT:I am afraid.\n",
            method="REPLY",
        ),
        text="Rest (DECLINED) I am afraid.",
    ),
    Case(
        "invitations",
        "names in small letters",
        body("begin:vcalendar\nversion:2.0\nbegin:vevent\nsummary:Rest\nend:vevent\nend:vcalendar\n", "text/calendar"),
        text="Rest",
    ),
    Case(
        "invitations",
        "signs behind a backslash",
        _alone("SUMMARY:Rest\\; sleep\\, eat \\\\ drink\nDESCRIPTION:One\\nTwo\\NThree\n"),
        rows="Rest; sleep, eat \\ drink\nOne\nTwo\nThree",
    ),
    Case(
        "invitations",
        "words only in HTML",
        _alone("SUMMARY:Rest\nX-ALT-DESC;FMTTYPE=text/html:<html><body><p>Bring <b>a coat</b>.</p></body></html>\n"),
        text="Rest Bring a coat.",
    ),
    Case(
        "invitations",
        "of the nineties",
        _alone(
            "SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:N=C3=A4chte\n"
            "DESCRIPTION;ENCODING=QUOTED-PRINTABLE:Bring=0D=0Aa coat=\n and a lamp\n",
            version="1.0",
        ),
        text="Nächte Bring a coat and a lamp",
    ),
    Case(
        "invitations",
        "two in one",
        body(
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Rest\nEND:VEVENT\n"
            "BEGIN:VEVENT\nSUMMARY:Walk\nEND:VEVENT\nEND:VCALENDAR\n",
            "text/calendar",
        ),
        text="Rest Walk",
    ),
    Case(
        "invitations",
        "how long instead of until when",
        _alone("SUMMARY:Rest\nDTSTART:20261125T100000Z\nDURATION:PT1H\n"),
        rows="Rest\n2026-11-25 10:00 – 11:00 (UTC)",
    ),
    Case(
        "invitations",
        "an alarm with words of its own",
        _alone(
            "SUMMARY:Rest\nDESCRIPTION:Bring a coat.\n"
            "BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:Reminder\nTRIGGER:-PT15M\nEND:VALARM\n"
        ),
        text="Rest Bring a coat.",
    ),
    Case(
        "invitations",
        "the zone in quotes",
        _alone('SUMMARY:Rest\nDTSTART;TZID="Europe/Berlin":20261125T200000\n'),
        rows="Rest\n2026-11-25 20:00 (Europe/Berlin)",
    ),
    Case(
        "invitations",
        "folded in the midst of a letter",
        body(
            b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:N\xc3\r\n \xa4chte\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            "text/calendar; charset=utf-8",
        ),
        text="Nächte",
    ),
    Case(
        "invitations",
        "in an older charset",
        body(
            _event("SUMMARY:Nächte über Köln\n").encode("latin-1").replace(b"\n", b"\r\n"),
            "text/calendar; charset=iso-8859-1",
        ),
        text="Nächte über Köln",
    ),
    Case(
        "invitations",
        "a colon in quotes before the value",
        _alone('SUMMARY:Rest\nLOCATION;ALTREP="https://x.example:80/a":By the river\n'),
        text="Rest By the river",
    ),
    Case(
        "invitations",
        "packed, without a charset",
        whole(packed("text/calendar; method=REQUEST", _event("SUMMARY:Nächte\n").encode())),
        text="Nächte",
    ),
    Case(
        "invitations",
        "by the type of a file",
        whole(packed("application/ics; name=a.ics", _event("SUMMARY:Rest\n").encode())),
        text="Rest",
        files=("a.ics",),
    ),
    Case(
        "invitations",
        "time without a zone",
        _alone("SUMMARY:Rest\nDTSTART:20261125T200000\n"),
        rows="Rest\n2026-11-25 20:00",
    ),
    Case(
        "invitations",
        "a zone that is a folder of zones",
        _alone("SUMMARY:Rest\nDTSTART;TZID=Europe:20261125T200000\n"),
        text="Rest 20261125T200000",
    ),
    Case(
        "invitations",
        "a zone with a very long name",
        _alone(f"SUMMARY:Rest\nDTSTART;TZID={'x' * 300}:20261125T200000\n"),
        text="Rest 20261125T200000",
    ),
    Case(
        "invitations",
        "it comes again",
        _alone("SUMMARY:Rest\nDTSTART;VALUE=DATE:20261125\nDTEND;VALUE=DATE:20261126\nRRULE:FREQ=WEEKLY\n"),
        text="Rest 2026-11-25",
    ),
    Case(
        "invitations",
        "a card of the nineties",
        _card(
            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE"
            ":Example;N=C3=B6r;;;\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:N=C3=B6r Example\n"
            "TEL;CELL;VOICE:+1 555 0100\n",
            "2.1",
        ),
        text="Nör Example +1 555 0100",
    ),
    Case(
        "invitations",
        "a card with groups and addresses of the web",
        _card(
            "FN:Noor\nitem1.EMAIL;TYPE=INTERNET:noor@helper.example\nitem1.X-ABLabel:work\nTEL;TYPE=cell;VALUE=uri:tel:+1-555-0100\n",
            "4.0",
        ),
        text="Noor +1-555-0100 noor@helper.example",
    ),
    Case(
        "invitations",
        "two cards",
        body("BEGIN:VCARD\nFN:Noor\nEND:VCARD\nBEGIN:VCARD\nFN:Sol\nEND:VCARD\n", "text/vcard"),
        text="Noor Sol",
    ),
    Case(
        "invitations",
        "a card with a picture",
        _card("FN:Noor\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\n SkZJRgABAQ\n AAAA\nTEL:1\n"),
        text="Noor 1",
    ),
    Case(
        "invitations", "a card without its full name", _card("N:Example;Noor;;Dr.;\nTEL:1\n"), text="Dr. Noor Example 1"
    ),
    Case(
        "invitations",
        "a card of an office",
        _card(
            "FN:Noor\nORG:Clinic;Night\nTITLE:Doctor\nADR;TYPE=WORK:;;1 Harbor Road;Harbor;;12345;Land\nURL:https://clinic.example\n"
        ),
        text="Noor Clinic, Night Doctor 1 Harbor Road, Harbor, 12345, Land https://clinic.example",
    ),
]
