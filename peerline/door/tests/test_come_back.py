"""The API of the door: it ..."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from pytest_django.fixtures import Settings

from peerline import seal
from peerline.backup import days
from peerline.channels import known
from peerline.conversations import access, actions
from peerline.conversations.cargo import NewKey
from peerline.conversations.models import Conversation, Message, WayBack
from peerline.door import framed, passes, started, unscripted
from peerline.kit.errors import Conflict
from peerline.kit.tokens import new_ref
from peerline.line.models import Line
from peerline.people.practice import PracticeMember
from tests.sealed import WORDS, Talk

NOT_THERE = 404


def base64_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


@dataclass
class Wren:
    """A seeker who has begun a conversation and kept its words."""

    code: seal.Code
    ref: str

    @cached_property  # stretching takes its time
    def key(self) -> unscripted.Key:
        """What the words give."""
        return unscripted.key_of(self.code)

    @property
    def proof(self) -> dict[str, Any]:
        """What the browser proves them by."""
        key = self.key
        return {"look_up": base64_of(key.look_up), "proof": base64_of(key.proof)}

    def talk(self) -> Talk:
        """The conversation with its newest identity."""
        way = unscripted.way_of(self.key)
        return Talk(self.ref, [seal.open_grant(self.key.identity, bytes(way.sealed))])


@pytest.fixture
def wren(lantern: Line, ada: PracticeMember, sol: PracticeMember) -> Wren:
    """Wren has written."""
    sent = unscripted.begin("I cannot sleep.", {"name": "Wren"}, language="en", urgent=True)
    return Wren(sent.code, Conversation.objects.get().ref)


def ask(verb: str, client: Client | None = None, **data: Any) -> Any:
    """Post to the API, without any cookie."""
    response = (client or Client()).post(f"/api/door/{verb}", json.dumps(data), content_type="application/json")
    assert not response.cookies
    return response


def message_of(talk: Talk, text: str = WORDS) -> dict[str, Any]:
    """Something the seeker says, as a browser posts it."""
    said = talk.said(text=text)
    sealed = base64_of(said.sealed)
    return {"ref": said.ref, "epoch": said.epoch, "sealed": sealed, "size_class": said.size_class, "attachments": []}


def test_shows_a_conversation_to_who_proves_the_code(wren: Wren) -> None:
    shown = ask("open", **wren.proof).json()
    assert [one["kind"] for one in shown["messages"]] == ["in"]
    assert seal.open_grant(wren.key.identity, base64.b64decode(shown["sealed"]))
    assert len(ask("open", **wren.proof).content) in {seal.padded_size(n) for n in (len(json.dumps(shown)),)}


@pytest.mark.parametrize("wrong", ["look_up", "proof"])
def test_says_the_same_whatever_of_a_code_is_wrong(wren: Wren, wrong: str) -> None:
    asked: dict[str, Any] = wren.proof | {wrong: base64_of(bytes(32))}
    nothing = ask("open", look_up=base64_of(bytes(32)), proof=base64_of(bytes(32)))
    for verb, more in (
        ("open", {}),
        ("kept", {}),
        ("erase", {}),
        ("message", {"ref": Message.objects.filter(kind="in").get().ref}),
        ("attachment", {"ref": new_ref()}),
        ("write", {"message": message_of(wren.talk())}),
    ):
        response = ask(verb, **asked, **more)
        assert (response.status_code, response.content) == (NOT_THERE, nothing.content), verb
    assert Conversation.objects.exists()


def test_gives_out_no_notes_drafts_or_names(wren: Wren, ada: PracticeMember, sol: PracticeMember) -> None:
    talk, found = wren.talk(), Conversation.objects.get()
    actions.note(found, ada.member, talk.said(ada, kind="note"))
    actions.offer_draft(found, ada.member, talk.said(ada, kind="draft"), grants={})
    shown = ask("open", **wren.proof).json()
    assert [one["kind"] for one in shown["messages"]] == ["in"]
    for row in Message.objects.exclude(kind="in"):
        assert ask("message", **wren.proof, ref=row.ref).status_code == NOT_THERE
    text = json.dumps(shown)
    for member in (ada, sol):
        # As a value: three letters stand anywhere in so much base64.
        assert f'"{member.member.alias}"' not in text
        assert member.member.ref not in text


def test_takes_what_the_seeker_writes_and_lets_the_clock_run(
    wren: Wren, ada: PracticeMember, sol: PracticeMember
) -> None:
    found = Conversation.objects.get()
    actions.claim(found, ada.member, renewed(wren, ada, sol))
    talk = Talk(wren.ref, ["", seal.open_grant(wren.key.identity, bytes(WayBack.objects.get().sealed))])
    actions.reply(found, ada.member, talk.said(ada), cargo=None, version=Conversation.objects.get().version)
    assert Conversation.objects.get().due_at is None
    message = message_of(talk)
    assert ask("write", **wren.proof, message=message).status_code == 200
    assert Conversation.objects.get().due_at is not None
    again = ask("write", **wren.proof, message=message)
    assert again.status_code == 200
    assert Message.objects.filter(kind="in").count() == 2


def renewed(wren: Wren, *holders: PracticeMember, ways: bool = True) -> NewKey:
    """A new epoch for these, and for the seeker's code."""
    talk, way = wren.talk(), WayBack.objects.get()
    key = talk.narrowed_to(*holders)
    if ways:
        key.ways[way.ref] = seal.grant(talk.identity, way.recipient)
    return key


