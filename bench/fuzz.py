"""Damaged input at what reads strangers' bytes: does it ever fail, stall, or answer what cannot be so?

    python -m bench fuzz [mime | reply | automatic | html | dialog] [--minutes 20] [--mails N] [--seed 1]

No word: all, one after the other, each as long. Sound and broken examples are damaged by chance: bytes changed, cut,
doubled, moved, spliced with another example. Each follows from its reader, the seed and its number alone, so a finding
is built again by `build(reader, seed, number)`. What is found becomes a test beside the reader; `fuzzed.py` says what
each reader must hold.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import signal
import time
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from bench.fuzzed import Reader

SLOW_SECONDS, STALLED_SECONDS = 1.0, 20.0
WHICH = ("mime", "reply", "automatic", "html", "dialog")


class Stalled(Exception):
    """An input took too long."""


def main(words: list[str]) -> None:
    """Damage and read until the time is over; print what was found."""
    asked = argparse.ArgumentParser(prog="python -m bench fuzz")
    asked.add_argument("which", nargs="*", choices=(*WHICH, []), help="no word: all")
    asked.add_argument("--minutes", type=float, default=20.0, help="of each reader")
    asked.add_argument("--mails", type=int, default=0, help="stop after so many; 0: when the time is over")
    asked.add_argument("--seed", default="1")
    given = asked.parse_args(words)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerline.settings")
    django.setup()
    logging.disable(logging.CRITICAL)
    from bench.fuzzed import READERS

    signal.signal(signal.SIGVTALRM, _stall)
    for name in given.which or WHICH:
        run(READERS[name], given.seed, minutes=given.minutes, mails=given.mails)


def run(reader: Reader, seed: str, *, minutes: float, mails: int) -> Counter[str]:
    """Try one reader; count what was said of how many inputs."""
    ends = time.monotonic() + 60 * minutes
    found: Counter[str] = Counter()
    number = 0
    while time.monotonic() < ends and not 0 < mails <= number:
        said = try_one(reader, build(reader, seed, number))
        found[said or "sound"] += 1
        if said and found[said] < 4:
            print(f"{reader.name} {seed}:{number} {said}", flush=True)
        number += 1
    findings = {said: times for said, times in found.most_common(20) if said != "sound"}
    print(f"{reader.name}: {number} inputs of seed {seed}, findings: {findings or 'none'}", flush=True)
    return found


def build(reader: Reader, seed: str, number: int) -> bytes:
    """Build one damaged input again."""
    chance = random.Random(f"{reader.name}:{seed}:{number}")
    data = bytearray(chance.choice(reader.sources()))
    for _ in range(chance.randint(1, 8)):
        _damage(data, chance, reader)
    return bytes(data)


def _damage(data: bytearray, chance: random.Random, reader: Reader) -> None:
    start = chance.randrange(len(data) + 1)
    size = chance.choice((1, 1, 4, 40, 400))
    what = chance.randrange(7)
    if what == 0:
        data[start : start + 1] = chance.randbytes(1)
    elif what == 1:
        del data[start : start + size]
    elif what == 2:
        data[start:start] = chance.choice(reader.tokens) * chance.choice((1, 1, 1, 3, 200))
    elif what == 3:
        data[start:start] = data[start : start + size] * chance.choice((1, 2, 50))
    elif what == 4:
        del data[max(20, start) :]
    elif what == 5:
        other = chance.choice(reader.sources())
        cut = chance.randrange(len(other) + 1)
        data[start : start + size] = other[cut : cut + size * 4]
    else:
        moved = data[start : start + size]
        del data[start : start + size]
        place = chance.randrange(len(data) + 1)
        data[place:place] = moved


def try_one(reader: Reader, data: bytes) -> str:
    """Read one input; say what went wrong, "" when nothing did."""
    began = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, STALLED_SECONDS)
    try:
        said = reader.read(data)
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is what is looked for
        return f"{type(fault).__name__} at {_place_of(fault)}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return said or ("slow" if time.process_time() - began > SLOW_SECONDS else "")


def _place_of(fault: Exception) -> str:
    place = fault.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    return f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else "nowhere"


def _stall(_signal: int, _frame: FrameType | None) -> None:
    raise Stalled
