"""The only way to get a row of a conversation for somebody. Not there and not yours are the same answer."""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from peerline.conversations.cargo import Joined, Leaves, Load
from peerline.conversations.models import (
    Attachment,
    Conversation,
    ConversationKey,
    Erasure,
    Event,
    Grant,
    MailWay,
    Message,
    Notice,
    Opening,
    WayBack,
    hash_of,
)
from peerline.conversations.statements import select
from peerline.kit.blobs import blobs
from peerline.kit.clock import now
from peerline.kit.errors import NotThere
from peerline.kit.tokens import is_ref
from peerline.line import policy
from peerline.line.models import Policy
from peerline.people import access as people
from peerline.people.models import Member, Role
from peerline.people.roles import MAY_HOLD
from peerline.post.models import Outgoing

QUEUE_PAGE = 30
LETTERS_PAGE = 50
COUNT_LIMIT = 100
# Mail to postmaster@ and abuse@ and the test letter: about the machine, with a clock of their own.
SERVICE_KINDS = ("postmaster", "test")
MOST_COUNSELORS = 3  # beside the leads, see docs/decisions/0005


def held(member: Member, ref: str) -> Conversation:
    """The conversation, if the member holds it. Raises NotThere."""
    found = (
        Conversation.objects.select_related("responsible", "policy", "receipt")
        .filter(ref=ref, grants__member=member, grants__member__left_at=None)
        .first()
        if is_ref(ref)
        else None
    )
    if found is None:
        raise NotThere
    return found


def queue(member: Member, place: str, *, after: datetime | None = None) -> list[Grant]:
    """One page of a place in the member's queue, what is due first; `after` is the queue_at of the row before."""
    rows = _grants(member).filter(place=place).select_related("conversation__responsible")
    if after is not None:
        rows = rows.filter(queue_at__gt=after)
    return list(rows.order_by("queue_at", "id")[:QUEUE_PAGE])


def places(member: Member) -> dict[str, int]:
    """How many stand in each place, counted no further than 100."""
    wanted = (Grant.UNHELD, Grant.WAITING, Grant.MINE, Grant.OTHERS)
    return {
        place: len(_grants(member).filter(place=place).values_list("id", flat=True)[:COUNT_LIMIT]) for place in wanted
    }


def in_spam_box(lead: Member) -> int:
    """How many conversations are in the spam box, counted no further than 100."""
    return len(_grants(lead).filter(place=Grant.SPAM).values_list("id", flat=True)[:COUNT_LIMIT])


def newest_waiting_at(member: Member) -> datetime | None:
    """When the newest conversation arrived that waits for somebody and that the member holds."""
    rows = _grants(member).filter(place__in=[Grant.UNHELD, Grant.WAITING]).order_by("-id")
    return rows.values_list("made_at", flat=True).first()


def my_grant(member: Member, conversation: Conversation) -> Grant:
    """The member's grant of the newest key. Raises NotThere."""
    found = _grants(member).select_related("holder_key").filter(conversation=conversation).first()
    if found is None:
        raise NotThere
    return found


def keys(conversation: Conversation) -> list[ConversationKey]:
    """The keys of all epochs, newest first."""
    return list(conversation.keys.order_by("-epoch"))


def holders(conversation: Conversation) -> list[Grant]:
    """Who can open it, by this server's list."""
    rows = conversation.grants.filter(member__left_at=None).select_related("member", "holder_key")
    rows = rows.prefetch_related("member__roles")
    return list(rows.order_by("id"))


def letters(conversation: Conversation, *, before: str | None = None) -> list[Message]:
    """The newest page of what was said, oldest first; `before` is the ref of the oldest one seen."""
    rows: QuerySet[Message] = conversation.messages.select_related("key", "author", "outgoing", "kept_key")
    if before is not None:
        oldest = conversation.messages.filter(ref=before).values_list("id", flat=True).first()
        if oldest is None:
            raise NotThere
        rows = rows.filter(id__lt=oldest)
    rows = rows.exclude(kind=Message.EVENT)
    page = list(rows.prefetch_related("attachments").order_by("-id")[:LETTERS_PAGE])
    return page[::-1]


def encrypted_later(conversation: Conversation) -> int:
    """How many encrypted mails came to a conversation begun in the clear; whose they are, nobody here knows."""
    return conversation.messages.filter(kind=Message.IN, way=Message.BY_ENCRYPTED_MAIL).count()


