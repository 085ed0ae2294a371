"""The server is killed while mail comes in; nothing that was acknowledged is lost or doubled."""

from __future__ import annotations

import random
import signal
from collections import Counter

from tests.hard.opened import stored
from tests.hard.sending import BROKEN, TAKEN, Told, new_mails, send_until_taken, sending
from tests.journeys.running import RunningLine, running_line, wait_for

MAILS, KILLS = 2000, 4
PATIENCE_SECONDS = 120.0


def test_loses_and_doubles_nothing_that_got_250() -> None:
    mails, told = new_mails(MAILS), Told()
    with running_line() as line:
        with sending(line.smtp, mails, told):
            for number in range(KILLS):
                _kill(line, told, after=(number + random.random()) * MAILS / (KILLS + 1))
        acknowledged = set(told.taken())
        found = stored(line)
        assert {name: found.canaries[name] for name in acknowledged} == dict.fromkeys(acknowledged, 1)
        assert max(found.canaries.values()) == 1
        assert told.codes() <= {TAKEN, "451", "421", BROKEN}
        assert BROKEN in told.codes()

        send_until_taken(line.smtp, mails, told)
        found = stored(line)
        assert found.canaries == Counter(dict.fromkeys(mails, 1))
        assert (found.messages, found.arrivals) == (MAILS, MAILS)


def _kill(line: RunningLine, told: Told, *, after: float) -> None:
    """`kill -9` when so many mails have an answer, then start it again."""
    wait_for(lambda: len(told.answers) > after, PATIENCE_SECONDS)
    line.stop(signal.SIGKILL)
    line.start()
