"""DMARC (RFC 7489): what the owner of the From domain asks receivers to do with mail that nobody vouches for.

One record at `_dmarc.` of the domain, else of its organization; two records are none. We refuse no mail for it: a
seeker's forwarded mail may fail. It decides how strictly domains must agree, and what the desk is told.
"""

from __future__ import annotations

from dataclasses import dataclass

from peerline.channels.domains import organization
from peerline.channels.mail.senders.questions import Questions


@dataclass(frozen=True, slots=True)
class Policy:
    """refuses: reject or quarantine is asked for; strict_dkim, strict_spf: the very same domain is wanted."""

    refuses: bool = False
    strict_dkim: bool = False
    strict_spf: bool = False


def policy_of(domain: str, questions: Questions) -> Policy:
    """The policy for From of this ASCII domain; the mildest where there is none. Raises Silent."""
    own = _record(domain, questions)
    if own:
        return _read(own, own.get("p", ""))
    parent = organization(domain)
    above = _record(parent, questions) if parent != domain else {}
    return _read(above, above.get("sp", above.get("p", ""))) if above else Policy()


def _read(tags: dict[str, str], wish: str) -> Policy:
    return Policy(wish in {"reject", "quarantine"}, tags.get("adkim") == "s", tags.get("aspf") == "s")


def _record(domain: str, questions: Questions) -> dict[str, str]:
    texts = questions.texts(f"_dmarc.{domain}")
    found = [text for text in texts if text.partition(";")[0].replace(" ", "") == "v=DMARC1"]
    if len(found) != 1:
        return {}
    pairs = (part.partition("=") for part in found[0].split(";"))
    return {name.strip().lower(): value.strip().lower() for name, sign, value in pairs if sign}
