"""Every mail of the corpus is understood as wanted."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from .building import CASES
from .building.case import Case


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}: {case.name}")
def test_understands_each(case: Case) -> None:
    assert not case.misread()


def test_are_counted_in_the_reference() -> None:
    page = Path(__file__).parents[4].joinpath("docs/reference/mail.md").read_text()
    counted = {
        kind: int(number) for kind, number in re.findall(r"^\| ([^|]+?) \| (\d+) \| [^|]+ \| [^|]+ \|$", page, re.M)
    }
    assert Counter(case.kind for case in CASES).items() <= counted.items()
