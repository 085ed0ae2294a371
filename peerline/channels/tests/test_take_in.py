"""What the door takes and where it goes: by tag only, each mail once, and never lost for what it says."""

from __future__ import annotations

import pytest

from peerline.channels import known, tags
from peerline.channels.mail.door import NO_SUCH_MAILBOX
from peerline.channels.mail.parse import NotMail
from peerline.channels.mail.preparing import Judged
from peerline.channels.mail.tests.mails import mail, part, several, whole
from peerline.channels.tests.letters import LINE, door, envelope, opened_by, prepared, take_in
from peerline.channels.trust import Trust
from peerline.conversations import actions
from peerline.conversations.models import Conversation, Message
from peerline.kit.errors import Unavailable
from peerline.line.models import Line
from peerline.people.practice import PracticeMember
from peerline.post import actions as post
from peerline.post.models import Outgoing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ada", "sol")]
BELIEVED = Trust(verified=True, how="practice")
CANARY = "qwertzuiopasdfgh"


def tagged(conversation: Conversation, number: int = 0) -> str:
    return f"hello+{tags.tag_of(conversation.ref, number)}@lantern.example"


@pytest.mark.parametrize(
    "recipient",
    [
        LINE,
        "HELLO@Lantern.Example",
        "<hello@lantern.example>",
        "hello+quiet@lantern.example",
        "hello+anything@lantern.example",
        "postmaster@lantern.example",
        "abuse@lantern.example",
        "postmaster",
    ],
)
def test_takes_mail_for_the_line(recipient: str) -> None:
    assert door().knows(recipient) is None


@pytest.mark.parametrize(
    "recipient",
    [
        "ada@lantern.example",
        "hello@outsider.example",
        "hello@mail.lantern.example",
        "hello+@lantern.example",
        "hello",
        "",
        "hello@lantern.example.outsider.example",
        "outsider.example@hello",
    ],
)
def test_refuses_mail_for_anybody_else(recipient: str) -> None:
    assert door().knows(recipient) == NO_SUCH_MAILBOX


def test_opens_a_conversation_and_says_so_inside(ada: PracticeMember) -> None:
    found = take_in(mail("Hello."))
    (body,) = opened_by(ada, found).bodies
    assert (body.conversation, body.kind, body.author, body.extra["opens"]) == (found.ref, "in", "writer", True)
    assert found.kind == "seeker"


def test_seals_all_that_somebody_wrote() -> None:
    data = whole(
        several("mixed", part("text/plain", CANARY), part(f'text/plain; name="{CANARY}.txt"', CANARY)),
        subject=CANARY,
        **{"from": f"{CANARY} <{CANARY}@writer.example>"},
    )
    found = take_in(data, sender=f"{CANARY}@writer.example")
    row = found.messages.get()
    stored = [row.sealed, *(bytes(one.sealed) for one in found.grants.all()), bytes(Outgoing.objects.get().sealed)]
    assert not any(CANARY.encode() in one for one in stored)
    assert row.attachments.count() == 1


def test_keeps_once_what_only_programs_read(sol: PracticeMember) -> None:
    signature = part("application/pgp-signature; name=signature.asc", "x")
    encrypted = several(
        "encrypted", part("application/pgp-encrypted", "Version: 1"), part("application/octet-stream", "x")
    )
    for multipart in (several("signed", part("text/plain", "I cannot sleep."), signature), encrypted):
        message = opened_by(sol, take_in(whole(multipart))).bodies[0]
        assert [one["name"] for one in message.attachments] == ["original.eml"]


@pytest.mark.parametrize("how", ["recipient", "RECIPIENT", "references", "in-reply-to"])
def test_joins_by_the_tag(ada: PracticeMember, how: str) -> None:
    first = take_in(mail("Hello."))
    tag = tags.tag_of(first.ref, 0)
    given = {
        "recipient": ({}, tagged(first)),
        "RECIPIENT": ({}, tagged(first).upper()),
        "references": ({"references": f"<x@writer.example> <{tag}.abc@lantern.example>"}, LINE),
        "in-reply-to": ({"in_reply_to": f"<{tag}.abc@Lantern.Example>"}, LINE),
    }[how]
    headers, to = given
    again = take_in(mail("Once more.", message_id="<two@writer.example>", **headers), to=to)
    assert again.ref == first.ref
    bodies = opened_by(ada, first).bodies
    assert [body.text.strip() for body in bodies] == ["Hello.", "Once more."]
    assert "opens" not in bodies[1].extra
    assert Outgoing.objects.count() == 1  # the receipt of the first


def test_an_unknown_tag_is_no_tag() -> None:
    first = take_in(mail("Hello."))
    for to in (tagged(first, 1), "hello+aaaaaaaaaaaaaaaa@lantern.example", "hello+short@lantern.example"):
        assert take_in(mail(f"To {to}."), to=to).ref != first.ref
    tag = tags.tag_of(first.ref, 0)
    foreign = mail("Elsewhere.", references=f"<{tag}.abc@outsider.example>")
    assert take_in(foreign).ref != first.ref


