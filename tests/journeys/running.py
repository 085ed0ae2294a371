"""A whole line in processes of its own, as an operator runs it: `peerline init --practice`, then `peerline serve`.

`init` runs once in a session and database; each line begins with a copy of all that it made.
What leaves it goes by SMTP to a catcher on loopback, so a journey sees what a seeker's mailbox would get.
"""

from __future__ import annotations

import atexit
import email
import email.policy
import os
import re
import shutil
import signal
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from aiosmtpd.controller import Controller

ADDRESS = "hello@lantern.example"
PEERLINE = [sys.executable, "-m", "peerline"]
# How long anything may take before it counts as broken. Nothing is quicker for a smaller number.
PATIENCE_SECONDS = 120.0


@dataclass
class Catcher:
    """The mail server of everybody else: keeps what it is given."""

    mails: list[tuple[str, list[str], EmailMessage]] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append((envelope.mail_from, envelope.rcpt_tos, mail))
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        """What came for one mailbox, oldest first."""
        return [mail for _, recipients, mail in self.mails if address in recipients]


@dataclass
class RunningLine:
    """One line and its surroundings."""

    folder: Path
    web: int
    smtp: int
    catcher: Catcher
    codes: dict[str, list[str]] = field(default_factory=dict)
    sheet: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where its pages are."""
        return f"http://127.0.0.1:{self.web}"

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    def command(self, *words: str) -> str:
        """Run a command of `peerline` for this line and give what it printed."""
        ran = subprocess.run([*PEERLINE, *words], env=self.environment, capture_output=True, text=True, check=False)
        assert ran.returncode in {0, 1}, ran.stderr
        return ran.stdout

    def start(self) -> None:
        """Let it serve; returns when pages and mail door answer."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen([*PEERLINE, "serve"], env=self.environment, stderr=log, stdout=log)
        wait_for(lambda: all(answers(port) for port in (self.web, self.smtp)))

    def stop(self, how: signal.Signals = signal.SIGTERM) -> float:
        """End it; gives the seconds it took."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(how)
        self.process.wait(timeout=PATIENCE_SECONDS)
        return time.monotonic() - began

    def write(self, mail: EmailMessage, *, sender: str, to: str = ADDRESS) -> None:
        """Hand a mail to the door as a mail server does."""
        with smtplib.SMTP("127.0.0.1", self.smtp, timeout=PATIENCE_SECONDS) as client:
            client.sendmail(sender, [to], bytes(mail))


@contextmanager
def running_line(**settings: str) -> Iterator[RunningLine]:
    """A practice line with the cast, serving; all of it is removed at the end."""
    new = founded(os.environ.get("PEERLINE_DATABASE_URL", ""))
    folder = Path(tempfile.mkdtemp(prefix="peerline-journey-"))
    (folder / "tmp").mkdir()
    shutil.copytree(new.data, folder / "data")
    catcher = Catcher()
    controller = Controller(catcher, hostname="127.0.0.1", port=free_port())
    controller.start()
    with own_database(like=new.database) as database:
        line = RunningLine(folder, free_port(), free_port(), catcher, codes=new.codes(), sheet=new.sheet())
        line.environment = _environment(line, smarthost=controller.port, database=database, more=settings)
        try:
            line.start()
            yield line
        finally:
            if line.process is not None and line.process.poll() is None:
                line.stop(signal.SIGKILL)
            controller.stop()
            shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class Founded:
    """A line that was made and never served: its data folder, the URL of its database, and what `init` printed."""

    data: Path
    database: str
    said: str

    def codes(self) -> dict[str, list[str]]:
        """The code of each of the cast, by alias."""
        found = re.findall(r"^  (\w+) .*?((?:[a-z]+ ){6}[a-z]+)$", self.said, re.M)
        return {name: words.split() for name, words in found}

    def sheet(self) -> list[str]:
        """The words of the line recovery sheet."""
        return re.findall(r"^ +\d+  ([a-z]+)$", self.said, re.M)


@cache
def founded(cluster: str) -> Founded:
    """Make it, on SQLite or in that cluster of PostgreSQL. It is removed when this process ends."""
    until_the_end = ExitStack()
    atexit.register(until_the_end.close)
    until_the_end.enter_context(suppress(psycopg.OperationalError))  # a test may have thrown its cluster away
    folder = Path(until_the_end.enter_context(tempfile.TemporaryDirectory(prefix="peerline-founded-")))
    database = until_the_end.enter_context(own_database())
    data = folder / "data"
    env = {**_kept(), "PEERLINE_DATA": str(data), "PEERLINE_DATABASE_URL": database, "PEERLINE_PRACTICE": "yes"}
    command = [*PEERLINE, "init", "--practice", "--name", "Lantern", "--address", ADDRESS]
    ran = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return Founded(data, database, ran.stdout)


@contextmanager
def own_database(*, like: str = "") -> Iterator[str]:
    """The URL of a database for one line: empty for SQLite, else a new one in the cluster the tests run on.

    like  the URL of one that it begins as a copy of, and to which nobody is connected
    """
    cluster = os.environ.get("PEERLINE_DATABASE_URL", "")
    if not cluster:
        yield ""
        return
    name = f"journey_{os.urandom(6).hex()}"
    with psycopg.connect(cluster, autocommit=True) as connection:
        copied = f' TEMPLATE "{urlsplit(like).path[1:]}"' if like else ""
        connection.execute(f'CREATE DATABASE "{name}"{copied}')
    yield re.sub(r"(?<=[^/])/[^/?]*(\?|$)", rf"/{name}\1", cluster, count=1)
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def wait_for(is_so: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
    """Look ten times a second until it is so."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.1)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def _environment(line: RunningLine, *, smarthost: int, database: str, more: dict[str, str]) -> dict[str, str]:
    return {
        **_kept(),
        "PEERLINE_DATA": str(line.data),
        "PEERLINE_DATABASE_URL": database,
        "PEERLINE_PRACTICE": "yes",
        "PEERLINE_WEB_BIND": f"127.0.0.1:{line.web}",
        "PEERLINE_SMTP_BIND": f"127.0.0.1:{line.smtp}",
        "PEERLINE_SMARTHOST": f"127.0.0.1:{smarthost}",
        "PEERLINE_URL": line.url,
        "TMPDIR": str(line.folder / "tmp"),
        **more,
    }


def _kept() -> dict[str, str]:
    """What a line sees of the environment of the tests."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PEERLINE_", "PYTEST"))}
