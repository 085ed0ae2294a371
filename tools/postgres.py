"""A throw-away PostgreSQL for the tests: in a temporary folder, on a socket of its own, gone when the program ends.

As a program it prints the address for PEERLINE_DATABASE_URL and runs until its standard input closes. PostgreSQL
refuses to run as root, so root starts it as the user `postgres`, or `nobody`.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NAME = "peerline"


class Cluster:
    """One cluster in `folder`; the same object can be stopped and started again by a test that wants that."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder = folder
        self.programs = programs
        self.data = folder / "data"
        self.as_user = unprivileged()

    @property
    def url(self) -> str:
        """What to put into PEERLINE_DATABASE_URL."""
        return f"postgresql://{NAME}@/{NAME}?host={self.folder}"

    def make(self) -> None:
        """Lay the cluster out. Only who may enter the folder can connect, so no password is asked."""
        if self.as_user:
            os.chown(self.folder, self.as_user["user"], self.as_user["group"])
        self.run("initdb", "-D", str(self.data), "-U", NAME, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")

    def start(self, *more: str) -> None:
        """Start it and wait until it answers. The data is thrown away, so it does not sync unless `more` says so."""
        options = [
            "-k",
            str(self.folder),
            "-c",
            "listen_addresses=",
            "-c",
            "fsync=off",
            "-c",
            "max_connections=100",
            *more,
        ]
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", str(self.data), "-l", log, "-w", "-o", " ".join(options), "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it: smart, fast or immediate."""
        self.run("pg_ctl", "-D", str(self.data), "-w", "-m", mode, "stop")

    def create_database(self) -> None:
        """The database that the address names."""
        self.run("createdb", "-h", str(self.folder), "-U", NAME, NAME)

    def run(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's programs as the unprivileged user. Raises CalledProcessError with what it said."""
        command = [str(self.programs / program), *words]
        done = subprocess.run(
            command, cwd=self.folder, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, **self.as_user,
        )  # fmt: skip
        if done.returncode:
            raise subprocess.CalledProcessError(done.returncode, command, output=done.stdout)


def unprivileged() -> dict[str, Any]:
    """As whom to run it: nothing when we are not root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def find_programs() -> Path:
    """The newest PostgreSQL here. Raises FileNotFoundError when there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parent.parent.name))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    if elsewhere is None:
        raise FileNotFoundError("PostgreSQL is not here: install the Debian package postgresql")
    return Path(elsewhere).resolve().parent


@contextlib.contextmanager
def throw_away() -> Iterator[Cluster]:
    """A running cluster; stopped and removed at the end, whatever happened."""
    folder = Path(tempfile.mkdtemp(prefix="peerline-pg-", dir="/tmp"))  # a socket's path may have 107 bytes at most
    cluster = Cluster(folder, find_programs())
    try:
        cluster.make()
        cluster.start()
        cluster.create_database()
        yield cluster
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    with throw_away() as running:
        print(running.url, flush=True)
        sys.stdin.read()
