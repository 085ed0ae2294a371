"""All cases, by corpus. How many are read exactly: `python -m bench replies`."""

from __future__ import annotations

from .cases import ANSWER, FIRST, Case, read_cases
from .made import made_cases

CORPORA: dict[str, tuple[Case, ...]] = {
    "style and language": tuple(made_cases()),
    "mail programs": read_cases("programs.txt", "mail programs"),
    "held out": read_cases("held_out.txt", "held out"),
    "held out, second": read_cases("held_out_too.txt", "held out, second"),
    "held out, third": read_cases("held_out_third.txt", "held out, third"),
    "held out, fourth": read_cases("held_out_fourth.txt", "held out, fourth"),
    "own words": (
        *read_cases("own.txt", "own words, in a first mail", FIRST),
        *read_cases("own.txt", "own words, in an answer", ANSWER),
    ),
}
