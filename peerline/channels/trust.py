"""Whether the sender of a mail may be believed, as one typed value, and the one exception for practice.

`verified` means: the owner of the From domain vouches for the mail, by an aligned DKIM signature over From and the
whole body, or by aligned SPF (RFC 7489, 3.1). Only the receipt depends on it, a sentence at the desk, and, where the
line turned that on, whether a mail without a tag joins (see `joining`): no answer goes anywhere because a sender was
believed. How it is found out is in `channels/mail/senders`.

What is sealed with the message is without the domain: it is a part of the address, which no counselor is shown. Whoever
may open the address card finds it there.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, replace

from django.conf import settings

from peerline.channels.envelope import Envelope

# What can be wrong with a sender, each a word of the program; the desk has a sentence for each.
SEVERAL_SENDERS = "several-senders"  # From names no mailbox or several, or there are several From headers
ADDRESS_IN_NAME = "address-in-name"  # the display name shows an address that it does not come from
LOOKS_LIKE_US = "looks-like-us"  # domain or name look like the line's, or like a member's alias, and are not
IN_OUR_NAME = "in-our-name"  # From is of the line's own domain, and nobody vouches for it
PART_UNSIGNED = "part-unsigned"  # the only aligned signature leaves a part of the body out (`l=`)
POLICY_REFUSES = "policy-refuses"  # the domain says that such mail is not its own (DMARC reject or quarantine)
CLAIMS_OUR_WORD = "claims-our-word"  # it brought a result in the name of our own server
NOT_CHECKED = "not-checked"  # name servers were silent, or the mail is too large to look at


@dataclass(frozen=True, slots=True)
class Trust:
    """What is known of the sender.

    how       dkim, spf, arc, front (the trusted front server's word), practice; "" when not verified
    domain    what vouches for it, aligned with From, lower case; "" when not verified
    problems  of the words above, in their order
    binds     the signature is of the From domain or one above it, and covers From, To, Subject and Date, each there
              once: nobody else can have made another mail of it
    """

    verified: bool
    how: str = ""
    domain: str = ""
    problems: tuple[str, ...] = ()
    binds: bool = False

    def with_problems(self, *more: str) -> Trust:
        """The same with further problems, each said once."""
        return replace(self, problems=tuple(dict.fromkeys((*self.problems, *more))))

    def as_extra(self) -> dict[str, object]:
        """What is sealed with the message: without the domain."""
        return {"verified": self.verified, "how": self.how, "problems": list(self.problems)}


NOBODY = Trust(verified=False)


def is_loopback_of_practice(envelope: Envelope) -> bool:
    """Whether a practice line may believe the client because it is on this machine."""
    if not settings.PEERLINE_PRACTICE:
        return False
    try:
        return ipaddress.ip_address(envelope.peer).is_loopback
    except ValueError:
        return False
