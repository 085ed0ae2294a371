"""Every verb that writes a conversation. Each is one transaction; many arrivals may share one commit."""

from peerline.conversations.actions.answer import note, reply, retire_tag, take_back
from peerline.conversations.actions.ask_later import ask_later
from peerline.conversations.actions.clock import tell_clocks
from peerline.conversations.actions.close import close, reopen
from peerline.conversations.actions.erase import WHYS, erase, erase_held, wipe_traces
from peerline.conversations.actions.go_on import add_past, forget_links, go_on
from peerline.conversations.actions.happen import note_event
from peerline.conversations.actions.hold import (
    add_holder,
    claim,
    hand_over,
    mark_calm,
    mark_opened,
    mark_urgent,
    not_spam,
    remove_holder,
    renew_key,
    step_back,
)
from peerline.conversations.actions.keep import confirm_key, keep_message_key
from peerline.conversations.actions.large import put_blob
from peerline.conversations.actions.mail_way import answer_at_the_door, answer_by_mail, want_no_answer
from peerline.conversations.actions.notice import (
    ask_for_notice,
    came_back,
    confirm_notice,
    end_notice,
    fail_notice,
    forget_unanswered,
    stop_notice,
)
from peerline.conversations.actions.part import leave, leave_and_lose, part_gone
from peerline.conversations.actions.receive import Outcome, forget_arrivals, is_large, put_large, receive
from peerline.conversations.actions.retain import erase_expired, forget_parts
from peerline.conversations.actions.review import drop_draft, offer_draft, release_draft, return_draft
from peerline.conversations.actions.way_back import add_way_back, keep_way_back
from peerline.conversations.actions.weeks import CLOSED, count_answers

__all__ = [
    "CLOSED",
    "WHYS",
    "Outcome",
    "add_holder",
    "add_past",
    "add_way_back",
    "answer_at_the_door",
    "answer_by_mail",
    "ask_for_notice",
    "ask_later",
    "came_back",
    "claim",
    "close",
    "confirm_key",
    "confirm_notice",
    "count_answers",
    "drop_draft",
    "end_notice",
    "erase",
    "erase_expired",
    "erase_held",
    "fail_notice",
    "forget_arrivals",
    "forget_links",
    "forget_parts",
    "forget_unanswered",
    "go_on",
    "hand_over",
    "is_large",
    "keep_message_key",
    "keep_way_back",
    "leave",
    "leave_and_lose",
    "mark_calm",
    "mark_opened",
    "mark_urgent",
    "not_spam",
    "note",
    "note_event",
    "offer_draft",
    "part_gone",
    "put_blob",
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
    "stop_notice",
    "take_back",
    "tell_clocks",
    "want_no_answer",
    "wipe_traces",
]
