"""The tables of the conversations. Times are cut to the minute; everything said is sealed."""

from __future__ import annotations

import hashlib

from django.db import models

from peerline.kit.fields import HashField, OptionalHashField, RefField, SealedField
from peerline.line.models import Policy
from peerline.people.models import Key, Member
from peerline.post.models import Outgoing


class Conversation(models.Model):
    """All that is said between one seeker and the line about one matter."""

    # What is in the spam box is in no queue and has no clock, until a lead says that it is not spam.
    WAITING, HELD, CLOSED, SPAM = "waiting", "held", "closed", "spam"

    ref = RefField()
    kind = models.CharField(max_length=12, default="seeker")  # seeker, postmaster
    state = models.CharField(max_length=8, default=WAITING)
    channel = models.CharField(max_length=12)  # mail, web
    encrypted = models.BooleanField(default=False)  # begun by a mail that came encrypted with OpenPGP
    # Cleared when claimed: a rare language and an hour can be enough to know somebody.
    language = models.CharField(max_length=35, null=True, blank=True)
    # Stays until a person lowers it or it is closed: the times in the clear tell it anyway (docs/decisions/0014).
    urgent = models.BooleanField(null=True, blank=True)
    # While it is held and the seeker waits: any holder may take it over (the policy's `who_answers_next`).
    shared = models.BooleanField(default=False, db_default=False)
    quiet = models.BooleanField(default=False)  # wrote to the quiet address: no receipt
    # Asked for no more mail: machines send none, and a helper only by saying that they know.
    no_more_mail = models.BooleanField(default=False, db_default=False)
    # Begun at the door by a link in an answer by mail: the one that it goes on from (docs/decisions/0024).
    goes_on_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="goes_on_in"
    )
    responsible = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="responsible_for")
    claimed_at = models.DateTimeField(null=True, blank=True)
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    last_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    # The clock: since when and until when the oldest unanswered message of the seeker waits. Null: their turn.
    asked_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    told = models.PositiveSmallIntegerField(default=0)  # the share of the promise already told, in percent
    tell_at = models.DateTimeField(null=True, blank=True)  # when the next share is to be told
    # The day from which on somebody asks how they are, because they wished it; null when nobody planned it.
    ask_on = models.DateField(null=True, blank=True)
    tag_number = models.PositiveIntegerField(default=0)
    tag_hash = OptionalHashField(unique=True)
    receipt = models.ForeignKey(Outgoing, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # Somebody who held the newest key is gone: the next browser of a holder makes a new one before it seals anything.
    needs_key = models.BooleanField(default=False, db_default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["tell_at"], name="conversation_clock"),
            models.Index(fields=["last_at"], name="conversation_retention"),
            models.Index(fields=["ask_on"], name="conversation_ask", condition=models.Q(ask_on__isnull=False)),
            # Little is ever past its promise, so that the list of it costs the same at any size.
            models.Index(fields=["due_at"], name="conversation_past_promise", condition=models.Q(told__gte=100)),
        ]


class ConversationKey(models.Model):
    """The public half of a conversation's key of one epoch, and the way back to the epoch before."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="keys")
    epoch = models.PositiveIntegerField()
    recipient = models.TextField()
    back_link = SealedField(blank=True)  # the identity of the epoch before, sealed to this recipient
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")  # null: intake
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "epoch"], name="one_key_a_conversation_epoch")]


class Grant(models.Model):
    """The newest conversation key, sealed to one holder. The row also carries the holder's place in the queue."""

    # Only leads hold it and nobody claimed; nobody claimed; I am responsible; somebody else is; it is closed; spam box.
    UNHELD, WAITING, MINE, OTHERS, CLOSED, SPAM = "unheld", "waiting", "mine", "others", "closed", "spam"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="grants")
    key = models.ForeignKey(ConversationKey, on_delete=models.CASCADE, related_name="grants")
    holder_key = models.ForeignKey(Key, on_delete=models.CASCADE, related_name="grants")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="grants")
    sealed = SealedField()
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")  # null: intake
    made_at = models.DateTimeField()
    # Where it stands in this holder's queue: kept here so that a page of it costs the same at any size.
    place = models.CharField(max_length=8, default=WAITING)
    queue_at = models.DateTimeField()  # due_at of the conversation; behind every clock when it is their turn

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "holder_key"], name="one_grant_a_holder")]
        indexes = [
            models.Index(fields=["member", "place", "queue_at"], name="grant_queue"),
            models.Index(fields=["conversation", "member"], name="grant_of_holder"),
        ]