def test_refuses_an_epoch_that_leaves_the_seeker_out(wren: Wren, ada: PracticeMember, sol: PracticeMember) -> None:
    key = renewed(wren, ada, sol, ways=False)
    with pytest.raises(Conflict):
        actions.claim(Conversation.objects.get(), ada.member, key)
    assert unscripted.letters(wren.key, unscripted.way_of(wren.key))[0].text == "I cannot sleep."


def actions_conflict() -> type[Exception]:
    from peerline.kit.errors import Conflict

    return Conflict


def test_opens_for_the_seeker_after_a_claim(wren: Wren, ada: PracticeMember, sol: PracticeMember) -> None:
    actions.claim(Conversation.objects.get(), ada.member, renewed(wren, ada, sol))
    letters = unscripted.letters(wren.key, unscripted.way_of(wren.key))
    assert [one.text for one in letters] == ["I cannot sleep."]


def test_refuses_what_is_sealed_to_a_spent_key(wren: Wren, ada: PracticeMember, sol: PracticeMember) -> None:
    message = message_of(wren.talk())
    actions.claim(Conversation.objects.get(), ada.member, renewed(wren, ada, sol))
    assert ask("write", **wren.proof, message=message).status_code == 409


def test_shows_as_the_seekers_only_what_the_seeker_signed(wren: Wren) -> None:
    # Who knows the recipient, as the server does, can seal; not sign.
    ask("write", **wren.proof, message=message_of(wren.talk()))
    forged = Message.objects.filter(kind="in").last()
    assert forged is not None
    body = seal.Body(
        line=Line.objects.get().ref, conversation=wren.ref, key_epoch=1, message=forged.ref, kind="in",
        author="writer", time="2026-11-25T09:40:00.000Z", way="web", text="I am fine, close it.",
    )  # fmt: skip
    forged.sealed = seal.seal(wren.talk().recipient, seal.pack(body, seal.new_signing_seed()))
    forged.save()
    letters = unscripted.letters(wren.key, unscripted.way_of(wren.key))
    assert [one.text for one in letters] == ["I cannot sleep.", None]


