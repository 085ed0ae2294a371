"""An editor lists a network by keys, tells its news, and answers what a visitor without script says about it."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.hands import at_the_desk, follow, letter, make_editors, press, reach
from tests.journeys.running import RunningLine, wait_for
from tests.journeys.test_every_page import findings, open_parts

LISTED = re.compile(r"/directory/lists/networks/[0-9a-f-]+/$")
HARBOUR, WREN = "harbour@contact.example", "wren@writer.example"
PROFILE = {
    "What it offers": "An hour a week with somebody who listens",
    "For whom": "everybody who edits",
    "Hours": "Sundays at 18:00",
    "Who stands behind it": "five volunteers of the harbour",
    "How its peers are trained": "two days with a counselor",
}


@pytest.fixture(scope="module")
def ada(browser: Browser, line: RunningLine) -> Iterator[Page]:
    """A counselor whom the coordinator has made an editor as well."""
    make_editors(browser, line, "Ada")
    page = at_the_desk(browser, line, "Ada", bypass_csp=True)
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[Page]:
    """Without script, on a small phone."""
    page = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640}).new_page()
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def looking(browser: Browser) -> Iterator[Page]:
    """A visitor's page into which axe can be put."""
    page = browser.new_context(bypass_csp=True).new_page()
    yield page
    page.context.close()


def send(page: Page, *, kept: Locator, thanks: Locator) -> None:
    """Press Send until it is taken: the first seconds of a form are too soon for a person, and nothing is lost."""
    said = kept.input_value()

    def sent() -> bool:
        assert kept.input_value() == said
        # An alert of the page before tells nothing of this one.
        with page.expect_navigation():
            page.get_by_role("button", name="Send").click()
        return thanks.or_(page.get_by_role("alert")).first.inner_text() == "Thank you."

    wait_for(sent)
    expect(thanks).to_be_visible()


def test_an_editor_lists_a_network_by_keys(line: RunningLine, ada: Page) -> None:
    ada.goto(f"{line.url}/directory/")
    follow(ada, ada.get_by_role("link", name="Networks, partners, needs"))
    assert findings(ada) == []
    press(ada, ada.get_by_role("link", name="Add Networks"))
    reach(ada, ada.get_by_label("Name", exact=True))
    ada.keyboard.type("Harbour group")
    for label, text in PROFILE.items():
        reach(ada, ada.get_by_label(label))
        ada.keyboard.type(text)
    press(ada, ada.get_by_role("button", name="Keep"))
    ada.wait_for_url(LISTED)
    open_parts(ada)
    assert findings(ada) == []


def test_an_editor_tells_news(ada: Page) -> None:
    ada.reload()
    ada.get_by_text("Tell something new").click()
    ada.get_by_label("Title", exact=True).fill("We meet again")
    ada.get_by_label("What there is to tell").fill("In two rooms.\n\nCome as you are.")
    press(ada, ada.get_by_role("button", name="Tell it"))
    expect(ada.get_by_role("link", name="We meet again")).to_be_visible()


def test_an_editor_corrects_it_and_takes_that_back(line: RunningLine, ada: Page, visitor: Page) -> None:
    press(ada, ada.get_by_role("link", name="We meet again"))
    reach(ada, ada.get_by_label("Title", exact=True))
    ada.keyboard.press("End")
    ada.keyboard.type(" soon")
    follow(ada, ada.get_by_role("button", name="Keep"))
    expect(ada.get_by_role("heading", name="We meet again soon")).to_be_visible()
    visitor.goto(f"{line.url}/networks/")
    expect(visitor.get_by_role("link", name="We meet again soon")).to_be_visible()
    open_parts(ada)
    assert findings(ada) == []
    press(ada, ada.get_by_role("button", name="Take this back").first)
    expect(ada.get_by_role("heading", name="We meet again", exact=True)).to_be_visible()
    visitor.reload()
    expect(visitor.get_by_role("link", name="We meet again", exact=False)).not_to_contain_text("soon")


def test_anybody_reads_it_and_says_something(line: RunningLine, visitor: Page) -> None:
    visitor.goto(f"{line.url}/networks/")
    visitor.get_by_role("link", name="Harbour group", exact=True).click()
    for text in (*PROFILE.values(), "Come as you are."):
        expect(visitor.get_by_text(text)).to_be_visible()
    visitor.get_by_role("link", name="Say something about this page").click()
    field = visitor.get_by_label("What you want to say")
    field.fill("I was there twice. It helped.")
    send(visitor, kept=field, thanks=visitor.get_by_role("heading", name="Thank you."))
    assert visitor.context.cookies() == []


