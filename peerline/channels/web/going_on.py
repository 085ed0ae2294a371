"""From mail to the door: whom a conversation is sealed to that a link in an answer begins, and that it is stored.

The token of the link is all that proves anything, so no page and no browser has to have asked before; it has 128 random
bits, and a look at it costs one row.
"""

from __future__ import annotations

from dataclasses import dataclass

from peerline.channels import tags
from peerline.conversations import actions, linked
from peerline.conversations.cargo import GoingOn, SealedMessage
from peerline.kit.errors import Refused
from peerline.kit.tokens import is_ref

LARGEST_BYTES = 16 * 1024  # of the first word, which says nothing


@dataclass(frozen=True, slots=True)
class Linked:
    """What a link begins.

    token      of the link
    recipient  of the new conversation's key, made in the seeker's browser
    grants     key ref -> its identity sealed to it; exactly the keys of `keys_of`
    """

    token: str
    conversation: str
    recipient: str
    grants: dict[str, bytes]
    message: SealedMessage
    way: str = "web"


def keys_of(token: str) -> tuple[tuple[str, str], ...]:
    """Whom to seal to: ref and recipient of each key. It uses nothing up. Raises NotThere for a link that is over."""
    return tuple((key.ref, key.recipient) for key in linked.keys_of_holders(linked.by_link(token)))


def begin(made: Linked) -> None:
    """Store it, durable on return; the link is spent. The same sent again is stored once.

    Raises  NotThere for a link that is over, Conflict when others hold the older conversation by now, Refused for what
            is malformed
    """
    message = made.message
    if not is_ref(made.conversation) or not is_ref(message.ref):
        raise Refused(code="ref")
    if message.attachments or len(message.sealed) > LARGEST_BYTES or message.epoch != 1:
        raise Refused(code="too-large")
    actions.go_on(
        made.token,
        GoingOn(
            ref=made.conversation,
            recipient=made.recipient,
            grants=made.grants,
            message=message,
            tag_hash=tags.hash_of(tags.tag_of(made.conversation, 0)),
            way=made.way,
        ),
    )
