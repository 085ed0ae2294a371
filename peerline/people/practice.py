"""Members whose keys the server makes itself. For practice lines, the demo and tests only.

On a real line the member's browser makes the key and nobody else ever has it. Here it passes through this process,
and the code is printed: a line with such members keeps nothing from its operator, and says so on each page.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from peerline.line.access import the_line
from peerline.people import actions
from peerline.people.cargo import Invite, Joining, NewWrap
from peerline.people.models import Key, Member, Wrap
from peerline.seal import (
    Bundle,
    Code,
    CodeKeys,
    keys_of_code,
    new_code,
    new_identity,
    new_signing_seed,
    recipient_of,
    seal_bundle,
    verify_key_of,
)

# What was derived so far, by code and ref of the line.
KNOWN: dict[tuple[Code, str], CodeKeys] = {}


@dataclass(frozen=True)
class PracticeMember:
    """A member with everything that on a real line only the member has."""

    member: Member
    key: Key
    code: Code
    sheet: Code
    bundle: Bundle


@dataclass(frozen=True)
class Part:
    """Who is played: what the invitation and the joining would say."""

    alias: str
    roles: tuple[str, ...]
    languages: tuple[str, ...] = ("en",)
    here: bool = False
    reviewed: bool = False
    time_zone: str = "UTC"
    code: Code = field(default_factory=new_code)
    sheet: Code = field(default_factory=lambda: new_code(12))


def practice_member(part: Part) -> PracticeMember:
    """Invite, make a key, join: the way a browser goes, in one process."""
    bundle = Bundle(new_identity(), new_signing_seed())
    token = actions.invite(None, Invite(part.alias, part.roles, part.languages, part.reviewed))
    joining = Joining(
        alias=part.alias,
        languages=part.languages,
        time_zone=part.time_zone,
        recipient=recipient_of(bundle.identity),
        verify_key=verify_key_of(bundle.seed),
        wraps=_wraps(part, bundle),
    )
    member = actions.join(token, joining)
    actions.set_here(member, part.here)
    return PracticeMember(member, member.keys.get(), part.code, part.sheet, bundle)


def stretch(parts: Iterable[Part], line_ref: str) -> None:
    """Derive all codes on all processors at once, ahead of `practice_member`."""
    codes = [code for part in parts for code in (part.code, part.sheet) if (code, line_ref) not in KNOWN]
    if codes:
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda code: stretched(code, line_ref), codes))


def stretched(code: Code, line_ref: str) -> CodeKeys:
    """The keys of a code, derived once in a process."""
    if (code, line_ref) not in KNOWN:
        KNOWN[code, line_ref] = keys_of_code(code, line_ref)
    return KNOWN[code, line_ref]


def _wraps(part: Part, bundle: Bundle) -> list[NewWrap]:
    line_ref = the_line().ref
    stretch([part], line_ref)
    found = [(Wrap.CODE, stretched(part.code, line_ref)), (Wrap.SHEET, stretched(part.sheet, line_ref))]
    return [
        NewWrap(kind, keys.look_up, keys.sign_in, seal_bundle(recipient_of(keys.identity), bundle))
        for kind, keys in found
    ]
