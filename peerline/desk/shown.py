"""What the pages of a conversation show and hand to their scripts: sealed, public or content-free, nothing else.

The desk imports no models: a `Row` is what `access` of the rooms below gave.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from peerline.channels.domains import routed
from peerline.conversations import access
from peerline.desk import happened
from peerline.line import access as line_access
from peerline.line import wording
from peerline.people import access as people
from peerline.people import roles
from peerline.post import delivery_keys

Row: TypeAlias = Any
# Larger ones are fetched when it is their turn to be opened.
LARGEST_INLINE_BYTES = 8 * 1024
WRITE = "/write/"  # rooms of one floor are strangers: the door's address is known by its name
# A bar stands for about so many bytes of a letter that is being opened.
BAR_BYTES, MOST_BARS = 400, 8

WAYS: dict[str, Promise] = {
    "mail": _("by e-mail, readable on its way"),
    "mail+pgp": _("by encrypted e-mail"),
    "web": _("by web, sealed in their browser"),
    "web-noscript": _("by web, sealed by our server"),
}
# How what helpers wrote travels.
OUT: dict[str, Promise] = {
    "mail": _("leaves by e-mail, readable on its way"),
    "mail+pgp": _("leaves by encrypted e-mail"),
    "web": _("to their page, sealed in a browser here"),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """One message as the page frames it.

    verify     the author's keys, base64, by spaces
    out        how what helpers wrote travels, a key of OUT; "" for what never leaves
    is_before  it is of the conversation by mail from which the one of the page goes on
    """

    row: Row
    author: str
    who: str
    is_mine: bool
    verify: str
    sealed: str
    src: str
    kept: str = ""
    event: str = ""
    out: str = ""
    is_before: bool = False

    @property
    def way(self) -> str:
        """How it came or how it travels, in words; "" for what stays among helpers."""
        words = OUT.get(self.out) or WAYS.get(self.row.way)
        return "" if words is None else str(words)

    @property
    def bars(self) -> range:
        """Bars that stand for the rows until it is opened."""
        return range(max(2, min(MOST_BARS, int(self.row.size_class) // BAR_BYTES)))

    @property
    def at(self) -> datetime:
        """When, to the minute."""
        at: datetime = self.row.at
        return at


@dataclass(frozen=True, slots=True)
class Happened:
    """One event as a row of words."""

    at: datetime
    event: str
    name: str


def letters(rows: Sequence[Row], reader: Row, *, found: Row, is_before: bool = False) -> list[Letter]:
    """The messages of the conversation `found` as `reader` sees them."""
    authors = {row.author for row in rows if row.author is not None}
    keys = people.verify_keys(authors) if authors else {}
    made = [_letter(row, reader, keys) for row in rows]
    return [replace(one, out=_out(one.row, found), is_before=is_before) for one in made]


def thread(found: Sequence[Letter], events: Iterable[Row], *, is_whole: bool) -> list[Letter | Happened]:
    """Letters and events in the order of their time; events before the oldest letter only when it is the first."""
    since = None if is_whole or not found else found[0].at
    rows = [Happened(row.at, happened.sentence(row), row.name) for row in events if since is None or row.at >= since]
    ours: dict[datetime, int] = {}
    for one in found:
        if one.row.kind != "in":
            ours[one.at] = min(one.row.pk, ours.get(one.at, one.row.pk))
    return sorted([*found, *rows], key=lambda one: _order(one, ours))


def _order(one: Letter | Happened, ours: Mapping[datetime, int]) -> tuple[datetime, int, int]:
    """Times are cut to the minute. Within one, what was said stands as it was stored, and what ends something last.

    What else happened stands before the first of us said something, `ours` by the minute: it is mostly what led to it.
    """
    if isinstance(one, Letter):
        return one.at, 0 if one.row.pk < ours.get(one.at, one.row.pk + 1) else 2, one.row.pk
    return one.at, 3 if one.name in {"taken-back", "closed", "stepped-back"} else 1, 0


def conversation(found: Row, reader: Row) -> dict[str, Any]:
    """The JSON of a conversation: public keys, the reader's grant, who holds, whom the reader may add."""
    holders = access.holders(found)
    mine = next(grant for grant in holders if grant.member_id == reader.pk)
    leaves_by_mail = access.leaves_by_mail(found)
    return {
        "ref": found.ref,
        "version": found.version,
        "channel": found.channel,
        "encrypted": found.encrypted,
        "encrypted_later": 0 if found.encrypted else access.encrypted_later(found),
        "letterhead": _letterhead() if leaves_by_mail else None,
        "state": found.state,
        "responsible": found.responsible.ref,
        "keys": [_key(key) for key in access.keys(found)],
        "grant": _base64(mine.sealed),
        "needs_key": access.needs_new_key(found),
        "holders": [_holder(grant) for grant in holders],
        "people": _people(),
        "delivery": _delivery() if leaves_by_mail else None,
        "by_mail": _by_mail(found),
        "writers_keys": _writers_keys(found) if leaves_by_mail else [],
        "notice": _notice(found),
        "first": _first(found),
        "ways": [_way(one) for one in access.ways_back(found)],
        "page": page_of(found),
    }


