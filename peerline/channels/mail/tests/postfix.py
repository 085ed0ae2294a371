"""A real Postfix on loopback with the rows that `deploy/` shows, in a temporary folder. It runs as root alone."""

from __future__ import annotations

import contextlib
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.journeys.running import answers, free_port, wait_for

DEPLOY = Path(__file__).resolve().parents[4] / "deploy"
SERVICES = Path("/usr/share/postfix/master.cf.dist")
HEADING = re.compile(r"^# -+ (/etc/postfix/[\w.-]+).*$", re.MULTILINE)
SMTP = "smtp      inet  n       -       y       -       -       smtpd"
SECONDS = 60.0
OWN = """
compatibility_level = 3.6
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mail_owner = postfix
setgid_group = postdrop
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log
maillog_file_prefixes = /tmp
alias_maps =
alias_database =
smtputf8_enable = no
minimal_backoff_time = 1s
queue_run_delay = 1s
"""


@dataclass
class Postfix:
    """One server. `changes` are what a test puts into the rows: ports and paths that are free here."""

    folder: Path
    rows: str
    changes: dict[str, str]
    port: int = field(default_factory=free_port)

    def make(self) -> None:
        """Lay its folder out: the rows of each file of `rows`, behind what a folder of its own needs."""
        owner = pwd.getpwnam("postfix")
        for place in (self.folder, *(self.folder / name for name in ("etc", "queue", "data"))):
            place.mkdir(exist_ok=True)
            place.chmod(0o755)  # its parts run as another user, whatever the umask of the tests is
        shutil.chown(self.folder / "data", owner.pw_uid, owner.pw_gid)
        files = self._files()
        known = re.sub(r"^smtp +inet .*$", "", SERVICES.read_text(), flags=re.MULTILINE)
        files["master.cf"] = f"{known}\n{files.get('master.cf', SMTP)}".replace(
            "\nsmtp      inet", f"\n{self.place} inet"
        )
        files["main.cf"] = OWN.format(folder=self.folder) + files["main.cf"]
        for name, text in files.items():
            (self.folder / "etc" / name).write_text(text)

    @property
    def place(self) -> str:
        """Where it listens."""
        return f"127.0.0.1:{self.port}"

    def _files(self) -> dict[str, str]:
        """The rows by file, with what is here in place of what is shown."""
        parts = HEADING.split((DEPLOY / self.rows).read_text())[1:]
        files = {Path(name).name: rows for name, rows in zip(parts[::2], parts[1::2], strict=True)}
        here = {**self.changes, "/etc/postfix/line-addresses": f"{self.folder}/etc/line-addresses"}
        for shown, meant in here.items():
            files = {name: rows.replace(shown, meant) for name, rows in files.items()}
        return files

    def start(self) -> None:
        """Let it serve; returns when it answers."""
        self._run("start")
        wait_for(lambda: answers(self.port), SECONDS)

    def stop(self) -> None:
        """End it."""
        self._run("abort")

    def queued(self) -> list[bytes]:
        """What lies in its queue, as the disk has it."""
        places = ("incoming", "active", "deferred", "hold", "maildrop")
        files = [one for name in places for one in (self.folder / "queue" / name).rglob("*") if one.is_file()]
        found = []
        for one in files:
            with contextlib.suppress(FileNotFoundError):  # it has left meanwhile
                found.append(one.read_bytes())
        return found

    def flush(self) -> None:
        """Let it try again what waits."""
        self._run("flush")

    def _run(self, word: str) -> None:
        command = ["postfix", "-c", str(self.folder / "etc"), word]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        log = self.folder / "log"
        assert ran.returncode == 0, ran.stderr + (log.read_text() if log.exists() else "")


@contextlib.contextmanager
def postfix(rows: str, changes: dict[str, str]) -> Iterator[Postfix]:
    """A running server with the rows of a file of `deploy/`, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="peerline-postfix-", dir="/tmp"))
    server = Postfix(folder, rows, changes)
    try:
        server.make()
        server.start()
        yield server
    finally:
        with contextlib.suppress(AssertionError):
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)
