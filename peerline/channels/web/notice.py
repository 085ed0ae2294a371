"""A seeker asks to be told by mail that an answer waits: their address becomes a card, and is asked first.

The address is here in memory alone. So that nobody is written to against their will: one question to an address in 30
days, whoever wants it, and few an hour to one domain. Who asks never learns whether a question left.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction

from peerline import seal
from peerline.channels import actions as channels
from peerline.channels import outgoing, tags
from peerline.channels.card import AddressCard, open_notice_card, seal_card
from peerline.channels.rules.lately import HOUR, Lately
from peerline.channels.web.address import fit
from peerline.channels.wishes import Wishes
from peerline.conversations import actions
from peerline.conversations.cargo import NewNotice, NoticeCargo, SealedMessage
from peerline.conversations.models import Conversation
from peerline.kit.clock import now
from peerline.kit.errors import TooMany
from peerline.kit.tokens import new_ref
from peerline.post import delivery_keys

# In an hour, in the memory of this process: of one conversation, to one domain, and of all.
MOST_OF_CONVERSATION, MOST_TO_DOMAIN, MOST = 5, 20, 200
SOONEST, SPREAD = timedelta(minutes=1), timedelta(minutes=10)

lately = Lately()


def card_for_notice(conversation: str, address: str) -> bytes:
    """The sealed card of a notice to this address. Raises Refused for what is no address, and for the line's own."""
    return seal_card(AddressCard(conversation, fit(address), "", (), new_ref()))


def ask(conversation: Conversation, said: SealedMessage, card: bytes, *, wishes: Wishes) -> None:
    """Keep the seeker's word, and ask at that address unless it was asked lately.

    card    of `card_for_notice`; it stands in the word too
    Raises  ForgedCard, TooMany, and what `ask_for_notice` raises
    """
    opened = open_notice_card(card, conversation.ref)
    _count(conversation.ref, opened.address)
    # Made in any case: how long it takes tells nothing either.
    question = _question(conversation.ref, card, wishes)
    with transaction.atomic():
        is_new = channels.note_asked(opened.address)
        tag_hash = tags.hash_of(tags.notice_tag(opened.notice))
        actions.ask_for_notice(conversation, said, NewNotice(opened.notice, tag_hash, question if is_new else None))


def _question(conversation: str, card: bytes, wishes: Wishes) -> NoticeCargo:
    key, ref = delivery_keys.today(), new_ref()
    leaving = outgoing.Leaving(outgoing.QUESTION, ref, conversation, "", card, wishes=wishes)
    return NoticeCargo(ref, seal.seal(key.recipient, outgoing.pack(leaving)), key.day, _seconds(wishes))


def _count(conversation: str, address: str) -> None:
    """Raises TooMany, whichever address it is: so it tells nothing about one."""
    domain = address.rpartition("@")[2].casefold()
    counted = [
        lately.count("conversation", conversation, seconds=HOUR) > MOST_OF_CONVERSATION,
        lately.count("domain", domain, seconds=HOUR) > MOST_TO_DOMAIN,
        lately.count("all", "", seconds=HOUR) > MOST,
    ]
    if any(counted):
        raise TooMany(code="too-many-at-once")


def _seconds(wishes: Wishes) -> int:
    """Until a moment within the hours, not the same one for all who chose them."""
    first = SOONEST + wishes.wait(now() + SOONEST)
    spread = min(SPREAD, wishes.left(now() + first))
    return int(first.total_seconds()) + secrets.randbelow(max(int(spread.total_seconds()), 1))
