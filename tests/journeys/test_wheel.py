"""The wheel in an empty venv without Node: `peerline demo` from an empty folder is a line that one can write to.

Nothing of this checkout is used; what the wheel needs is lent by our venv.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.running import PATIENCE_SECONDS, answers, free_port, wait_for

ENDS = "End it with Ctrl-C"


@dataclass
class Demo:
    """A demo that runs: where it is, and what it printed."""

    process: subprocess.Popen[str]
    url: str
    smtp: int
    printed: str

    def code(self, alias: str) -> str:
        """The seven words it printed for a member."""
        found = re.search(rf"^ *{alias}\b.*?((?:[a-z]+ ){{6}}[a-z]+)$", self.printed, re.MULTILINE)
        assert found is not None, self.printed
        return found[1]


@pytest.fixture
def demo(empty_venv: Path, tmp_path: Path) -> Iterator[Demo]:
    web, smtp = free_port(), free_port()
    (tmp_path / "empty").mkdir()
    (tmp_path / "tmp").mkdir()
    command = [str(empty_venv / "bin" / "peerline"), "demo", "--web-port", str(web), "--smtp-port", str(smtp)]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=tmp_path / "empty",
            env={"PATH": "/nowhere", "TMPDIR": str(tmp_path / "tmp")},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    assert process.stdout is not None
    rows = []
    for row in process.stdout:
        rows.append(row)
        if ENDS in row:
            break
    assert ENDS in rows[-1], (tmp_path / "log").read_text()
    # It says where to look, then begins to listen.
    wait_for(lambda: answers(web) and answers(smtp))
    yield Demo(process, f"http://127.0.0.1:{web}", smtp, "".join(rows))
    process.send_signal(signal.SIGINT)
    process.wait(timeout=PATIENCE_SECONDS)
    process.stdout.close()
    assert process.returncode == 0
    # It leaves nothing: not where it was started, not among the temporary files.
    assert [*os.scandir(tmp_path / "empty"), *os.scandir(tmp_path / "tmp")] == []


def test_runs_a_line_from_a_wheel_alone(demo: Demo, browser: Browser) -> None:
    letter = ["swaks", "--server", f"127.0.0.1:{demo.smtp}", "--from", "wren@writer.example"]
    to = ["--to", "hello@lantern.example", "--body", "Is somebody there?"]
    page = browser.new_context().new_page()
    served: list[tuple[str, int]] = []
    page.on("response", lambda response: served.append((response.url, response.status)))
    page.goto(f"{demo.url}/sign-in/")
    ran = subprocess.run([*letter, *to], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
    page.get_by_label(re.compile("Your (seven )?words")).fill(demo.code("Ada"))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(re.compile("/desk/$"))
    links = [link.get_attribute("href") for link in page.locator('a[href*="/desk/c/"]').all()]
    assert any(_says(page, f"{demo.url}{link}", "Is somebody there?") for link in links)
    wait_for(lambda: "wren@writer.example" in page.request.get(f"{demo.url}/outbox/").text())
    assert [url for url, status in served if status >= 400] == []
    assert [url for url, _ in served if re.search(r"/static/.*\.js$", url)]
    assert all(url.startswith(demo.url) for url, _ in served if not url.startswith(("data:", "blob:")))
    page.context.close()


def _says(page: Page, url: str, text: str) -> bool:
    page.goto(url)
    expect(page.locator("main")).to_contain_text("Opened on this device.")
    return text in page.locator("main").inner_text()
