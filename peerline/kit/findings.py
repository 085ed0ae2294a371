"""What the doctor finds: one small row for each thing looked at, the same from every room."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is; only an error changes the exit status."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what it is called, how it is, and how to mend it.

    name      kebab-case, the same in every release, for programs
    sentence  for people, translated, without private data
    hint      what to do; empty when all is well
    found     what is there, as it stands (a record, a number); empty when nothing
    wanted    what should be there, ready to be pasted
    """

    name: str
    level: Level
    sentence: str
    hint: str = ""
    found: str = ""
    wanted: str = ""


def is_good(findings: list[Finding]) -> bool:
    """Whether there is no error among them."""
    return all(finding.level is not Level.ERROR for finding in findings)
