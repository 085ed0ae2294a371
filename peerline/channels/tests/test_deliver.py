"""What leaves is what was released, to who wrote, once; anything else is given up and shown, and nothing is sent."""

from __future__ import annotations

import asyncio
import base64
import email
import email.policy
from datetime import timedelta
from email.message import EmailMessage

import pytest
from asgiref.sync import async_to_sync

from peerline import seal
from peerline.channels import delivery
from peerline.channels.card import AddressCard, seal_card
from peerline.channels.mail.compose import Mail
from peerline.channels.mail.onward.outcomes import Busy, GivenUp, TryAgain
from peerline.channels.mail.tests.mails import mail
from peerline.channels.tags import bounce_tag, hash_of
from peerline.channels.tests.letters import (
    WREN,
    Opened,
    address_card,
    answer,
    cargo,
    in_base64,
    opened_by,
    take_in,
)
from peerline.conversations.cargo import Cargo
from peerline.kit import clock
from peerline.kit.secret_files import SecretsFolder
from peerline.kit.tokens import new_ref
from peerline.people.practice import PracticeMember
from peerline.post import actions as post
from peerline.post.models import Outgoing
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CANARY = "qwertzuiopasdfgh"
MALLORY = "mallory@outsider.example"


class Sent:
    """The seam to the network: keeps what is handed on, or says what it was told to say."""

    def __init__(self, *raises: Exception) -> None:
        self.mails: list[Mail] = []
        self.raises = list(raises)

    async def __call__(self, one: Mail) -> None:
        if self.raises:
            raise self.raises.pop(0)
        self.mails.append(one)

    @property
    def only(self) -> EmailMessage:
        """The one that was sent, read."""
        (one,) = self.mails
        read = email.message_from_bytes(one.data, policy=email.policy.default)
        assert isinstance(read, EmailMessage)
        return read


@pytest.fixture
def talk(ada: PracticeMember, sol: PracticeMember) -> Opened:
    """Wren wrote, and Ada opened it."""
    data = mail(f"I cannot sleep. {CANARY}", subject=CANARY, references="<zero@writer.example>")
    return opened_by(ada, take_in(data))


def deliver(sent: Sent, *, later: timedelta = timedelta(hours=1)) -> Sent:
    """Let the worker's round run when all is due."""
    with clock.shifted(later):
        async_to_sync(delivery.deliver_due)(sent)
    return sent


def good(talk: Opened, **change: object) -> Cargo:
    return cargo(**{"conversation": talk.conversation.ref, "card": talk.card, **change})


def only_replies() -> None:
    """The receipt is another test's matter."""
    Outgoing.objects.filter(kind="receipt").delete()


def test_sends_an_answer_to_who_wrote_in_the_same_thread(talk: Opened, ada: PracticeMember) -> None:
    only_replies()
    row = answer(talk, ada, good(talk))
    sent = deliver(Sent())
    (one,) = sent.mails
    assert (one.recipient, sent.only["To"]) == (WREN, WREN)
    assert one.sender == f"hello+b-{bounce_tag(row.ref)}@lantern.example"
    assert str(sent.only["References"]).split() == ["<zero@writer.example>", "<one@writer.example>"]
    assert sent.only["In-Reply-To"] == "<one@writer.example>"
    assert sent.only.get_content() == "I have read it.\r\n"
    assert sent.only["Auto-Submitted"] is None


def test_shows_nothing_of_what_the_seeker_wrote(talk: Opened, ada: PracticeMember) -> None:
    answer(talk, ada, good(talk))
    sent = deliver(Sent())
    assert len(sent.mails) == 2  # the receipt and the answer
    assert not any(CANARY.encode() in one.data for one in sent.mails)
    assert {email.message_from_bytes(one.data)["Subject"] for one in sent.mails} == {"Your message"}


def test_sends_a_receipt_that_no_machine_answers(talk: Opened) -> None:
    sent = deliver(Sent())
    assert [(one.sender, one.recipient) for one in sent.mails] == [("", WREN)]
    assert sent.only["Auto-Submitted"] == "auto-replied"
    assert sent.only["In-Reply-To"] == "<one@writer.example>"
    assert talk.conversation.receipt is not None


