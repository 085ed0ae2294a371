"""No mail's HTML runs or loads anything: five hundred attacks in a real browser, with a trap and reports as witnesses.

Each half, the server's and the browser's, is proven alone, with scripts allowed in its frame and no policy around it;
then both together as the product has them. The same attacks without either half show that the witnesses can see.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

from peerline.channels.mail.html import ALLOWED, sanitise
from peerline.channels.mail.tests.corpus.attacks import TRAP, attacks
from tests.journeys.running import wait_for
from tests.journeys.trap import Witness, witnessing

CONTROL, ENOUGH_SEEN, SHEET = 160, 50, 40
# A sheet of mails a frame; ends when all are loaded and drawn, and gives back what stands in them, mail by mail.
SHOW = """async ([mails, way, size]) => {
  const made = way === "raw" ? mails : mails.map((mail) => mailFrame(mail, "mail").srcdoc);
  const sheets = [];
  for (let at = 0; at < made.length; at += size) {
    const sheet = made.slice(at, at + size);
    sheets.push(size === 1 ? sheet[0] : sheet.map((mail) => `<div>${mail}</div>`).join(""));
  }
  const frames = sheets.map((sheet) => {
    const frame = way === "product" ? mailFrame(sheet, "mail") : document.createElement("iframe");
    if (way !== "product") {
      frame.srcdoc = sheet;
      frame.setAttribute("sandbox", "allow-scripts");
    }
    return frame;
  });
  await Promise.all(frames.map((frame) => new Promise((done) => {
    frame.addEventListener("load", done, { once: true });
    document.body.append(frame);
  })));
  for (let turn = 0; turn < 5; turn++) await new Promise((done) => requestAnimationFrame(done));
  for (const frame of frames) frame.remove();
  return made;
}"""
# What elements and attributes are there, when the browser reads it again; an emptied "is" cannot be taken off.
LOOK = """(mails) => mails.map((mail) => {
  const found = new DOMParser().parseFromString(mail, "text/html");
  const names = (one) => one.getAttributeNames().filter((name) => name !== "is" || one.getAttribute(name));
  return [...found.querySelectorAll("head *, body *")].map((one) => [one.localName, ...names(one)]);
})"""


def test_makes_every_attack_inert(browser: Browser) -> None:
    with witnessing() as witness, looking(browser, witness) as (bare, product, lying):
        raw = attacks()
        clean = [sanitise(one) or "" for one in raw]
        both = [
            show(product, clean, mode="product", way="product"),
            show(lying, raw, mode="lying", way="product"),  # a server that left its half out
        ]
        show(bare, clean, mode="server", way="raw")
        show(bare, raw, mode="browser", way="frame")
        show(bare, raw[:CONTROL], mode="control", way="raw", sheet=1)

        wait_for(lambda: len(witness.of("control")) >= ENOUGH_SEEN)
        assert [witness.of(mode) for mode in ("product", "lying", "server", "browser")] == [set()] * 4
        for shown in both:
            assert_bare(bare, shown)
        # Where the server left its half out, the browser complains of what it meets while it reads and takes it out.
        assert {report.path for report in witness.reports} <= {"/lying"}


def test_says_where_a_link_leads(browser: Browser) -> None:
    with witnessing() as witness, looking(browser, witness) as (_, product, _lying):
        links = '<a href="https://bank.example@writer.example/">https://bank.example/</a> <a href="https://a.example">a.example</a>'
        (shown,) = show(product, [links], mode="links", way="product")
    assert "https://bank.example/<bdi> [writer.example]</bdi>" in shown
    assert "[a.example]" not in shown
    assert "href" not in shown


@contextmanager
def looking(browser: Browser, witness: Witness) -> Iterator[tuple[Page, ...]]:
    """A page without any policy and two with the product's, in a browser that knows where the trap is."""
    started = browser.browser_type.launch(
        executable_path="/usr/bin/chromium", args=["--no-sandbox", witness.rules, "--disable-features=HttpsUpgrades"]
    )
    try:
        pages = tuple(started.new_context().new_page() for _ in range(3))
        for page, path in zip(pages, ("bare", "product", "lying"), strict=True):
            page.goto(f"http://127.0.0.1:{witness.pages}/{path}")
        yield pages
    finally:
        started.close()


def show(page: Page, mails: list[str], *, mode: str, way: str, sheet: int = SHEET) -> list[str]:
    """Show mails in frames of one page; what they ask of the trap bears the mode's name."""
    marked = [mail.replace(TRAP, f"{TRAP}{mode}/") for mail in mails]
    shown: list[str] = page.evaluate(SHOW, [marked, way, sheet])
    return shown


def assert_bare(page: Page, shown: list[str]) -> None:
    """Nothing but allowed elements, without addresses, names or styles."""
    allowed = {tag: attributes - {"href", "src"} for tag, attributes in ALLOWED.items() if tag != "img"}
    for elements in page.evaluate(LOOK, shown):
        for tag, *attributes in elements:
            assert tag in allowed
            assert set(attributes) <= allowed[tag] | {"colspan", "rowspan", "start"}