def test_an_editor_shows_it_with_an_answer(line: RunningLine, ada: Page, visitor: Page) -> None:
    ada.goto(f"{line.url}/directory/comments/")
    expect(ada.get_by_text("I was there twice. It helped.")).to_be_visible()
    assert findings(ada) == []
    reach(ada, ada.get_by_label("Your answer, shown below it"))
    ada.keyboard.type("Thank you for telling us.")
    press(ada, ada.get_by_role("button", name="Show it"))
    expect(ada.get_by_text("Nothing waits.")).to_be_visible()
    visitor.goto(f"{line.url}/networks/")
    visitor.get_by_role("link", name="Harbour group", exact=True).click()
    visitor.get_by_role("link", name="Say something about this page").click()
    expect(visitor.get_by_text("Thank you for telling us.")).to_be_visible()


def test_an_editor_withdraws_it_and_takes_that_back(line: RunningLine, ada: Page, visitor: Page) -> None:
    ada.goto(f"{line.url}/directory/lists/")
    ada.get_by_role("link", name="Harbour group").click()
    ada.get_by_text("Withdraw it").first.click()
    press(ada, ada.get_by_role("button", name="Withdraw it"))
    expect(ada.get_by_text("withdrawn: nobody sees it")).to_be_visible()
    visitor.goto(f"{line.url}/networks/")
    expect(visitor.get_by_text("Harbour group")).to_have_count(0)
    open_parts(ada)
    press(ada, ada.get_by_role("button", name="Take this back").first)
    expect(ada.get_by_text("withdrawn: nobody sees it")).to_be_hidden()
    visitor.goto(f"{line.url}/networks/")
    expect(visitor.get_by_role("link", name="Harbour group", exact=True)).to_be_visible()


def test_its_pages_are_for_everybody(line: RunningLine, looking: Page) -> None:
    page = looking
    for language in ("en", "ar"):
        page.goto(f"{line.url}/networks/?language={language}")
        page.get_by_role("link", name="Harbour group", exact=True).click()
        page.wait_for_url(re.compile("/networks/[0-9a-f-]{36}/"))
        address = page.url
        assert findings(page) == []
        page.goto(f"{line.url}/comment/?about=network:{address.rpartition('/networks/')[2][:36]}&language={language}")
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        assert findings(page) == []


def test_somebody_offers_help_sealed(browser: Browser, line: RunningLine) -> None:
    helper = browser.new_context().new_page()
    sent: list[str] = []
    helper.on("request", lambda asked: sent.append(asked.post_data or ""))
    helper.goto(f"{line.url}/networks/")
    press(helper, helper.get_by_role("link", name="Offer your help"))
    expect(helper.get_by_text("What you write is sealed in your browser.")).to_be_visible()
    helper.get_by_role("button", name="Send").click()
    expect(helper.get_by_text("We need a way to reach you.")).to_be_visible()
    expect(helper.get_by_label("How we reach you")).to_be_focused()
    helper.get_by_label("As what").select_option("translator")
    helper.get_by_label("How we reach you").fill("wren@writer.example")
    helper.get_by_label("What you want to tell us").fill("On Sundays.")
    thanks = helper.get_by_role("heading", name="Thank you.")
    with helper.expect_navigation():
        helper.get_by_role("button", name="Send").dblclick()
    assert len([one for one in sent if "sealed=" in one]) == 1

    def taken() -> bool:
        """What was sealed comes back sealed while it is too soon, and is sent again by the same button."""
        if not thanks.is_visible():
            with helper.expect_navigation():
                helper.get_by_role("button", name="Send").click()
        return thanks.is_visible()

    wait_for(taken)
    assert any("age-encryption" not in one and "sealed=" in one for one in sent)
    assert not [one for one in sent if "wren" in one or "Sundays" in one]
    helper.context.close()


