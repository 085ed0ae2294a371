"""What was said about pages: what an editor has said yes to, for anybody; all of it, for editors."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict

from django.db.models import QuerySet

from peerline.directory.models import Comment
from peerline.kit.errors import NotThere

A_PAGE = 100


def shown_comments(about: str) -> list[Comment]:
    """The comments on a page that are shown, newest first."""
    return list(_of(Comment.COMMENT, Comment.SHOWN).filter(about=about).order_by("-number")[:A_PAGE])


def supporters() -> tuple[dict[str, list[str]], dict[str, int]]:
    """By need: who supports it by name, in their order, and how many others who gave none."""
    named, unnamed = defaultdict(list), Counter[str]()
    for one in _of(Comment.SUPPORT, Comment.SHOWN).order_by("number"):
        if one.text:
            named[one.about].append(one.text)
        else:
            unnamed[one.about] += 1
    return dict(named), dict(unnamed)


def comments_waiting() -> int:
    """How many wait for an editor."""
    return Comment.objects.filter(state=Comment.WAITING).count()


def comments_in(state: str) -> list[Comment]:
    """Those that wait, oldest first, or those that are shown or kept as notes, newest first."""
    order = "number" if state == Comment.WAITING else "-number"
    return list(Comment.objects.filter(state=state).order_by(order)[:A_PAGE])


def comment_of(ref: uuid.UUID) -> Comment:
    """One, for editors. Raises NotThere."""
    found = Comment.objects.filter(pk=ref).first()
    if found is None:
        raise NotThere
    return found


def _of(kind: str, state: str) -> QuerySet[Comment]:
    return Comment.objects.filter(kind=kind, state=state)
