"""A draft leaves only by the release of a second person."""

from __future__ import annotations

import pytest

from peerline import seal
from peerline.conversations import access, actions
from peerline.conversations.models import Conversation, Message
from peerline.kit.errors import Conflict, NotThere, Refused
from peerline.people.practice import PracticeMember
from peerline.post.models import Outgoing
from tests.cast import Cast
from tests.sealed import Talk, arrive, cargo, read_by


def offered(talk: Talk, by: PracticeMember, *to: PracticeMember, text: str = "A draft.") -> Message:
    """A draft for review, with grants for leads who do not hold yet."""
    said = talk.said(by, text=text, kind="draft")
    return actions.offer_draft(talk.row(), by.member, said, grants=talk.grants_for(*to))


def state_of(draft: Message) -> str:
    """The state of a draft as it stands."""
    return Message.objects.get(pk=draft.pk).draft_state


def test_offers_a_draft_to_a_lead_who_then_can_open_it(cast: Cast) -> None:
    talk = arrive(cast.tess)
    draft = offered(talk, cast.tess, cast.sol)
    assert (draft.kind, draft.draft_state) == (Message.DRAFT, Message.OFFERED)
    assert [one.ref for one in access.drafts_for(cast.sol.member)] == [draft.ref]
    assert read_by(cast.sol, talk) == ["I cannot sleep.", "A draft."]


def test_makes_no_outgoing_for_a_draft_and_lets_the_clock_run(cast: Cast) -> None:
    talk = arrive(cast.tess, cast.sol)
    due = talk.row().due_at
    offered(talk, cast.tess)
    assert (Outgoing.objects.count(), talk.row().due_at) == (0, due)


def test_drops_the_earlier_draft_of_the_same_writer(cast: Cast) -> None:
    talk = arrive(cast.tess, cast.sol)
    first, second = offered(talk, cast.tess), offered(talk, cast.tess, text="A better one.")
    assert (state_of(first), state_of(second)) == (Message.DROPPED, Message.OFFERED)
    assert [one.ref for one in access.drafts_for(cast.sol.member)] == [second.ref]


def test_releases_the_final_text_signed_by_the_lead(cast: Cast) -> None:
    talk = arrive(cast.tess, cast.sol)
    draft = offered(talk, cast.tess)
    final = talk.said(cast.sol, text="A draft, changed.")
    sent = actions.release_draft(draft, cast.sol.member, final, cargo=cargo())
    assert (state_of(draft), sent.kind, sent.author) == (Message.RELEASED, Message.OUT, cast.sol.member)
    assert (Outgoing.objects.get().pk, talk.row().due_at) == (sent.outgoing_id, None)
    message = seal.unpack(seal.unseal(talk.identity, access.sealed_bytes(sent)))
    assert seal.is_signed_by(bytes(cast.sol.key.verify_key), message.body_bytes, message.sig)
    assert access.drafts_for(cast.sol.member) == []
    assert access.events(talk.row())[-1].name == "draft-released"


def test_returns_a_draft_with_a_word(cast: Cast) -> None:
    talk = arrive(cast.tess, cast.sol)
    draft = offered(talk, cast.tess)
    actions.return_draft(draft, cast.sol.member, talk.said(cast.sol, text="Shorter.", kind="note"))
    assert (state_of(draft), Outgoing.objects.count()) == (Message.RETURNED, 0)
    assert read_by(cast.tess, talk)[-1] == "Shorter."


def test_drops_a_draft_of_ones_own(cast: Cast) -> None:
    talk = arrive(cast.tess, cast.sol)
    draft = offered(talk, cast.tess)
    with pytest.raises(NotThere):
        actions.drop_draft(draft, cast.sol.member)
    actions.drop_draft(draft, cast.tess.member)
    assert state_of(draft) == Message.DROPPED


def test_refuses_the_release_of_ones_own_draft(cast: Cast) -> None:
    talk = arrive(cast.sol, cast.noor)
    draft = offered(talk, cast.sol)
    with pytest.raises(Refused, match="own-draft"):
        actions.release_draft(draft, cast.sol.member, talk.said(cast.sol), cargo=cargo())
    assert access.drafts_for(cast.sol.member) == []
    assert [one.ref for one in access.drafts_for(cast.noor.member)] == [draft.ref]


def test_lets_only_a_lead_who_holds_it_decide(cast: Cast) -> None:
    talk = arrive(cast.tess, cast.ada, cast.sol)
    draft = offered(talk, cast.tess)
    for one in (cast.ada, cast.tess, cast.bo, cast.kim, cast.noor):
        with pytest.raises(NotThere):
            actions.release_draft(draft, one.member, talk.said(one), cargo=cargo())
        with pytest.raises(NotThere):
            actions.return_draft(draft, one.member, None)
    assert (state_of(draft), Outgoing.objects.count()) == (Message.OFFERED, 0)


def test_decides_once(cast: Cast) -> None:
    talk = arrive(cast.tess, cast.sol, cast.noor)
    draft = offered(talk, cast.tess)
    actions.release_draft(draft, cast.sol.member, talk.said(cast.sol), cargo=cargo())
    with pytest.raises(Conflict):
        actions.release_draft(draft, cast.noor.member, talk.said(cast.noor), cargo=cargo())
    with pytest.raises(Conflict):
        actions.return_draft(draft, cast.noor.member, None)
    with pytest.raises(Conflict):
        actions.drop_draft(draft, cast.tess.member)
    assert Outgoing.objects.count() == 1


def test_releases_nothing_that_was_returned(cast: Cast) -> None:
    talk = arrive(cast.tess, cast.sol)
    draft = offered(talk, cast.tess)
    actions.return_draft(draft, cast.sol.member, None)
    with pytest.raises(Conflict):
        actions.release_draft(draft, cast.sol.member, talk.said(cast.sol), cargo=cargo())


def test_releases_nothing_sealed_to_an_older_key(cast: Cast) -> None:
    talk = arrive(cast.tess, cast.sol)
    draft = offered(talk, cast.tess)
    old = talk.said(cast.sol)
    actions.claim(talk.row(), cast.tess.member, talk.narrowed_to(cast.tess, cast.sol))
    with pytest.raises(Conflict):
        actions.release_draft(draft, cast.sol.member, old, cargo=cargo())
    assert (state_of(draft), Outgoing.objects.count()) == (Message.OFFERED, 0)


def test_takes_no_message_for_a_draft(cast: Cast) -> None:
    talk = arrive(cast.tess, cast.sol)
    came = Conversation.objects.get().messages.get()
    with pytest.raises(NotThere):
        actions.release_draft(came, cast.sol.member, talk.said(cast.sol), cargo=cargo())


def test_offers_to_nobody_who_may_not_hold(cast: Cast) -> None:
    talk = arrive(cast.tess, cast.sol)
    with pytest.raises(NotThere):
        offered(talk, cast.tess, cast.kim)
    with pytest.raises(NotThere):
        offered(talk, cast.bo)
    assert Message.objects.count() == 1
