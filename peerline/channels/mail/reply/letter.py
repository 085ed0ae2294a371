"""What the headers say that a text alone does not: whether it answers, who writes, and to whom."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ANSWER = re.compile(
    r"^\s*(?:re|aw|antw|sv|vs|odp|rif|r|res|ynt|yan|vá|atb|ats|ref|回复|回覆|答复|答覆|回信|返信|답장|회신|ответ|відповідь|απ|"
    r"תשובה|رد|پاسخ|bls|balas|trả lời|ตอบ)(?:\s?\[\d+\]|\(\d+\))?\s?[:：]",
    re.IGNORECASE,
)


Fold = tuple[int, int, str]

SHORTEST_SUBJECT = 3
_PREFIXES = re.compile(r"^(?:[^\W\d_]{1,4}(?:\s?\[\d{1,3}\])?\s?[:：]\s{0,3}){1,9}")


@dataclass(frozen=True, slots=True)
class Letter:
    """The facts of one mail, for finding its reply.

    is_answer   its headers or its subject say that it answers another mail
    sender      the address that From names, or ""
    recipients  the addresses of To and Cc
    subject     the subject without "Re:", in small letters, or ""
    """

    is_answer: bool = False
    sender: str = ""
    recipients: tuple[str, ...] = ()
    subject: str = ""

    def is_evidence(self, head: str) -> bool:
        """Whether a copied head is of a third person's mail to the writer: shown to us, not quoted from us."""
        first, _, others = head.partition("\n")
        found = _ADDRESS.search(first)
        if not found or not self.sender or not self.recipients or self.sender.lower() not in others.lower():
            return False
        domain = found[0].rpartition("@")[2].lower()
        return all(domain != one.rpartition("@")[2].lower() for one in self.recipients)


_ADDRESS = re.compile(r"[^\s<>@\[\]()\"',;:]{1,64}@[\w.-]{1,200}\w")


def bare_subject(subject: str) -> str:
    """A subject without "Re:" and its like, in small letters; "" when hardly anything is left."""
    bare = _PREFIXES.sub("", subject[:1000].strip(" *\t\r")).strip().lower()
    return bare if len(bare) >= SHORTEST_SUBJECT else ""


def is_answer(subject: str) -> bool:
    """Whether a subject begins as answers do ("Re:" in the usual languages)."""
    return bool(_ANSWER.match(subject))
