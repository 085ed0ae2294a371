"""The line's address, and what a recipient address at its domain says."""

from __future__ import annotations

from dataclasses import dataclass

from peerline.channels.domains import ascii_domain

POSTMASTERS = ("postmaster", "abuse")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The line's address in its two parts, lower case; the domain in A-labels."""

    local: str
    domain: str

    @classmethod
    def of(cls, address: str) -> Mailbox:
        """Split `hello@lantern.example`."""
        local, _, domain = address.lower().rpartition("@")
        return cls(local, ascii_domain(domain))

    def mark_of(self, recipient: str) -> str | None:
        """What a recipient address says: "" for the plain address, the part behind the plus sign, or None if not ours.

        `postmaster` and `abuse` are given as they are.
        """
        local, _, domain = recipient.strip("<>").lower().rpartition("@")
        if not local and domain in POSTMASTERS:  # RFC 5321: postmaster needs no domain
            return domain
        if ascii_domain(domain) != self.domain:
            return None
        if local in POSTMASTERS:
            return local
        box, plus, mark = local.partition("+")
        return mark if box == self.local and (mark or not plus) else None
