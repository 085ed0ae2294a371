"""A mail that says that something waits, to an address that a seeker of the door gave only for that.

It is asked for at the door, said yes to from that address, and set off by an answer; stopped from either side, or by a
mail that comes back. The server keeps a small state and the seeker's sealed word, with the address card in it; a word
that holds no longer is destroyed.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from peerline.conversations import access
from peerline.conversations.actions.rows import Said, changed, store_sealed
from peerline.conversations.cargo import NewNotice, NoticeCargo, SealedMessage
from peerline.conversations.models import Conversation, Event, Message, Notice
from peerline.kit import traces
from peerline.kit.clock import minute, now
from peerline.kit.errors import Conflict, Refused
from peerline.post import actions as post
from peerline.post.models import Outgoing

LARGEST_BYTES = 16 * 1024
# From one hour of the day to the same of the next, and something for clocks that are wrong.
LONGEST_WAIT_SECONDS = 26 * 3600
ON_ITS_WAY = (Outgoing.WAITING, Outgoing.SENDING)
ANSWERED_WITHIN = timedelta(days=30)


@transaction.atomic
def ask_for_notice(conversation: Conversation, said: SealedMessage, new: NewNotice) -> None:
    """The seeker wants to be told. Raises Refused for what is no such word, Conflict where answers leave by mail."""
    if len(said.sealed) > LARGEST_BYTES or said.attachments:
        raise Refused(code="too-large")
    locked = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if locked.channel != "web":
        raise Refused(code="not-at-the-door")
    if access.leaves_by_mail(locked):
        raise Conflict(code="by-mail")
    end(locked)
    Notice.objects.filter(conversation=locked).delete()
    row = store_sealed(locked, said, Said(Message.EVENT, "web"))
    Notice.objects.create(
        ref=new.ref,
        conversation=locked,
        tag_hash=new.tag_hash,
        said=row,
        outgoing=_put(new.question, "question") if new.question else None,
        made_at=row.at,
    )


@transaction.atomic
def confirm_notice(tag_hash: bytes) -> bool:
    """Somebody at that address said yes. False when no notice has this tag."""
    found = _locked_by_tag(tag_hash)
    if found is not None and found.state == Notice.ASKED:
        found.state = Notice.CONFIRMED
        found.save(update_fields=["state"])
        _take_back(found)
        # Who is writing an answer just now makes a notice with it.
        changed(found.conversation, "notice-on")
    return found is not None


@transaction.atomic
def stop_notice(tag_hash: bytes) -> bool:
    """Somebody at that address wants none, or a mail came back from there. False when no notice has this tag."""
    found = _locked_by_tag(tag_hash)
    if found is not None:
        end(found.conversation)
    return found is not None


@transaction.atomic
def end_notice(conversation: Conversation) -> None:
    """The seeker wants to be told no more."""
    end(Conversation.objects.select_for_update().get(pk=conversation.pk))


def fail_notice(*, outgoing_id: int | None = None, bounce_hash: bytes | None = None) -> None:
    """What was sent did not arrive, by the row or by the tag of its bounce: nothing more goes there."""
    rows = Notice.objects.filter(outgoing__kind__in=["question", "notice"])
    found = rows.filter(outgoing=outgoing_id) if outgoing_id else rows.filter(outgoing__bounce_hash=bounce_hash)
    for tag_hash in found.values_list("tag_hash", flat=True):
        stop_notice(bytes(tag_hash))


@transaction.atomic
def came_back(conversation: Conversation) -> None:
    """The seeker has opened the conversation: a notice that waits would tell what they know."""
    waits = Notice.objects.filter(conversation=conversation, outgoing__kind="notice", outgoing__state=Outgoing.WAITING)
    for ref in waits.values_list("outgoing__ref", flat=True):
        post.take_back(ref, even_tried=True)


def forget_unanswered() -> int:
    """Forget the words and cards of those that nobody said yes to within 30 days. Returns how many."""
    old = Notice.objects.filter(state=Notice.ASKED, made_at__lt=now() - ANSWERED_WITHIN)
    tags = [bytes(one) for one in old.values_list("tag_hash", flat=True)]
    return sum(stop_notice(tag_hash) for tag_hash in tags)


def put_notice(locked: Conversation, notice: NoticeCargo) -> None:
    """An answer was released: one notice waits to leave. The answer stands whatever became of the notice meanwhile.

    Raises Refused for what no browser of ours makes.
    """
    if not 0 < notice.wait_seconds <= LONGEST_WAIT_SECONDS or len(notice.sealed) > LARGEST_BYTES:
        raise Refused(code="wrong-notice")
    found = access.notice_to_send(locked)
    if found is None or (found.outgoing is not None and found.outgoing.state in ON_ITS_WAY):
        return
    found.outgoing = _put(notice, "notice")
    found.save(update_fields=["outgoing"])
    Event.objects.create(conversation=locked, name="notice-waits", at=minute(now()))


def end(locked: Conversation) -> None:
    """Stop it and destroy the word, with the address card. The caller has locked the row."""
    found = Notice.objects.select_related("outgoing").filter(conversation=locked).exclude(state=Notice.STOPPED).first()
    if found is None:
        return
    _take_back(found)
    was_on, said_id = found.state == Notice.CONFIRMED, found.said_id
    found.state, found.said = Notice.STOPPED, None
    found.save(update_fields=["state", "said"])
    Message.objects.filter(pk__in=[said_id] if said_id else []).delete()
    traces.left()
    if was_on:
        changed(locked, "notice-off")


def _take_back(found: Notice) -> None:
    """What waits for it leaves no more, also when a try failed: it may have arrived all the same."""
    if found.outgoing is not None:
        post.take_back(found.outgoing.ref, even_tried=True)


def _put(cargo: NoticeCargo, kind: str) -> Outgoing:
    due_at = now() + timedelta(seconds=cargo.wait_seconds)
    return post.put(cargo.outgoing_ref, kind, sealed=cargo.sealed, day=cargo.day, due_at=due_at)


def _locked_by_tag(tag_hash: bytes) -> Notice | None:
    """The notice of a tag; its conversation's row is locked first, as everywhere."""
    found = access.notice_of_tag(tag_hash)
    if found is None:
        return None
    Conversation.objects.select_for_update().filter(pk=found.conversation_id).first()
    return Notice.objects.select_related("conversation", "outgoing").filter(pk=found.pk).first()
