"""Which messages does a mail name: itself, the one it answers, those before? (RFC 5322 section 3.6.4, and worse.)"""

from __future__ import annotations

import re

from .words import decode_words, raw_text

MOST_REFERENCES = 200
LONGEST_ID = 900

_IDS = re.compile(r"<([^<>]{1,900})>")
_BARE = re.compile(r"[^\s<>,;\"'()]{1,900}@[^\s<>,;\"'()]{1,900}")


def read_ids(values: list[bytes]) -> tuple[str, ...]:
    """Read the message ids of a header, each with its angle brackets; bare ones are read when there is no other.

    Returns  the first and the last MOST_REFERENCES, in order, none twice
    """
    if not values:
        return ()
    found: dict[str, None] = {}
    for value in values:
        text = decode_words(raw_text(value)) if b"=?" in value else raw_text(value)
        bracketed = _IDS.findall(text)
        if " " in text or "\t" in text:
            bracketed = ["".join(one.split()) for one in bracketed]
        for one in bracketed or _BARE.findall(text) or _alone(text):
            if one:
                found[f"<{one}>"] = None
    ids = tuple(found)
    return ids[:1] + ids[1:][-MOST_REFERENCES:]


def first_id(values: list[bytes]) -> str | None:
    """Read the id that a header names first; None when there is none."""
    found = read_ids(values)
    return found[0] if found else None


def _alone(text: str) -> list[str]:
    """A single word is an id too, whatever it looks like; several words are a sentence."""
    words = text.strip("<> ").split()
    return words if len(words) == 1 and len(words[0]) < LONGEST_ID else []
