"""What machines send: bounces, receipts, lists, auto-replies; and what people send that only looks like it."""

from __future__ import annotations

import pytest

from peerline.channels.incoming import Bounce, as_json
from peerline.channels.mail.parse import parse
from peerline.channels.mail.tests.mails import mail, part, several, whole

ORIGINAL = "Message-ID: <tag.one@lantern.example>\nSubject: A reply\n\nWhat we wrote."
DAEMON = {"From": "Mail Delivery System <MAILER-DAEMON@writer.example>", "return_path": "<>"}
TO = "Recipient: rfc822; <wren@writer.example>"
OTHER = "Final-Recipient: rfc822; bo@writer.example"


def report(status: str, *, kind: str = "delivery-status", about: str = "delivery-status") -> bytes:
    return whole(
        several(
            "report",
            part("text/plain", "Your mail came back."),
            part(f"message/{kind}", status),
            part("message/rfc822", ORIGINAL),
            more=f"; report-type={about}",
        ),
        subject="Undelivered Mail Returned to Sender",
        **DAEMON,
    )


@pytest.mark.parametrize(
    ("fields", "status", "permanent"),
    [
        (f"Reporting-MTA: dns; mx\n\nFinal-{TO}\nAction: failed\nStatus: 5.1.1\n", "5.1.1", True),
        (f"Reporting-MTA: dns; mx\n\nFinal-{TO}\nAction: delayed\nStatus: 4.4.1\n", "4.4.1", False),
        (f"Final-{TO}\nAction: failed\nDiagnostic-Code: smtp; 552 5.2.2 full\nStatus: 5.0.0", "5.2.2", True),
        (f"{OTHER}\nAction: delivered\nStatus: 2.0.0\n\nFinal-{TO}\nAction: failed\nStatus: 5.7.1", "5.7.1", True),
        (f"Original-{TO}\nAction: failed\nStatus: 5.1.10 (no such recipient)", "5.1.10", True),
    ],
)
def test_reads_delivery_reports(fields: str, status: str, permanent: bool) -> None:  # noqa: FBT001
    read = parse(report(fields))
    bounce = Bounce("wren@writer.example", status, permanent, "<tag.one@lantern.example>")
    assert (read.auto, read.bounce) == ("bounce", bounce)


@pytest.mark.parametrize(
    ("body", "status", "permanent"),
    [
        ("Hi. This is the program.\n\n<wren@writer.example>:\n550 5.1.1 no such person\n", "5.1.1", True),
        ("A message could not be delivered:\n\n  wren@writer.example\n    SMTP error: 550 unknown\n", "550", True),
        ("Delivery to wren@writer.example is delayed and will be retried.", "", False),
    ],
)
def test_reads_free_bounces(body: str, status: str, permanent: bool) -> None:  # noqa: FBT001
    read = parse(mail(body, subject="failure notice", **DAEMON))
    assert read.auto == "bounce"
    assert read.bounce is not None
    assert (read.bounce.recipient, read.bounce.status, read.bounce.permanent) == (
        "wren@writer.example",
        status,
        permanent,
    )


def test_finds_the_original_of_a_free_bounce() -> None:
    body = "<wren@writer.example>: 550 no\n\n--- Below this line is a copy.\n\n" + ORIGINAL
    read = parse(mail(body, subject="failure notice", **DAEMON)).bounce
    assert read is not None
    assert read.original_ref == "<tag.one@lantern.example>"


def test_finds_the_original_among_the_files_of_a_free_bounce() -> None:
    parts = several("mixed", part("text/plain", "<wren@writer.example>: 550 no"), part("message/rfc822", ORIGINAL))
    read = parse(whole(parts, subject="failure notice", **DAEMON)).bounce
    assert read is not None
    assert read.original_ref == "<tag.one@lantern.example>"


def test_takes_the_failed_recipient_from_its_header() -> None:
    read = parse(
        mail("It failed: 550", subject="Anything", x_failed_recipients="wren@writer.example", return_path="<>")
    )
    assert read.bounce is not None
    assert read.bounce.recipient == "wren@writer.example"


def test_takes_nothing_from_a_header_that_is_too_long_for_an_address() -> None:
    long = f"wren@{'writer.' * 60}example"
    read = parse(
        mail("<bo@writer.example>: 550 no", subject="failure notice", x_failed_recipients=long, return_path="<>")
    )
    assert read.bounce is not None
    assert read.bounce.recipient == "bo@writer.example"


