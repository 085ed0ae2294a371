"""Every mail of the corpus is understood as wanted."""

from __future__ import annotations

import pytest

from .building import CASES
from .building.case import Case


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}: {case.name}")
def test_understands_each(case: Case) -> None:
    assert not case.misread()
