"""What the cast has ready, so that no test waits for it, is what is had by the long way."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core import serializers

from peerline.line.models import Line
from peerline.people.models import Invitation, Key, Member, Role, Wrap
from peerline.seal import keys_of_code
from tests.cast import CODES, LINE_REF, PARTS, STRETCHED, join, make_member

# What differs from one joining to the next.
OWN = {"ref", "token_hash", "password", "recipient", "verify_key", "sealed", "member", "key", "used_by"}
JOINED_AT = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


def test_lies_beside_them_as_it_is_derived() -> None:
    with ThreadPoolExecutor() as pool:
        keys = list(pool.map(lambda code: asdict(keys_of_code(code, LINE_REF)), CODES.values()))
    found = dict(zip(CODES, keys, strict=True))
    assert json.loads(STRETCHED.read_text()) == found, f"write to {STRETCHED.name}: {json.dumps(found)}"


def rows() -> list[dict[str, Any]]:
    """All that joining writes, without what is of one joining alone."""
    found = [row for model in (Member, Role, Key, Wrap, Invitation) for row in model.objects.order_by("pk")]
    told = serializers.serialize("python", found)
    return [{name: value for name, value in row["fields"].items() if name not in OWN} for row in told]


@pytest.mark.parametrize("name", PARTS)
def test_writes_what_joining_writes(name: str, lantern: Line) -> None:
    make_member(name)
    Member.objects.all().delete()
    Invitation.objects.all().delete()
    with time_machine.travel(JOINED_AT, tick=False):
        join(name)
        by_joining = rows()
        Member.objects.all().delete()
        Invitation.objects.all().delete()
        again = make_member(name)
    assert rows() == by_joining
    assert again.member == Member.objects.get(joined_at=JOINED_AT)
    assert again.key.member == again.member
