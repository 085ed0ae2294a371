"""Preparers are killed while mail comes in; nothing is lost or doubled, and none outlives the door's process."""

from __future__ import annotations

import os
import random
import resource
import signal
from collections import Counter
from contextlib import suppress
from pathlib import Path

from tests.hard.opened import stored
from tests.hard.sending import TAKEN, Told, new_mails, send, send_until_taken, sending
from tests.journeys.running import RunningLine, running_line, wait_for

MAILS, KILLS, FEW = 300, 3, 20
PATIENCE_SECONDS = 60.0
TWO = {"PEERLINE_PREPARERS": "2"}


def test_loses_and_doubles_nothing_when_preparers_are_killed() -> None:
    mails, told = new_mails(MAILS), Told()
    with running_line(**TWO) as line:
        with sending(line.smtp, mails, told):
            for number in range(KILLS):
                wait_for(lambda at=number: len(told.answers) > at * MAILS / (KILLS + 1), PATIENCE_SECONDS)  # type: ignore[misc]
                _kill_one(line)
        # The door's process lives, so no connection breaks; who was told to try again does.
        assert told.codes() <= {TAKEN, "451"}
        send_until_taken(line.smtp, mails, told)
        found = stored(line)
        assert found.canaries == Counter(dict.fromkeys(mails, 1))
        assert (found.messages, found.arrivals) == (MAILS, MAILS)


def test_puts_mail_off_while_a_preparer_finds_the_disk_full() -> None:
    before, mails, told = new_mails(FEW), new_mails(FEW), Told()
    with running_line(**TWO) as line:
        send(line.smtp, before, Told())
        for pid in preparers(line):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        send(line.smtp, mails, told)
        assert told.codes() == {TAKEN, "451"}  # those with a file are put off
        for pid in preparers(line):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        send_until_taken(line.smtp, mails, told)
        assert stored(line).canaries == Counter(dict.fromkeys([*before, *mails], 1))


def test_ends_the_preparers_with_the_process_of_the_door() -> None:
    with running_line(**TWO) as line:
        wait_for(lambda: len(preparers(line)) == 2, PATIENCE_SECONDS)
        started = preparers(line)
        line.stop(signal.SIGKILL)
        wait_for(lambda: not any(map(is_running, started)), PATIENCE_SECONDS)


def _kill_one(line: RunningLine) -> None:
    """As soon as there are both."""
    while len(found := preparers(line)) < 2:
        wait_for(lambda: len(preparers(line)) == 2, PATIENCE_SECONDS)
    os.kill(random.choice(found), signal.SIGKILL)


def preparers(line: RunningLine) -> list[int]:
    """The processes of the preparers: the first, and what it forked."""
    assert line.process is not None
    first = children(line.process.pid)
    return [*first, *(child for pid in first for child in children(pid))]


def children(pid: int) -> list[int]:
    """The processes whose parent this is."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(folder.name))
    return found


def is_running(pid: int) -> bool:
    """Whether it is there and no zombie."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False
