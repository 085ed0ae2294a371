"""A member's way: invited, joined, signed in, locked, recovered; in a real browser, listening to every request."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, cast
from urllib.parse import unquote_plus

import pytest
from django.core.cache import cache
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from peerline.people import access, actions
from peerline.people.cargo import Invite
from peerline.people.practice import PracticeMember
from tests.journeys.axe import violations
from tests.journeys.width import is_wide

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    # The browser's driver keeps a loop in this thread; what the test itself asks the database for is fine.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Served(ThreadedWSGIServer):
    """Ends only when every connection has."""

    daemon_threads = False


class Pages(LiveServerThread):
    """The pages as they are; built files are served by the middleware, as on a real line."""

    server_class = Served


@pytest.fixture
def site(transactional_db: None) -> Iterator[str]:
    """The pages on loopback, from the same database as the test. Returns the address."""
    shared = {one.alias: one for one in connections.all() if one.vendor == "sqlite"}
    for connection in shared.values():
        connection.inc_thread_sharing()
    thread = Pages("127.0.0.1", cast(Any, lambda pages: pages), connections_override=shared)
    thread.start()
    thread.is_ready.wait()
    yield f"http://{thread.host}:{thread.port}"
    thread.terminate()
    for connection in shared.values():
        connection.dec_thread_sharing()


class Heard:
    """Everything that left the browser."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def hear(self, request: Request) -> None:
        self.said.append(
            unquote_plus("\n".join([request.url, request.post_data or "", *map(str, request.headers.items())]))
        )

    def words(self, wanted: list[str]) -> list[str]:
        """Neighbors of a code, or a word that stands alone, as any request said them.

        A single word proves nothing: "like" is in every browser's name.
        """
        pairs = [rf"\b{one}[^a-z]{{1,6}}{other}\b" for one, other in pairwise(wanted)] or [rf"\b{wanted[0]}\b"]
        return [pair for pair in pairs if any(re.search(pair, said, re.IGNORECASE) for said in self.said)]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def page(browser: Browser, heard: Heard) -> Iterator[Page]:
    cache.clear()
    context = browser.new_context()
    shown = context.new_page()
    shown.on("request", heard.hear)
    problems: list[str] = []
    shown.on("pageerror", lambda error: problems.append(str(error)))
    shown.on("console", lambda said: problems.append(said.text) if "Content Security Policy" in said.text else None)
    yield shown
    context.close()
    assert problems == []


def shown_words(page: Page, kind: str) -> list[str]:
    """The words of the code or sheet on the page."""
    return page.locator(f'peer-words[data-part="{kind}"] .words li').all_inner_texts()


def keep_words(page: Page, kind: str, count: int) -> list[str]:
    """Read the words, and type back the two that are asked for."""
    part = page.locator(f'peer-words[data-part="{kind}"]')
    expect(part.locator(".words li")).to_have_count(count)
    words = shown_words(page, kind)
    part.get_by_role("button", name="I have them").click()
    for label in part.locator("label").all():
        number = int(re.sub(r"\D", "", label.inner_text()))
        part.get_by_label(f"Word {number}", exact=True).fill(words[number - 1])
    part.get_by_role("button", name="Go on").click()
    return words


def type_words(page: Page, words: list[str], button: str) -> None:
    page.get_by_label(re.compile("Your (seven )?words")).fill(" ".join(words))
    page.get_by_role("button", name=button, exact=True).click()


def unlocked(page: Page) -> bool:
    return bool(page.evaluate("JSON.parse(document.getElementById('me').textContent).unlock"))


def test_signs_in_without_a_word_leaving_the_browser(
    site: str, ada: PracticeMember, page: Page, *, heard: Heard
) -> None:
    page.goto(f"{site}/me/")
    type_words(page, list(ada.code.words()), "Sign in")
    page.wait_for_url(f"{site}/me/")
    assert unlocked(page)
    assert heard.words(list(ada.code.words())) == []
    page.get_by_role("button", name="Lock").click()
    page.wait_for_url(re.compile("/unlock/"))
    assert not unlocked(page)
    type_words(page, list(ada.code.words()), "Unlock")
    page.wait_for_url(f"{site}/me/")
    assert unlocked(page)
    assert heard.words(list(ada.code.words())) == []


def test_says_kindly_that_words_open_nothing(site: str, ada: PracticeMember, page: Page) -> None:
    page.goto(f"{site}/sign-in/")
    words = list(ada.code.words())
    type_words(page, words[:6], "Sign in")
    expect(page.get_by_role("main").get_by_role("status").first).to_have_text(re.compile("We count 6 words"))
    for _ in range(2):
        type_words(page, words[::-1], "Sign in")
        expect(page.get_by_role("main").get_by_role("status").first).to_have_text(re.compile("open nothing"))
    type_words(page, words, "Sign in")
    page.wait_for_url(f"{site}/desk/")