def test_a_lead_opens_what_was_offered(browser: Browser, line: RunningLine, visitor: Page) -> None:
    visitor.goto(f"{line.url}/interest/")
    visitor.get_by_label("How we reach you").fill("by the talk page of Mallory")
    field = visitor.get_by_label("How we reach you")
    send(visitor, kept=field, thanks=visitor.get_by_role("heading", name="Thank you."))

    sol = at_the_desk(browser, line, "Sol", bypass_csp=True)
    follow(sol, sol.get_by_role("link", name="Offers of help"))
    expect(sol.locator("main details")).to_have_count(2)
    for row in sol.locator("main details").all():
        press(sol, row.locator("summary"))
        expect(row.locator("dl")).to_be_visible()
    expect(sol.get_by_text("wren@writer.example")).to_be_visible()
    expect(sol.get_by_text("by the talk page of Mallory")).to_be_visible()
    assert findings(sol) == []
    first = sol.locator("main details").filter(has_text="wren@writer.example")
    expect(first.get_by_text("translator", exact=True)).to_be_visible()
    press(sol, first.get_by_role("button", name="Spoken with"))
    expect(sol.locator("main details")).to_have_count(1)
    sol.context.close()


def test_an_offer_is_taken_back_by_who_made_it(line: RunningLine, visitor: Page) -> None:
    visitor.goto(f"{line.url}/interest/")
    field = visitor.get_by_label("How we reach you")
    field.fill("by the talk page of Wren")
    send(visitor, kept=field, thanks=visitor.get_by_role("heading", name="Thank you."))
    visitor.get_by_role("button", name="Delete what I sent").click()
    expect(visitor.get_by_role("heading", name="It is deleted.")).to_be_visible()


def test_letters_go_to_and_fro_without_an_address(
    line: RunningLine, ada: Page, visitor: Page, *, looking: Page
) -> None:
    ada.goto(f"{line.url}/directory/lists/")
    ada.get_by_role("link", name="Harbour group").click()
    ada.wait_for_url(LISTED)
    own = ada.url
    reach(ada, ada.get_by_label("Mail address"))
    ada.keyboard.type(HARBOUR)
    press(ada, ada.get_by_role("button", name="Ask them"))
    expect(ada.get_by_text("They were asked.")).to_be_visible()
    assert HARBOUR not in ada.content()
    with pytest.raises(smtplib.SMTPDataError):
        answer(line, mail_to(line, HARBOUR, 1), "No, thank you.", sender=HARBOUR)
    answer(line, mail_to(line, HARBOUR, 1), "Yes.\n\nThe people of the harbour", sender=HARBOUR)
    ada.goto(own)
    expect(ada.get_by_text("Letters are passed on to them.")).to_be_visible()
    open_parts(ada)
    assert findings(ada) == []

    visitor.goto(f"{line.url}/networks/")
    visitor.get_by_role("link", name="Harbour group", exact=True).click()
    follow(visitor, visitor.get_by_role("link", name="Write to them"))
    for language in ("en", "ar"):
        looking.goto(f"{visitor.url.partition('?')[0]}?language={language}")
        assert findings(looking) == []
    field = visitor.get_by_label("What you want to say")
    field.fill("May I come on Sunday?")
    visitor.get_by_label("Your mail address").fill(WREN)
    send(visitor, kept=field, thanks=visitor.get_by_role("heading", name="Thank you."))
    asked = mail_to(line, HARBOUR, 2)
    assert "May I come on Sunday?" in asked.get_content()
    answer(line, asked, "Yes, come.", sender=HARBOUR)
    answered = mail_to(line, WREN, 1)
    assert "Yes, come." in answered.get_content()
    assert "wren" not in asked.as_string().lower()
    assert "contact.example" not in answered.as_string().lower()

    answer(line, asked, "STOP\n\nThe people of the harbour", sender=HARBOUR)
    ada.reload()
    expect(ada.get_by_text("They said STOP: no letter goes there any more.")).to_be_visible()
    visitor.goto(f"{line.url}/networks/")
    visitor.get_by_role("link", name="Harbour group", exact=True).click()
    expect(visitor.get_by_role("link", name="Write to them")).to_have_count(0)


def mail_to(line: RunningLine, address: str, number: int) -> EmailMessage:
    """The mail of that number that left for somebody, once it is there."""
    wait_for(lambda: len(line.catcher.to(address)) >= number)
    return line.catcher.to(address)[number - 1]


def answer(line: RunningLine, one: EmailMessage, text: str, *, sender: str) -> None:
    """As a mail program answers: it returns when the line has it."""
    to = one["From"].addresses[0].addr_spec
    said = letter("Re: a letter", text, sender=sender)
    said.replace_header("To", to)
    said["Message-ID"] = f"<{len(text)}.{to}>"
    line.write(said, sender=sender, to=to)
