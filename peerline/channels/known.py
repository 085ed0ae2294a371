"""What intake must know of the line for every mail, read once a second instead of once a mail.

A second is short enough for people, and nobody can be granted something by it who must not be: `conversations.receive`
leaves out what is granted to a key that was retired meanwhile, and intake then looks again.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import timedelta

from peerline.channels.access import barred
from peerline.kit.errors import Unavailable
from peerline.line import access as line_access
from peerline.line import policy
from peerline.line.models import Line
from peerline.people import access as people
from peerline.people.models import Key, Member

SECONDS = 1.0
MOST_COUNSELORS = 3


@dataclass(frozen=True, slots=True)
class Holder:
    """A member who can be granted a new conversation."""

    member_id: int
    key_id: int
    key_ref: str
    recipient: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """The line, its promise, who can hold, names nobody may put on, who is barred, and whether mails join by address.

    As of at most a second ago.
    """

    line: Line
    policy_id: int
    promise: timedelta
    leads: tuple[Holder, ...]
    counselors: tuple[Holder, ...]
    names: tuple[str, ...] = ()
    bars: frozenset[bytes] = frozenset()
    joins_by_address: bool = False


_lock = threading.Lock()
_last: tuple[float, Known] | None = None


def known() -> Known:
    """The present state. Raises Unavailable before there is a line, a policy, or a lead with a key."""
    global _last  # noqa: PLW0603 - one state a process, replaced whole
    with _lock:
        if _last is None or time.monotonic() - _last[0] > SECONDS:
            _last = (time.monotonic(), _read())
        return _last[1]


def forget() -> None:
    """Read anew at the next mail (tests, and after a refusal for a retired key)."""
    global _last  # noqa: PLW0603
    with _lock:
        _last = None


def _read() -> Known:
    leads = people.leads()
    if not leads:
        raise Unavailable(code="no-lead-with-a-key")
    is_lead = {lead.pk for lead in leads}
    fit = [one for one in people.here() if not one.reviewed and one.pk not in is_lead]
    keys = people.newest_keys([*leads, *fit])
    row, line = line_access.policy_now(), line_access.the_line()
    data = policy.read(row)
    return Known(
        line=line,
        policy_id=row.pk,
        promise=timedelta(hours=data.promise_hours),
        joins_by_address=data.joins_by_address,
        leads=_holders(leads, keys),
        counselors=_holders(fit, keys),
        names=(line.name, line.sender_name, *(one.alias for one in people.members())),
        bars=barred(),
    )


def _holders(members: list[Member], keys: dict[int, Key]) -> tuple[Holder, ...]:
    return tuple(
        Holder(one.pk, keys[one.pk].pk, keys[one.pk].ref, keys[one.pk].recipient, tuple(one.languages.split()))
        for one in members
        if one.pk in keys
    )
