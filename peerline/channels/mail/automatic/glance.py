"""Is there anything of a machine about a mail? The short look that most mail is passed by.

It may say yes too often and never no wrongly: whatever a later step goes by has to be asked for here as well. It costs
some ten microseconds, so that mail of people is not slowed by what is known of machines.
"""

from __future__ import annotations

import re
from itertools import chain

from ...incoming import Address
from ..mime.parts import Tree
from .marks import FAMILIES, LOOKED_AT
from .phrases import Beginnings, bare
from .replies import DECLARED, OPENING
from .words.away import LOOSE, PLAIN
from .words.other import CHALLENGE_SUBJECTS, RECEIVED, REPORTS
from .words.returned import DAEMON_NAMES, RETURNED

_SUBJECTS = Beginnings(
    chain(
        chain.from_iterable(PLAIN.values()), chain.from_iterable(RETURNED.values()), (*LOOSE, *RECEIVED),
        (*CHALLENGE_SUBJECTS, *REPORTS),
    )
)  # fmt: skip
_RECEIPT_SUBJECTS = Beginnings(RECEIVED)
_SUBJECT_WORDS = re.compile(r"out of the office|verif|spamblocker", re.IGNORECASE)
_LOCAL_PARTS = re.compile(
    r"mail|daemon|post.?mast|deliver|bounce|smtp|gateway|mmdf|microsoftexchange|ndr|mta|repl|respon|answer|notif|alert|"
    r"news|repondre|rispond|antwort|beantw|svar|odpovi|odpoved|odpow|vasta|yanitl|root|uucp|exchange|system|admin|listserv|cron",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"\s*\S{1,8}\s?[:：]")
_FAMILIES = re.compile(b"|".join(re.escape(one) for one in FAMILIES))


def is_worth_a_look(tree: Tree, *, subject: str, sender: Address | None, reply: str) -> bool:
    """Whether headers, subject, sender or the first words leave it open that a machine sent a mail."""
    root = tree.root
    names = root.headers.names()
    marks = names & LOOKED_AT
    if marks and (marks != {b"return-path"} or root.headers.first(b"return-path") in (b"<>", b"", b"< >")):
        return True
    if sender is None or _LOCAL_PARTS.search(sender.address.partition("@")[0]) or not sender.address:
        return True
    if sender.name.strip("\"' ").lower().startswith(DAEMON_NAMES) or _FAMILIES.search(b"\n".join(names)):
        return True
    if _SUBJECTS.length(bare(subject)) or _SUBJECT_WORDS.search(subject) or _has_odd_parts(tree):
        return True
    is_answer = b"in-reply-to" in names or b"references" in names or _ANSWER.match(subject) is not None
    return (is_answer and _begins_like_machine(reply)) or _RECEIPT_SUBJECTS.length(subject.strip().lower()) > 0


def _begins_like_machine(reply: str) -> bool:
    opening = " ".join(reply[:OPENING].lower().replace("\u2019", "'").split())
    return any(phrase in opening for phrase in DECLARED)


def _has_odd_parts(tree: Tree) -> bool:
    """A report, a calendar, or an autoresponder's own delivery."""
    root = tree.root
    if root.type in ("multipart/report", "text/calendar"):
        return True
    if root.headers.first(b"delivered-to")[:13].lower() == b"autoresponder":
        return True
    return bool(root.children) and any(
        child.type == "text/calendar" or any(one.type == "text/calendar" for one in child.children)
        for child in root.children
    )
