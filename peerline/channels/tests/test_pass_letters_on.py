"""Letters to networks: they go to who has said yes, show no address of either side, and stop by a word."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from django.db import connection

from peerline import seal
from peerline.channels.mail.parse import NotMail
from peerline.channels.mail.preparing import Judged
from peerline.channels.mail.tests.mails import mail
from peerline.channels.tests.letters import BELIEVED, LINE, door, envelope
from peerline.channels.tests.test_deliver import Sent, deliver
from peerline.conversations.models import Conversation
from peerline.directory import relaying
from peerline.directory.access.relaying import contact_of, has_lost_letters, takes_letters
from peerline.directory.actions import Full, Used
from peerline.directory.actions import relaying as actions
from peerline.directory.models import Network, Relay, RelayContact
from peerline.kit import clock
from peerline.kit.secret_files import SecretsFolder
from peerline.line import wording
from peerline.post import delivery_keys
from peerline.post.models import Outgoing
from tests.cast import Cast

pytestmark = pytest.mark.django_db
HARBOUR, WREN = "harbour@contact.example", "wren@writer.example"


@pytest.fixture
def network(cast: Cast) -> Network:
    """A network whose contact has said yes."""
    row = Network.objects.create(name="Harbour group")
    actions.ask_contact(row, HARBOUR, by=cast.ada.member)
    RelayContact.objects.update(state=RelayContact.ON)
    Outgoing.objects.all().delete()
    return row


def write(row: Network, text: str = "May I come on Sunday?", *, back: str = WREN, form: str = "one") -> None:
    actions.write_to(row, actions.Letter(text, back, "de", form))


def left() -> EmailMessage:
    """The one mail that leaves now."""
    return deliver(Sent(), later=timedelta(minutes=1)).only


def answers(to: str, text: str, *, sender: str, number: int = 1, is_spam: bool = False, **headers: str) -> None:
    """A mail comes to the door and is prepared; nothing of it may become a conversation."""
    data = mail(text, **{"from": sender, "to": to, "message_id": f"<{number}@x.example>", **headers})
    came = envelope(data, sender=sender, to=to)
    assert door().prepare(came, judged=Judged(BELIEVED, is_weighed=is_spam)) is None
    assert not Conversation.objects.exists()


def address_of(one: EmailMessage) -> str:
    """Where an answer goes."""
    address: str = one["From"].addresses[0].addr_spec
    assert re.fullmatch(r"hello\+r-[a-z2-7]{16}@lantern\.example", address)
    return address


def test_go_to_and_fro_without_an_address(network: Network) -> None:
    write(network)
    first = left()
    assert (first["To"], first["Subject"]) == (HARBOUR, "A letter passed on")
    assert "May I come on Sunday?" in first.get_content()
    assert "wren" not in str(first).lower()
    quoted = f"Yes, come.\n\nOn Sunday {address_of(first)} wrote:\n> May I come on Sunday?\n\n-- \n{HARBOUR}\n"
    answers(address_of(first), quoted, sender=HARBOUR)
    second = left()
    assert (second["To"], second["Subject"]) == (WREN, wording.text("subject", "de"))
    assert "Yes, come." in second.get_content()
    assert "Eine Antwort auf das, was du geschrieben hast" in second.get_content()
    assert not [word for word in ("harbour@", "contact.example", address_of(first)) if word in str(second).lower()]
    answers(address_of(second), f"Thank you. Yours, {WREN}", sender=WREN)
    third = left()
    assert third["To"] == HARBOUR
    assert "Thank you. Yours, […]" in third.get_content()
    assert "wren" not in str(third).lower()
    assert len({address_of(one) for one in (first, second, third)}) == 3


def test_begin_only_after_a_yes(cast: Cast) -> None:
    row = Network.objects.create(name="Harbour group")
    actions.ask_contact(row, HARBOUR, by=cast.ada.member)
    asked = left()
    assert asked["Subject"] == "May people write to you?"
    assert "Harbour group" in asked.get_content()
    assert not takes_letters(row)
    with pytest.raises(actions.NoWay):
        write(row)
    answers(address_of(asked), "Yes.\n\nThe people of the harbour", sender=HARBOUR)
    assert takes_letters(row)
    assert not Outgoing.objects.filter(state=Outgoing.WAITING).exists()


@pytest.mark.parametrize("said", ["No, thank you.", "Who are you?", "Yes or no? I do not know yet."])
def test_begin_by_no_other_word(cast: Cast, said: str) -> None:
    row = Network.objects.create(name="Harbour group")
    actions.ask_contact(row, HARBOUR, by=cast.ada.member)
    with pytest.raises(NotMail):
        answers(address_of(left()), said, sender=HARBOUR)
    assert not takes_letters(row)


def test_stop_by_a_word_and_for_good(network: Network, cast: Cast) -> None:
    write(network)
    answers(address_of(left()), "STOP", sender=HARBOUR)
    found = contact_of(network)
    assert found
    assert (found.state, found.sealed) == (RelayContact.STOPPED, b"")
    with pytest.raises(actions.NoWay):
        write(network, form="two")
    for row in (network, Network.objects.create(name="Another")):
        with pytest.raises(actions.NoAddress) as refused:
            actions.ask_contact(row, HARBOUR.upper(), by=cast.ada.member)
        assert refused.value.code == "said-stop"


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        *((f"{word}!\n\nMaria\nThe harbour", "Re: A letter passed on") for word in sorted(wording.stop_words())),
        ("", "STOP"),
        ("On Sunday 1 November 2026 at 10:00, Lantern wrote:\n> what was quoted\n", "stop"),
    ],
)
def test_stop_with_a_name_below_or_by_the_subject_alone(network: Network, said: str, subject: str) -> None:
    write(network)
    answers(address_of(left()), said, sender=HARBOUR, subject=subject)
    assert not takes_letters(network)
    assert not Outgoing.objects.filter(state=Outgoing.WAITING).exists()


def test_stop_when_the_network_is_withdrawn(network: Network) -> None:
    write(network)
    first = address_of(left())
    answers(first, "Yes, come.", sender=HARBOUR)
    second = address_of(left())
    Network.objects.update(is_withdrawn=True)
    for to, sender in ((first, HARBOUR), (second, WREN)):
        with pytest.raises(NotMail):
            answers(to, "Are you there?", sender=sender, number=2)
    assert not Outgoing.objects.filter(state=Outgoing.WAITING).exists()
    answers(first, "STOP", sender=HARBOUR)
    assert not takes_letters(network)


def test_show_no_address_and_no_key_of_who_answers_from_elsewhere(network: Network) -> None:
    write(network)
    said = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nYes, come.\n\nHarbour@Contact.example\n"
        "https://other.example/?to=maria%40other.example\n"
        "-----BEGIN PGP SIGNATURE-----\n\niHUEARYKAB0WIQRwren\n-----END PGP SIGNATURE-----\n"
        "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDMEZharbour\n-----END PGP PUBLIC KEY BLOCK-----\n"
    )
    answers(address_of(left()), said, sender="maria@other.example")
    second = left()
    assert "Yes, come.\r\n\r\n[…]" in second.get_content()
    assert not [word for word in ("harbour", "maria", "%40", "PGP", "SHA256", "wren@") if word in second.get_content()]


@pytest.mark.parametrize(
    ("status", "is_end"), [("5.1.1", True), ("5.1.2", True), ("4.4.1", True), ("5.7.1", False), ("5.3.4", False)]
)
def test_end_where_the_address_is_no_more(network: Network, cast: Cast, status: str, *, is_end: bool) -> None:
    write(network)
    assert actions.note_failures() == 0
    Outgoing.objects.update(state=Outgoing.FAILED, status=status)
    assert actions.note_failures() == is_end
    assert takes_letters(network) is not is_end
    found = contact_of(network)
    assert found
    assert has_lost_letters(found)
    assert bool(found.sealed) is not is_end
    actions.ask_contact(network, "maria@other.example", by=cast.ada.member)
    assert actions.note_failures() == 0


def test_stop_for_who_wrote_too(network: Network) -> None:
    write(network)
    first = address_of(left())
    answers(first, "Yes.", sender=HARBOUR)
    answers(address_of(left()), "stop", sender=WREN)
    assert not Relay.objects.exclude(form=None).exists()
    assert takes_letters(network)
    with pytest.raises(NotMail):
        answers(first, "Are you there?", sender=HARBOUR, number=2)


def test_refuse_what_leads_nowhere(network: Network) -> None:
    write(network, back="")
    silent = address_of(left())
    for to, text in (
        (silent, "Hello?"),
        ("hello+r-aaaaaaaaaaaaaaaa@lantern.example", "Hello?"),
        (silent, "> only what was quoted\n"),
    ):
        with pytest.raises(NotMail):
            answers(to, text, sender=HARBOUR)
    assert Outgoing.objects.filter(state=Outgoing.WAITING).count() == 0


def test_pass_no_machine_on_and_nothing_that_is_spam_or_sealed(network: Network) -> None:
    write(network)
    to = address_of(left())
    answers(to, "I am away.", sender=HARBOUR, auto_submitted="auto-replied")
    with pytest.raises(NotMail):
        answers(to, "Buy this.", sender=HARBOUR, is_spam=True)
    with pytest.raises(NotMail):
        answers(to, "-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n", sender=HARBOUR)
    assert Outgoing.objects.filter(state=Outgoing.WAITING).count() == 0


def test_pass_text_on_and_no_file(network: Network) -> None:
    write(network)
    one = EmailMessage(policy=SMTP)
    one["From"], one["To"], one["Subject"] = HARBOUR, address_of(left()), "Maria of the harbour"
    one.set_content("Yes, come.")
    one.add_attachment(b"plan", maintype="application", subtype="pdf", filename="maria.pdf")
    came = envelope(bytes(one), sender=HARBOUR, to=str(one["To"]))
    assert door().prepare(came, judged=Judged(BELIEVED)) is None
    passed = left()
    assert passed.get_content_type() == "text/plain"
    assert wording.text("relay-back-foot", "de") in passed.get_content().replace("\r\n", "\n")
    assert "maria" not in str(passed).lower()


def test_pass_nothing_on_that_comes_back(network: Network) -> None:
    write(network)
    to = address_of(left())
    came = envelope(mail("It failed.", **{"from": "MAILER-DAEMON@contact.example", "to": to}), sender="", to=to)
    assert door().prepare(came, judged=Judged(BELIEVED)) is None
    assert not Outgoing.objects.filter(state=Outgoing.WAITING).exists()


def test_are_the_lines_too_where_they_were_written_to_both(network: Network) -> None:
    write(network)
    to = address_of(left())
    came = envelope(mail("Yes, come.", **{"from": HARBOUR, "to": to}), sender=HARBOUR, to=to)
    assert door().prepare(replace(came, recipients=(to, LINE)), judged=Judged(BELIEVED)) is not None
    assert Outgoing.objects.filter(state=Outgoing.WAITING, kind="relay").count() == 1


def test_pass_the_same_mail_on_once(network: Network) -> None:
    write(network)
    to = address_of(left())
    for _ in range(2):
        answers(to, "Yes.", sender=HARBOUR)
    assert Outgoing.objects.filter(state=Outgoing.WAITING).count() == 1
    assert Relay.objects.filter(to_contact=True).count() == 1


def test_are_few_a_day_to_one_and_to_all(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_TO_ONE", 3)  # the question whether letters may come was the first
    for form in ("one", "two"):
        write(network, form=form, back="")
    with pytest.raises(Full):
        write(network, form="three", back="")
    with clock.shifted(timedelta(days=1)):
        write(network, form="three", back="")
        monkeypatch.setattr(actions, "MOST_TO_ALL", 1)
        with pytest.raises(Full):
            write(network, form="four", back="")
    monkeypatch.setattr(actions, "MOST_TO_ONE", 9)
    monkeypatch.setattr(actions, "MOST_TO_ALL", 9)
    with pytest.raises(Used):
        write(network, form="one", back="")


def test_are_few_a_day_in_one_exchange(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    write(network)
    to = address_of(left())
    monkeypatch.setattr(actions, "MOST_OF_EXCHANGE", 1)
    with pytest.raises(Full):
        answers(to, "Yes.", sender=HARBOUR)


def test_ask_the_same_address_twice_a_day_at_most(cast: Cast) -> None:
    rows = [Network.objects.create(name=name) for name in ("One", "Two", "Three")]
    for row in rows[:2]:
        actions.ask_contact(row, HARBOUR, by=cast.ada.member)
    with pytest.raises(Full):
        actions.ask_contact(rows[2], HARBOUR, by=cast.ada.member)
    assert contact_of(rows[2]) is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "x",
        "a b@c.example",
        LINE,
        "HELLO+x@lantern.example",
        "Abuse@Lantern.example",
        "a@b.example\nBcc: c@d.example",
    ],
)
def test_go_to_no_address_that_is_none_or_ours(network: Network, cast: Cast, address: str) -> None:
    with pytest.raises(actions.NoAddress):
        actions.ask_contact(network, address, by=cast.ada.member)
    if address:
        with pytest.raises(actions.NoAddress):
            write(network, back=address)


def test_stand_nowhere_in_the_clear(network: Network) -> None:
    write(network, "May I come? I live by the harbour wall.")
    said = ""
    with connection.cursor() as cursor:
        for table in ("directory_relay", "directory_relaycontact", "post_outgoing"):
            cursor.execute(f"SELECT * FROM {table}")
            for row in cursor.fetchall():
                said += repr([bytes(one) if isinstance(one, memoryview) else one for one in row])
    assert not [word for word in ("wren", "writer.example", "contact.example", "harbour wall") if word in said]


def test_open_the_way_back_only_by_the_tag_and_by_the_secrets(network: Network, secrets: SecretsFolder) -> None:
    write(network)
    tag = relaying.tag_of(address_of(left()).partition("@")[0].partition("+")[2])
    relay = Relay.objects.get(to_contact=False, form="one")
    assert relaying.open_back(tag, relay.exchange, relay.back) == WREN
    for other, exchange in ((relaying.new_tag(), relay.exchange), (tag, "another")):
        with pytest.raises(relaying.Forged):
            relaying.open_back(other, exchange, relay.back)
    contact = relay.contact
    assert relaying.open_address(contact.ref, contact.sealed) == HARBOUR
    with pytest.raises(relaying.Forged):
        relaying.open_address("another", contact.sealed)


def test_are_not_sent_when_somebody_else_made_them(network: Network) -> None:
    write(network)
    row = Outgoing.objects.get()
    key = delivery_keys.today()
    honest = delivery_keys.open_cargo(row.sealed, row.delivery_key)
    for plain in (
        honest.replace(HARBOUR.encode(), b"mallory@outsider.example"),
        honest.replace(row.ref.encode(), b"a" * 26),
        b"{}",
    ):
        Outgoing.objects.all().delete()
        Outgoing.objects.create(
            ref=row.ref, kind="relay", sealed=seal.seal(key.recipient, plain), delivery_key=key.day,
            due_at=row.due_at, made_at=row.made_at,
        )  # fmt: skip
        assert deliver(Sent()).mails == []
        assert Outgoing.objects.get().status == "forged"


def test_are_forgotten_after_ninety_days(network: Network) -> None:
    write(network)
    for days, there in ((90, True), (91, False)):
        with clock.shifted(timedelta(days=days)):
            actions.forget_relays()
        assert Relay.objects.exists() is there
