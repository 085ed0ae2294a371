"""Anybody comments on a public page or supports a need; an editor shows, answers, keeps or deletes it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max

from peerline.directory.models import Comment
from peerline.directory.offers import Full, Used
from peerline.kit import traces

MOST_WAITING = 300


@dataclass(frozen=True, slots=True)
class Said:
    """about: the page. kind: a comment, or support of a need. form: the one it came by."""

    about: str
    kind: str
    text: str
    form: str


def comment(said: Said) -> None:
    """Keep it for an editor. Raises Full, Used."""
    if Comment.objects.filter(state=Comment.WAITING).count() >= MOST_WAITING:
        raise Full
    last = Comment.objects.aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            Comment.objects.create(about=said.about, kind=said.kind, text=said.text, form=said.form, number=last + 1)
    except IntegrityError:
        raise Used from None


def decide_comment(ref: uuid.UUID, state: str, *, answer: str, today: date) -> bool:
    """Show it to everybody, with an answer if there is one, or keep it as a note. False when it is not there."""
    if state not in (Comment.SHOWN, Comment.NOTED):
        return False
    return Comment.objects.filter(pk=ref).update(state=state, answer=answer.strip(), on=today) == 1


def drop_comments(refs: list[uuid.UUID]) -> int:
    """Delete them; says how many there were."""
    count = Comment.objects.filter(pk__in=refs).delete()[0]
    traces.left()
    return count
