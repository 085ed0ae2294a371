"""A process that breaks says where and by what, and nothing of what it had at hand."""

from __future__ import annotations

import subprocess
import sys

CANARY = "qwertzuiop asdfgh"

# A process of its own: its hooks are the process's.
STUMBLING = f"""
import logging.config, threading, warnings
from peerline import silence
from peerline.kit.logs import logging_settings
logging.config.dictConfig(logging_settings("INFO"))
silence.keep()

class Stumbles:
    def __del__(self):
        raise ValueError("{CANARY}")

def stumble():
    raise ValueError("{CANARY}")

thread = threading.Thread(target=stumble)
thread.start()
thread.join()
warnings.warn("{CANARY}")
Stumbles()
stumble()
"""


def test_what_nobody_caught_tells_type_and_place_only() -> None:
    ran = subprocess.run([sys.executable, "-W", "always", "-c", STUMBLING], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    said = [row.split(" ", 1)[1] for row in ran.stderr.splitlines()]
    uncaught = "CRITICAL peerline uncaught error=ValueError at=<string>:"
    assert [row.startswith(uncaught) for row in said] == [True, False, True, True], ran.stderr
    assert said[1] == "WARNING py.warnings"
    assert not any(word in ran.stderr + ran.stdout for word in CANARY.split())