def page_of(found: Row) -> str:
    """The address of the seeker's page, where an answer by mail may carry a link to it; "" where it may not."""
    if found.channel != "mail" or found.kind != "seeker":
        return ""
    return f"{settings.PEERLINE_URL}{WRITE}"


def _letter(row: Row, reader: Row, keys: dict[int, list[bytes]]) -> Letter:
    inline = not row.in_blob and len(row.sealed) <= LARGEST_INLINE_BYTES
    return Letter(
        row=row,
        author=_author(row),
        who="" if row.author is None else row.author.alias,
        is_mine=row.author is not None and row.author.pk == reader.pk,
        verify=" ".join(_base64(key) for key in keys.get(row.author_id, [])),
        sealed=_base64(row.sealed) if inline else "",
        src="" if inline else reverse("desk:message", args=[row.ref]),
        kept=_kept(row),
    )


def _out(row: Row, found: Row) -> str:
    """How an answer travels: what left says it itself; what waits on a page never leaves."""
    if row.kind == "past":
        return "web"
    if row.kind != "out":
        return ""
    if row.outgoing is not None:
        return "mail+pgp" if row.outgoing.kind == "encrypted" else "mail"
    return "web" if found.channel == "web" else "mail+pgp" if found.encrypted else "mail"


def _kept(row: Row) -> str:
    """The sealed key of an encrypted mail that somebody opened; "" for all others."""
    found = getattr(row, "kept_key", None)
    return _base64(found.sealed) if found else ""


def _author(row: Row) -> str:
    if row.author is not None:
        return str(row.author.ref)
    return "writer" if row.kind == "in" else "line"


def _first(found: Row) -> dict[str, Any] | None:
    """The first thing the seeker said: answers go to its address card, which may stand on an older page."""
    row = access.first_letter(found)
    if row is None:
        return None
    return {"ref": row.ref, "epoch": row.key.epoch, "src": reverse("desk:message", args=[row.ref])}


def _by_mail(found: Row) -> dict[str, Any] | None:
    """The word of a seeker of the door that answers leave by mail, with the card they go to, perhaps with a key."""
    way = access.mail_way(found)
    if way is None:
        return None
    src = reverse("desk:message", args=[way.said.ref])
    return {"ref": way.said.ref, "epoch": way.said.key.epoch, "src": src, "encrypted": way.encrypted}


def _writers_keys(found: Row) -> list[dict[str, Any]]:
    """What holders said of the writer's key, oldest first, with the keys that each of them signs by."""
    rows: list[Row] = list(access.key_words(found))
    keys = people.verify_keys({row.author for row in rows}) if rows else {}
    return [
        {
            "ref": row.ref,
            "epoch": row.key.epoch,
            "src": reverse("desk:message", args=[row.ref]),
            "author": row.author.ref,
            "verify": [_base64(key) for key in keys.get(row.author_id, [])],
        }
        for row in rows
    ]


def _notice(found: Row) -> dict[str, Any] | None:
    """The word of a seeker who is to be told that an answer waits, and what to seal the notice to."""
    notice = access.notice_to_send(found)
    if notice is None or notice.said is None:
        return None
    said = notice.said
    stored = {"ref": said.ref, "epoch": said.key.epoch, "src": reverse("desk:message", args=[said.ref])}
    return {"said": stored, "delivery": _delivery()}


def _way(way: Row) -> dict[str, Any]:
    """A code of the seeker, with the signed word that its recipient is theirs."""
    row = way.vouched
    vouched = {"ref": row.ref, "epoch": row.key.epoch, "src": reverse("desk:message", args=[row.ref])}
    return {"ref": way.ref, "recipient": way.recipient, "vouched": vouched}


def _key(key: Row) -> dict[str, Any]:
    return {"epoch": key.epoch, "recipient": key.recipient, "back_link": _base64(key.back_link)}


def _holder(grant: Row) -> dict[str, Any]:
    return {**_member(grant.member, grant.holder_key), "here": grant.member.here}


def _people() -> list[dict[str, Any]]:
    found = people.may_hold()
    keys = people.newest_keys(found)
    return [{**_member(one, keys[one.pk]), "here": one.here} for one in found if one.pk in keys]


def _member(member: Row, key: Row) -> dict[str, Any]:
    return {
        "member": member.ref,
        "alias": member.alias,
        "roles": [role.name for role in member.roles.all() if role.name in roles.MAY_HOLD],
        "key": key.ref,
        "recipient": key.recipient,
    }


def _delivery() -> dict[str, str]:
    key = delivery_keys.today()
    return {"day": key.day, "recipient": key.recipient}


def _letterhead() -> dict[str, str]:
    """What an encrypted answer says inside of its sender: the same as delivery writes outside."""
    line = line_access.the_line()
    return {
        "name": line.sender_name,
        "address": routed(line.address),
        "subject": wording.text("subject", line.language),
    }


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
