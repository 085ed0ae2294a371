"""Person or machine: the list of steps.

1  Most mail has nothing of a machine about it and is passed after a short look at its headers and subject.
2  A report says what it is about: a bounce, a receipt, a complaint, or something else between servers.
3  A server that speaks of a mail that came back: a bounce.
4  A header that only machines set, or words that only machines use: an automatic reply, a list, something generated.
5  Of these, what a person wrote on a web page is a person's.
"""

from __future__ import annotations

from ...incoming import Address, Bounce
from ..mime.bodies import Bodies
from ..mime.parts import Part, Tree
from .bounces import bounce_of
from .facts import Facts
from .glance import is_worth_a_look
from .marks import GENERATED, REPLY, mark_of
from .people import is_nobody, wrote_through_machine
from .replies import PLAIN_SUBJECTS, is_machines_answer, is_receipt, kind_by_words
from .returned import RETURNED_SUBJECTS, is_returned

BOUNCE, RECEIPT = "bounce", "receipt"
_INNER = {
    "message/delivery-status": "delivery-status",
    "message/global-delivery-status": "delivery-status",
    "message/disposition-notification": "disposition-notification",
    "message/global-disposition-notification": "disposition-notification",
    "message/feedback-report": "feedback-report",
}
_KINDS = {"disposition-notification": RECEIPT, "feedback-report": GENERATED}


def what_it_is(
    tree: Tree, bodies: Bodies, *, subject: str, sender: Address | None, reply: str
) -> tuple[str | None, Bounce | None]:
    """Tell what kind of machine sent a mail, and what came back if it is a bounce; (None, None) for a person's.

    reply    the newly written part of the text: what is quoted below it says nothing of this mail
    Returns  kind "auto-reply", "auto-generated", "bounce", "list" or "receipt"
    """
    if not is_worth_a_look(tree, subject=subject, sender=sender, reply=reply):
        return None, None
    facts = Facts(tree=tree, bodies=bodies, subject=subject, sender=sender, reply=reply)
    about = _report_about(tree.root)
    if about in _KINDS:
        return _as_disposed(facts) if about == "disposition-notification" else (_KINDS[about], None)
    if about == "delivery-status" or (not about and is_returned(facts)):
        bounce = bounce_of(facts)
        return (BOUNCE, bounce) if bounce else (RECEIPT, None)
    if about:
        return GENERATED, None
    return _kind(facts), None


def _as_disposed(facts: Facts) -> tuple[str, Bounce | None]:
    """Some servers write absence notes and refusals by Sieve (RFC 5429, 2.2) as if a mail had been read."""
    said = facts.report_bytes.lower()
    if b"mdn-sent-automatically" in said:
        if b"deleted" in said and RETURNED_SUBJECTS.length(facts.bare_subject):
            return BOUNCE, bounce_of(facts)
        if PLAIN_SUBJECTS.length(facts.bare_subject):
            return REPLY, None
    return RECEIPT, None


def _kind(facts: Facts) -> str | None:
    if is_receipt(facts) and not facts.submitted.startswith(b"auto-replied"):
        return RECEIPT
    kind = mark_of(facts)
    if kind in (None, GENERATED):
        kind = kind_by_words(facts) or (REPLY if kind and is_machines_answer(facts) else kind)
        kind = kind or (GENERATED if is_nobody(facts.local_part) else None)
    return None if kind and wrote_through_machine(facts, kind) else kind


def _report_about(root: Part) -> str:
    """Name what a multipart/report is about, by the part that reports, else by its own word; "" for no report."""
    if root.type != "multipart/report":
        return ""
    inner = next((_INNER[child.type] for child in root.children if child.type in _INNER), "")
    return inner or root.parameters.get("report-type", "").strip().lower() or "delivery-status"
