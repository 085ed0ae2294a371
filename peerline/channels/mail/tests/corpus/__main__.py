"""Print what is understood of every corpus against what should be: `python -m peerline.channels.mail.tests.corpus`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from functools import partial

from peerline.channels.mail.parse import parse

from .bounces import bounces
from .cases import Case
from .machines import absences, machines
from .people import odd_people, people

CORPORA: dict[str, Callable[[], list[Case]]] = {
    "bounces": bounces,
    "absence notes": absences,
    "other machines": machines,
    "people": people,
    "odd people": odd_people,
    # Written after the rules and measured once before anything was mended by them.
    "bounces, held out": partial(bounces, "held_out_bounces.txt"),
    "machines, held out": partial(machines, "held_out_machines.txt"),
    "people, held out": partial(odd_people, "held_out_people.txt"),
    "bounces, held out, second": partial(bounces, "held_out_too_bounces.txt"),
    "bounces, held out, third": partial(bounces, "held_out_third_bounces.txt"),
    "machines, held out, third": partial(machines, "held_out_third_machines.txt"),
    "people, held out, third": partial(odd_people, "held_out_third_people.txt"),
    "machines, held out, second": partial(machines, "held_out_too_machines.txt"),
    "people, held out, second": partial(odd_people, "held_out_too_people.txt"),
}
FIELDS = ("recipient", "status", "permanent")


def table(cases: list[Case]) -> tuple[Counter[tuple[str, str]], Counter[str], list[str]]:
    """Count (wanted, understood) kinds and right fields of bounces; name the cases that went wrong."""
    kinds: Counter[tuple[str, str]] = Counter()
    right: Counter[str] = Counter()
    wrong = []
    for case in cases:
        read = parse(case.data, own_domain="lantern.example")
        kinds[case.auto or "person", read.auto or "person"] += 1
        is_right = [read.auto == case.auto]
        for field in FIELDS if case.auto == "bounce" else ():
            wanted, found = getattr(case, field), getattr(read.bounce, field, None)
            is_right.append(wanted in ("-", found))
            right[field] += is_right[-1]
        if not all(is_right):
            wrong.append(f"{case.name}: {read.auto} {read.bounce and read.bounce.status}")
    return kinds, right, wrong


def main() -> None:
    """Print one table a corpus."""
    for name, make in CORPORA.items():
        cases = make()
        kinds, right, wrong = table(cases)
        sys.stdout.write(f"{name}: {len(cases)} mails, {len(wrong)} not as wanted\n")
        for (wanted, found), count in sorted(kinds.items()):
            sys.stdout.write(f"  {wanted:15} understood as {found:15} {count:5}\n")
        for field, count in right.items():
            sys.stdout.write(f"  {field} right {count:5}\n")
        for one in wrong:
            sys.stdout.write(f"  - {one}\n")


if __name__ == "__main__":
    main()
