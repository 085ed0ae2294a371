"""Asks who sent a mail: DKIM, SPF, DMARC, and ARC where the settings name sealers. Blocks for its limit at worst.

The From domain decides, never the envelope: SPF and DKIM say something only where they agree with it. A mail whose From
names no mailbox or several has no sender that could be verified (RFC 7489, 6.6.1). Silence of name servers verifies
nothing and accuses nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

import dns.resolver

from peerline.channels.domains import are_aligned, ascii_domain
from peerline.channels.envelope import Envelope
from peerline.channels.incoming import Address
from peerline.channels.mail.mime.addresses import read_addresses
from peerline.channels.mail.mime.headers import read_headers
from peerline.channels.mail.senders import dmarc, front, signatures, spf_result
from peerline.channels.mail.senders.questions import Questions, Silent
from peerline.channels.trust import (
    CLAIMS_OUR_WORD,
    NOBODY,
    NOT_CHECKED,
    PART_UNSIGNED,
    POLICY_REFUSES,
    SEVERAL_SENDERS,
    Trust,
)

SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Rules:
    """What the line knows beforehand: our own names as a server, and the ARC sealers it trusts."""

    own_names: frozenset[str] = frozenset()
    sealers: frozenset[str] = frozenset()


def asked(envelope: Envelope, rules: Rules, *, resolver: dns.resolver.Resolver, seconds: float = SECONDS) -> Trust:
    """Find out who sent a mail. Never raises for what stands in the mail or in DNS.

    resolver  who is asked
    seconds   for all questions together
    """
    domain = from_domain(envelope.data)
    claims = (CLAIMS_OUR_WORD,) if front.claims_word_of(head_of(envelope.data), rules.own_names) else ()
    if not domain:
        return NOBODY.with_problems(SEVERAL_SENDERS, *claims)
    case = _Case(envelope, domain, Questions(resolver, seconds))
    found = case.by_signature() or case.by_client() or case.by_sealer(rules.sealers) or NOBODY
    return found.with_problems(*(() if found.verified else case.problems()), *claims)


def from_domain(data: bytes) -> str:
    """The domain of the one mailbox in the one From header, in A-labels; "" when it is not one."""
    sender = only_sender(data)
    return ascii_domain(sender.address.rpartition("@")[2]) if sender else ""


def only_sender(data: bytes) -> Address | None:
    """The one mailbox of the one From header; None when there is no such thing."""
    values = read_headers(data, 0, min(len(data), signatures.MOST_HEADER_BYTES))[0].all(b"from")
    found = read_addresses(values)
    return found[0] if len(values) == 1 and len(found) == 1 and "@" in found[0].address else None


def head_of(data: bytes) -> bytes:
    """The raw header block, its last row ended."""
    end = data.find(b"\r\n\r\n")
    return data if end < 0 else data[: end + 2]


class _Case:
    """The checks of one mail, in the order of what they are worth; each asks only when the one before said nothing."""

    def __init__(self, envelope: Envelope, domain: str, questions: Questions) -> None:
        self.envelope = envelope
        self.domain = domain
        self.questions = questions
        self.is_silent = not signatures.are_readable(envelope.data)
        self.is_part_unsigned = False
        self.policy = self._policy()

    def by_signature(self) -> Trust | None:
        """An aligned DKIM signature over the whole."""
        if not self._is_readable() or b"dkim-signature:" not in head_of(self.envelope.data).lower():
            return None
        signed = signatures.signed_by(self.envelope.data, self.questions)
        self.is_silent = self.is_silent or signed.silent
        fits = [one for one in signed.whole if are_aligned(one, self.domain, strict=self.policy.strict_dkim)]
        self.is_part_unsigned = not fits and any(are_aligned(one, self.domain) for one in signed.part)
        if not fits:
            return None
        binds = any(self.domain == one or self.domain.endswith(f".{one}") for one in fits if one in signed.bound)
        return Trust(verified=True, how="dkim", domain=fits[0], binds=binds)

    def by_client(self) -> Trust | None:
        """Aligned SPF. The envelope is not asked about when it could not agree with From."""
        sender = ascii_domain(self.envelope.sender.rpartition("@")[2])
        if not are_aligned(sender, self.domain, strict=self.policy.strict_spf):
            return None
        try:
            passed = spf_result.passed_domain(self.envelope, self.questions)
        except Silent:
            self.is_silent = True
            return None
        return Trust(verified=True, how="spf", domain=passed) if passed else None

    def by_sealer(self, sealers: frozenset[str]) -> Trust | None:
        """What a trusted sealer on the way found, where forwarding broke the rest."""
        if not sealers or not self._is_readable() or b"arc-seal:" not in head_of(self.envelope.data).lower():
            return None
        try:
            said = signatures.sealed_word(self.envelope.data, self.questions, sealers)
        except Silent:
            self.is_silent = True
            return None
        trust = front.judged(said.partition(";")[2], self.domain, how="arc")
        return trust if trust.verified else None

    def problems(self) -> tuple[str, ...]:
        """Why nobody vouches, as far as it is known."""
        told = [PART_UNSIGNED] if self.is_part_unsigned else []
        if self.is_silent:
            return (*told, NOT_CHECKED)
        return (*told, POLICY_REFUSES) if self.policy.refuses else tuple(told)

    def _policy(self) -> dmarc.Policy:
        try:
            return dmarc.policy_of(self.domain, self.questions)
        except Silent:
            # Nobody knows how strict the owner is: the very same domain satisfies every owner.
            self.is_silent = True
            return dmarc.Policy(strict_dkim=True, strict_spf=True)

    def _is_readable(self) -> bool:
        return signatures.are_readable(self.envelope.data)
