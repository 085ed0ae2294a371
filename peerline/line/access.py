"""Reading the line."""

from __future__ import annotations

import hashlib

from peerline.kit.clock import now
from peerline.kit.errors import Unavailable
from peerline.line.models import Line, MailKey, Policy


def line_or_none() -> Line | None:
    """The one line, or None before `peerline init`."""
    return Line.objects.order_by("id").first()


def the_line() -> Line:
    """The one line. Raises Unavailable before `peerline init`."""
    found = line_or_none()
    if found is None:
        raise Unavailable(code="no-line")
    return found


def policy_now() -> Policy:
    """The policy in force. Raises Unavailable when there is none."""
    found = Policy.objects.filter(from_when__lte=now()).order_by("-version").first()
    if found is None:
        raise Unavailable(code="no-policy")
    return found


def policies() -> list[Policy]:
    """Every version that was in force, the newest first."""
    return list(Policy.objects.filter(from_when__lte=now()).order_by("-version"))


def seen(*told: object) -> str:
    """A fingerprint of what a page showed, by which an action notices that somebody changed it meanwhile."""
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def line_seen(line: Line) -> str:
    """The fingerprint of names and reach."""
    return seen(line.name, line.sender_name, line.languages, line.countries, line.time_zone)


def languages_of(line: Line) -> tuple[str, ...]:
    """The languages the line answers in (BCP 47), its own first."""
    return tuple(dict.fromkeys([line.language, *line.languages.split()]))


def countries_of(line: Line) -> tuple[str, ...]:
    """The line's countries (ISO 3166)."""
    return tuple(line.countries.split())


def mail_key() -> MailKey | None:
    """The line's OpenPGP key: the newest one, revoked or not; None where none was made."""
    return MailKey.objects.order_by("-id").first()


def mail_key_in_use() -> MailKey | None:
    """The one that mail can be encrypted to now; None when it is revoked or its subkeys have expired."""
    found = mail_key()
    return found if found and found.revoked_at is None and found.expires_at > now() else None
