"""What a seeker is shown of their conversation: sealed bytes, times, and who could read it, in numbers."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any, TypeAlias

from peerline.conversations import access
from peerline.door import asked
from peerline.line.access import the_line

Row: TypeAlias = Any
# Larger ones are fetched when it is their turn to be opened.
LARGEST_INLINE_BYTES = 16 * 1024


def conversation(way: Row) -> dict[str, Any]:
    """Everything that the page needs after a code was proved."""
    found = way.conversation
    keys = access.keys(found)
    openings = access.openings(found)
    return {
        "line": the_line().ref,
        "conversation": found.ref,
        "way": way.ref,
        "keys": [{"epoch": one.epoch, "back_link": _base64(one.back_link)} for one in keys],
        "sealed": _base64(way.sealed),
        "sealed_seed": _base64(way.sealed_seed),
        "is_kept": way.kept_at is not None,
        "messages": [_message(one) for one in access.said_to_seeker(found)],
        "due_at": _stamp(found.due_at),
        "is_closed": found.state == "closed",
        "asked": asked.give(found.ref) if found.state == "closed" else "",
        "holders": len(access.holders(found)),
        "readers": len(openings),
        "openings": sum(one.times for one in openings),
        "is_by_mail": access.leaves_by_mail(found),
        "key_word": _key_word(found),
        "notice": access.state_of_notice(found),
        "codes": len(access.ways_back(found)),
    }


def _key_word(found: Row) -> dict[str, Any] | None:
    """Their own word with their OpenPGP key in it, so that they see which key it is; None without one."""
    way = access.mail_way(found)
    if way is None or not way.encrypted:
        return None
    return {**_message(way.said), "sealed": _base64(access.sealed_bytes(way.said))}


def _message(row: Row) -> dict[str, Any]:
    inline = not row.in_blob and len(row.sealed) <= LARGEST_INLINE_BYTES
    return {
        "ref": row.ref,
        "kind": row.kind,
        "epoch": row.key.epoch,
        "way": row.way,
        "at": _stamp(row.at),
        "size_class": row.size_class,
        "sealed": _base64(row.sealed) if inline else "",
    }


def _stamp(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat().replace("+00:00", "Z")


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
