"""The tables kept for the tests are made anew whenever they would be others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.rule import write
from tests.kept_tables import digest

TREE = {
    "peerline/post/migrations/0001_tables.py": "import peerline.kit.fields\n",
    "peerline/kit/fields.py": "SIZE = 1\n",
    "peerline/post/models.py": "SIZE = 1\n",
    "requirements/test.txt": "django==5.2\n",
}


@pytest.mark.parametrize(
    ("path", "is_other"),
    [
        ("peerline/post/migrations/0001_tables.py", True),
        ("peerline/post/migrations/0002_more.py", True),
        ("peerline/kit/fields.py", True),
        ("requirements/test.txt", True),
        ("peerline/post/models.py", False),
    ],
)
def test_makes_them_anew_for_what_they_are_made_of(tmp_path: Path, path: str, *, is_other: bool) -> None:
    before = digest(write(tmp_path, TREE))
    changed = TREE.get(path, "") + "# changed\n"
    assert (digest(write(tmp_path, {**TREE, path: changed})) != before) is is_other
