"""Who has the line's OpenPGP key, and what a lead should do about it.

A lead has all of it; who answers has its subkeys alone and can read and sign, but make no new ones. Who leaves, loses a
device or answers no more may have kept what they had: then the line needs new subkeys, and a lead's page says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from peerline.kit.clock import now
from peerline.line import access as line_access
from peerline.line.models import MailKey
from peerline.people import access
from peerline.people.models import Key, MailKeyPart, Member
from peerline.people.roles import LEAD, MAY_HOLD

# Mail programs look for a new key now and then; what still writes by the old one must find it valid.
RENEW_BEFORE = timedelta(days=45)
MAKE, RENEW, GIVE, NOTHING = "make", "renew", "give", ""


@dataclass(frozen=True, slots=True)
class Holding:
    """Who has the key in use and who should.

    key      the key; None when there is none or it is revoked
    task     what a lead should do: make, renew, give, or "" for nothing
    gone     aliases of those who had the newest subkeys and should have them no more
    waiting  who answers and has not got the newest part yet
    """

    key: MailKey | None
    task: str
    gone: tuple[str, ...]
    waiting: tuple[Member, ...]


def holding() -> Holding:
    """How it stands now."""
    key = line_access.mail_key()
    if key is None or key.revoked_at is not None:
        return Holding(None, MAKE, (), tuple(access.may_hold()))
    parts = list(MailKeyPart.objects.filter(mail_key=key, version=key.version).select_related("member", "holder_key"))
    gone = tuple(sorted(part.member.alias for part in parts if _is_gone(part)))
    has = {part.member_id: part for part in parts}
    waiting = tuple(member for member in access.may_hold() if _lacks(member, has.get(member.pk)))
    needs_new = bool(gone) or key.expires_at < now() + RENEW_BEFORE
    return Holding(key, RENEW if needs_new else GIVE if waiting else NOTHING, gone, waiting)


def task_for(member: Member) -> str:
    """What this member should do about the key; "" for whoever is no lead. Nobody is urged to make a first one."""
    if not member.has_role(LEAD):
        return NOTHING
    task = holding().task
    return NOTHING if task == MAKE else task


def parts_of(member: Member) -> list[MailKeyPart]:
    """What this member has, newest key first."""
    return list(MailKeyPart.objects.filter(member=member).select_related("mail_key").order_by("-mail_key_id"))


def receivers() -> list[tuple[Member, Key]]:
    """To whom new subkeys are sealed, each with the key to seal to."""
    found = access.may_hold()
    keys = access.newest_keys(found)
    return [(member, keys[member.pk]) for member in found if member.pk in keys]


def _is_gone(part: MailKeyPart) -> bool:
    """Who left, lost a device, answers no more, or has the primary key and leads no more."""
    member = part.member
    if member.left_at is not None or part.holder_key.retired_at is not None or not member.has_role(*MAY_HOLD):
        return True
    return part.has_primary and not member.has_role(LEAD)


def _lacks(member: Member, part: MailKeyPart | None) -> bool:
    return part is None or (member.has_role(LEAD) and not part.has_primary)
