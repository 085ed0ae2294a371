"""Every verb that writes a conversation. Each is one transaction; many arrivals may share one commit."""

from peerline.conversations.actions.answer import note, reply, retire_tag, take_back
from peerline.conversations.actions.clock import tell_clocks
from peerline.conversations.actions.hold import (
    add_holder,
    claim,
    close,
    hand_over,
    mark_calm,
    mark_opened,
    mark_urgent,
    remove_holder,
    renew_key,
    reopen,
    step_back,
)
from peerline.conversations.actions.part import leave, leave_and_lose, part_gone
from peerline.conversations.actions.receive import Outcome, forget_arrivals, is_large, put_large, receive
from peerline.conversations.actions.review import drop_draft, offer_draft, release_draft, return_draft

__all__ = [
    "Outcome",
    "add_holder",
    "claim",
    "close",
    "drop_draft",
    "forget_arrivals",
    "hand_over",
    "is_large",
    "leave",
    "leave_and_lose",
    "mark_calm",
    "mark_opened",
    "mark_urgent",
    "note",
    "offer_draft",
    "part_gone",
    "put_large",
    "receive",
    "release_draft",
    "remove_holder",
    "renew_key",
    "reopen",
    "reply",
    "retire_tag",
    "return_draft",
    "step_back",
    "take_back",
    "tell_clocks",
]
