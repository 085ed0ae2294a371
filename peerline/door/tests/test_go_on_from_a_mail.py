"""A link from a mail opens the door once, and nothing that was said before: it ..."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

import pytest
from django.test import Client

from peerline import seal
from peerline.conversations import access, actions
from peerline.conversations.cargo import SealedMessage
from peerline.conversations.models import Conversation, DoorLink
from peerline.door import unscripted
from peerline.door.tests.test_come_back import Wren, ask, base64_of
from peerline.kit.tokens import new_ref
from peerline.line.access import the_line
from peerline.line.models import Line
from peerline.people.practice import PracticeMember
from tests.sealed import Talk, arrive, offered

NOT_THERE, CONFLICT = 404, 409


@pytest.fixture
def talk(lantern: Line, ada: PracticeMember, sol: PracticeMember) -> Talk:
    """Wren wrote by mail, and Ada took it."""
    talk = arrive(ada, sol, text="They know my street.")
    actions.claim(talk.row(), ada.member, talk.narrowed_to(ada, sol))
    return talk


@pytest.fixture
def link(talk: Talk, ada: PracticeMember) -> str:
    """The token of the link in Ada's answer."""
    return offered(talk, ada)


def made(link: str) -> tuple[str, dict[str, Any]]:
    """What a browser makes of a link: the identity, and what it posts."""
    keys = ask("link", link=link).json()["keys"]
    identity, ref, said = seal.new_identity(), new_ref(), new_ref()
    recipient, seed = seal.recipient_of(identity), seal.new_signing_seed()
    body = seal.Body(
        line=the_line().ref,
        conversation=ref,
        key_epoch=1,
        message=said,
        kind="in",
        author="writer",
        time="2026-11-29T09:40:00.000Z",
        way="web",
        extra={"opens": True, "linked": True, "verify": base64_of(seal.verify_key_of(seed))},
    )
    plain = seal.pack(body, seed)
    message = {
        "ref": said, "epoch": 1, "sealed": base64_of(seal.seal(recipient, plain)), "size_class": len(plain),
        "attachments": [],
    }  # fmt: skip
    grants = {one["ref"]: base64_of(seal.grant(identity, one["recipient"])) for one in keys}
    posted = {"link": link, "conversation": ref, "recipient": recipient, "grants": grants, "message": message}
    return identity, posted


def test_seals_to_those_who_hold_the_mails_and_shows_none_of_them(
    talk: Talk, link: str, *, ada: PracticeMember, sol: PracticeMember
) -> None:
    identity, posted = made(link)
    assert set(posted["grants"]) == {ada.key.ref, sol.key.ref}
    pass_word = ask("go-on", **posted).json()["pass_word"]
    begun = Conversation.objects.get(ref=posted["conversation"])
    assert {one.member.alias for one in access.holders(begun)} == {"Ada", "Sol"}
    assert seal.open_grant(ada.bundle.identity, access.my_grant(ada.member, begun).sealed) == identity
    code = seal.new_code()
    keys = seal.keys_of_code(code, the_line().ref)
    recipient = seal.recipient_of(keys.identity)
    vouched = Talk(begun.ref, [identity]).said()
    ways = {
        "look_up": base64_of(bytes.fromhex(keys.look_up)),
        "proof": base64_of(bytes.fromhex(keys.sign_in)),
        "recipient": recipient,
        "sealed": base64_of(seal.grant(identity, recipient)),
        "sealed_seed": base64_of(seal.seal(recipient, bytes(32))),
        "vouched": {
            "ref": vouched.ref, "epoch": 1, "sealed": base64_of(vouched.sealed), "size_class": vouched.size_class,
            "attachments": [],
        },
    }  # fmt: skip
    assert ask("code", pass_word=pass_word, made=ways).status_code == 200
    shown = ask("open", **Wren(code, begun.ref).proof).json()
    assert [one["ref"] for one in shown["messages"]] == [posted["message"]["ref"]]
    assert talk.ref not in json.dumps(shown)


def test_is_not_used_up_by_looking(link: str) -> None:
    """Machines follow the links of mails, and load what is behind them."""
    for _ in range(3):
        assert Client().get("/write/").status_code == 200
        assert ask("link", link=link).status_code == 200
    assert not DoorLink.objects.get().is_spent