def key_words(conversation: Conversation) -> list[Message]:
    """What holders said of the writer's OpenPGP key, oldest first."""
    rows = conversation.messages.filter(kind=Message.EVENT, author__isnull=False)
    return list(rows.select_related("key", "author").order_by("id"))


def first_letter(conversation: Conversation) -> Message | None:
    """The first thing the seeker said: its address card is the one answers go to."""
    return conversation.messages.select_related("key").filter(kind=Message.IN).order_by("id").first()


def message(member: Member, ref: str) -> Message:
    """One message of a conversation that the member holds. Raises NotThere."""
    found = (
        Message.objects.select_related("conversation", "key", "author", "outgoing")
        .filter(ref=ref, conversation__grants__member=member, conversation__grants__member__left_at=None)
        .first()
        if is_ref(ref)
        else None
    )
    if found is None:
        raise NotThere
    return found


def sealed_bytes(row: Message) -> bytes:
    """The age file of a message, from the row or from its blob."""
    return blobs().get(row.ref) if row.in_blob else row.sealed


def attachment(member: Member, ref: str) -> bytes:
    """The age stream of an attachment of a conversation that the member holds. Raises NotThere."""
    mine = Attachment.objects.filter(
        message__conversation__grants__member=member, message__conversation__grants__member__left_at=None
    )
    if not is_ref(ref) or not mine.filter(ref=ref).exists():
        raise NotThere
    return blobs().get(ref)


def drafts_for(lead: Member) -> list[Message]:
    """The drafts that wait for this lead: of conversations the lead holds, not the lead's own, oldest first."""
    mine = _grants(lead).filter(conversation=OuterRef("conversation"))
    # What waits anywhere is little; what a lead holds is nearly everything. So the index of what waits comes first.
    rows = Message.objects.filter(Exists(mine), offered_at__isnull=False).exclude(author=lead)
    return list(rows.select_related("conversation", "key", "author").order_by("offered_at", "id")[:QUEUE_PAGE])


def events(conversation: Conversation) -> list[Event]:
    """What happened to it, oldest first."""
    return list(conversation.events.select_related("by", "about").order_by("id"))


def openings(conversation: Conversation) -> list[Opening]:
    """Who opened its page."""
    return list(conversation.openings.select_related("member").order_by("first_at", "id"))


def joined(tag_hashes: Collection[bytes]) -> dict[bytes, Joined]:
    """For intake alone: of the keyed hashes of tags those that a conversation has, with its newest key."""
    found = select(Conversation, ("id", "ref", "tag_hash", "kind"), where="tag_hash", values=tag_hashes)
    names = ("conversation_id", "epoch", "id", "recipient")
    keys = select(ConversationKey, names, where="conversation_id", values=[pk for pk, *_ in found])
    newest = {pk: (key, epoch, recipient) for pk, epoch, key, recipient in sorted(keys)}
    return {
        bytes(tag_hash): Joined(pk, ref, *newest[pk], kind=kind) for pk, ref, tag_hash, kind in found if pk in newest
    }


def joined_by_ref(refs: Sequence[str]) -> Joined | None:
    """For intake alone: of one writer's conversations the newest that is open, with a reply address never retired.

    A holder who retires the address wants nothing to join that the address may have been given away to.
    """
    rows = Conversation.objects.filter(ref__in=[ref for ref in refs if is_ref(ref)], kind="seeker", tag_number=0)
    rows = rows.filter(state__in=(Conversation.WAITING, Conversation.HELD)).exclude(tag_hash=None)
    row = rows.order_by("-id").only("id", "ref", "kind").first()
    key = row and row.keys.order_by("-epoch").first()
    return Joined(row.pk, row.ref, key.pk, key.epoch, key.recipient, kind=row.kind) if row and key else None


def ways_back(conversation: Conversation) -> list[WayBack]:
    """Every code of the seeker, with the signed word for it."""
    return list(conversation.ways_back.select_related("vouched__key").order_by("id"))


def way_back(look_up: bytes, proof: bytes) -> WayBack:
    """For the door alone: the way back of a code. Raises NotThere, whatever of the two is wrong."""
    found = WayBack.objects.select_related("conversation").filter(look_up_hash=hash_of(look_up)).first()
    if found is None or not hmac.compare_digest(bytes(found.proof_hash), hash_of(proof)):
        raise NotThere
    return found


