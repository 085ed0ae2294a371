"""The server is killed between storing mails and deleting them at the provider: each is here once, and gone there."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter

from peerline.channels.mail.tests.dovecot import PASSWORD, USER, dovecot
from tests.hard.opened import stored
from tests.journeys.running import running_line, wait_for

MAILS = 12
SECONDS = 60.0


def test_stores_once_what_was_not_deleted() -> None:
    names = [f"canary-{number}" for number in range(MAILS)]
    with dovecot() as server, running_line() as line:
        line.stop()
        (line.data / "secrets" / "imap.password").write_text(PASSWORD)
        line.environment["PEERLINE_IMAP"] = f"imap://{USER}@127.0.0.1:{server.port}"
        server.put(
            *(f"From: wren@writer.example\r\nMessage-ID: <{name}@x>\r\n\r\n{name}\r\n".encode() for name in names)
        )
        settings = {**line.environment, "DJANGO_SETTINGS_MODULE": "peerline.settings"}
        died = subprocess.run([sys.executable, "-m", "tests.hard.dying"], env=settings, timeout=SECONDS, check=False)
        assert died.returncode == -signal.SIGKILL
        assert server.found() == MAILS
        assert stored(line).messages > 0

        line.start()
        wait_for(lambda: server.found() == 0, SECONDS)
        found = stored(line)
        assert found.canaries == Counter(names)