def test_erases_the_copy_once_and_sends_it_once(talk: Opened, ada: PracticeMember) -> None:
    only_replies()
    row = answer(talk, ada, good(talk))
    assert len(deliver(deliver(Sent())).mails) == 1
    row.refresh_from_db()
    assert (row.state, bytes(row.sealed)) == (Outgoing.SENT, b"")
    assert bytes(row.bounce_hash or b"") == hash_of(bounce_tag(row.ref))


@pytest.mark.parametrize(
    "change",
    [
        {"outgoing": "o" * 26},
        {"conversation": "c" * 26},
        {"kind": "receipt"},
        {"v": 2},
        {"card": "?"},
        {"subject": "About your editing"},
        {"text": None, "card": None},
    ],
)
def test_refuses_a_copy_that_says_something_else(talk: Opened, ada: PracticeMember, change: dict[str, object]) -> None:
    only_replies()
    right = good(talk)
    wrong = good(talk, **{"outgoing": right.outgoing_ref, **change})
    row = answer(talk, ada, Cargo(right.outgoing_ref, wrong.sealed, right.day))
    assert_refused(row)


def test_refuses_a_copy_of_another_row(talk: Opened, ada: PracticeMember) -> None:
    only_replies()
    one, other = answer(talk, ada, good(talk)), answer(talk, ada, good(talk))
    Outgoing.objects.filter(pk=other.pk).update(sealed=one.sealed)
    assert_refused(other, others_sent=1)


def test_refuses_a_row_that_was_hung_to_another_conversation(
    talk: Opened, ada: PracticeMember, sol: PracticeMember
) -> None:
    other = opened_by(ada, take_in(mail("Another matter.", message_id="<two@writer.example>")))
    only_replies()
    row = answer(talk, ada, good(talk))
    talk.conversation.messages.filter(outgoing=row).update(conversation=other.conversation)
    assert_refused(row)


def test_refuses_a_copy_sealed_to_another_key(talk: Opened, ada: PracticeMember) -> None:
    only_replies()
    right = good(talk)
    theirs = seal.recipient_of(seal.new_identity())
    row = answer(talk, ada, Cargo(right.outgoing_ref, seal.seal(theirs, b"{}"), right.day))
    assert_refused(row)


def test_refuses_a_card_that_somebody_else_made(talk: Opened, ada: PracticeMember) -> None:
    only_replies()
    forged = {"conversation": talk.conversation.ref, "address": MALLORY, "name": "", "references": []}
    for mac in ({}, {"mac": ""}, {"mac": "0" * 64}, {"mac": 7}):
        card = in_base64(address_card(**forged, **mac))
        assert_refused(answer(talk, ada, good(talk, card=card)))


def test_refuses_a_good_mac_over_other_words(talk: Opened, ada: PracticeMember, secrets: SecretsFolder) -> None:
    only_replies()
    plain = seal.unseal(secrets.read("address.age").decode(), base64.b64decode(talk.card))
    changed = plain.replace(WREN.encode(), MALLORY.encode())
    assert changed != plain
    recipient = seal.recipient_of(secrets.read("address.age").decode())
    assert_refused(answer(talk, ada, good(talk, card=in_base64(seal.seal(recipient, changed)))))


def test_refuses_the_card_of_another_conversation(talk: Opened, ada: PracticeMember) -> None:
    other = opened_by(ada, take_in(mail("Another.", **{"from": f"Mallory <{MALLORY}>"}), sender=MALLORY))
    only_replies()
    assert_refused(answer(talk, ada, good(talk, card=other.card)))
    ours = seal_card(AddressCard(new_ref(), WREN, "", ()))
    assert_refused(answer(talk, ada, good(talk, card=in_base64(ours))))


def test_refuses_what_is_no_card_at_all(talk: Opened, ada: PracticeMember) -> None:
    only_replies()
    stranger = seal.recipient_of(seal.new_identity())
    for card in (b"", b"age-encryption.org/v1\n", seal.seal(stranger, b"{}"), address_card(), address_card(mac="1")):
        assert_refused(answer(talk, ada, good(talk, card=in_base64(card))))


def test_tries_again_and_gives_up_for_good(talk: Opened, ada: PracticeMember) -> None:
    only_replies()
    row = answer(talk, ada, good(talk))
    deliver(Sent(TryAgain("4.7.1")))
    row.refresh_from_db()
    assert (row.state, row.status, row.tries, bool(row.sealed)) == (Outgoing.WAITING, "4.7.1", 1, True)
    deliver(Sent(GivenUp("5.1.1")), later=timedelta(hours=2))
    row.refresh_from_db()
    assert (row.state, row.status, bytes(row.sealed)) == (Outgoing.FAILED, "5.1.1", b"")


