"""A retired reply address joins nothing; the next one does."""

from __future__ import annotations

import pytest

from peerline import seal
from peerline.channels import tags
from peerline.channels.mail.tests.mails import mail
from peerline.channels.tests.letters import take_in
from peerline.conversations import access, actions
from peerline.conversations.cargo import Leaves, SealedMessage
from peerline.conversations.models import Conversation
from peerline.kit.errors import Conflict, NotThere
from peerline.kit.tokens import new_ref
from peerline.people.practice import PracticeMember

pytestmark = pytest.mark.django_db


def retire(conversation: Conversation, by: PracticeMember, *, number: int) -> None:
    sealed = seal.seal(access.keys(conversation)[0].recipient, b"Her mother writes to it.")
    tag_hash = tags.hash_of(tags.tag_of(conversation.ref, number))
    why = SealedMessage(new_ref(), 1, sealed, 1024)
    actions.retire_tag(conversation, by.member, why, number=number, tag_hash=tag_hash)


def address(conversation: Conversation, number: int) -> str:
    return f"hello+{tags.tag_of(conversation.ref, number)}@lantern.example"


def test_treats_the_old_tag_as_none_and_knows_the_new_one(sol: PracticeMember) -> None:
    first = take_in(mail("Hello."))
    assert take_in(mail("Before."), to=address(first, 0)) == first
    retire(first, sol, number=1)
    assert take_in(mail("By the old one."), to=address(first, 0)) != first
    assert take_in(mail("By the new one."), to=address(first, 1)) == first
    assert [row.kind for row in access.letters(first)] == ["in", "in", "note", "in"]
    assert [one.name for one in access.events(first)] == ["tag-retired"]


def test_sends_what_waits_with_the_new_tag(sol: PracticeMember) -> None:
    first = take_in(mail("Hello."))
    assert first.receipt_id is not None
    retire(first, sol, number=1)
    assert access.conversation_of_outgoing(first.receipt_id) == Leaves(first.ref, 1, encrypted=False)


def test_retires_one_at_a_time_and_only_for_holders(sol: PracticeMember, bo: PracticeMember) -> None:
    first = take_in(mail("Hello."))
    retire(first, sol, number=1)
    for number in (1, 3):
        with pytest.raises(Conflict):
            retire(first, sol, number=number)
    with pytest.raises(NotThere):
        actions.retire_tag(first, bo.member, SealedMessage(new_ref(), 1, b"x", 1), number=2, tag_hash=b"x" * 32)
