"""Services by the hundred are read with few statements, and nothing of them is lost: it ..."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from peerline.directory import access, actions
from peerline.directory.exchange import MODELS, row_of, rows_with, stored
from peerline.directory.facts import Facts
from peerline.directory.models import Attribute, Phone
from peerline.directory.telling import Speaker
from peerline.directory.tests.entries import TUESDAY_NOON, a_service, everything
from peerline.directory.vocabulary import named

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]
LANTERN = named("Lantern", "service")


def several(*names: str) -> list[Any]:
    """Services of one organization."""
    organization, *_rest = a_service()
    return [organization, *(row for name in names for row in a_service(name)[1:])]


@pytest.mark.parametrize("table", MODELS)
def test_gives_a_row_as_its_instance_does(table: str) -> None:
    actions.save_rows([(name, {**row, "more": ["kept"]}) for name, row in everything()], by=None)
    assert [row for _ref, row in rows_with(stored(table).order_by("pk"), table, "pk")] == [
        row_of(one) for one in stored(table).order_by("pk")
    ]


def test_tells_of_what_it_reads_for_a_page_what_it_tells_of_everything() -> None:
    actions.save_rows(everything(), by=None)
    hit = access.Hit(LANTERN, 0, Facts(), ())
    standing = access.Standing(None, None, None)
    (whole,), (told,) = access.entries([LANTERN], with_further=True), access.told_entries([LANTERN])
    assert set(told.rows) < set(whole.rows)
    assert Speaker("en", TUESDAY_NOON).tell(told, hit, standing) == Speaker("en", TUESDAY_NOON).tell(
        whole, hit, standing
    )


def test_asks_as_often_for_many_as_for_one() -> None:
    names = [f"Lantern {one}" for one in range(20)]
    actions.save_rows(several(*names), by=None)
    refs = [named("service", name) for name in names]
    counts = []
    for some in (refs[:1], refs):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert [one.id for one in access.told_entries(some)] == some
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10


def test_shares_no_row_between_services() -> None:
    actions.save_rows(several("Lantern One", "Lantern Two"), by=None)
    one, two = access.told_entries([named("service", "Lantern One"), named("service", "Lantern Two")])
    one.organization["name"] = "changed"
    assert two.organization["name"] == "Lantern House"


def test_finds_rows_among_more_than_one_statement_takes_as_parameters() -> None:
    actions.save_rows(a_service(), by=None)
    there = Phone.objects.get()
    many = [*(uuid.uuid4() for _ in range(70_000)), there.service_id]
    assert list(Phone.objects.filter(service__among=many)) == [there]
    assert not Phone.objects.filter(service__among=[]).exists()
    assert Attribute.objects.filter(link_id__among=[there.service_id]).count() == 1
