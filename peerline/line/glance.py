"""A letter as a mail list shows it: sender, subject and the first 140 characters, in whatever words are being tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from peerline.kit.clock import now
from peerline.line import access, policy, receipt, wording

# Which letter shows a text; what is not here stands on the public pages.
LETTERS = {
    "receipt-encrypted": "encrypted",
    "receipt-encrypted-key": "encrypted-without-key",
    "closed": "closed",
}
IN_FULL = ("subject", "receipt-", "numbers-", "service-")


@dataclass(frozen=True, slots=True)
class Glance:
    """What a mail list shows, and the whole letter."""

    sender: str
    subject: str
    first: str
    whole: str


def glance(key: str, language: str, text: str) -> Glance | None:
    """The letter that this text is in, with it; None for a text that is in no letter."""
    kind = LETTERS.get(key) or ("full" if key.startswith(IN_FULL) else "")
    if not kind:
        return None
    line, due_at = access.the_line(), now() + timedelta(hours=policy.now().promise_hours)
    with wording.trying(key, language, text):
        letter = receipt.text(kind, language, receipt.facts_of(line, due_at))
    if letter is None:
        return None
    first = " ".join(letter.body.split())[: receipt.SEEN_AT_A_GLANCE]
    return Glance(line.sender_name, letter.subject, first, letter.body)