def test_begins_nothing_without_an_offer_of_ours(wren: Wren) -> None:
    sent: dict[str, Any] = {
        "conversation": new_ref(),
        "recipient": wren.talk().recipient,
        "grants": {},
        "language": None,
    }
    sent |= {"message": message_of(wren.talk()), "urgent": False}
    assert ask("send", token="made:up", **sent).status_code == 409
    assert ask("send", token=signing.dumps([[], "x", True], salt="another"), **sent).status_code == 409


def test_begins_nothing_that_is_granted_to_others_than_offered(wren: Wren) -> None:
    offer = ask("offer", started=started.give().word, language="en").json()
    talk = Talk(new_ref(), [seal.new_identity()])
    keys: dict[str, Any] = {one["ref"]: base64_of(seal.grant(talk.identity, one["recipient"])) for one in offer["keys"]}
    sent: dict[str, Any] = {"conversation": talk.ref, "recipient": talk.recipient, "language": None, "urgent": False}
    for grants in ({}, dict(list(keys.items())[1:]), keys | {new_ref(): base64_of(b"x")}):
        assert ask("send", token=offer["token"], grants=grants, message=message_of(talk), **sent).status_code == 400
    good = ask("send", token=offer["token"], grants=keys, message=message_of(talk), **sent)
    assert good.status_code == 200
    assert Conversation.objects.count() == 2


@pytest.mark.parametrize("ref", ["../../etc/passwd", "A" * 26, ""])
def test_makes_no_file_of_what_is_no_ref(wren: Wren, ref: str) -> None:
    message = message_of(wren.talk()) | {"attachments": [{"ref": ref, "sealed": base64_of(b"x"), "size_class": 1}]}
    assert ask("write", **wren.proof, message=message).status_code == 400


def test_makes_no_more_codes_than_five(wren: Wren) -> None:
    statuses = [ask("code-again", **wren.proof, made=made(wren)).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 400]


def made(wren: Wren) -> dict[str, Any]:
    """One more way back, as a browser posts it; its secrets are of no matter here."""
    recipient = seal.recipient_of(seal.new_identity())
    return {
        "look_up": base64_of(new_ref().encode()),
        "proof": base64_of(bytes(32)),
        "recipient": recipient,
        "sealed": base64_of(b"x"),
        "sealed_seed": base64_of(b"x"),
        "vouched": message_of(wren.talk()),
    }


def test_lets_a_pass_make_a_code_for_an_hour_only(wren: Wren, monkeypatch: pytest.MonkeyPatch) -> None:
    word = passes.give(wren.ref)
    assert ask("code", pass_word=word, made=made(wren)).status_code == 200
    assert ask("code", pass_word=word + "x", made=made(wren)).status_code == NOT_THERE
    assert ask("code", pass_word=signing.dumps(wren.ref), made=made(wren)).status_code == NOT_THERE
    monkeypatch.setattr(passes, "SECONDS", -1)
    assert ask("code", pass_word=word, made=made(wren)).status_code == NOT_THERE


def test_erases_for_who_proves_the_code_and_for_who_has_just_sent(wren: Wren) -> None:
    gone = ask("erase", **wren.proof).json()
    assert gone == {"backups_gone_by": days.gone_by().isoformat()}
    assert not Conversation.objects.exists()
    assert ask("open", **wren.proof).status_code == NOT_THERE
    unscripted.begin("Once more.", {}, language=None, urgent=False)
    assert ask("take-back", pass_word=passes.give(Conversation.objects.get().ref)).status_code == 200
    assert not Message.objects.exists()


def test_tells_the_desk_that_the_words_are_kept(wren: Wren, ada: PracticeMember) -> None:
    assert ask("kept", **wren.proof).status_code == 200
    assert ask("kept", **wren.proof).status_code == 200
    found = access.held(ada.member, wren.ref)
    assert [one.name for one in access.events(found)] == ["code-kept"]


