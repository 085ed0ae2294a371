"""Statements written out say the same as Django would, on both databases."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from peerline.conversations.statements import ROWS_A_STATEMENT, insert, select, update
from peerline.kit.clock import now
from peerline.kit.tokens import new_ref
from peerline.post.models import Outgoing

pytestmark = pytest.mark.django_db
NAMES = ("ref", "kind", "sealed", "delivery_key", "state", "due_at", "tries", "made_at", "status", "bounce_hash")


def row(**change: object) -> tuple[object, ...]:
    at = now()
    usual = (new_ref(), "reply", b"\x00\xff", "2026-11-25", "waiting", at + timedelta(hours=1), 0, at, "", None)
    return tuple(change.get(name, value) for name, value in zip(NAMES, usual, strict=True))


def test_inserts_what_django_reads_back() -> None:
    wanted = row(bounce_hash=os.urandom(32), status="5.1.1", tries=3)
    (pk,) = insert(Outgoing, NAMES, [wanted])
    found = Outgoing.objects.get(pk=pk)
    assert tuple(getattr(found, name) for name in NAMES) == wanted
    assert found.done_at is None


def test_gives_the_keys_in_the_order_of_the_rows_also_of_many_statements() -> None:
    rows = [row() for _ in range(2 * ROWS_A_STATEMENT + 7)]
    keys = insert(Outgoing, NAMES, rows)
    refs = dict(Outgoing.objects.values_list("pk", "ref"))
    assert [refs[pk] for pk in keys] == [one[0] for one in rows]


def test_inserts_nothing_for_no_rows() -> None:
    assert insert(Outgoing, NAMES, []) == []
    update(Outgoing, ("state",), [])
    assert select(Outgoing, ("ref",), where="id", values=[]) == []
    assert not Outgoing.objects.exists()


def test_leaves_out_what_is_known_and_tells_what_was_new() -> None:
    known, new = row(), row()
    insert(Outgoing, NAMES, [known])
    assert insert(Outgoing, NAMES, [known, new], skip_known="ref") == [new[0]]
    assert Outgoing.objects.count() == 2


def test_updates_each_row_to_values_of_its_own() -> None:
    rows = [row() for _ in range(3)]
    one, two, _ = keys = insert(Outgoing, NAMES, rows)
    later = now() + timedelta(days=1)
    update(Outgoing, ("state", "due_at"), [("sent", later, one), ("failed", later, two)])
    states = dict(Outgoing.objects.values_list("pk", "state"))
    assert [states[pk] for pk in keys] == ["sent", "failed", "waiting"]
    assert Outgoing.objects.get(pk=one).due_at == later


def test_updates_by_another_field() -> None:
    first, second = row(), row()
    insert(Outgoing, NAMES, [first, second])
    update(Outgoing, ("tries",), [(7, first[0])], where="ref")
    assert dict(Outgoing.objects.values_list("ref", "tries")) == {first[0]: 7, second[0]: 0}


def test_selects_by_values() -> None:
    rows = [row() for _ in range(3)]
    keys = insert(Outgoing, NAMES, rows)
    found = select(Outgoing, ("id", "ref"), where="id", values=keys[:2])
    assert sorted(found) == sorted(zip(keys[:2], (one[0] for one in rows[:2]), strict=True))


def test_takes_words_of_sql_as_words() -> None:
    odd = "'; DROP"
    (pk,) = insert(Outgoing, NAMES, [row(status=odd)])
    assert Outgoing.objects.get(pk=pk).status == odd
