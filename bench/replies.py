"""How many replies are read exactly, and in how many own words are hidden, by class; what a short mail costs."""

from __future__ import annotations

import timeit

from bench.table import show
from peerline.channels.mail.reply import fold
from peerline.channels.mail.reply.tests.cases import Case
from peerline.channels.mail.reply.tests.corpora import CORPORA

SHORT = "Hello,\nI am Wren and I cannot sleep since last week.\nIt goes on.\n\nWhat can I do?\n\nThank you,\nWren\n"
ROUNDS = 2_000


def main(options: list[str]) -> None:
    """Print one table a corpus; `--missed` prints each case that is not read exactly."""
    for title, cases in CORPORA.items():
        _show(title, cases)
        for case in cases:
            if "--missed" in options and not case.is_exact():
                print(f"--- {case.name}\n{case.text}\n>>> left\n{case.left()}\n")
    quoted = f"{SHORT}\nOn Wed, Nov 25, 2026 at 10:40 AM Lantern <hello@lantern.example> wrote:\n\n> How are you?\n"
    costs = [[name, f"{_microseconds(text):.0f} us"] for name, text in (("plain", SHORT), ("with a quote", quoted))]
    show("A short mail", ["mail", "fold"], costs)


def _show(title: str, cases: tuple[Case, ...]) -> None:
    kinds = list(dict.fromkeys(case.kind for case in cases))
    of_kind = {kind: [case for case in cases if case.kind == kind] for kind in kinds}
    rows = [_row(kind, of_kind[kind]) for kind in kinds]
    show(f"Replies: {title}", ["class", "cases", "exact", "share", "own hidden"], [*rows, _row("all", list(cases))])


def _row(kind: str, cases: list[Case]) -> list[str]:
    exact = sum(case.is_exact() for case in cases)
    hidden = sum(case.hidden() > 0 for case in cases)
    return [kind, str(len(cases)), str(exact), f"{exact / len(cases):.1%}", str(hidden)]


def _microseconds(text: str) -> float:
    return min(timeit.repeat(lambda: fold(text), number=ROUNDS // 10, repeat=10)) / (ROUNDS // 10) * 1e6
