"""A holder says which key is the writer's: a signed word, kept among what was said, and seen by all who hold it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from peerline.conversations import access, actions
from peerline.conversations.actions import keep
from peerline.conversations.models import Message
from peerline.kit.errors import Conflict, NotThere, Refused
from peerline.kit.tokens import new_ref
from tests.cast import Cast
from tests.sealed import arrive


def test_keeps_the_word_and_tells_the_holders(cast: Cast) -> None:
    talk = arrive(cast.ada, cast.sol)
    version = talk.row().version
    said = talk.said(cast.ada, kind="event")
    row = actions.confirm_key(talk.row(), cast.ada.member, said)
    assert (row.kind, row.way, row.author) == (Message.EVENT, "desk", cast.ada.member)
    assert [one.ref for one in access.key_words(talk.row())] == [said.ref]
    assert [(one.name, one.by) for one in access.events(talk.row())] == [("key-confirmed", cast.ada.member)]
    assert talk.row().version > version
    assert said.ref not in [one.ref for one in access.letters(talk.row())]


def test_what_the_seeker_says_at_the_door_is_no_such_word(cast: Cast) -> None:
    talk = arrive(cast.ada)
    actions.confirm_key(talk.row(), cast.ada.member, talk.said(cast.ada, kind="event"))
    Message.objects.filter(kind=Message.EVENT).update(author=None, way="web")
    assert access.key_words(talk.row()) == []


def test_is_for_holders_who_answer_alone(cast: Cast) -> None:
    talk = arrive(cast.ada)
    with pytest.raises(NotThere):
        actions.confirm_key(talk.row(), cast.bo.member, talk.said(cast.bo, kind="event"))
    cast.ada.member.reviewed = True
    with pytest.raises(Refused, match="needs-review"):
        actions.confirm_key(talk.row(), cast.ada.member, talk.said(cast.ada, kind="event"))


def test_refuses_what_is_too_large_too_many_or_known(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = arrive(cast.ada)
    said = talk.said(cast.ada, kind="event")
    large = replace(said, sealed=b"x" * (keep.LARGEST_WORD_BYTES + 1))
    with pytest.raises(Refused):
        actions.confirm_key(talk.row(), cast.ada.member, large)
    monkeypatch.setattr(keep, "MOST_WORDS", 1)
    actions.confirm_key(talk.row(), cast.ada.member, said)
    with pytest.raises(Refused, match="too-many-keys"):
        actions.confirm_key(talk.row(), cast.ada.member, replace(said, ref=new_ref()))
    monkeypatch.setattr(keep, "MOST_WORDS", 9)
    with pytest.raises(Conflict):
        actions.confirm_key(talk.row(), cast.ada.member, said)
