"""The cast: the line "Lantern" and the people of every example, as fixtures and as plain functions.

Ada holds, Bo does not, Sol and Noor lead, Kim coordinates, Tess's replies are reviewed. Outside stand Wren, who writes,
and Mallory, who is nobody here. The codes are fixed, and what they stretch to on Lantern lies beside this file, so that
no test waits for it; tests/house sees that it is right. So it is with what joining writes: a process does it once for
each of them, and writes the same rows anew for the next test.
"""

from __future__ import annotations

import copy
import itertools
import json
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from django.db import models

from peerline import seal
from peerline.kit.clock import minute, now
from peerline.kit.tokens import new_ref
from peerline.line.models import Line, Policy
from peerline.people.hashes import token_hash
from peerline.people.models import Invitation, Role, Wrap
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


@dataclass(frozen=True)
class Joined:
    """What joining wrote for one of the cast."""

    one: PracticeMember
    roles: list[Role]
    wraps: list[Wrap]
    invitation: Invitation

    def copy(self) -> Joined:
        """The same rows, not yet stored, as somebody has them who joins now."""
        new = copy.deepcopy(self)
        passed = minute(now()) - self.one.member.joined_at
        for row in (new.one.member, new.one.key, *new.roles, *new.wraps, new.invitation):
            _renew(row, passed)
        new.one.member.ref, new.one.key.ref = new_ref(), new_ref()
        new.invitation.token_hash = token_hash(new_ref())
        return new

    def store(self) -> None:
        """Write the rows."""
        member, key = self.one.member, self.one.key
        member.save(force_insert=True)
        key.member = self.invitation.used_by = member
        key.save(force_insert=True)
        for role in self.roles:
            role.member = member
        for wrap in self.wraps:
            wrap.key = key
        self.invitation.save(force_insert=True)
        Role.objects.bulk_create(self.roles)
        Wrap.objects.bulk_create(self.wraps)


JOINED: dict[tuple[str, str], Joined] = {}  # by name and line: codes stretch to something else on another


def _renew(row: models.Model, passed: timedelta) -> None:
    row.pk = None
    row._state.adding = True
    for field in row._meta.concrete_fields:
        at = getattr(row, field.attname)
        if isinstance(field, models.DateTimeField) and at is not None:
            setattr(row, field.attname, at + passed)


def join(name: str) -> Joined:
    """One of the cast is invited and joins Lantern, which has to be there; with the rows that this wrote."""
    one = practice_member(PARTS[name])
    return Joined(one, [*one.member.roles.all()], [*one.key.wraps.all()], Invitation.objects.get(used_by=one.member))


def make_member(name: str) -> PracticeMember:
    """One of the cast joins Lantern, which has to be there."""
    known = (name, Line.objects.values_list("ref", flat=True).get())
    if known in JOINED:
        joined = JOINED[known].copy()
        joined.store()
    else:
        joined = join(name)
        JOINED[known] = copy.deepcopy(joined)
    return joined.one


def code_keys(member: PracticeMember, *, sheet: bool = False) -> CodeKeys:
    """What the member's code gives on Lantern, or the member's sheet."""
    return stretched(member.sheet if sheet else member.code, LINE_REF)


def make_cast() -> Cast:
    """All of them join."""
    stretch(PARTS.values(), LINE_REF)
    return Cast(**{name: make_member(name) for name in PARTS})


@pytest.fixture(autouse=True)
def _codes_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test draws the same new codes, in a fixed order, so that a process stretches each of them once.

    Stretching is slow on purpose. What it gives is real: `seal` has tests of its own for that.
    """
    numbers = itertools.count(1)
    monkeypatch.setattr(seal, "new_code", lambda count=7: Code(next(numbers) * 1_000_037**3 % 2**77, count))
    monkeypatch.setattr(seal, "keys_of_code", stretched_once)


stretched_once = cache(seal.keys_of_code)


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
