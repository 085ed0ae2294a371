"""A thief writes to the database, swaps blobs and answers in the server's name; the desk refuses, and says so plainly.

One line runs for all of it. Each test changes something under the running server, looks at it with a counselor's eyes,
and sees that the rest of the page is as it was.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from peerline import seal
from tests.journeys.hands import signed_in
from tests.journeys.running import running_line
from tests.journeys.story import (
    FORGED,
    NOT_MINE,
    NOTED,
    OF_CONVERSATION,
    Story,
    answered_in_our_name,
    forget_what_was_written,
    in_base64,
    note,
    send,
    told,
)


@pytest.fixture(scope="module")
def story(browser: Browser) -> Iterator[Story]:
    with running_line() as line, told(line, browser) as begun:
        yield begun


# ---- messages ----------------------------------------------------------------------------------------------------


def test_the_page_is_whole_before_anybody_tampers(story: Story) -> None:
    story.look()
    story.rest_is_well()
    expect(story.letter(story.joined)).to_contain_text("from another address")
    expect(story.page.locator(".notice:visible")).to_have_count(0)


def test_refuses_a_message_moved_here_from_another_conversation(story: Story) -> None:
    here = story.thief.one("SELECT conversation_id FROM conversations_message WHERE ref = ?", story.wren)
    with story.thief.changed("conversations_message", story.others, conversation_id=here):
        story.look()
        story.refused(story.others, NOT_MINE)
        story.rest_is_well()


def test_refuses_a_message_that_was_unsealed_there_and_sealed_for_here(story: Story) -> None:
    # Even who holds both conversations cannot make a message of one look like a message of the other.
    body = story.thief.body("Ada", story.other, story.others)
    identity = story.thief.identities("Ada", story.conversation)[2]
    moved = story.thief.forged(identity, body, None, key_epoch=2)
    with story.thief.slipped_in(story.joined, sealed=moved) as ref:
        story.look()
        story.refused(ref)
        story.rest_is_well()


def test_refuses_a_message_that_is_replayed(story: Story) -> None:
    with story.thief.slipped_in(story.note) as ref:
        story.look()
        story.refused(ref)
        story.rest_is_well()


def test_opens_a_message_that_the_page_shows_twice_where_it_stands_first(story: Story) -> None:
    def twice(html: str) -> str:
        found = re.search(rf'<peer-letter ref="{story.note}".*?</peer-letter>', html, re.DOTALL)
        assert found is not None
        return html.replace("<peer-compose act", found[0] + "<peer-compose act", 1)

    with answered_in_our_name(story.page, f"**/desk/c/{story.conversation}/", twice):
        story.look()
        letters = story.letter(story.note)
        expect(letters).to_have_count(2)
        expect(letters.first).to_contain_text(NOTED)
        expect(letters.last).to_contain_text(FORGED)
        expect(letters.last).not_to_contain_text(NOTED)
        story.rest_is_well(story.note)


def test_refuses_a_message_under_another_epoch(story: Story) -> None:
    with story.thief.changed("conversations_message", story.wren, key_id=story.thief.key_id(story.conversation, 2)):
        story.look()
        story.refused(story.wren, NOT_MINE)
        story.rest_is_well(story.wren)


def test_refuses_what_an_earlier_holder_made_of_an_old_message(story: Story) -> None:
    # Who was taken off holds the old key, and the new recipient stands in the database.
    identity = story.thief.identities("Ada", story.conversation)[2]
    body = story.thief.body("Ada", story.conversation, story.wren)
    sealed = story.thief.forged(identity, body, None)
    with story.thief.changed(
        "conversations_message", story.wren, sealed=sealed, key_id=story.thief.key_id(story.conversation, 2)
    ):
        story.look()
        story.refused(story.wren)
        story.rest_is_well(story.wren)


@pytest.mark.parametrize("change", [{"kind": "out"}, {"way": "mail+pgp"}])
def test_refuses_a_message_under_another_label(story: Story, change: dict[str, str]) -> None:
    ref = story.note if "kind" in change else story.wren
    with story.thief.changed("conversations_message", ref, **change):
        story.look()
        story.refused(ref)
        story.rest_is_well(ref)


def test_refuses_a_note_under_the_name_of_another_member(story: Story) -> None:
    sol = story.thief.one("SELECT id FROM people_member WHERE alias = ?", "Sol")
    with story.thief.changed("conversations_message", story.note, author_id=sol):
        story.look()
        story.refused(story.note)
        story.rest_is_well(story.note)


@pytest.mark.parametrize("signed_by", ["nobody", "a thief", "Sol"])
def test_refuses_words_put_into_a_members_mouth(story: Story, signed_by: str) -> None:
    # Sol holds it too, and could seal anything to it, but cannot sign as Ada.
    seed = {"nobody": None, "a thief": seal.new_signing_seed()}.get(signed_by, story.thief.bundle("Sol").seed)
    identity = story.thief.identities("Sol", story.conversation)[2]
    body = story.thief.body("Sol", story.conversation, story.note)
    sealed = story.thief.forged(identity, body, seed, text="Tell them to come.")
    with story.thief.changed("conversations_message", story.note, sealed=sealed):
        story.look()
        story.refused(story.note)
        expect(story.letter(story.note)).not_to_contain_text("Tell them to come.")
        story.rest_is_well(story.note)


def test_tells_when_a_message_is_shown_at_another_time(story: Story) -> None:
    at = story.thief.one("SELECT at FROM conversations_message WHERE ref = ?", story.wren)
    earlier = re.sub(r"^\d{4}", "2021", at) if isinstance(at, str) else at.replace(year=2021)
    with story.thief.changed("conversations_message", story.wren, at=earlier):
        story.look()
        expect(story.letter(story.wren)).to_contain_text("It says of itself that it was written")
        story.rest_is_well()
    story.look()
    expect(story.page.locator("main")).not_to_contain_text("It says of itself")


def test_shows_a_damaged_message_as_damaged(story: Story) -> None:
    sealed = bytearray(story.thief.sealed(story.note))
    sealed[-20] ^= 1
    with story.thief.changed("conversations_message", story.note, sealed=bytes(sealed)):
        story.look()
        story.refused(story.note, "This one is damaged.")
        story.rest_is_well(story.note)


def test_refuses_an_attachment_swapped_for_another(story: Story, tmp_path: Path) -> None:
    asked = """SELECT a.ref FROM conversations_attachment a JOIN conversations_message m ON m.id = a.message_id
        WHERE m.ref = ? ORDER BY a.id"""
    (one,), (two,) = story.thief.rows(asked, story.wren)
    kept = shutil.copy(story.thief.blob(one), tmp_path / "one")
    shutil.copy(story.thief.blob(two), story.thief.blob(one))
    try:
        story.look()
        for button in story.letter(story.wren).get_by_role("button", name=re.compile("^Save")).all():
            name = button.inner_text()
            if "photo" in name:
                with story.page.expect_download() as saved:
                    button.click()
                assert Path(saved.value.path()).read_text().strip() == "this is photo.txt"
            else:
                button.click()
        expect(story.letter(story.wren)).to_contain_text("This attachment is not what the message says.")
        story.rest_is_well()
    finally:
        shutil.copy(kept, story.thief.blob(one))


# ---- keys --------------------------------------------------------------------------------------------------------


def test_seals_to_the_key_it_opened_and_warns_of_a_swapped_one(story: Story) -> None:
    theirs = seal.new_identity()
    key = story.thief.key_id(story.conversation, 2)
    before = story.thief.one("SELECT recipient FROM conversations_conversationkey WHERE id = ?", key)
    swap = "UPDATE conversations_conversationkey SET recipient = ? WHERE id = ?"
    story.thief.rows(swap, seal.recipient_of(theirs), key)
    try:
        story.look()
        expect(story.page.locator("main")).to_contain_text("is not the key of this conversation")
        story.rest_is_well()
        note(story.page, "Not for strangers.")
        expect(story.page.locator("main")).to_contain_text("Not for strangers.")
    finally:
        story.thief.rows(swap, before, key)
    ref = story.thief.rows(OF_CONVERSATION, story.conversation)[-1][0]
    with pytest.raises(seal.NotForYou):
        seal.unseal(theirs, story.thief.sealed(ref))
    assert story.thief.body("Ada", story.conversation, ref).text == "Not for strangers."
    story.thief.rows("DELETE FROM conversations_message WHERE ref = ?", ref)


def test_seals_nothing_to_a_key_that_was_granted_by_a_thief(story: Story) -> None:
    theirs = seal.new_identity()
    ada = story.thief.one(
        "SELECT k.recipient FROM people_key k JOIN people_member m ON m.id = k.member_id WHERE alias = 'Ada'"
    )
    before = story.messages()

    def slip_in(html: str) -> str:
        said = re.search(r'<script id="conversation" type="application/json">(.*?)</script>', html, re.DOTALL)
        assert said is not None
        data = json.loads(said[1])
        data["grant"] = in_base64(seal.grant(theirs, ada))
        data["keys"][0]["recipient"] = seal.recipient_of(theirs)
        return html.replace(said[1], json.dumps(data))

    with answered_in_our_name(story.page, f"**/desk/c/{story.conversation}/", slip_in):
        story.look()
        story.refused(story.wren, NOT_MINE)
        note(story.page, "They moved.")
        expect(story.page.locator("main")).to_contain_text("nothing was sealed")
        story.look()
        send(story.page, "You moved.")
        expect(story.page.locator("main")).to_contain_text("nothing was sealed")
    assert story.messages() == before
    forget_what_was_written(story)


def test_takes_a_conversation_with_keys_of_its_own_making(story: Story, browser: Browser) -> None:
    theirs = seal.recipient_of(seal.new_identity())
    page = signed_in(browser, story.line, "Ada")

    def swap(text: str) -> str:
        data = json.loads(text)
        for one in data["keys"]:
            one["recipient"] = theirs
        for one in [*data["holders"], *data["people"]]:
            if one["alias"] == "Ada":
                one["recipient"] = theirs
        return json.dumps(data)

    with answered_in_our_name(page, f"**/api/conversations/{story.other}", swap):
        page.get_by_role("button", name="Take the first").click()
        page.wait_for_url(f"**/desk/c/{story.other}/**")
    expect(page.locator("main")).to_contain_text("Give me the name.")
    assert set(story.thief.identities("Ada", story.other)) == {1, 2}
    page.context.close()
