"""The seeker's story in the second engine: write, keep seven words, come back and read."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.journeys.firefox import firefox
from tests.journeys.running import RunningLine, running_line
from tests.journeys.secrecy import canary


@pytest.fixture(scope="module")
def line() -> Iterator[RunningLine]:
    with running_line(PEERLINE_DOOR_WORK="2000") as running:
        yield running


def test_writes_keeps_the_words_and_comes_back_in_firefox(line: RunningLine) -> None:
    said = canary()
    with firefox() as wren:
        assert "Firefox" in wren.value("navigator.userAgent")
        wren.open(f"{line.url}/write/")
        wren.write("peer-write [data-part=text]", f"I cannot sleep. {said}")
        wren.press("peer-write [data-part=send]")
        wren.until("document.querySelectorAll('ol.words li').length === 7")
        words = wren.value(
            "[...document.querySelectorAll('ol.words li')].map((one) => one.innerText).join(' ')"
        ).split()
        assert len(words) == 7
        for field in ("one", "two"):
            asked = int(re.sub(r"\D", "", wren.value(f"document.querySelector('label[for=check-{field}]').innerText")))
            wren.write(f"#check-{field}", words[asked - 1])
        wren.press("#check-two")
        wren.until("!document.querySelector('[data-step=kept]').hidden")
        wren.open(f"{line.url}/write/?back")
        wren.write("peer-back textarea", " ".join(words).upper())
        wren.press("peer-back button")
        wren.until(f"document.querySelector('[data-step=read]').innerText.includes({said!r})")
        assert wren.value("document.cookie") == ""
    assert said not in (line.folder / "log").read_text()