def test_is_used_up_by_beginning(link: str) -> None:
    _, posted = made(link)
    assert ask("go-on", **posted).status_code == 200
    assert ask("go-on", **posted).status_code == 200  # the answer got lost
    nothing = ask("link", link=new_ref())
    for response in (ask("link", link=link), ask("go-on", **(posted | {"conversation": new_ref()}))):
        assert (response.status_code, response.content) == (NOT_THERE, nothing.content)
    assert Conversation.objects.count() == 2


def test_says_the_same_of_every_link_that_opens_nothing(link: str) -> None:
    spent = made(link)[1]
    ask("go-on", **spent)
    answers = {ask("link", link=one).content for one in ("", "x", new_ref(), link, "é" * 100)}
    assert len(answers) == 1


def test_asks_again_when_others_hold_it_by_now(
    talk: Talk, link: str, *, ada: PracticeMember, sol: PracticeMember
) -> None:
    _, posted = made(link)
    actions.step_back(talk.row(), ada.member, talk.narrowed_to(sol))
    assert ask("go-on", **posted).status_code == CONFLICT
    assert ask("go-on", **made(link)[1]).status_code == 200


@pytest.mark.parametrize("change", [{"conversation": "../x"}, {"grants": {}}, {"recipient": "age1nobody"}])
def test_uses_nothing_up_for_what_is_malformed(link: str, change: dict[str, Any]) -> None:
    _, posted = made(link)
    assert ask("go-on", **(posted | change)).status_code in {400, CONFLICT}
    assert not DoorLink.objects.get().is_spent
    assert Conversation.objects.count() == 1


# ---- without script -------------------------------------------------------------------------------------------------


def plain(path: str, **posted: str) -> str:
    client = Client()
    response = client.post(path, posted) if posted else client.get(path)
    assert (response.status_code, dict(response.cookies)) == (200, {})
    return response.content.decode()


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_takes_a_link_by_hand_where_there_is_no_script(link: str, language: str) -> None:
    there = f"/write/?language={language}&plain&link"
    assert 'name="link"' in plain(there)
    words = plain(there, link=f"https://lantern.example/write/#go.{link} ")
    seven = re.findall(r"<li>([^<]+)</li>", words.partition('<ol class="words')[2].partition("</ol>")[0])
    assert len(seven) == 7
    kept = re.search(r'name="kept" value="([^"]+)"', words)
    assert kept is not None
    read = plain(f"/write/?language={language}&plain&back", kept=kept[1], look="yes")
    assert "<article" not in read
    read = plain(f"/write/?language={language}&plain&back", kept=kept[1], reply="I am here now.")
    assert read.count("<article") == 1
    assert "I am here now." in read
    assert "They know my street." not in read


def test_says_in_words_that_a_link_is_over(link: str) -> None:
    there = "/write/?language=en&plain&link"
    for wrong in ("", "https://lantern.example/write/#go.", new_ref()):
        assert "This link opens nothing any more." in plain(there, link=wrong)
    plain(there, link=link)
    assert "This link opens nothing any more." in plain(there, link=link)


def test_shows_without_script_what_a_counselor_added(talk: Talk, link: str, *, ada: PracticeMember) -> None:
    code = unscripted.go_on(link)
    wren = Wren(code, Conversation.objects.latest("pk").ref)
    ref = new_ref()
    body = seal.Body(
        line=the_line().ref,
        conversation=wren.ref,
        key_epoch=1,
        message=ref,
        kind="past",
        author=ada.member.ref,
        time="2026-11-29T09:40:00.000Z",
        way="desk",
        text="They know my street.",
        extra={"past": {"who": "seeker", "at": "2026-11-25T09:40:00.000Z", "way": "mail"}},
    )
    packed = seal.pack(body, ada.bundle.seed)
    sealed = seal.seal(wren.talk().recipient, packed)
    actions.add_past(
        Conversation.objects.get(ref=wren.ref),
        ada.member,
        [SealedMessage(ref, 1, sealed, len(packed))],
    )
    kept = unscripted.keep(wren.key)
    read = plain("/write/?language=en&plain&back", kept=kept, look="yes")
    assert "From your e-mail" in read
    assert "They know my street." in read
    assert "Nov. 25, 2026" in read
    assert "The e-mails from before are not deleted by this." in read
    assert base64.b64encode(sealed).decode() not in read
