"""The key of a day: made when first needed, gone when nothing waits for it, and after six days whatever waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from peerline import seal
from peerline.kit.clock import now, shifted
from peerline.kit.errors import Unavailable
from peerline.kit.secret_files import SecretsFolder
from peerline.kit.tokens import new_ref
from peerline.post import actions, delivery_keys
from peerline.post.models import Outgoing

pytestmark = pytest.mark.django_db
TEXT = b"I have read it."


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """No day ends while a test runs."""
    midday = now().replace(hour=12, minute=0)
    with shifted(midday - now()):
        yield


def day(later: int = 0) -> str:
    return (now().date() + timedelta(days=later)).isoformat()


def put(state: str = Outgoing.WAITING) -> Outgoing:
    """Something sealed to the key of today."""
    key = delivery_keys.today()
    row = actions.put(new_ref(), "reply", sealed=seal.seal(key.recipient, TEXT), day=key.day, due_at=now())
    Outgoing.objects.filter(pk=row.pk).update(state=state)
    return row


def test_makes_one_key_a_day() -> None:
    first, again = delivery_keys.today(), delivery_keys.today()
    with shifted(timedelta(days=1)):
        next_day = delivery_keys.today()
    assert first == again
    assert (first.day, next_day.day) == (day(), day(1))
    assert date.fromisoformat(first.day) == now().date()
    assert first.recipient != next_day.recipient


def test_another_process_has_the_same_key(secrets: SecretsFolder) -> None:
    first = delivery_keys.today()
    delivery_keys._recipient.cache_clear()  # what another process knows
    assert delivery_keys.today() == first
    assert len(secrets.names("delivery")) == 1


def test_opens_what_was_sealed_to_the_day() -> None:
    row = put()
    assert delivery_keys.open_cargo(bytes(row.sealed), row.delivery_key) == TEXT
    with shifted(timedelta(days=1)):
        other = delivery_keys.today().day
    with pytest.raises(seal.NotForYou):
        delivery_keys.open_cargo(bytes(row.sealed), other)


@pytest.mark.parametrize("state", [Outgoing.WAITING, Outgoing.SENDING])
def test_keeps_a_key_that_something_waits_for(secrets: SecretsFolder, state: str) -> None:
    row = put(state)
    with shifted(timedelta(days=5)):
        assert delivery_keys.destroy_spent() == 0
    assert secrets.names("delivery") == [f"delivery/{day()}.age"]
    assert delivery_keys.open_cargo(bytes(row.sealed), row.delivery_key) == TEXT


@pytest.mark.parametrize("state", [Outgoing.SENT, Outgoing.FAILED, Outgoing.TAKEN_BACK])
def test_destroys_a_key_the_day_after_its_last_mail_left(secrets: SecretsFolder, state: str) -> None:
    row = put(state)
    assert delivery_keys.destroy_spent() == 0  # today more may be sealed to it
    with shifted(timedelta(days=1)):
        assert delivery_keys.destroy_spent() == 1
    assert secrets.names("delivery") == []
    with pytest.raises(Unavailable):
        delivery_keys.open_cargo(bytes(row.sealed), row.delivery_key)


def test_destroys_a_key_after_six_days_whatever_waits(secrets: SecretsFolder) -> None:
    put()
    with shifted(timedelta(days=5)):
        assert delivery_keys.destroy_spent() == 0
    with shifted(timedelta(days=6)):
        assert delivery_keys.destroy_spent() == 1
    assert secrets.names("delivery") == []


def test_leaves_other_secrets_alone(secrets: SecretsFolder) -> None:
    secrets.write("address.age", b"kept")
    delivery_keys.today()
    with shifted(timedelta(days=30)):
        delivery_keys.destroy_spent()
    assert secrets.has("address.age")
