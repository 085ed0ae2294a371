"""What every test runs in: a data folder of its own, no settings of this machine, nothing beyond loopback.

Throw-away files lie in memory where there is room for them: the program syncs all it promises to keep, and waiting
for a real disk was the largest part of the time of many tests.

A pytest plugin, named in pyproject.toml, so that it is loaded before the settings are.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tools.compile_locale import compile_stale

KEPT = {"PEERLINE_DATABASE_URL"}
MEMORY = Path("/dev/shm")
ROOM_IN_MEMORY = 2 * 1024**3
LOOPBACK = ("127.", "::1", "localhost")


class BeyondLoopback(RuntimeError):
    """A test tried to reach another machine."""


def forget_settings() -> None:
    """Take away every setting of the shell that started the tests, but which database they run on."""
    for name in [name for name in os.environ if name.startswith("PEERLINE_") and name not in KEPT]:
        del os.environ[name]


def files_in_memory() -> None:
    """Put temporary files into a folder in memory, also those of programs that tests start; it goes with this process.

    Not where somebody chose a folder. What a failed test leaves stays beside it, where pytest keeps such things.
    """
    if "TMPDIR" in os.environ or not fit_for_files(MEMORY):
        return
    folder = tempfile.mkdtemp(prefix="peerline-", dir=MEMORY)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    os.environ["PYTEST_DEBUG_TEMPROOT"] = str(MEMORY)


def fit_for_files(folder: Path) -> bool:
    """Whether files can be written and started there, and there is room for those of a whole run."""
    if not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
        return False
    told = os.statvfs(folder)
    return told.f_bavail * told.f_frsize >= ROOM_IN_MEMORY and not told.f_flag & os.ST_NOEXEC


def own_data_folder() -> None:
    """A folder for this process, removed when it ends."""
    folder = tempfile.mkdtemp(prefix="peerline-test-")
    os.environ["PEERLINE_DATA"] = folder
    atexit.register(shutil.rmtree, folder, ignore_errors=True)


def stay_on_loopback(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: refuse a connection to any address that is not of this machine."""
    if event != "socket.connect":
        return
    address = arguments[1]
    if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
        raise BeyondLoopback("a test tried to reach beyond loopback")


def translations() -> None:
    """Tests read the catalogs as they stand, also when nothing was set up since a sentence changed."""
    compile_stale(Path(__file__).resolve().parent.parent / "peerline" / "locale")


def pytest_runtest_setup() -> None:
    """Speak no language that a page of an earlier test was asked in."""
    translation.deactivate()


forget_settings()
files_in_memory()
translations()
own_data_folder()
sys.addaudithook(stay_on_loopback)
# No timing asserts, of one example or of making them all, and nothing kept between runs.
hypothesis_settings.register_profile(
    "house", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("house")
