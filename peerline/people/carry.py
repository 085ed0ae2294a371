"""Carrying the members away: alias, roles, public keys, and the wrapped secrets as age files, sealed as they are."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator

from peerline.people.models import Key, MailKeyPart, Member


def files() -> Iterator[tuple[str, bytes]]:
    """`people/members.json` and `people/wraps/KEYREF-KIND.age`; the line's OpenPGP key as each has it, sealed."""
    members = Member.objects.prefetch_related("roles", "keys__wraps").order_by("id")
    yield "people/members.json", json.dumps([_described(member) for member in members], indent=1).encode()
    for key in Key.objects.prefetch_related("wraps").order_by("id"):
        if key.back_link:
            yield f"people/back/{key.ref}.age", key.back_link
        for wrap in key.wraps.all():
            yield f"people/wraps/{key.ref}-{wrap.kind}.age", wrap.sealed
    for part in MailKeyPart.objects.select_related("mail_key", "holder_key").order_by("id"):
        yield f"people/mail-keys/{part.mail_key.fingerprint}/{part.holder_key.ref}.age", part.sealed


def _described(member: Member) -> dict[str, object]:
    return {
        "ref": member.ref,
        "alias": member.alias,
        "roles": sorted(role.name for role in member.roles.all()),
        "languages": member.languages.split(),
        "time_zone": member.time_zone,
        "reviewed": member.reviewed,
        "joined_at": member.joined_at.isoformat(),
        "left_at": member.left_at.isoformat() if member.left_at else None,
        "keys": [
            {
                "ref": key.ref,
                "epoch": key.epoch,
                "recipient": key.recipient,
                "verify_key": base64.b64encode(key.verify_key).decode(),
            }
            for key in member.keys.all()
        ],
    }
