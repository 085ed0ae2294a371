"""What is counted by the week: numbers for figures, which belong to no conversation and to nobody."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F

from peerline.conversations.models import WeekCount
from peerline.kit.clock import now
from peerline.kit.errors import Refused

# Why a conversation was closed, in words of the program; the desk has the sentences.
CLOSED = ("helped", "no-answer", "referred", "not-for-us", "abuse", "wished", "other")
STEPS = 5
# Where an answer came from: behind a code that opened a closed conversation, or from the page that anybody may open.
PLACES = ("door", "open")
QUESTIONS = ("helped", "again")


def count(name: str) -> None:
    """One more of this name in this week."""
    today = now().date()
    monday = today - timedelta(days=today.weekday())
    WeekCount.objects.get_or_create(week=monday, name=name)
    WeekCount.objects.filter(week=monday, name=name).update(count=F("count") + 1)


@transaction.atomic
def count_answers(place: str, *, helped: int | None, again: int | None) -> None:
    """What a seeker answered after the end, each from 1 (least) to 5; None for what was left out.

    place   one of PLACES; they are counted apart, so that who floods the open page spoils nothing else
    Raises  Refused for what is no such answer
    """
    steps = [step for step in (helped, again) if step is not None]
    if place not in PLACES or not all(1 <= step <= STEPS for step in steps):
        raise Refused(code="wrong-answer")
    for question, step in zip(QUESTIONS, (helped, again), strict=True):
        if step is not None:
            count(f"{place}-{question}-{step}")
