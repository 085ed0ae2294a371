"""Why a conversation is closed, in sentences; and what the line counts of it by the week."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from peerline.conversations import figures

WHYS: Mapping[str, Promise] = {
    "helped": _("It helped, or they have their answer."),
    "no-answer": _("They do not answer any more."),
    "referred": _("They are with somebody else who helps."),
    "wished": _("They wish it."),
    "not-for-us": _("It was not meant for us."),
    "abuse": _("It was abuse."),
    "other": _("Another reason."),
}
ANSWERS: Mapping[str, Promise] = {
    "door-helped": _("Did it help? Answers behind seven words, from least to most:"),
    "door-again": _("Would you write again? Answers behind seven words, from no to yes:"),
    "open-helped": _("Did it help? Answers from the open page, which anybody can send:"),
    "open-again": _("Would you write again? Answers from the open page, which anybody can send:"),
}
STEPS = range(1, 6)


def weeks() -> list[dict[str, Any]]:
    """Each week that is over, newest first: its Monday, and rows of a sentence and its numbers in words."""
    return [{"monday": monday, "rows": _rows(counts)} for monday, counts in figures.weeks().items()]


def _rows(counts: Mapping[str, str]) -> list[tuple[Promise, str]]:
    closed = [(sentence, counts[f"closed-{why}"]) for why, sentence in WHYS.items() if f"closed-{why}" in counts]
    answers = []
    for name, sentence in ANSWERS.items():
        steps = [counts.get(f"{name}-{step}", "0") for step in STEPS]
        if any(step != "0" for step in steps):
            answers.append((sentence, " · ".join(steps)))
    return [*closed, *answers]
