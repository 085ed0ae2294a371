"""Hostile texts: twice the text is about twice the work, counted in looks at rows and not in seconds."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from peerline.channels.mail.reply import fold

SIZE = 400
MOST_GROWTH = 2.5

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
        fold(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("row", HOSTILE.values(), ids=HOSTILE.keys())
def test_grows_with_the_text_only(row: str) -> None:
    once, twice = _work("x\n" + row * SIZE), _work("x\n" + row * (SIZE * 2))
    assert twice < once * MOST_GROWTH + 200


@pytest.mark.parametrize(
    "sign", [">", "-", "_", ":", "@", "a@", "sent from ", "wrote ", "1:1", "<", " ", "\u200f", "写", "["]
)
def test_reads_one_endless_row(sign: str) -> None:
    text = "x\n" + sign * 100_000
    assert fold(text)[0]
