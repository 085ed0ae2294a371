"""Mails a second from the end of DATA to a durable 250, both doors, beside what bounds them.

    python -m bench intake [--small | --tiny] [--no-growth] [--no-postgres]

A real line with its own processes and all its rules: three counselors here and two leads hold, a trusted front server
vouches for senders, receipts are on, a third of the mails join a conversation. Beside it, in the same minutes and
after one another in each round: plain aiosmtpd that throws the same mails away, and the floor, which commits them as
they came. Figures are medians of the rounds; ratios are taken within a round. Processor time and memory are of all
processes of a program; memory is PSS, looked at five times a second. `--tiny` only shows that it runs.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from bench.corpus import Mail, address_for, write_mails
from bench.driver import Sending, Sent, send_all
from bench.prepare import settings_of
from bench.processes import Program, running
from bench.table import show, verdict
from tests.journeys.running import free_port
from tools.postgres import throw_away

MAILS, ROUNDS, JOINABLE = 1000, 3, 300
TINY = 12
CONNECTIONS = (1, 20, 100)
MAILS_BY_ONE = 300
GROWN = (10_000, 100_000)
FEW = "SQLite, few"
SMTP, LMTP, DISCARD, FLOOR = "line, SMTP", "line, LMTP", "aiosmtpd, thrown away", "floor, committed"
HEAD = ("", "connections", "mails/s", "p50 ms", "p99 ms", "CPU ms/mail", "peak MiB", "of aiosmtpd", "of floor")


@dataclass(frozen=True, slots=True)
class Door:
    """One door under measure."""

    name: str
    program: Program
    port: int
    lmtp: bool
    tags: list[str]


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass over the mails at one door."""

    sent: Sent
    cpu_ms: float
    peak_mib: float


Passes = dict[tuple[str, int], list[Pass]]