def test_puts_off_what_it_cannot_open_for_want_of_a_key(
    talk: Opened, ada: PracticeMember, secrets: SecretsFolder
) -> None:
    only_replies()
    row = answer(talk, ada, good(talk))
    for name in secrets.names("delivery"):
        secrets.destroy(name)
    assert deliver(Sent()).mails == []
    row.refresh_from_db()
    assert (row.state, bool(row.sealed)) == (Outgoing.WAITING, True)


def test_one_that_is_refused_holds_up_no_other(talk: Opened, ada: PracticeMember) -> None:
    only_replies()
    answer(talk, ada, good(talk, card=""))
    answer(talk, ada, good(talk))
    assert [one.recipient for one in deliver(Sent()).mails] == [WREN]


def assert_refused(row: Outgoing, *, others_sent: int = 0) -> None:
    """Nothing left of this row, its copy is erased, and the desk shows that it failed for good."""
    sent = deliver(Sent())
    assert len(sent.mails) == others_sent
    assert all(one.recipient != MALLORY for one in sent.mails)
    row.refresh_from_db()
    assert (row.state, row.status, bytes(row.sealed)) == (Outgoing.FAILED, "forged", b"")


def test_sends_the_files_of_an_answer(talk: Opened, ada: PracticeMember) -> None:
    only_replies()
    named = [{"name": "a.txt", "type": "text/plain", "bytes": 4}, {"name": "b", "type": "image/png", "bytes": 3}]
    row = answer(talk, ada, good(talk, attachments=named, files=b"\nhere\n\x00\x01"))
    parts = list(deliver(Sent()).only.iter_attachments())
    assert [(one.get_filename(), one.get_payload(decode=True)) for one in parts] == [
        ("a.txt", b"here"), ("b", b"\n\x00\x01"),
    ]  # fmt: skip
    row.refresh_from_db()
    assert (row.state, bytes(row.sealed)) == (Outgoing.SENT, b"")


@pytest.mark.parametrize("size", [3000, -1, "4", True, None])
def test_sends_nothing_whose_files_are_not_there(talk: Opened, ada: PracticeMember, size: object) -> None:
    only_replies()
    row = answer(talk, ada, good(talk, attachments=[{"name": "a", "type": "b/c", "bytes": size}], files=b"\nhere"))
    assert deliver(Sent()).mails == []
    row.refresh_from_db()
    assert (row.state, row.status) == (Outgoing.FAILED, "forged")


class Slow:
    """The seam to the network: one recipient's host never answers, others take at once."""

    def __init__(self, slow: str) -> None:
        self.slow = slow
        self.taken: list[str] = []
        self.waits = 0

    async def __call__(self, one: Mail) -> None:
        if one.recipient == self.slow:
            self.waits += 1
            await asyncio.Event().wait()
        self.taken.append(one.recipient)


def answered(cast: Cast, sender: str) -> Outgoing:
    """Somebody wrote, and an answer waits."""
    data = mail(From=sender, message_id=f"<{sender}>")
    opened = opened_by(cast.ada, take_in(data, sender=sender))
    return answer(opened, cast.ada, cargo(conversation=opened.conversation.ref, card=opened.card))


def states(*rows: Outgoing) -> list[str]:
    return [Outgoing.objects.get(pk=row.pk).state for row in rows]


def test_holds_up_nobody_for_a_slow_host(cast: Cast) -> None:
    rows = [answered(cast, one) for one in ("wren@slow.example", WREN, "iara@writer.example")]
    Outgoing.objects.exclude(pk__in=[row.pk for row in rows]).delete()
    send = Slow("wren@slow.example")

    async def run() -> None:
        deliveries = delivery.Deliveries(send)
        while await deliveries.start_due():
            pass
        await deliveries.finish(0.2)

    with clock.shifted(timedelta(hours=1)):
        async_to_sync(run)()
        assert sorted(send.taken) == sorted([WREN, "iara@writer.example"])
        # Nobody knows whether the slow one was taken: its lease decides.
        assert states(*rows) == [Outgoing.SENDING, Outgoing.SENT, Outgoing.SENT]
        assert async_to_sync(delivery.deliver_due)(send) == 0
    assert send.waits == 1


