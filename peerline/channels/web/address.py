"""A mail address that a seeker gives at the door: made into an address card in memory, and forgotten.

The card is what a mail writer has (`channels.card`). The seeker's browser seals it into a signed word of theirs.
"""

from __future__ import annotations

import re

from peerline.channels.card import AddressCard, seal_card
from peerline.channels.domains import routed
from peerline.channels.intake import writer_of
from peerline.channels.known import known
from peerline.channels.mail.mailbox import Mailbox
from peerline.kit.errors import Refused

LONGEST = 254  # RFC 5321, 4.5.3.1.3, without the angle brackets
ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]{1,64}@[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]+\.[^\s@.]{2,}")


def card_of(conversation: str, address: str) -> tuple[bytes, str]:
    """The sealed address card of a conversation (its ref), and the writer by whom a mail from there is known.

    Raises Refused for what is no address, and for the line's own: it would answer itself.
    """
    address = fit(address)
    return seal_card(AddressCard(conversation, address, "", ())), writer_of(address)


def fit(address: str) -> str:
    """The address without spaces around. Raises Refused for what no mail of ours could or should go to."""
    address = address.strip()
    if len(address) > LONGEST or not ADDRESS.fullmatch(address):
        raise Refused(code="address")
    try:
        routed(address)
    except ValueError as error:
        raise Refused(code="address") from error
    if Mailbox.of(known().line.address).mark_of(address) is not None:
        raise Refused(code="address")
    return address
