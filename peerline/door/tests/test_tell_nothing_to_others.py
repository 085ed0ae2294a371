"""A mail that says that an answer waits bothers nobody and tells nobody else: it ..."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync

from peerline.channels import actions as channels
from peerline.channels import card, delivery
from peerline.channels.models import AskedAddress
from peerline.channels.notices import NotNow
from peerline.channels.rules.lately import Lately
from peerline.channels.web import notice as asking
from peerline.conversations import access
from peerline.conversations.cargo import NoticeCargo
from peerline.conversations.models import Conversation, Message, Notice
from peerline.door.tests.test_come_back import Wren
from peerline.door.tests.told import (
    ADDRESS,
    ANY,
    NOON,
    answer,
    be_told,
    confirmed,
    copy_for,
    waiting,
    word_of,
    written,
)
from peerline.kit import clock
from peerline.kit.errors import Refused, TooMany
from peerline.kit.tokens import new_ref
from peerline.line.models import Line
from peerline.people.practice import PracticeMember
from peerline.post.models import Outgoing
from tests.journeys.secrecy import canary


@pytest.fixture
def wren(lantern: Line, ada: PracticeMember, sol: PracticeMember) -> Wren:
    """Wren has written."""
    return written()


def test_asks_an_address_once_in_30_days_and_tells_nobody(wren: Wren) -> None:
    first = be_told(wren, "b.ird+now@elsewhere.example")
    assert first.outgoing is not None
    other = written()
    found = be_told(other)
    assert (found.state, found.outgoing) == (Notice.ASKED, None)
    assert access.state_of_notice(Conversation.objects.get(ref=other.ref)) == "asked"
    assert waiting() == ["question"]
    with clock.shifted(timedelta(days=30)):
        assert be_told(other).outgoing is not None


def test_forgets_after_30_days(wren: Wren) -> None:
    be_told(wren)
    channels.forget_asked()
    assert AskedAddress.objects.exists()
    with clock.shifted(timedelta(days=31)):
        assert channels.forget_asked() == 2
    assert not AskedAddress.objects.exists()
    assert Notice.objects.get().said is None


def test_lets_nobody_send_many(wren: Wren, monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("MOST_OF_CONVERSATION", "MOST_TO_DOMAIN", "MOST"):
        with monkeypatch.context() as less:
            less.setattr(asking, "lately", Lately())
            less.setattr(asking, limit, 1)
            be_told(wren, f"one-{limit}@elsewhere.example")
            with pytest.raises(TooMany):
                be_told(wren, f"two-{limit}@elsewhere.example")


def test_stores_no_address_and_no_hours(wren: Wren) -> None:
    local = canary()
    be_told(wren, f"{local}@elsewhere.example")
    sealed = [*Message.objects.values_list("sealed", flat=True), *Outgoing.objects.values_list("sealed", flat=True)]
    assert len(sealed) > 2
    assert all(local.encode() not in bytes(one) for one in sealed)
    assert {one.name for one in Notice._meta.get_fields()} == {
        "id", "ref", "conversation", "state", "tag_hash", "said", "outgoing", "made_at",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "ahead"), [(18, 22, 0), (22, 6, 0), (6, 10, 330), (10, 18, 1140), (0, 24, 60)]
)
def test_knows_the_hours_on_their_clock(start: int, end: int, ahead: int) -> None:
    wishes = replace(ANY, start=start, end=end, ahead=ahead)
    for hour in range(24):
        at = NOON.replace(hour=hour, minute=30) - timedelta(minutes=ahead)
        is_within = (hour - start) % 24 < ((end - start) % 24 or 24)
        assert (wishes.wait(at) == timedelta(0)) == is_within
        assert wishes.wait(at + wishes.wait(at)) == timedelta(0)
        assert wishes.left(at + wishes.wait(at)) <= timedelta(hours=24)


def test_leaves_only_in_the_hours_chosen(wren: Wren, ada: PracticeMember) -> None:
    confirmed(wren, replace(ANY, start=18, end=22, ahead=60))
    row = answer(wren, ada, copy_for(wren))
    assert row is not None
    midnight = clock.now().replace(hour=23, minute=0, second=0, microsecond=0)
    for hour in (0, 17, 18, 21, 22):
        with clock.shifted(midnight + timedelta(hours=hour, minutes=30) - clock.now()):
            if hour in {18, 21}:
                assert delivery.open_mail(row).recipient == ADDRESS
            else:
                with pytest.raises(NotNow) as caught:
                    delivery.open_mail(row)
                assert timedelta(0) < caught.value.wait < timedelta(days=1)


def test_waits_for_the_hours_with_the_question_too(wren: Wren) -> None:
    hour = clock.now().hour
    row = be_told(wren, wishes=replace(ANY, start=(hour + 3) % 24, end=(hour + 4) % 24)).outgoing
    assert row is not None
    assert timedelta(hours=1, minutes=59) < row.due_at - clock.now() < timedelta(hours=3, minutes=11)
    with pytest.raises(NotNow):
        delivery.open_mail(row)


@pytest.mark.django_db(transaction=True)
def test_puts_off_what_became_due_at_other_hours(wren: Wren) -> None:
    hour = clock.now().hour
    row = be_told(wren, wishes=replace(ANY, start=(hour + 3) % 24, end=(hour + 4) % 24)).outgoing
    assert row is not None
    Outgoing.objects.update(due_at=clock.now())
    mails: list[Any] = []

    async def take(one: Any) -> None:
        mails.append(one)

    async_to_sync(delivery.deliver_due)(take)
    row.refresh_from_db()
    assert (mails, row.state, row.tries) == ([], Outgoing.WAITING, 0)
    assert row.due_at > clock.now() + timedelta(hours=1)


def forged(wren: Wren) -> list[NoticeCargo]:
    """What a browser could hand in that is not ours."""
    answers = card.seal_card(card.AddressCard(wren.ref, "mallory@outsider.example", "", ()))
    of_another_notice = asking.card_for_notice(wren.ref, "mallory@outsider.example")
    return [
        copy_for(wren, card_=answers),
        copy_for(wren, card_=of_another_notice),
        copy_for(wren, conversation=new_ref()),
        copy_for(wren, text="They wrote to a helpline."),
    ]


def test_sends_nothing_that_a_browser_forged(wren: Wren, ada: PracticeMember) -> None:
    confirmed(wren)
    for copy in forged(wren):
        Notice.objects.update(outgoing=None)
        row = answer(wren, ada, copy)
        assert row is not None
        with pytest.raises(Refused):
            delivery.open_mail(row)


def test_uses_the_address_for_nothing_else(wren: Wren) -> None:
    be_told(wren)
    sealed = base64.b64decode(word_of(wren).card)
    with pytest.raises(card.ForgedCard):
        card.open_card(sealed, wren.ref)
    assert card.open_notice_card(sealed, wren.ref).address == ADDRESS


def test_takes_no_time_that_no_browser_of_ours_makes(wren: Wren, ada: PracticeMember) -> None:
    confirmed(wren)
    for wait in (0, 27 * 3600):
        with pytest.raises(Refused, match="wrong-notice"):
            answer(wren, ada, copy_for(wren, wait=wait))


@pytest.mark.parametrize(
    "change", [{"start": 24}, {"end": 25}, {"ahead": 1440}, {"subject": 21}, {"language": "x" * 36}]
)
def test_takes_no_wishes_that_are_none(change: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="wishes"):
        replace(ANY, **change)
