"""What was erased of offers, letters, suggestions and comments: it ..."""

from __future__ import annotations

import os
from datetime import date

import pytest
from django.db import connection

from peerline.directory.actions import ERASED_FROM, drop_suggestion, thanking
from peerline.directory.actions import interest as offers
from peerline.directory.actions.commenting import drop_comments
from peerline.directory.actions.relaying import forget_relays, remove_contact
from peerline.directory.models import Comment, Interest, Network, Relay, RelayContact, Suggestion
from peerline.kit import traces

DAY = date(2026, 1, 1)


def offer(said: bytes) -> None:
    offers.delete_interest(Interest.objects.create(sealed=said, on=DAY, form=os.urandom(8).hex()))


def address(said: bytes) -> None:
    network = Network.objects.create(name=f"Harbour {said[:4].hex()}")
    RelayContact.objects.create(network=network, sealed=said, address_hash=b"a" * 32, state=RelayContact.ON, on=DAY)
    remove_contact(network, by=None)


def letter(said: bytes) -> None:
    contact = RelayContact.objects.create(address_hash=b"a" * 32, state=RelayContact.ON, on=DAY)
    Relay.objects.create(tag_hash=os.urandom(32), contact=contact, exchange="e", to_contact=True, back=said, on=DAY)
    forget_relays()


def way_back(said: bytes) -> None:
    Suggestion.objects.create(form=os.urandom(8).hex(), back=said, until=DAY)
    thanking.erase_addresses()


def suggestion(said: bytes) -> None:
    drop_suggestion(Suggestion.objects.create(form=os.urandom(8).hex(), note=said.hex()))


def comment(said: bytes) -> None:
    drop_comments([Comment.objects.create(text=said.hex(), form=os.urandom(8).hex()).pk])


# PostgreSQL gives the room of a whole row back; of a row that stays the old form lies in it until it is written over.
WAYS = (offer, letter, suggestion, comment)
OF_ROWS_THAT_STAY = (address, way_back)


def on_disk() -> bytes:
    """What the database has of these tables, as it lies there."""
    if connection.vendor == "sqlite":
        found: bytes = connection.connection.serialize()
        return found
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT pg_read_binary_file(pg_relation_filepath(oid)) || CASE WHEN reltoastrelid = 0 THEN ''::bytea"
            " ELSE pg_read_binary_file(pg_relation_filepath(reltoastrelid)) END FROM pg_class WHERE relname = ANY(%s)",
            [list(ERASED_FROM)],
        )
        return b"".join(bytes(one) for (one,) in cursor.fetchall())


def is_there(said: bytes) -> bool:
    """Whether its beginning lies anywhere, as it is or as text in hex."""
    lying = on_disk()
    return said[:40] in lying or said[:40].hex().encode() in lying


@pytest.mark.django_db(transaction=True)  # VACUUM runs in none
def test_lies_in_no_table_any_more() -> None:
    is_sqlite = connection.vendor == "sqlite"  # which overwrites at once
    ways = [*WAYS, *OF_ROWS_THAT_STAY] if is_sqlite else WAYS
    said = [(leave, os.urandom(length)) for leave in ways for length in (60, 3000)]
    for leave, one in said:
        leave(one)
    assert is_sqlite or any(is_there(one) for _leave, one in said)
    assert traces.wipe(ERASED_FROM)
    assert [leave.__name__ for leave, one in said if is_there(one)] == []