def test_tells_holders_another_writer_and_never_who(ada: PracticeMember) -> None:
    first = take_in(mail("Hello."))
    take_in(mail("Me again.", message_id="<2@writer.example>", **{"from": "WREN@Writer.Example"}), to=tagged(first))
    take_in(
        mail("Somebody else.", message_id="<3@outsider.example>", **{"from": "mallory@outsider.example"}),
        to=tagged(first),
        sender="mallory@outsider.example",
    )
    one, same, other = (body.writer for body in opened_by(ada, first).bodies)
    assert one == same != other
    assert {len(one), len(other)} == {10}


def test_stores_the_same_mail_once_and_a_copied_message_id_twice() -> None:
    same = [prepared(mail("Hello.")) for _ in range(2)]
    copied = prepared(mail("Another text, the same Message-ID."))
    said = actions.receive([*same, copied])
    assert said == [actions.Outcome.STORED, actions.Outcome.DUPLICATE, actions.Outcome.STORED]


@pytest.mark.parametrize("to", ["hello+quiet@lantern.example", "Hello+QUIET@lantern.example"])
def test_sends_no_receipt_to_who_asked_for_quiet(to: str) -> None:
    assert take_in(mail("Hello."), to=to).quiet
    assert not Outgoing.objects.exists()


def test_gives_the_postmasters_mail_to_the_leads_alone(sol: PracticeMember) -> None:
    found = take_in(mail("Your server is slow."), to="postmaster@lantern.example")
    assert found.kind == "postmaster"
    assert list(found.grants.values_list("member_id", flat=True)) == [sol.member.pk]


def sent(tag_of: str) -> Outgoing:
    row = post.put(tag_of, "reply", sealed=b"copy", day="2026-11-25", due_at=Line.objects.get().made_at)
    post.sent(row, bounce_hash=tags.hash_of(tags.bounce_tag(tag_of)))
    return row


def bounce(status: str = "5.1.1") -> bytes:
    report = part(
        "message/delivery-status",
        "Reporting-MTA: dns; mx.writer.example\n\nFinal-Recipient: rfc822; wren@writer.example\n"
        f"Action: failed\nStatus: {status}\n",
    )
    told = several("report", part("text/plain", "It failed."), report, more='; report-type="delivery-status"')
    return whole(told, **{"from": "mailer-daemon@writer.example"}, subject="Undelivered")


def test_reduces_what_came_back_to_what_it_means() -> None:
    row = sent("o" * 26)
    to = f"hello+b-{tags.bounce_tag(row.ref)}@lantern.example"
    assert door().prepare(envelope(bounce(), sender="", to=to), judged=Judged(BELIEVED)) is None
    row.refresh_from_db()
    assert (row.state, row.status) == (Outgoing.FAILED, "5.1.1")
    assert not Message.objects.exists()


def test_keeps_a_bounce_that_names_nothing_of_ours() -> None:
    row = sent("o" * 26)
    to = f"hello+b-{tags.bounce_tag('p' * 26)}@lantern.example"
    found = take_in(bounce(), sender="", to=to)
    row.refresh_from_db()
    assert row.state == Outgoing.SENT
    message = found.messages.get()
    assert (message.automatic, found.due_at) == (True, None)


def test_a_person_who_writes_to_a_bounce_address_is_heard() -> None:
    row = sent("o" * 26)
    found = take_in(mail("Hello?"), to=f"hello+b-{tags.bounce_tag(row.ref)}@lantern.example")
    assert not found.messages.get().automatic
    row.refresh_from_db()
    assert row.state == Outgoing.SENT


def test_a_closed_line_asks_to_try_again_and_takes_test_letters(lantern: Line) -> None:
    Line.objects.filter(pk=lantern.pk).update(opened_at=None)
    known.forget()
    with pytest.raises(Unavailable):
        prepared(mail("Hello."))
    assert take_in(mail("A test."), to="hello+test@lantern.example").kind == "test"


def test_asks_to_try_again_while_nobody_could_open_it(sol: PracticeMember) -> None:
    sol.member.keys.update(retired_at=Line.objects.get().made_at)
    known.forget()
    with pytest.raises(Unavailable):
        prepared(mail("Hello."))


def test_refuses_what_is_no_mail() -> None:
    with pytest.raises(NotMail):
        prepared(b"")


def test_keeps_a_mail_without_a_sender_and_makes_no_card(ada: PracticeMember) -> None:
    found = take_in(mail("Hello.", **{"from": ""}), sender="")
    assert opened_by(ada, found).card == ""
    assert not Outgoing.objects.exists()
