"""The cast: the line "Lantern" and the people of every example, as fixtures and as plain functions.

Ada holds, Bo does not, Sol and Noor lead, Kim coordinates, Tess's replies are reviewed. Outside stand Wren, who writes,
and Mallory, who is nobody here. The codes are fixed, and what they stretch to on Lantern lies beside this file, so that
no test waits for it; tests/house sees that it is right.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from peerline.kit.clock import minute, now
from peerline.line.models import Line, Policy
from peerline.people.practice import KNOWN, Part, PracticeMember, practice_member, stretch, stretched
from peerline.seal import Code, CodeKeys

LINE_REF = "lanternlanternlanternlante"
WREN = "wren@writer.example"
MALLORY = "mallory@outsider.example"


def _part(number: int, alias: str, *roles: str, here: bool = False, reviewed: bool = False) -> Part:
    code = Code(number * 1_000_003**3 % 2**77, 7)
    sheet = Code(number * 1_000_033**6 % 2**132, 12)
    languages = {"Ada": ("en", "pt"), "Bo": ("en", "de"), "Noor": ("ar", "en")}.get(alias, ("en",))
    return Part(alias, roles, languages, here=here, reviewed=reviewed, code=code, sheet=sheet)


def _codes(part: Part) -> tuple[tuple[str, Code], tuple[str, Code]]:
    return ("code", part.code), ("sheet", part.sheet)


PARTS = {
    "ada": _part(1, "Ada", "counselor", here=True),
    "bo": _part(2, "Bo", "counselor"),
    "sol": _part(3, "Sol", "lead", here=True),
    "noor": _part(4, "Noor", "lead"),
    "kim": _part(5, "Kim", "coordinator"),
    "tess": _part(6, "Tess", "counselor", here=True, reviewed=True),
}


STRETCHED = Path(__file__).with_name("cast.json")
CODES = {f"{name} {kind}": code for name, part in PARTS.items() for kind, code in _codes(part)}


def _know() -> None:
    for name, keys in json.loads(STRETCHED.read_text()).items():
        KNOWN[CODES[name], LINE_REF] = CodeKeys(**keys)


if STRETCHED.exists():
    _know()


@dataclass(frozen=True)
class Cast:
    """Everybody who is a member of Lantern."""

    ada: PracticeMember
    bo: PracticeMember
    sol: PracticeMember
    noor: PracticeMember
    kim: PracticeMember
    tess: PracticeMember


def make_line() -> Line:
    """Lantern, open."""
    at = minute(now())
    Policy.objects.get_or_create(version=1, defaults={"from_when": at, "data": {}})
    return Line.objects.create(
        ref=LINE_REF,
        name="Lantern",
        address="hello@lantern.example",
        language="en",
        languages="en de pt ar",
        countries="IE",
        sender_name="Lantern",
        is_practice=True,
        opened_at=at,
        made_at=at,
    )


def make_member(name: str) -> PracticeMember:
    """One of the cast joins Lantern, which has to be there."""
    return practice_member(PARTS[name])


def code_keys(member: PracticeMember, *, sheet: bool = False) -> CodeKeys:
    """What the member's code gives on Lantern, or the member's sheet."""
    return stretched(member.sheet if sheet else member.code, LINE_REF)


def make_cast() -> Cast:
    """All of them join."""
    stretch(PARTS.values(), LINE_REF)
    return Cast(**{name: make_member(name) for name in PARTS})


@pytest.fixture
def lantern(db: None) -> Line:
    """The line."""
    return make_line()


@pytest.fixture
def ada(lantern: Line) -> PracticeMember:
    """A counselor, here, who holds."""
    return make_member("ada")


@pytest.fixture
def bo(lantern: Line) -> PracticeMember:
    """A counselor without a grant."""
    return make_member("bo")


@pytest.fixture
def sol(lantern: Line) -> PracticeMember:
    """A lead, here."""
    return make_member("sol")


@pytest.fixture
def noor(lantern: Line) -> PracticeMember:
    """A second lead."""
    return make_member("noor")


@pytest.fixture
def kim(lantern: Line) -> PracticeMember:
    """The coordinator, who can open nothing."""
    return make_member("kim")


@pytest.fixture
def tess(lantern: Line) -> PracticeMember:
    """A counselor whose replies need a second person."""
    return make_member("tess")


@pytest.fixture
def cast(request: pytest.FixtureRequest, lantern: Line) -> Cast:
    """Everybody."""
    stretch(PARTS.values(), LINE_REF)
    return Cast(**{name: request.getfixturevalue(name) for name in PARTS})