def mail_way(conversation: Conversation) -> MailWay | None:
    """The word of a seeker of the door that answers leave by mail; None when there is none."""
    return MailWay.objects.select_related("said__key").filter(conversation=conversation).first()


def notice_of(conversation: Conversation) -> Notice | None:
    """The notice that a seeker of the door asked for, in whatever state."""
    return Notice.objects.select_related("said__key", "outgoing").filter(conversation=conversation).first()


def state_of_notice(conversation: Conversation) -> str:
    """How it stands with the notice: asked, confirmed, or "" when there is none or it was stopped."""
    found = notice_of(conversation)
    return "" if found is None or found.state == Notice.STOPPED else found.state


def notice_to_send(conversation: Conversation) -> Notice | None:
    """The notice that an answer sets off, unless one waits already: confirmed, and answers do not leave by mail."""
    found = notice_of(conversation)
    is_on = found is not None and found.state == Notice.CONFIRMED and found.said_id is not None
    return found if is_on and not leaves_by_mail(conversation) else None


def notice_of_tag(tag_hash: bytes) -> Notice | None:
    """For intake alone: the notice whose mails carry this tag."""
    return Notice.objects.filter(tag_hash=tag_hash).first()


def notice_of_outgoing(outgoing_id: int) -> tuple[str, str] | None:
    """For delivery alone: the refs of the conversation and the notice that something belongs to that may still leave.

    A question may while it is not answered, a notice once it was; nothing may after a stop.
    """
    rows = Notice.objects.filter(outgoing=outgoing_id).filter(
        Q(state=Notice.ASKED, outgoing__kind="question") | Q(state=Notice.CONFIRMED, outgoing__kind="notice")
    )
    return rows.values_list("conversation__ref", "ref").first()


def leaves_by_mail(conversation: Conversation) -> bool:
    """Whether an answer leaves by mail: to who wrote by mail, and to who asked for it at the door."""
    return conversation.channel == "mail" or MailWay.objects.filter(conversation=conversation).exists()


def must_be_encrypted(conversation: Conversation) -> bool:
    """Whether it was begun by encrypted mail, or its seeker gave a key at the door: no answer leaves in the clear."""
    return conversation.encrypted or MailWay.objects.filter(conversation=conversation, encrypted=True).exists()


def counts_of_openers() -> int:
    """How many people can open what arrives at the door: all leads and at most three counselors."""
    leads = {one.pk for one in people.leads()}
    return len(leads) + min(MOST_COUNSELORS, len([one for one in people.here() if one.pk not in leads]))


def said_to_seeker(conversation: Conversation) -> list[Message]:
    """What the seeker may read: their own words, released answers, what was added from before; oldest first."""
    kinds = [Message.IN, Message.OUT, Message.PAST]
    rows = conversation.messages.filter(kind__in=kinds).select_related("key")
    rows = rows.exclude(outgoing__state=Outgoing.TAKEN_BACK)
    return list(rows.prefetch_related("attachments").order_by("id"))


def sealed_to_seeker(way: WayBack, ref: str) -> bytes:
    """The age file of a message that the seeker may read. Raises NotThere."""
    found = next((one for one in said_to_seeker(way.conversation) if one.ref == ref), None)
    if found is None:
        raise NotThere
    return sealed_bytes(found)


def attachment_of_seeker(way: WayBack, ref: str) -> bytes:
    """The age stream of an attachment of what the seeker may read. Raises NotThere."""
    theirs = Attachment.objects.filter(
        message__conversation=way.conversation_id, message__kind__in=[Message.IN, Message.OUT]
    )
    if not is_ref(ref) or not theirs.filter(ref=ref).exists():
        raise NotThere
    return blobs().get(ref)


def newest_of(conversation: Conversation) -> Joined:
    """For the door alone: the conversation as what its seeker writes joins it."""
    key = conversation.keys.latest("epoch")
    return Joined(conversation.pk, conversation.ref, key.pk, key.epoch, key.recipient)


def conversation_by_ref(ref: str) -> Conversation | None:
    """For the door alone, which has checked by a pass of its own that it may."""
    return Conversation.objects.filter(ref=ref).first() if is_ref(ref) else None


