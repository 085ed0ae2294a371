"""Hostile texts: twice the text is about twice the work, counted in looks at rows and not in seconds."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from peerline.channels.mail.reply import Letter, fold
from peerline.channels.mail.reply.fold import MOST_ROWS

SIZE = 400
MOST_GROWTH = 2.5
LETTER = Letter(subject="my nights")
MOST_CALLS = 1_500_000

HOSTILE = {
    "colons": "a:\n",
    "attributions without an end": "On Wed, Nov 25, 2026 at 10:40 AM Lantern\n",
    "attributions": "On Wed, Nov 25, 2026 at 10:40 AM <hello@lantern.example> wrote:\n",
    "From rows": "From: a\n",
    "heads": "From: a\nTo: b\n\n",
    "signature marks": "-- \n",
    "rules": "-----\nWren\n",
    "notices": "confidential \n",
    "quotes and rows": "> a\nb\n",
    "attributions above quotes": "On Wed, 25 Nov 2026 at 10:40,\n> a\n",
    "attributions with words behind": "On a@b: c: d: e: f: g: h: i: j\n",
    "dated names": "Lantern a b c d 10:40:\n",
    "heads without a date": "From: a\nTo: b\nDate:\n\n",
    "rows that name the subject": "Zot: My nights\n",
    "quotes and gaps": "> a\n\n",
    "links": "https://writer.example/\n",
    "feet": "to unsubscribe from this\n",
    "telephones": "Sent from my iPhone\n",
    "clear-signed": "-----BEGIN PGP SIGNED MESSAGE-----\n",
    "begun addresses": "a@\n",
    "blank": "\n",
}


def _work(text: str) -> int:
    """Count the calls of Python functions while a text is folded."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        fold(text, letter=LETTER)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("row", HOSTILE.values(), ids=HOSTILE.keys())
def test_grows_with_the_text_only(row: str) -> None:
    once, twice = _work("x\n" + row * SIZE), _work("x\n" + row * (SIZE * 2))
    assert twice < once * MOST_GROWTH + 200


@pytest.mark.parametrize(
    "name", ["attributions with words behind", "heads without a date", "rows that name the subject"]
)
def test_costs_a_bounded_sum_for_the_longest_text(name: str) -> None:
    """A fifth of a second without the counter: by chance such texts were found that took four times as long."""
    row = HOSTILE[name]
    rows = row * (MOST_ROWS // row.count("\n") - 2)
    assert _work("x\n" + rows) < MOST_CALLS


@pytest.mark.parametrize(
    "sign", [">", "-", "_", ":", "@", "a@", "sent from ", "wrote ", "1:1", "<", " ", "\u200f", "写", "["]
)
def test_reads_one_endless_row(sign: str) -> None:
    text = "x\n" + sign * 100_000
    assert fold(text)[0]
