"""A thief swaps what waits to leave, or the way it takes: nothing leaves but what was released, to who wrote first."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from peerline import seal
from tests.journeys.hands import signed_in
from tests.journeys.running import running_line, wait_for
from tests.journeys.story import (
    MALLORY,
    NOTED,
    OF_CONVERSATION,
    WREN,
    Story,
    answered_in_our_name,
    failed,
    forget_what_was_written,
    given_up,
    hurry,
    in_base64,
    newest_outgoing,
    reply,
    send,
    told,
)


@pytest.fixture(scope="module")
def story(browser: Browser) -> Iterator[Story]:
    with running_line() as line, told(line, browser) as begun:
        yield begun


def test_answers_nobody_but_who_wrote_first(story: Story) -> None:
    # Mallory knows the reply address, and a thief makes Mallory's message the first one.
    mails, before = len(story.line.catcher.to(MALLORY)), story.messages()

    def first(html: str) -> str:
        epoch = f'"first": {{"ref": "{story.joined}", "epoch": 2, "src": "/api/messages/{story.joined}/sealed"}}'
        return re.sub(r'"first": \{.*?\}', epoch, html)

    with answered_in_our_name(story.page, f"**/desk/c/{story.conversation}/", first):
        story.look()
        send(story.page, "Your street is safe.")
        expect(story.page.locator("main")).to_contain_text("no address to answer to")
        story.rest_is_well()
    assert story.messages() == before
    assert len(story.line.catcher.to(MALLORY)) == mails
    forget_what_was_written(story)


def test_sends_nothing_by_a_swapped_delivery_key(story: Story) -> None:
    theirs = seal.recipient_of(seal.new_identity())
    mails = len(story.line.catcher.mails)
    with answered_in_our_name(
        story.page,
        f"**/desk/c/{story.conversation}/",
        lambda html: re.sub(r'("delivery": \{"day": "[^"]+", "recipient": )"[^"]+"', rf'\1"{theirs}"', html),
    ):
        story.look()
        send(story.page, "Nobody reads this.")
        expect(story.page.locator("main")).to_contain_text("It leaves in 30 seconds.")
    given_up(story, "Nobody reads this.")
    assert len(story.line.catcher.mails) == mails


def test_sends_nothing_when_two_copies_were_swapped(story: Story) -> None:
    mails = len(story.line.catcher.mails)
    refs = []
    for text in ("The one.", "The other."):
        story.look()
        reply(story.page, text)
        refs.append(newest_outgoing(story.thief))
    one, other = (story.thief.one("SELECT sealed FROM post_outgoing WHERE ref = ?", ref) for ref in refs)
    for ref, sealed in zip(refs, (other, one), strict=True):
        story.thief.rows("UPDATE post_outgoing SET sealed = ? WHERE ref = ?", sealed, ref)
    given_up(story, "The one.", "The other.")
    assert all(failed(story.thief, ref) for ref in refs)
    assert len(story.line.catcher.mails) == mails


@pytest.mark.parametrize("card", ["made up", "of another conversation"])
def test_sends_nothing_to_a_card_that_is_not_of_this_conversation(story: Story, card: str) -> None:
    # A holder's browser, gone bad, names the way to Mallory.
    public = seal.recipient_of((story.line.data / "secrets/address.age").read_text())
    made_up = {"v": 1, "conversation": story.conversation, "address": MALLORY, "name": "", "references": [], "mac": "0"}
    forged = {
        "made up": in_base64(seal.seal(public, seal.pad(json.dumps(made_up).encode()))),
        "of another conversation": story.thief.body("Ada", story.other, story.others).card,
    }[card]
    mails = len(story.line.catcher.to(MALLORY))
    story.look()
    bad = """async (card) => {
        const write = JSON.stringify;
        JSON.stringify = (value, ...more) => write(value?.kind === "reply" ? { ...value, card } : value, ...more);
    }"""
    story.page.evaluate(bad, forged)
    reply(story.page, f"To a card {card}.")
    given_up(story, f"To a card {card}.")
    assert len(story.line.catcher.to(MALLORY)) == mails


def test_releases_what_the_reviewer_read_whatever_became_of_the_draft(story: Story, browser: Browser) -> None:
    story.look()
    story.page.get_by_role("textbox", name="Your answer").fill("You are not alone.")
    story.page.get_by_role("button", name="Ask for a second opinion").click()
    expect(story.page.locator("main")).to_contain_text("A lead reads it before it leaves.")
    draft = story.thief.rows(OF_CONVERSATION, story.conversation)[-1][0]
    sol = signed_in(browser, story.line, "Sol")
    # First a draft that Ada did not write: it is not shown, cannot be approved, and can be given back.
    with story.thief.changed("conversations_message", draft, sealed=story.thief.sealed(story.note)):
        sol.goto(f"{story.line.url}/desk/review/{draft}/")
        expect(sol.locator("main")).to_contain_text("This text does not belong to this conversation.")
        expect(sol.get_by_role("button", name="Approve and send")).to_have_count(0)
        expect(sol.get_by_role("button", name="Give it back")).to_be_visible()
    # Then one that is changed while Sol reads.
    sol.goto(f"{story.line.url}/desk/review/{draft}/")
    expect(sol.get_by_role("textbox", name="The answer as it leaves")).to_have_value("You are not alone.")
    with story.thief.changed("conversations_message", draft, sealed=story.thief.sealed(story.note)):
        sol.get_by_role("button", name="Approve and send").click()
        expect(sol.locator("main")).to_contain_text("Approved.")
    hurry(story.thief)
    wait_for(lambda: "You are not alone." in [one.get_content().strip() for one in story.line.catcher.to(WREN)])
    assert not any(NOTED in one.get_content() for one in story.line.catcher.to(WREN))
    sol.context.close()