def main(words: list[str]) -> None:
    """Measure and print."""
    if "--tiny" in words:
        _run_through()
        return
    mails = write_mails(MAILS // 3 if "--small" in words else MAILS)
    with tempfile.TemporaryDirectory(prefix="peerline-bench-") as folder, ExitStack() as stack:
        line = stack.enter_context(running_line(Path(folder) / "line"))
        floors = [stack.enter_context(_running_floor(name, Path(folder))) for name in (DISCARD, FLOOR)]
        passes = measure([*line, *floors], mails, CONNECTIONS)
        _show_doors(passes)
        if "--no-growth" not in words:
            _measure_growth(mails, Path(folder))
        if "--no-postgres" not in words:
            _measure_postgres(mails, Path(folder))


def _run_through() -> None:
    """Each door once, with few mails."""
    with tempfile.TemporaryDirectory(prefix="peerline-bench-") as folder, ExitStack() as stack:
        line = stack.enter_context(running_line(Path(folder) / "line", joinable=1))
        floors = [stack.enter_context(_running_floor(name, Path(folder))) for name in (DISCARD, FLOOR)]
        _show_doors(measure([*line, *floors], write_mails(TINY), (2,), rounds=1), connections=2)


def measure(doors: Sequence[Door], mails: list[Mail], connections: Sequence[int], *, rounds: int = ROUNDS) -> Passes:
    """Every door in turn, round by round; the first round warms up and is not counted."""
    passes: Passes = defaultdict(list)
    for number in range(rounds + 1):
        for count in connections:
            for door in doors:
                part = mails[:MAILS_BY_ONE] if count == 1 or number == 0 else mails
                one = _pass(door, part, mark=f"m{free_port()}n{number}c{count}", connections=count)
                if number:
                    passes[door.name, count].append(one)
    return passes


def ratio(passes: Passes, one: tuple[str, int], other: tuple[str, int]) -> float:
    """How the rates of two doors stand to each other, round by round."""
    pairs = zip(passes[one], passes[other], strict=True)
    return median(first.sent.rate() / second.sent.rate() for first, second in pairs)


@contextmanager
def running_line(
    folder: Path, *, database: str = "", filled: int = 0, joinable: int = JOINABLE
) -> Iterator[tuple[Door, Door]]:
    """A founded line that serves: its SMTP and its LMTP door."""
    folder.mkdir()
    ports = {name: free_port() for name in ("SMTP", "LMTP", "WEB")}
    binds = {f"PEERLINE_{name}_BIND": f"127.0.0.1:{port}" for name, port in ports.items()}
    settings = settings_of(folder, database=database, **binds)
    tags: list[str] = json.loads(_run(["bench.prepare", str(joinable)], settings))
    if filled:
        _run(["bench.fill", str(filled)], settings)
    with running(["peerline", "serve"], ports, settings, log=folder / "log") as program:
        yield Door(SMTP, program, ports["SMTP"], False, tags), Door(LMTP, program, ports["LMTP"], True, tags)


@contextmanager
def _running_floor(name: str, folder: Path) -> Iterator[Door]:
    port = free_port()
    words = ["bench.floor", str(port), *([str(folder / "floor.sqlite3")] if name == FLOOR else [])]
    with running(words, {"SMTP": port}, settings_of(folder), log=folder / "floor-log") as program:
        yield Door(name, program, port, False, [])


def _run(module: list[str], settings: dict[str, str]) -> str:
    done = subprocess.run([sys.executable, "-m", *module], env=settings, stdout=subprocess.PIPE, check=True, text=True)
    return done.stdout


def _pass(door: Door, mails: list[Mail], *, mark: str, connections: int) -> Pass:
    ready = []
    for number, mail in enumerate(mails):
        sender, data = mail.marked(mark)
        ready.append(Sending.of(sender, address_for(mail, number, door.tags), data))
    before = door.program.cpu_seconds()
    sent = send_all(ready, port=door.port, connections=connections, lmtp=door.lmtp)
    if sent.refused:
        print(f"  {door.name}: {len(sent.refused)} of {len(mails)} not taken, first: {sent.refused[0]}", flush=True)
    cpu_seconds = door.program.cpu_seconds() - before
    return Pass(sent, cpu_seconds / len(mails) * 1e3, door.program.peak_mib)


def _show_doors(passes: Passes, *, connections: int = 20) -> None:
    rows = [
        [*_row(name, count, found), f"{ratio(passes, (name, count), (DISCARD, count)):.2f}",
         f"{ratio(passes, (name, count), (FLOOR, count)):.2f}"]
        for (name, count), found in passes.items()
    ]  # fmt: skip
    show("From the end of DATA to 250", HEAD, rows)
    for door in (SMTP, LMTP):
        one = (door, connections)
        of_aiosmtpd = ratio(passes, one, (DISCARD, connections))
        verdict(f"{door}, {connections} connections, of aiosmtpd", of_aiosmtpd, at_least=1.8)
        verdict(f"{door}, p99 ms", median(found.sent.percentile_ms(0.99) for found in passes[one]), at_most=50)
        verdict(f"{door}, CPU ms a mail", median(found.cpu_ms for found in passes[one]), at_most=1.5)
    most = max(found.peak_mib for (name, _), several in passes.items() if name == LMTP for found in several)
    verdict("peak memory MiB, all passes", most, at_most=200)


def _row(name: str, connections: int, found: list[Pass]) -> list[str]:
    middle = [
        median(one.sent.rate() for one in found),
        median(one.sent.percentile_ms(0.5) for one in found),
        median(one.sent.percentile_ms(0.99) for one in found),
        median(one.cpu_ms for one in found),
        max(one.peak_mib for one in found),
    ]
    return [
        name,
        str(connections),
        *(f"{figure:.{digits}f}" for figure, digits in zip(middle, (0, 1, 1, 2, 0), strict=True)),
    ]


def _measure_growth(mails: list[Mail], folder: Path) -> None:
    for count in GROWN:
        with _fresh(folder, f"few{count}") as few, running_line(folder / f"grown{count}", filled=count) as (_, grown):
            _compare(few, grown, mails, name=f"{count:,} conversations", at_least=0.9)


def _measure_postgres(mails: list[Mail], folder: Path) -> None:
    with throw_away() as cluster:
        # It does not sync by itself; a 250 is only said for what is on disk.
        cluster.stop("fast")
        cluster.start("-c", "fsync=on")
        with (
            _fresh(folder, "sqlite") as sqlite,
            running_line(folder / "postgres", database=cluster.url) as (_, postgres),
        ):
            _compare(sqlite, postgres, mails, name="PostgreSQL", at_least=0.5)


@contextmanager
def _fresh(folder: Path, name: str) -> Iterator[Door]:
    """A line as young as the one it is compared with: one that is some minutes old sends its receipts meanwhile."""
    with running_line(folder / name) as (_, door):
        yield door


def _compare(one: Door, other: Door, mails: list[Mail], *, name: str, at_least: float) -> None:
    """Measure both in turn and say how the other stands to the one."""
    doors = [replace(one, name=FEW), replace(other, name=name)]
    passes = measure(doors, mails, (20,))
    show(f"{name}, beside SQLite with few", HEAD[:-2], [_row(door.name, 20, passes[door.name, 20]) for door in doors])
    verdict(f"{name}, of SQLite with few", ratio(passes, (name, 20), (FEW, 20)), at_least=at_least)
