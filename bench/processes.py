"""Programs under measure: started, asked for their processor time and memory, ended."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.journeys.running import answers

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
READY_SECONDS = 60.0
WATCH_SECONDS = 0.2


class Program:
    """One running program of ours with the processes it starts, and the ports it listens on by name."""

    def __init__(self, process: subprocess.Popen[bytes], ports: dict[str, int]) -> None:
        self.process, self.ports = process, ports
        self.peak_mib = 0.0
        self._has_ended = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def cpu_seconds(self) -> float:
        """Processor time so far, user and system, of all of its processes."""
        return sum(_cpu_seconds(pid) for pid in self.family())

    def family(self) -> list[int]:
        """The program's process and all that descend from it."""
        parents = dict(filter(None, map(_parent, Path("/proc").glob("[0-9]*"))))
        found = [self.process.pid]
        for pid in found:
            found += [child for child, parent in parents.items() if parent == pid]
        return found

    def end(self) -> None:
        """Stop watching."""
        self._has_ended.set()

    def _watch(self) -> None:
        while not self._has_ended.wait(WATCH_SECONDS):
            self.peak_mib = max(self.peak_mib, sum(map(_pss_mib, self.family())))


def _parent(folder: Path) -> tuple[int, int] | None:
    with suppress(OSError):
        return int(folder.name), int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    return None


def _cpu_seconds(pid: int) -> float:
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND
    return 0.0


def _pss_mib(pid: int) -> float:
    """Its memory, with what it shares with others counted in parts (PSS); for who may not see that, all of it (RSS)."""
    with suppress(OSError):
        try:
            text, name = Path(f"/proc/{pid}/smaps_rollup").read_text(), "Pss:"
        except PermissionError:
            text, name = Path(f"/proc/{pid}/status").read_text(), "VmRSS:"
        return int(text.partition(name)[2].split()[0]) / 1024
    return 0.0


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
        program = Program(process, ports)
        try:
            yield program
        finally:
            program.end()
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