def test_joins_and_is_in_at_once(site: str, kim: PracticeMember, page: Page, *, heard: Heard) -> None:
    token = actions.invite(kim.member, Invite("Bo", ("coordinator",), ("en", "fr"), reviewed=False))
    page.goto(f"{site}/join/#{token}")
    page.get_by_label("Alias").fill("kim")
    page.get_by_role("button", name="Go on to the seven words").click()
    expect(page.locator("#words-status")).to_have_text(re.compile("Choose another"))
    page.get_by_label("Alias").fill("Bo")
    page.get_by_role("button", name="Go on to the seven words").click()
    code = keep_words(page, "code", 7)
    assert [one.alias for one in access.members()] == ["Kim"]
    sheet = keep_words(page, "sheet", 12)
    page.wait_for_url(f"{site}/people/")
    assert unlocked(page)
    assert heard.words(code + sheet) == []
    joined = next(one for one in access.members() if one.alias == "Bo")
    assert (joined.languages, joined.sheet_confirmed_at is not None) == ("en fr", True)
    page.goto(f"{site}/join/#{token}")
    expect(page.get_by_role("heading", name="This invitation opens nothing.")).to_be_visible()


def test_comes_back_by_the_sheet_with_a_new_code(site: str, ada: PracticeMember, page: Page, *, heard: Heard) -> None:
    page.goto(f"{site}/sign-in/?next=/me/")
    type_words(page, list(ada.sheet.words()), "Sign in")
    code = keep_words(page, "code", 7)
    page.wait_for_url(f"{site}/me/")
    assert unlocked(page)
    page.get_by_role("button", name="Sign out").click()
    type_words(page, list(ada.code.words()), "Sign in")
    expect(page.get_by_role("main").get_by_role("status").first).to_have_text(re.compile("open nothing"))
    type_words(page, code, "Sign in")
    page.wait_for_url(f"{site}/desk/")
    assert heard.words([*ada.sheet.words(), *code]) == []


def test_a_lost_device_makes_everything_new(site: str, ada: PracticeMember, page: Page) -> None:
    elsewhere = Client()
    elsewhere.force_login(ada.member)
    page.goto(f"{site}/sign-in/?next=/me/")
    type_words(page, list(ada.code.words()), "Sign in")
    page.get_by_role("link", name="I lost a device").click()
    type_words(page, list(ada.code.words()), "Go on")
    code = keep_words(page, "code", 7)
    keep_words(page, "sheet", 12)
    expect(page.get_by_role("heading", name="Everything is new.")).to_be_visible()
    assert [key.epoch for key in access.keys(ada.member)] == [2, 1]
    assert elsewhere.get("/me/").status_code == 302
    page.goto(f"{site}/sign-in/?next=/me/")
    page.goto(f"{site}/me/")
    assert unlocked(page)
    page.get_by_role("button", name="Sign out").click()
    type_words(page, code, "Sign in")
    page.wait_for_url(f"{site}/desk/")


def test_a_real_name_opens_for_the_coordinator_only(
    site: str, ada: PracticeMember, page: Page, *, kim: PracticeMember, heard: Heard
) -> None:
    name = "Qzvhtrmwbkxpldny"
    page.goto(f"{site}/sign-in/?next=/me/")
    type_words(page, list(ada.code.words()), "Sign in")
    page.get_by_text("Real name and contact").last.click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Seal and keep").click()
    expect(page.locator("peer-person [role=status]")).to_have_text(re.compile("Sealed and kept"))
    page.get_by_role("button", name="Sign out").click()
    type_words(page, list(kim.code.words()), "Sign in")
    page.get_by_role("link", name="Ada").click()
    page.get_by_text("Real name and contact").click()
    expect(page.locator('peer-person [data-part="name"]')).to_have_text(name)
    assert heard.words([name]) == []


def test_signs_in_by_keyboard_alone(site: str, ada: PracticeMember, page: Page) -> None:
    page.goto(f"{site}/sign-in/?next=/me/")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "words":
            break
    page.keyboard.type(" ".join(ada.code.words()))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/me/")


def test_has_no_axe_findings(site: str, kim: PracticeMember, browser: Browser) -> None:
    cache.clear()
    token = actions.invite(kim.member, Invite("Bo", ("counselor",)))
    # Only so that axe can be put into the page.
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    found = {}
    for path in ("/sign-in/", f"/join/#{token}"):
        answer = page.goto(site + path)
        assert answer is not None
        assert answer.ok
        found[path] = findings(page)
    page.goto(f"{site}/sign-in/?next=/me/")
    type_words(page, list(kim.code.words()), "Sign in")
    page.wait_for_url(f"{site}/me/")
    for path in ("/me/", "/me/code/", "/me/lost/", "/people/", "/people/invite/", f"/people/{kim.member.ref}/"):
        answer = page.goto(site + path)
        assert answer is not None
        assert answer.ok
        found[path] = findings(page)
    context.close()
    assert not any(found.values()), found


def findings(page: Page) -> list[str]:
    """What axe has to say of the page, and whether it scrolls sideways on a small phone."""
    said = [str(one["id"]) for one in violations(page)]
    return said + (["sideways"] if is_wide(page, {"width": 320, "height": 640}) else [])
