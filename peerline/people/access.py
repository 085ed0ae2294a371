"""The only way to get a member, a key or an invitation. A member who has left is not there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet

from peerline.kit.clock import now
from peerline.kit.errors import NotThere
from peerline.people.hashes import token_hash
from peerline.people.models import Invitation, Key, Member
from peerline.people.roles import COORDINATOR, EDITOR, LEAD, MAY_HOLD

INVITED = timedelta(days=7)


def leads() -> list[Member]:
    """The leads who can open something: active and with a key."""
    return list(_with_key().filter(roles__name=LEAD))


def here() -> list[Member]:
    """Who takes conversations now, in no order. Members whose replies are reviewed are among them."""
    return list(_with_key().filter(here=True, roles__name__in=MAY_HOLD).distinct())


def may_hold() -> list[Member]:
    """Whom a conversation can be given to: counselors and leads with a key, by alias."""
    return list(_with_key().filter(roles__name__in=MAY_HOLD).distinct())


def members() -> list[Member]:
    """Everybody who has not left, by alias."""
    return list(_active())


def coordinators() -> list[Member]:
    """The coordinators with a key: to them a member's real name is sealed."""
    return list(_with_key().filter(roles__name=COORDINATOR))


def editors() -> list[Member]:
    """Who keeps the directory, by alias."""
    return list(_active().filter(roles__name=EDITOR))


def member_by_ref(ref: str) -> Member:
    """One member. Raises NotThere."""
    return _found(_active().filter(ref=ref).first())


def key_by_ref(ref: str) -> Key:
    """A key that can still be granted to: not retired, of a member who has not left. Raises NotThere."""
    found = _live_keys().filter(ref=ref).first()
    if found is None:
        raise NotThere
    return found


def newest_key(member: Member) -> Key | None:
    """The key that is granted to; None for a member who has left."""
    return _live_keys().filter(member=member).first()


def newest_keys(members: Iterable[Member]) -> dict[int, Key]:
    """The same for many, by the member's primary key, in one query. Who has none is not in it."""
    return {key.member_id: key for key in _live_keys().filter(member__in=list(members))}


def recipients_of(members: Iterable[Member]) -> dict[str, str]:
    """The age recipients to seal to, by the ref of the key."""
    return {key.ref: key.recipient for key in newest_keys(members).values()}


def keys(member: Member) -> list[Key]:
    """All epochs of a member's key, newest first."""
    return list(Key.objects.filter(member=member).order_by("-epoch"))


def verify_keys(members: Iterable[Member]) -> dict[int, list[bytes]]:
    """The keys by which messages of those members are verified, by primary key, newest first.

    Old epochs and members who have left are among them: what they signed stays signed.
    """
    found: dict[int, list[bytes]] = {}
    for key in Key.objects.filter(member__in=list(members)).order_by("-epoch"):
        found.setdefault(key.member_id, []).append(key.verify_key)
    return found


def invitation(token: str) -> Invitation:
    """An invitation that can still be used. Raises NotThere: unknown, used and expired are one answer."""
    found = Invitation.objects.filter(token_hash=token_hash(token), used_at=None, expires_at__gt=now()).first()
    if found is None:
        raise NotThere
    return found


def open_invitations() -> list[Invitation]:
    """Those that nobody has used and that have not expired, newest first."""
    return list(Invitation.objects.filter(used_at=None, expires_at__gt=now()).order_by("-made_at", "-id"))


def confirmed_leads() -> int:
    """How many leads have a key and a confirmed recovery sheet; a line opens with two."""
    return _with_key().filter(roles__name=LEAD, sheet_confirmed_at__isnull=False).count()


def _active() -> QuerySet[Member]:
    return Member.objects.filter(left_at=None).prefetch_related("roles").order_by("alias", "pk")


def _with_key() -> QuerySet[Member]:
    return _active().filter(Exists(Key.objects.filter(member=OuterRef("pk"), retired_at=None)))


def _live_keys() -> QuerySet[Key]:
    return (
        Key.objects.filter(retired_at=None, member__left_at=None)
        .select_related("member")
        .prefetch_related("member__roles")
        .order_by("-epoch")
    )


def _found(member: Member | None) -> Member:
    if member is None:
        raise NotThere
    return member
