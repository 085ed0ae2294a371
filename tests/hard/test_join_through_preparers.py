"""A mail joins by its proven address also where processes of their own prepare, and when those were lost between."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.journeys.running import running_line

PROGRAM = "import django; django.setup(); from tests.hard.joining import main; main()"


def test_joins_by_a_proven_address_whoever_prepares() -> None:
    with running_line() as line:
        line.stop()
        # Without practice, where every mail on loopback is believed.
        settings = {**line.environment, "PEERLINE_PRACTICE": "no", "DJANGO_SETTINGS_MODULE": "peerline.settings"}
        ran = subprocess.run([sys.executable, "-c", PROGRAM], env=settings, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == [0, 0, 1, 0]
