"""A number as somebody would dial it, and what it is called when read."""

from __future__ import annotations

import re

from phonenumbers import convert_alpha_characters_in_number

# Types of a number in HSDS, and one of ours: those one writes to, and those no voice and no letter reaches.
TEXTED = frozenset({"sms", "text"})
WHATSAPP, TEXTPHONE = "whatsapp", "textphone"
WRITTEN = TEXTED | {WHATSAPP, TEXTPHONE}
NOT_FOR_PEOPLE = frozenset({"fax", "pager"})
_DIALED = re.compile(r"[+]?[\d *#().\u2010-\u2015/\xa0-]+")


def dialed(number: str) -> str:
    """The signs to dial, for a `tel:` or `sms:` address; "" when the text is not one number and nothing else."""
    text = (
        convert_alpha_characters_in_number(number) if any(one.isascii() and one.isalpha() for one in number) else number
    )
    if not _DIALED.fullmatch(text) or "/" in text:
        return ""
    return re.sub(r"[^\d+*#]", "", text)
