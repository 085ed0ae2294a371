"""The vectors of both sides, read for tests."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[3] / "vectors"
Case = dict[str, Any]


def cases(kind: str) -> pytest.MarkDecorator:
    """A parameter `case` for each case of one kind, of both sides."""
    found = [
        pytest.param(case, id=f"{path.parent.name}: {case['name']}")
        for path in sorted(FOLDER.glob("*/*.json"))
        for case in _cases_in(path, kind)
    ]
    assert found, kind
    return pytest.mark.parametrize("case", found)


def _cases_in(path: Path, kind: str) -> list[Case]:
    whole = json.loads(path.read_text("utf-8"))
    assert whole["v"] == 1
    return whole["cases"] if whole["kind"] == kind else []


def unbase64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