def test_ends_a_delivery_long_before_its_lease(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert timedelta(seconds=delivery.LONGEST_SECONDS) < post.LEASE
    monkeypatch.setattr(delivery, "LONGEST_SECONDS", 0.05)
    row = answered(cast, WREN)
    Outgoing.objects.exclude(pk=row.pk).delete()
    with clock.shifted(timedelta(hours=1)):
        async_to_sync(delivery.deliver_due)(Slow(WREN))
    row.refresh_from_db()
    assert (row.state, row.status, row.tries) == (Outgoing.WAITING, "4.4.2", 1)


def test_counts_no_try_where_a_host_is_busy(cast: Cast) -> None:
    row = answered(cast, WREN)
    Outgoing.objects.exclude(pk=row.pk).delete()
    deliver(Sent(Busy()))
    assert states(row) == [Outgoing.WAITING]
    assert len(deliver(Sent(), later=timedelta(hours=2)).mails) == 1
    row.refresh_from_db()
    assert row.tries == 1


def test_sends_the_same_message_id_again_after_a_kill(cast: Cast) -> None:
    """Between the other side's 250 and our row stands nothing: the one window in which a mail comes twice."""
    row = answered(cast, WREN)
    Outgoing.objects.exclude(pk=row.pk).delete()
    with clock.shifted(timedelta(hours=1)):
        (claimed,) = post.claim_due(1)
        first = delivery.open_mail(claimed)  # sent, and the process is gone
        assert deliver(Sent(), later=timedelta(0)).mails == []
    second = deliver(Sent(), later=timedelta(hours=1) + post.LEASE + timedelta(seconds=1))
    ids = [email.message_from_bytes(one.data)["Message-ID"] for one in (first, *second.mails)]
    assert len(ids) == 2
    assert len(set(ids)) == 1


def test_believes_who_sent_it_before_who_was_too_slow(cast: Cast) -> None:
    row = answered(cast, WREN)
    with clock.shifted(timedelta(hours=1)):
        slow = next(one for one in post.claim_due(20) if one.pk == row.pk)
    with clock.shifted(timedelta(hours=1) + post.LEASE + timedelta(seconds=1)):
        quick = next(one for one in post.claim_due(20) if one.pk == row.pk)
        post.sent(quick, bounce_hash=None)
        post.failed_for_now(slow, "4.4.2")
        post.failed_for_good(slow, "5.1.1")
        post.put_back(slow, timedelta(0))
    assert states(row) == [Outgoing.SENT]


def test_takes_large_copies_one_after_the_other(cast: Cast) -> None:
    rows = [answered(cast, f"wren{number}@writer.example") for number in range(3)]
    Outgoing.objects.exclude(pk__in=[row.pk for row in rows]).delete()
    with clock.shifted(timedelta(hours=1)):
        post.claim_due(1)
        # An age file of the same text has not always the same size.
        sizes = [len(row.sealed) for row in rows]
        assert post.claim_due(20, room_bytes=min(sizes) - 1) == []
        assert len(post.claim_due(20, room_bytes=max(sizes))) == 1


@pytest.mark.parametrize("address", ["wren@bücher.example", "пернатая@bücher.example"])
def test_answers_an_international_address(cast: Cast, address: str) -> None:
    row = answered(cast, address)
    Outgoing.objects.exclude(pk=row.pk).delete()
    sent = deliver(Sent())
    local = address.partition("@")[0]
    assert [(one.recipient, one.smtputf8) for one in sent.mails] == [
        (f"{local}@xn--bcher-kva.example", not local.isascii())
    ]


def test_a_bounce_never_stops_later_answers(talk: Opened, ada: PracticeMember) -> None:
    first = answer(talk, ada, cargo(conversation=talk.conversation.ref, card=talk.card))
    deliver(Sent())
    assert post.bounced(hash_of(bounce_tag(first.ref)), "5.1.1", permanent=True)
    later = answer(talk, ada, cargo(conversation=talk.conversation.ref, card=talk.card))
    assert deliver(Sent(), later=timedelta(hours=2)).only["To"] == WREN
    later.refresh_from_db()
    assert later.state == Outgoing.SENT
