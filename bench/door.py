"""The door under a flood, and on a slow phone.

    python -m bench door [--small]

A line of practice runs as an operator runs it. First wrk (a Debian package) asks for the first page, then it posts
rubbish to the API, fifty connections at once; meanwhile one reader asks for the page with help now, again and again.
Then Chromium loads the first page as by slow 3G (400 ms to and fro, 400 kbit/s), until its field takes letters. At last
many seekers write at once (`posts.py`). What is compared is the flooded page to the same page in quiet, and the slow
phone to the bare time that its bytes take.
`--small` takes seconds instead of a minute.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from statistics import median
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from bench import posts
from bench.table import show, verdict
from tests.journeys.running import RunningLine, running_line

SECONDS, FEW_SECONDS = 20, 4
CONNECTIONS = 50
LATENCY_MS, BYTES_A_SECOND = 400, 50_000
MOST_UNDER_FLOOD, MOST_OVER_BARE = 8.0, 3.0
POSTING = 'wrk.method = "POST"; wrk.body = "{}"; wrk.headers["Content-Type"] = "application/json"\n'


def main(words: list[str]) -> None:
    """Measure and print."""
    if shutil.which("wrk") is None:
        sys.exit("bench: door needs wrk, a Debian package of that name.")
    seconds = FEW_SECONDS if "--small" in words else SECONDS
    with running_line(PEERLINE_LEAVE_TO="/now/") as line:
        quiet = _asked(line, seconds / 4)
        floods: dict[str, list[str]] = {"first page": [f"{line.url}/write/"]}
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
            script.write(POSTING)
            script.flush()
            floods["API"] = ["-s", script.name, f"{line.url}/api/door/offer"]
            found = {name: _flooded(line, of, seconds) for name, of in floods.items()}
        rows = [
            ("in quiet", *_figures(quiet)),
            *((f"flood of the {name}", *_figures(one)) for name, one in found.items()),
        ]
        show("The page with help now, milliseconds", ["", "median", "worst"], rows)
        for name, one in found.items():
            verdict(
                f"help now in a flood of the {name}, to quiet", median(one) / median(quiet), at_most=MOST_UNDER_FLOOD
            )
        _slow_phone(line)
    with running_line(PEERLINE_LEAVE_TO="/now/", PEERLINE_DOOR_WORK=str(posts.WORK)) as line:
        posts.flood(line, is_small="--small" in words)


def _figures(found: list[float]) -> tuple[str, str]:
    return f"{median(found) * 1000:.0f}", f"{max(found) * 1000:.0f}"


def _asked(line: RunningLine, seconds: float) -> list[float]:
    """How long the page took, asked for as often as there is time; never less than three times."""
    found: list[float] = []
    end = time.perf_counter() + seconds
    while len(found) < 3 or time.perf_counter() < end:
        found.append(_timed(lambda: urlopen(f"{line.url}/now/", timeout=60).read()))
    return found


def _timed(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _flooded(line: RunningLine, of: list[str], seconds: int) -> list[float]:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds + 2}s", *of]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as flood:
        time.sleep(1)  # until the flood is there
        found = _asked(line, seconds)
        flood.wait()
    return found


def _slow_phone(line: RunningLine) -> None:
    """From the click on a link until the field of the first page takes letters, nothing of it in the browser yet."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        slow = {"offline": False, "latency": LATENCY_MS, "downloadThroughput": BYTES_A_SECOND}
        network.send("Network.emulateNetworkConditions", {**slow, "uploadThroughput": BYTES_A_SECOND})
        sizes: list[float] = []
        network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        began = time.perf_counter()
        page.goto(f"{line.url}/write/", wait_until="commit")
        page.fill("textarea", "a")
        typed = time.perf_counter() - began
        page.wait_for_load_state("networkidle")
        browser.close()
    bare = sum(sizes) / BYTES_A_SECOND + LATENCY_MS / 1000
    rows = [("a letter can be typed", f"{typed:.1f}"), ("bare time of all its bytes", f"{bare:.1f}")]
    show(f"The first page by slow 3G, seconds ({sum(sizes) / 1000:.0f} KB)", ["", "seconds"], rows)
    verdict("a letter can be typed, to the bare time of all bytes", typed / bare, at_most=MOST_OVER_BARE)