def test_asks_a_page_to_be_some_seconds_old_and_serves_its_word_once(wren: Wren, settings: Settings) -> None:
    word = started.give().word
    settings.PEERLINE_DOOR_WAIT = 10
    assert ask("offer", started=word, language=None).status_code == 429
    settings.PEERLINE_DOOR_WAIT = 0
    assert ask("offer", started=word, language=None).status_code == 200
    assert ask("offer", started=word, language=None).status_code == 409
    assert ask("offer", started="made:up:word", language=None).status_code == 409


def test_offers_nothing_while_the_line_is_closed(wren: Wren) -> None:
    Line.objects.update(opened_at=None)

    known.forget()
    response = ask("offer", started=started.give().word, language=None)
    assert (response.status_code, response.json()["error"]) == (503, "line-closed")


@pytest.mark.usefixtures("wren")
def test_is_asked_from_its_own_pages_only() -> None:
    client = Client(headers={"Sec-Fetch-Site": "cross-site"})
    assert ask("offer", client, started=started.give().word, language=None).status_code == 400


@pytest.mark.usefixtures("wren")
@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"look_up": 1, "proof": "x"}', b"\xff\xfe"])
def test_answers_rubbish_with_a_sentence(body: bytes) -> None:
    for verb in ("offer", "send", "code", "open", "message", "write", "erase"):
        response = Client().post(f"/api/door/{verb}", body, content_type="application/json")
        assert response.status_code == 400
        assert response.json()["sentence"]


@pytest.mark.usefixtures("lantern", "ada", "sol")
def test_spells_a_code_in_the_language_of_the_page_and_reads_it_in_any() -> None:
    sent = {"say": "Sie haben meinem Chef geschrieben.", "started": started.give().word}
    page = Client().post("/write/?plain&language=de", sent).content.decode()
    shown = re.findall(r"<li>(\w+)</li>", page.split('<ol class="words', 1)[1].split("</ol>", 1)[0])
    assert len(shown) == 7
    code = seal.read_code(" ".join(shown), 7, ("de",))
    assert " ".join(shown) == " ".join(code.words("de"))
    for language, tag in (("de", "de"), ("en", "de"), ("ar", "ja")):
        told = Client().post(f"/write/?plain&back&language={language}", {"code": " ".join(code.words(tag))})
        assert "Sie haben meinem Chef geschrieben." in told.content.decode()
    wrong = Client().post("/write/?plain&back&language=de", {"code": " ".join(["xqxqxq", *shown[1:]])})
    assert "xqxqxq" in wrong.content.decode()


@pytest.mark.usefixtures("lantern", "ada", "sol")
def test_tells_nothing_by_the_length_of_a_page_without_script() -> None:
    sent = {"say": "They wrote to my employer. " * 400, "started": started.give().word}
    packed = {"Accept-Encoding": "gzip"}
    pages = [
        Client().post("/write/?plain", data, headers=packed) for data in (sent, {"say": ""}, {**sent, "started": ""})
    ]
    words = re.findall(r"<li>(\w+)</li>", pages[0].content.decode().split('<ol class="words', 1)[1].split("</ol>")[0])
    pages += [
        Client().post("/write/?plain&back", {"code": code}, headers=packed) for code in (" ".join(words), "moon " * 7)
    ]
    assert {len(page.content) for page in pages} == {framed.SMALLEST_CLASS}
    assert not any(page.has_header("Content-Encoding") for page in pages)
    assert "It has arrived" in pages[0].content.decode()
    large = Client().post("/write/?plain", {"say": "x" * 60_000, "started": ""}, headers=packed)
    assert len(large.content) == 2 * framed.SMALLEST_CLASS


@pytest.mark.usefixtures("wren")
def test_sets_no_cookie_and_is_kept_nowhere() -> None:
    for path in ("/write/", "/write/?back", "/write/?plain", "/write/?plain&back"):
        response = Client().get(path)
        assert response.status_code == 200
        assert not response.cookies
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
    left = Client().post("/leave/")
    assert (left.status_code, left["Clear-Site-Data"]) == (204, '"cache", "storage"')