def conversation_of_outgoing(outgoing_id: int) -> Leaves | None:
    """For delivery alone: the conversation a reply or receipt belongs to."""
    replied = Message.objects.filter(outgoing=outgoing_id).values("conversation")
    found = Conversation.objects.filter(pk__in=replied).first()
    found = found or Conversation.objects.filter(receipt=outgoing_id).first()
    return Leaves(found.ref, found.tag_number, must_be_encrypted(found)) if found else None


def load_of(member: Member) -> Load:
    """For coordinators, before a member leaves: numbers only."""
    mine = Grant.objects.filter(member=member)
    others = Grant.objects.filter(conversation=OuterRef("conversation"), member__left_at=None).exclude(member=member)
    open_ones = member.responsible_for.exclude(state=Conversation.CLOSED)
    return Load(held=mine.count(), responsible=open_ones.count(), alone=mine.filter(~Exists(others)).count())


def touched_by(member: Member) -> QuerySet[Conversation]:
    """For actions alone: what the member holds or is responsible for."""
    held_by = Grant.objects.filter(member=member).values("conversation_id")
    return Conversation.objects.filter(Q(responsible=member) | Q(pk__in=held_by))


def parted_members() -> list[Member]:
    """For actions alone: who has left or may hold no longer, and still holds or is responsible for something."""
    may_hold = Role.objects.filter(member=OuterRef("pk"), name__in=MAY_HOLD)
    gone = Member.objects.filter(Q(left_at__isnull=False) | ~Exists(may_hold))
    holds = Grant.objects.filter(member=OuterRef("pk"))
    answers_for = Conversation.objects.filter(responsible=OuterRef("pk"), grants__isnull=False)
    return list(gone.filter(Exists(holds) | Exists(answers_for)))


def needs_new_key(conversation: Conversation) -> bool:
    """Whether the next browser has to make a new epoch: a holder is gone, or has a new key after a lost device."""
    old = conversation.grants.filter(holder_key__retired_at__isnull=False, member__left_at=None)
    return conversation.needs_key or old.exists()


def is_stored(ref: str) -> bool:
    """For the sweeper alone: whether a row names this blob."""
    return Message.objects.filter(ref=ref, in_blob=True).exists() or Attachment.objects.filter(ref=ref).exists()


def erased_by(conversation: Conversation) -> date | None:
    """The day by which it is erased by itself if nobody writes any more; None while the seeker waits for an answer."""
    data = policy.read(conversation.policy)
    if conversation.kind in SERVICE_KINDS:
        return (conversation.last_at + timedelta(days=data.service_days)).date()
    if conversation.due_at is not None:
        return None
    return (max(conversation.last_at, conversation.closed_at or conversation.last_at) + _kept(data)).date()


def expired(version: Policy, limit: int) -> list[int]:
    """For actions alone: conversations begun under this version whose time is over, the oldest first."""
    data, at = policy.read(version), now()
    is_quiet = Q(due_at=None, last_at__lt=at - _kept(data)) & (Q(closed_at=None) | Q(closed_at__lt=at - _kept(data)))
    is_service = Q(kind__in=SERVICE_KINDS, last_at__lt=at - timedelta(days=data.service_days))
    rows = Conversation.objects.filter((is_quiet & ~Q(kind__in=SERVICE_KINDS)) | is_service, policy=version)
    return list(rows.order_by("last_at", "id").values_list("pk", flat=True)[:limit])


def unwiped() -> list[int]:
    """For actions alone: the erasures whose traces may still lie in the database."""
    return list(Erasure.objects.filter(is_wiped=False).values_list("pk", flat=True))


def erasures() -> dict[str, int]:
    """How many conversations were erased, by why. No row says which."""
    return dict(Counter(Erasure.objects.values_list("why", flat=True)))


def counts() -> dict[str, int]:
    """How many conversations and messages there are, for the doctor."""
    return {"conversations": Conversation.objects.count(), "messages": Message.objects.count()}


def is_test_answered() -> bool:
    """For the doctor: whether somebody wrote to the test address and the answer has left."""
    return Message.objects.filter(kind=Message.OUT, conversation__kind="test", outgoing__state=Outgoing.SENT).exists()


def _kept(data: policy.PolicyData) -> timedelta:
    return timedelta(days=data.retention_days)


def _grants(member: Member) -> QuerySet[Grant]:
    """The grants of a member; none of one who has left, whatever row is at hand."""
    return Grant.objects.filter(member=member, member__left_at=None)