def test_takes_no_recipient_from_a_copy_that_names_none_that_can_be() -> None:
    copy = f"To: wren@{'writer.' * 60}example\nSubject: A reply\n\nWhat we wrote."
    parts = several("mixed", part("text/plain", "It failed: 550"), part("message/rfc822", copy))
    read = parse(whole(parts, subject="failure notice", **DAEMON)).bounce
    assert read is not None
    assert read.recipient == ""


def test_takes_a_report_of_success_for_a_receipt() -> None:
    read = parse(report("Final-Recipient: rfc822; wren@writer.example\nAction: delivered\nStatus: 2.0.0"))
    assert (read.auto, read.bounce) == ("receipt", None)


def test_takes_a_disposition_for_a_receipt() -> None:
    fields = "Final-Recipient: rfc822; wren@writer.example\nDisposition: manual-action; displayed"
    assert parse(report(fields, kind="disposition-notification", about="disposition-notification")).auto == "receipt"


def test_takes_a_complaint_for_generated() -> None:
    assert (
        parse(report("Feedback-Type: abuse", kind="feedback-report", about="feedback-report")).auto == "auto-generated"
    )


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({"auto_submitted": "auto-replied"}, "auto-reply"),
        ({"auto_submitted": "auto-replied (vacation)"}, "auto-reply"),
        ({"auto_submitted": "auto-generated; type=x"}, "auto-generated"),
        ({"precedence": "auto_reply"}, "auto-reply"),
        ({"x_autoreply": "yes"}, "auto-reply"),
        ({"precedence": "bulk"}, "auto-generated"),
        ({"precedence": "list"}, "list"),
        ({"list_id": "<talk.writer.example>"}, "list"),
        ({"list_unsubscribe": "<mailto:off@writer.example>"}, "list"),
        ({"return_path": "<>"}, "auto-generated"),
        ({"From": "no-reply@writer.example"}, "auto-generated"),
        ({"From": "donotreply@writer.example"}, "auto-generated"),
        ({"subject": "Automatic reply: Nights"}, "auto-reply"),
        ({"subject": "Out of office: Nights"}, "auto-reply"),
        ({"subject": "Automatische Antwort: Nights"}, "auto-reply"),
        ({"subject": "Abwesenheitsnotiz: Nights"}, "auto-reply"),
        ({"subject": "=?utf-8?Q?R=C3=A9ponse_automatique_=3A?= Nights"}, "auto-reply"),
        ({"subject": "Respuesta automática: Nights"}, "auto-reply"),
        ({"subject": "Resposta automática: Nights"}, "auto-reply"),
        ({"subject": "Risposta automatica: Nights"}, "auto-reply"),
        ({"subject": "Automatisch antwoord: Nights"}, "auto-reply"),
        ({"subject": "Autosvar: Nights"}, "auto-reply"),
        ({"subject": "Automaattinen vastaus: Nights"}, "auto-reply"),
        ({"subject": "Automatyczna odpowiedź: Nights"}, "auto-reply"),
        ({"subject": "Автоответ: Nights"}, "auto-reply"),
        ({"subject": "自动答复: Nights"}, "auto-reply"),
        ({"subject": "自動応答: Nights"}, "auto-reply"),
        ({"subject": "Read: Nights", "auto_submitted": "auto-replied"}, "auto-reply"),
        ({"subject": "Read: Nights", "return_path": "<>"}, "receipt"),
    ],
)
def test_knows_what_machines_send(headers: dict[str, str], kind: str) -> None:
    assert parse(mail(**headers)).auto == kind


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"auto_submitted": "no"},
        {"x_auto_response_suppress": "DR, OOF, AutoReply"},
        {"x_auto_response_suppress": "All"},
        {"subject": "Re: Automatic reply: Nights"},
        {"subject": "Undelivered: they stole my post"},
        {"subject": "Read: this is important"},
        {"subject": "I was out of the office when it began"},
        {"return_path": "<wren@writer.example>"},
        {"precedence": "first-class"},
        {"From": "noreen@writer.example"},
        {"in_reply_to": "<tag@lantern.example>"},
        {"x_autoreply": "no"},
        {"From": "postmaster@writer.example"},
    ],
)
def test_takes_no_person_for_a_machine(headers: dict[str, str]) -> None:
    read = parse(mail(**headers))
    assert (read.auto, read.bounce) == (None, None)


def test_prints_exactly_the_fields_that_are_promised() -> None:
    named = (
        "subject from to reply_to date message_id in_reply_to references text reply html attachments language encrypted"
        " signed autocrypt auto bounce loop problems"
    )
    said = as_json(parse(report("Final-Recipient: rfc822; wren@writer.example\nAction: failed\nStatus: 5.1.1")))
    assert list(said) == named.split()
    assert said["bounce"] == {"recipient": "wren@writer.example", "status": "5.1.1", "permanent": True}
