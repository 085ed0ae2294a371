"""Whether a name is asked: pages ..."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client

from peerline.directory import actions, kept, referring
from peerline.directory.tests.entries import vocabulary
from peerline.directory.tests.test_find import add
from peerline.directory.vocabulary import ANONYMITY, named, term_id

SENTENCES = ("no name needed", "they ask for your name")
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Nothing kept of other tests, and nothing for them."""
    kept.forget()
    yield
    kept.forget()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ([], []),
        (["no_name"], ["no name needed"]),
        (["name_asked"], ["they ask for your name"]),
        (["no_name", "name_asked"], ["they ask for your name"]),
    ],
)
def test_say_it_where_it_is_known(client: Client, codes: list[str], said: list[str]) -> None:
    actions.save_rows(vocabulary(), by=None)
    hangs = {"link_id": str(named("service", "Lantern Call")), "link_entity": "service"}
    terms = {code: str(term_id(ANONYMITY, code)) for code in codes}
    add(
        "Lantern Call",
        *(("attribute", {"id": str(named(code)), "taxonomy_term_id": term, **hangs}) for code, term in terms.items()),
    )
    (one,) = referring.offered(referring.Wish("DE", "en"), at=NOON)["services"]
    assert [sentence for sentence in SENTENCES if sentence in one["text"]] == said
    for address in ("/now/", "/now/list/", "/now/list.json", "/now/copy/"):
        shown = client.get(address, {"country": "DE", "language": "en"}).content.decode()
        assert [one for one in SENTENCES if one in shown] == said
