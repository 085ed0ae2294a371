"""The contracts of pyproject.toml find what they are there to find: each is shown a small house that breaks it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.rule import write

HOUSE = {
    "peerline/__init__.py": "",
    "peerline/settings.py": "",
    "peerline/seal/__init__.py": "import pyrage\n",
    "peerline/seal/tests/__init__.py": "",
    "peerline/seal/tests/test_open.py": "import logging\n",
    "peerline/kit/__init__.py": "",
    "peerline/line/__init__.py": "",
    "peerline/line/models.py": "from peerline import kit\n",
    "peerline/post/__init__.py": "",
    "peerline/rota/__init__.py": "",
    "peerline/rota/models.py": "from peerline.line import models\n",
    "peerline/rota/access.py": "from peerline.rota import models\n",
    "peerline/rota/actions/__init__.py": "from peerline.rota import access\n",
    "peerline/rota/views.py": "from peerline.rota import actions\n",
    "peerline/channels/__init__.py": "",
    "peerline/channels/mail/__init__.py": "",
}
# Contract id, and a file that breaks it.
BREACHES = {
    "floors": {"peerline/line/access.py": "from peerline import rota\n"},
    "floors strangers": {"peerline/line/access.py": "from peerline import post\n"},
    "floors exhaustive": {"peerline/tickets/__init__.py": ""},
    "floors top": {"peerline/rota/forms.py": "from peerline import settings\n"},
    "circles": {
        "peerline/rota/shifts.py": "from peerline.rota import swaps\n",
        "peerline/rota/swaps.py": "from peerline.rota import shifts\n",
    },
    "furniture": {"peerline/rota/models.py": "from peerline.rota import forms\n", "peerline/rota/forms.py": ""},
    "furniture deeper": {
        "peerline/channels/mail/models.py": "from peerline.channels.mail import views\n",
        "peerline/channels/mail/views.py": "",
    },
    "pure": {"peerline/seal/code.py": "import logging\n"},
    "pure django": {"peerline/seal/code.py": "def words():\n    from django.conf import settings\n"},
    "age": {"peerline/post/actions.py": "import pyrage\n"},
}
CONTRACTS = sorted({name.partition(" ")[0] for name in BREACHES})


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> dict[str, bool]:
    """For each house whether it keeps the contract it is about; all in one child process, which is far quicker."""
    folder = tmp_path_factory.mktemp("houses")
    wanted = {name: name.partition(" ")[0] for name in BREACHES} | {f"good {name}": name for name in CONTRACTS}
    for name in wanted:
        shutil.copy(checkout / "pyproject.toml", write(folder / name, HOUSE | BREACHES.get(name, {})))
    command = [sys.executable, "-m", "tests.house.contracts", str(folder)]
    told = subprocess.run(command, cwd=checkout, input=json.dumps(wanted), capture_output=True, text=True, check=True)
    return dict(json.loads(told.stdout.splitlines()[-1]))


@pytest.mark.parametrize("name", BREACHES)
def test_finds_a_breach(name: str, verdicts: dict[str, bool]) -> None:
    assert not verdicts[name]


@pytest.mark.parametrize("contract", CONTRACTS)
def test_lets_a_good_house_be(contract: str, verdicts: dict[str, bool]) -> None:
    assert verdicts[f"good {contract}"]
