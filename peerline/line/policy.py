"""What the line promises: typed, versioned, with blanks that the line must fill before it opens.

A policy is never edited. A conversation points to the version under which it was opened.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any

from django.utils.translation import gettext_lazy as _

from peerline.kit.errors import Refused
from peerline.line import access, wording
from peerline.line.models import Policy

RECEIPTS = ("full", "short", "none")
WHO_ANSWERS_NEXT = ("same", "pair", "shift")
YEARS = 365 * 5
# The texts of a policy; each ships as `policy-NAME`.
TEXTS = ("confidentiality", "exceptions", "minors", "complaints", "privacy", "courts", "breach")
FACTS = ("complaints_contact", "privacy_body")
HIGHEST = {
    "promise_hours": 24 * 14,
    "urgent_promise_hours": 24 * 14,
    "retention_days": YEARS,
    "service_days": YEARS,
    "draft_days": YEARS,
    "event_days": YEARS,
    "opening_days": YEARS,
    "post_days": 60,
    "arrival_days": 60,
}
# A bounce comes within five days, and who sends a mail again does so within as many.
LOWEST = {"post_days": 6, "arrival_days": 6}


@dataclass(frozen=True, slots=True)
class PolicyData:
    """The fields of a policy. Texts are by language (BCP 47); `{…}` in a text is a blank.

    The days are clocks of retention: after the last word of a conversation (`retention_days`; `service_days` for mail
    to the postmaster and test letters); after a draft that never left was written (`draft_days`); of what happened to
    a conversation (`event_days`) and who opened it (`opening_days`); after something left, for receipts and bounces
    (`post_days`); after a mail came in, so that the same one is not stored twice (`arrival_days`).
    `joins_by_address`: a signed mail without a tag joins what its writer has open (docs/decisions/0022).
    """

    promise_hours: int = 48
    urgent_promise_hours: int = 24
    retention_days: int = 90
    service_days: int = 30
    draft_days: int = 30
    event_days: int = 90
    opening_days: int = 90
    post_days: int = 14
    arrival_days: int = 14
    receipt: str = "full"
    who_answers_next: str = "same"
    joins_by_address: bool = False
    confidentiality: dict[str, str] = field(default_factory=dict)
    exceptions: dict[str, str] = field(default_factory=dict)
    minors: dict[str, str] = field(default_factory=dict)
    complaints: dict[str, str] = field(default_factory=dict)
    privacy: dict[str, str] = field(default_factory=dict)
    courts: dict[str, str] = field(default_factory=dict)
    breach: dict[str, str] = field(default_factory=dict)
    complaints_contact: str = wording.BLANK
    privacy_body: str = wording.BLANK


def default(language: str) -> PolicyData:
    """What a new line starts with: the shipped texts in the line's language, blanks left."""
    texts: dict[str, Any] = {name: {language: wording.text(f"policy-{name}", language)} for name in TEXTS}
    return PolicyData(**texts)


def read(policy: Policy) -> PolicyData:
    """The typed fields of a stored version; what an older version lacks has its default."""
    known = {item.name for item in fields(PolicyData)}
    return PolicyData(**{name: value for name, value in policy.data.items() if name in known})


def now() -> PolicyData:
    """The fields of the policy in force. Raises Unavailable when there is none."""
    return read(access.policy_now())


def as_json(data: PolicyData) -> dict[str, Any]:
    """What is stored."""
    return asdict(data)


def check(data: PolicyData) -> None:
    """Raises Refused for what no line can mean: a promise of no hours, an unknown choice."""
    if data.receipt not in RECEIPTS or data.who_answers_next not in WHO_ANSWERS_NEXT:
        raise Refused(_("There is no such choice."), code="unknown-choice")
    if not all(LOWEST.get(name, 1) <= getattr(data, name) <= highest for name, highest in HIGHEST.items()):
        raise Refused(_("A number is too small or too large."), code="number-out-of-range")
    if data.urgent_promise_hours > data.promise_hours:
        raise Refused(_("What is urgent cannot wait longer than the rest."), code="urgent-slower-than-other")


def version() -> int:
    """The version in force. Raises Unavailable when there is none."""
    return access.policy_now().version


def blanks(data: PolicyData) -> list[str]:
    """The names of the fields in which a blank is left, or which are empty; `name (language)` for texts."""
    found = [name for name in FACTS if _is_blank(getattr(data, name))]
    for name in TEXTS:
        texts: dict[str, str] = getattr(data, name)
        found += [f"{name} ({language})" for language, text in texts.items() if _is_blank(text)] if texts else [name]
    return found


def text_of(name: str, texts: dict[str, str], language: str) -> tuple[str, str]:
    """One text of a policy in the nearest language, and that language; two empty strings when there is none.

    Where the line said it in the shipped words, the shipped words of the other languages say the same.
    """
    as_shipped = any(one in wording.SHIPPED and text == _shipped(name, one) for one, text in texts.items())
    for candidate in (*wording.chain(language, wording.LAST), *texts):
        if candidate in texts:
            return texts[candidate], candidate
        if as_shipped and candidate in wording.SHIPPED:
            return _shipped(name, candidate), candidate
    return "", ""


def _shipped(name: str, language: str) -> str:
    return wording.shipped(language).texts.get(f"policy-{name}", "")


def _is_blank(text: str) -> bool:
    return not text.strip() or wording.BLANK in text
