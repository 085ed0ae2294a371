"""The disk is full, the database read-only or away: the door says "try again", and nothing is lost."""

from __future__ import annotations

import resource
import subprocess
import sys
import urllib.error
import urllib.request
from collections import Counter

import pytest

from tests.hard.opened import stored
from tests.hard.sending import BROKEN, TAKEN, Told, new_mails, send, send_until_taken, sending
from tests.journeys.running import RunningLine, answers, running_line, wait_for
from tools.postgres import throw_away

FEW, MANY = 40, 600
TEMPORARY = {"421", "451", "452"}
UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
PATIENCE_SECONDS = 60.0


@pytest.fixture(autouse=True)
def on_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    """These are about SQLite, but for the one that starts a PostgreSQL of its own."""
    monkeypatch.delenv("PEERLINE_DATABASE_URL", raising=False)


@pytest.mark.parametrize("pragma", ["query_only=ON", "max_page_count=1"])
def test_puts_mail_off_while_the_database_refuses(pragma: str) -> None:
    before, during = new_mails(FEW), new_mails(FEW)
    told, told_before = Told(), Told()
    with running_line() as line:
        send(line.smtp, before, told_before)
        line.stop()
        _start_refusing(line, pragma)
        send(line.smtp, during, told)
        assert told.codes() == {"451"}
        line.stop()
        line.start()
        send_until_taken(line.smtp, during, told)
        assert stored(line).canaries == Counter(dict.fromkeys([*before, *during], 1))


@pytest.mark.parametrize("limit_bytes", [0, 40_000])
def test_puts_mail_off_while_the_disk_is_full(limit_bytes: int) -> None:
    """No file can grow beyond the limit; the larger one lets some rows in but no file of a mail."""
    before, during, told = new_mails(FEW), new_mails(FEW), Told()
    with running_line() as line:
        assert line.process is not None
        send(line.smtp, before, Told())
        resource.prlimit(line.process.pid, resource.RLIMIT_FSIZE, (limit_bytes, resource.RLIM_INFINITY))
        send(line.smtp, during, told)
        assert told.codes() <= {TAKEN, *TEMPORARY}
        assert told.codes() & TEMPORARY
        resource.prlimit(line.process.pid, resource.RLIMIT_FSIZE, UNLIMITED)
        send_until_taken(line.smtp, during, told)
        assert stored(line).canaries == Counter(dict.fromkeys([*before, *during], 1))


def test_lives_through_a_restart_of_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    mails, told = new_mails(MANY), Told()
    with throw_away() as cluster:
        monkeypatch.setenv("PEERLINE_DATABASE_URL", cluster.url)
        with running_line() as line:
            with sending(line.smtp, mails, told):
                for number in (1, 2):
                    wait_for(lambda at=number: len(told.answers) > at * MANY / 3, PATIENCE_SECONDS)  # type: ignore[misc]
                    cluster.stop()
                    cluster.start()
            assert told.codes() <= {TAKEN, BROKEN, *TEMPORARY}
            send_until_taken(line.smtp, mails, told)
            found = stored(line)
            assert found.canaries == Counter(dict.fromkeys(mails, 1))
            assert (found.messages, found.arrivals) == (MANY, MANY)


def test_tells_the_emergency_numbers_while_postgresql_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    with throw_away() as cluster:
        monkeypatch.setenv("PEERLINE_DATABASE_URL", cluster.url)
        with running_line() as line:
            assert _read(f"{line.url}/?language=en")[0] == 200
            cluster.stop()
            told = {path: _read(f"{line.url}/{path}?language=en&country=BR") for path in ("", "now/", "cards/posted/")}
            cluster.start()
            assert {path: code for path, (code, _page) in told.items()} == {"": 503, "now/": 503, "cards/posted/": 200}
            assert all('href="tel:190"' in page for _code, page in told.values())
            wait_for(lambda: _read(f"{line.url}/?language=en")[0] == 200, PATIENCE_SECONDS)


def _read(address: str) -> tuple[int, str]:
    """The status and the page."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE_SECONDS) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def _start_refusing(line: RunningLine, pragma: str) -> None:
    """Serve with every connection under the pragma."""
    environment = {**line.environment, "HARD_PRAGMA": pragma, "DJANGO_SETTINGS_MODULE": "peerline.settings"}
    with (line.folder / "log").open("ab") as log:
        line.process = subprocess.Popen(
            [sys.executable, "-m", "tests.hard.serving"], env=environment, stdout=log, stderr=log
        )
    wait_for(lambda: answers(line.smtp), PATIENCE_SECONDS)
