"""Programs under measure: started, asked for their processor time and memory, ended."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
READY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Program:
    """One running program of ours and the ports it listens on by name."""

    process: subprocess.Popen[bytes]
    ports: dict[str, int]

    def cpu_seconds(self) -> float:
        """Processor time so far, user and system."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND

    def peak_mib(self) -> float:
        """The most memory it ever held."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024


@contextmanager
def running(module: list[str], ports: dict[str, int], settings: Mapping[str, str], *, log: Path) -> Iterator[Program]:
    """`python -m MODULE` until the end of the block; it begins when all ports answer."""
    with log.open("ab") as file:
        process = subprocess.Popen([sys.executable, "-m", *module], env=dict(settings), stdout=file, stderr=file)
    try:
        end = time.monotonic() + READY_SECONDS
        while not all(answers(port) for port in ports.values()):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{module} did not begin:\n{log.read_text()[-2000:]}")
            time.sleep(0.05)
        yield Program(process, ports)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False