class Message(models.Model):
    """One thing said. What it says, who it is about and what it is called is inside the seal."""

    # PAST: of an older conversation by mail, sealed anew by a holder for the seeker's page.
    IN, OUT, NOTE, DRAFT, EVENT, PAST = "in", "out", "note", "draft", "event", "past"
    BY_ENCRYPTED_MAIL = "mail+pgp"  # a way
    # The states of a draft.
    OFFERED, RETURNED, RELEASED, DROPPED = "offered", "returned", "released", "dropped"

    ref = RefField()
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    key = models.ForeignKey(ConversationKey, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=8)
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    way = models.CharField(max_length=12)
    automatic = models.BooleanField(default=False)
    at = models.DateTimeField()
    size_class = models.PositiveIntegerField()
    sealed = SealedField()
    in_blob = models.BooleanField(default=False)  # the sealed bytes lie in the blob store, under the ref
    draft_state = models.CharField(max_length=10, blank=True)
    # While it waits for a second person: since when. Null otherwise, so that the index holds what waits and no more.
    offered_at = models.DateTimeField(null=True, blank=True)
    answers = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    outgoing = models.ForeignKey(Outgoing, null=True, blank=True, on_delete=models.SET_NULL, related_name="messages")
    # The clock that this reply stopped, so that taking it back lets it run on.
    stopped_asked_at = models.DateTimeField(null=True, blank=True)
    stopped_due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["conversation", "id"], name="message_order"),
            models.Index(fields=["offered_at"], name="draft_waits", condition=models.Q(offered_at__isnull=False)),
        ]


class Attachment(models.Model):
    """An age stream of its own, always in the blob store under its ref. Name and type are in the message."""

    ref = RefField()
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    size_class = models.PositiveIntegerField()


class WayBack(models.Model):
    """How a seeker comes back to a conversation begun at the door: by a code, whose words never reach the server."""

    ref = RefField()
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="ways_back")
    look_up_hash = HashField(unique=True)
    proof_hash = HashField()
    recipient = models.TextField()  # of the seeker key that the code gives
    sealed = SealedField()  # the newest identity of the conversation, sealed to it
    sealed_seed = SealedField()  # what signs the seeker's words, sealed to it
    # The seeker's word, signed and sealed to the conversation, that this recipient is theirs: holders' browsers ask it.
    vouched = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    kept_at = models.DateTimeField(null=True, blank=True)  # when two of the words were typed back
    made_at = models.DateTimeField()


class MailWay(models.Model):
    """Answers to who wrote at the door leave by mail: their signed word for it, with the address card in it."""

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="+")
    said = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    # A public key of theirs stands in the word too: nothing goes to that address in the clear (docs/decisions/0029).
    encrypted = models.BooleanField(default=False)


class Notice(models.Model):
    """A seeker of the door wants a mail that says that something waits, and nothing else (docs/decisions/0023).

    Where to, and at which hours, stands in their signed word, sealed like everything said.
    """

    ASKED, CONFIRMED, STOPPED = "asked", "confirmed", "stopped"

    ref = RefField()  # stands in the address card too, so that a card serves this notice alone
    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, default=ASKED)
    # Of the tag that only this notice's mails carry; kept when it is stopped, so that STOP is understood twice.
    tag_hash = HashField(unique=True)
    said = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")  # null: stopped
    # What was put into the post last: the question to that address, or a notice.
    outgoing = models.ForeignKey(Outgoing, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()


class DoorLink(models.Model):
    """A link in an answer by mail to the web page. It opens once, until a time; of its token there is only the hash."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="door_links")
    # The answer it stands in: taken back, it takes the link with it.
    answer = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    token_hash = HashField(unique=True)
    until = models.DateTimeField(db_index=True)
    is_spent = models.BooleanField(default=False)
    # What was begun by it, so that the same request, sent again because its answer got lost, is no second use.
    began = models.ForeignKey(Conversation, null=True, on_delete=models.CASCADE, related_name="+")


class WeekCount(models.Model):
    """How often something was so in one week, for figures: a number that belongs to no conversation."""

    week = models.DateField()  # its Monday
    name = models.CharField(max_length=32)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["week", "name"], name="one_count_a_week")]


def hash_of(secret: bytes) -> bytes:
    """What is stored of a look-up id or a proof: both are random to the last bit, so one round is enough."""
    return hashlib.sha256(b"peerline way back 1\n" + secret).digest()


def hash_of_link(token: str) -> bytes:
    """What is stored of the token of a link; `web/door-link.ts` makes the same of it. It has 128 random bits."""
    return hashlib.sha256(b"peerline door link 1\n" + token.encode()).digest()


class MessageKey(models.Model):
    """The OpenPGP session key of one encrypted mail, sealed to the conversation by the first holder who opened it."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="kept_key")
    sealed = SealedField()
    made_at = models.DateTimeField()


class Event(models.Model):
    """Something that happened to a conversation, in a word of the program: claimed, granted, told-75, stepped-back."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="events")
    name = models.CharField(max_length=20)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")  # null: the line
    about = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()


class Opening(models.Model):
    """A holder opened the conversation's page; one row a member, the latest time and how often."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="openings")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "member"], name="one_opening_row_a_member")]


class Arrival(models.Model):
    """That a mail came in, as a keyed hash, so that the same one sent again within 14 days is stored once.

    What came from an archive is known for a year: its `at` lies ahead.
    """

    arrival_hash = HashField(unique=True)
    at = models.DateTimeField(db_index=True)


class Erasure(models.Model):
    """That a conversation was erased: the day, why, and about how much. Nothing in it says which one it was."""

    SEEKER, ASKED, NOT_FOR_US, RISK, TIME_OVER = "seeker", "asked", "not-for-us", "risk", "time-over"

    on = models.DateField()
    why = models.CharField(max_length=12)
    size_class = models.PositiveBigIntegerField()  # bytes, rounded up to a power of two
    # Until then the database may still hold traces of the rows (kit.traces); whichever process has a worker sees to it.
    is_wiped = models.BooleanField(default=False, db_default=False)
