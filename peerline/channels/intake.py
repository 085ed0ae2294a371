"""The one way in: what a mail must go through until it is sealed and ready to be stored, as a readable list of steps.

Nothing here writes. `prepare` runs in the preparing thread; the writer stores what it gives and only then does the door
say 250. Rules, in order: a closed line takes only test letters; a bounce of ours is reduced to what it means; what the
rules against abuse say goes to the spam box, in a conversation of its own; a tag joins a mail to its conversation, and
where the line wants it a proven address does; anything else opens a new one; nothing is ever dropped because of what it
says.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.conf import settings

from peerline import seal
from peerline.channels import card, joining, outgoing, receipts, tags
from peerline.channels.first_holders import FirstHolders, choose_holders
from peerline.channels.incoming import Attachment, Incoming
from peerline.channels.known import Known, known
from peerline.channels.masking import masks_of
from peerline.channels.notice_words import answers_notice
from peerline.channels.rules import hard, writers
from peerline.channels.rules.decide import WHEN_UNDERSTOOD, Verdict, decide
from peerline.channels.rules.facts import Facts
from peerline.channels.stopping import asks_for_no_more_mail
from peerline.channels.trust import Trust
from peerline.conversations import access as conversations
from peerline.conversations.cargo import (
    Arriving,
    FirstGrant,
    Joined,
    NewConversation,
    Receipt,
    SealedAttachment,
    SealedMessage,
)
from peerline.kit.clock import minute, now
from peerline.kit.errors import Unavailable
from peerline.kit.tokens import keyed_hash, new_ref
from peerline.line import receipt as receipt_text
from peerline.post import delivery_keys

RECEIPT_SOONEST_SECONDS, RECEIPT_LATEST_SECONDS = 120, 600
LARGEST_KEY_BYTES = 32 * 1024
# An import may be stopped, and begun again, for about a year.
HISTORY_KNOWN = timedelta(days=351)
WRITER_BYTES = 5  # 40 bits
FOR_PROGRAMS = frozenset(("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"))


@dataclass(frozen=True, slots=True)
class Came:
    """One thing that came in by a channel.

    channel          mail
    incoming         what was understood of it
    envelope_sender  MAIL FROM, "" for the null sender
    marks            what the recipients' addresses say: tags, "quiet", "test", a bounce tag with its prefix
    kind             seeker, postmaster or test
    body_hash        32 bytes of SHA-256 over the body as it came
    trust            what is known of the sender
    is_history       it comes from an archive: no receipt, no clock
    is_weighed       rspamd calls it spam
    web_key          what the sender's own domain names as their OpenPGP key, b"" for none
    writes_in        refs of conversations that its writer opened, newest last; asked only where the line wants it
    """

    channel: str
    incoming: Incoming
    envelope_sender: str
    marks: tuple[str, ...]
    kind: str
    body_hash: bytes
    trust: Trust
    original: bytes | None = None
    is_history: bool = False
    is_weighed: bool = False
    web_key: bytes = b""
    writes_in: tuple[str, ...] = ()


class Intake:
    """Prepares what comes in.

    remembered  to whom receipts went: one for the process that stores
    """

    def __init__(self, remembered: receipts.Remembered | receipts.Noted) -> None:
        self.remembered = remembered

    def prepare(self, came: Came) -> Arriving:
        """The list of steps. Raises Unavailable when nobody could open it: the sender shall try again."""
        house = known()
        by_address = _may_join_by_address(house, came)
        by_tag = self._find(house, came)
        found = by_tag or (conversations.joined_by_ref(came.writes_in) if by_address else None)
        self._must_be_open(house, came, found)
        is_spam = _is_spam(house, came, found)
        joins = None if is_spam else found
        place = _Place.of(joins) if joins else _Place.new(_holders(house, came, is_spam=is_spam))
        is_first = found is None and not answers_notice(came.incoming, came.marks, house.line.domain)
        is_by_address = bool(joins and not by_tag)
        place = replace(place, is_spam=is_spam, is_first=is_first, is_by_address=is_by_address)
        way_back = _card(came.incoming, place.conversation)
        message = self._seal(house, came, place, way_back=way_back)
        opens = None if joins else self._open(house, came, place, way_back=way_back)
        at = minute(now())
        return Arriving(
            arrival_hash=self._arrival_hash(house, came),
            at=at,
            due_at=None if came.incoming.auto or came.is_history or is_spam else at + house.promise,
            way="mail+pgp" if came.incoming.encrypted else "mail",
            automatic=came.incoming.auto is not None,
            message=message,
            policy_id=house.policy_id,
            opens=opens,
            joins=joins,
            stops=asks_for_no_more_mail(came.incoming),
            known_longer=HISTORY_KNOWN if came.is_history else timedelta(0),
            by_address=by_address and opens is not None and not is_spam if house.joins_by_address else None,
        )

    @staticmethod
    def _must_be_open(house: Known, came: Came, joins: Joined | None) -> None:
        """A closed line takes test letters, and what is written in the conversation that one opened."""
        if not house.line.is_open and (joins or came).kind != "test":
            raise Unavailable(code="line-closed")

    @staticmethod
    def _find(house: Known, came: Came) -> Joined | None:
        """By tag only: in a recipient address, else in References and In-Reply-To. An unknown tag is no tag."""
        hashes = tags.hashes_in(came.incoming, came.marks, house.line.domain)
        found = conversations.joined(hashes)
        return next((found[one] for one in hashes if one in found), None)

    def _seal(self, house: Known, came: Came, place: _Place, *, way_back: bytes) -> SealedMessage:
        """Body and address card in one age file, each attachment in its own, all to the conversation's recipient."""
        ref = new_ref()
        attached = [_attach(place, ref, one) for one in _attachments(came)]
        body = self._body(house, came, place, ref=ref)
        heads = [head for head, _ in attached]
        plain = seal.pack(replace(body, attachments=heads, card=base64.b64encode(way_back).decode()), None)
        return SealedMessage(
            ref=ref,
            epoch=place.epoch,
            sealed=seal.seal(place.recipient, plain),
            size_class=len(plain),
            attachments=tuple(sealed for _, sealed in attached),
        )

    @staticmethod
    def _body(house: Known, came: Came, place: _Place, *, ref: str) -> seal.Body:
        incoming = came.incoming
        return seal.Body(
            line=house.line.ref,
            conversation=place.conversation,
            key_epoch=place.epoch,
            message=ref,
            kind="in",
            author="writer",
            time=_stamp(now()),
            way="mail+pgp" if incoming.encrypted else "mail",
            writer=_writer(incoming),
            subject=incoming.subject,
            text=incoming.text,
            html=incoming.html or "",
            folds=[list(fold) for fold in incoming.folds],
            problems=list(incoming.problems),
            parser=str(incoming.parser),
            extra=_extra(came, place, own_domain=house.line.domain),
        )

    def _open(self, house: Known, came: Came, place: _Place, *, way_back: bytes) -> NewConversation:
        holders = place.holders
        assert holders is not None
        return NewConversation(
            ref=place.conversation,
            kind=came.kind,
            channel=came.channel,
            encrypted=came.incoming.encrypted is not None,
            language=came.incoming.language,
            quiet=tags.QUIET in came.marks,
            recipient=place.recipient,
            grants=tuple(
                FirstGrant(one.key_id, one.member_id, seal.grant(place.identity, one.recipient))
                for one in holders.everybody
            ),
            only_leads=holders.only_leads,
            responsible_id=holders.responsible.member_id,
            tag_hash=tags.hash_of(tags.tag_of(place.conversation, 0)),
            receipt=self._receipt(house, came, place, way_back=way_back),
            is_spam=place.is_spam,
        )

    def _receipt(self, house: Known, came: Came, place: _Place, *, way_back: bytes) -> Receipt | None:
        if came.is_history:
            return None
        asking = receipts.Asking(
            incoming=came.incoming,
            envelope_sender=came.envelope_sender,
            is_first=place.is_first,
            is_verified=came.trust.verified,
            is_quiet=tags.QUIET in came.marks or asks_for_no_more_mail(came.incoming),
            has_key=bool(came.web_key or _own_key(came.incoming)),
        )
        kind = receipts.receipt_kind(asking, house.line.receipt, self.remembered)
        language = came.incoming.language or house.line.language
        letter = receipt_text.text(kind, language, receipt_text.facts_of(house.line, now() + house.promise))
        if letter is None:
            return None
        ref, key = new_ref(), delivery_keys.today()
        leaving = outgoing.Leaving(
            kind="receipt",
            outgoing=ref,
            conversation=place.conversation,
            text=letter.body,
            card=way_back,
            subject=letter.subject,
            language=letter.language,
        )
        # Some minutes later, so that a person who sees it does not think that somebody has read already.
        wait = RECEIPT_SOONEST_SECONDS + secrets.randbelow(RECEIPT_LATEST_SECONDS - RECEIPT_SOONEST_SECONDS)
        if settings.PEERLINE_PRACTICE:
            wait = 2
        sealed = seal.seal(key.recipient, outgoing.pack(leaving))
        return Receipt(ref, sealed, key.day, now() + timedelta(seconds=wait))

    @staticmethod
    def _arrival_hash(house: Known, came: Came) -> bytes:
        """The same mail sent again has the same hash; a copied Message-ID alone never hides anything."""
        incoming = came.incoming
        parts = (
            " ".join(came.marks) + " " + house.line.address,
            incoming.message_id or "",
            incoming.sender.address if incoming.sender else "",
            incoming.date.isoformat() if incoming.date else "",
            incoming.subject,
        )
        return keyed_hash(_secret("mac.key"), b"arrival", *(part.encode() for part in parts), came.body_hash)


def _is_spam(house: Known, came: Came, found: Joined | None) -> bool:
    """Whether the rules put it into the spam box. An archive was looked through by the people who kept it."""
    if came.is_history:
        return False
    facts = Facts(
        is_barred=writers.is_barred(came.incoming, came.trust, house.bars),
        is_weighed=came.is_weighed,
        joins=found is not None,
        is_for_us=(found or came).kind == "seeker",
    )
    return decide(WHEN_UNDERSTOOD, facts)[0] is Verdict.SPAM


def _may_join_by_address(house: Known, came: Came) -> bool:
    """Whether the address alone may join it: only where the line wants it, and only a person's mail to the line."""
    if not house.joins_by_address or came.is_history or came.kind != "seeker":
        return False
    return joining.may_join(came.incoming, came.trust, line_address=house.line.address, now=now())


def _holders(house: Known, came: Came, *, is_spam: bool) -> FirstHolders:
    """Leads look through the spam box, and nobody else."""
    return choose_holders(house, came.incoming.language, kind="postmaster" if is_spam else came.kind)


@dataclass(frozen=True, slots=True)
class _Place:
    """The conversation a mail belongs to, old or new; `identity` is known only for a new one and then forgotten.

    is_spam   it is to lie in the spam box
    is_first  no tag led anywhere. Not so for what a barred writer writes to a tag: that opens a new conversation too,
              and gets no receipt, as before, so that nothing tells of the bar. Nor for what is written to a notice's
              tag: whoever sees that mailbox was told nothing of the line so far
    is_by_address  the writer's address led there, and no tag
    """

    conversation: str
    epoch: int
    recipient: str
    identity: str = ""
    holders: FirstHolders | None = None
    is_spam: bool = False
    is_first: bool = True
    is_by_address: bool = False

    @classmethod
    def of(cls, joins: Joined) -> _Place:
        """The place of a conversation that a mail joins."""
        return cls(joins.ref, joins.epoch, joins.recipient)

    @classmethod
    def new(cls, holders: FirstHolders) -> _Place:
        """A new place with a new key."""
        identity = seal.new_identity()
        return cls(new_ref(), 1, seal.recipient_of(identity), identity, holders)


def _attachments(came: Came) -> list[Attachment]:
    """Those of the mail, and the body as it came where it must be kept (OpenPGP, S/MIME, problems)."""
    kept = list(came.incoming.attachments)
    if came.original is not None:
        # What only programs read lies in the body as it came: kept once, and no file to a reader.
        is_packed = came.incoming.encrypted in ("pgp-mime", "smime")
        kept = [] if is_packed else [one for one in kept if one.type not in FOR_PROGRAMS]
        kept.append(Attachment("original.eml", "message/rfc822", came.original, inline=False, content_id=""))
    return kept


def _attach(place: _Place, message: str, one: Attachment) -> tuple[dict[str, object], SealedAttachment]:
    ref = new_ref()
    head = seal.AttachmentHead(1, place.conversation, message, ref, len(one.data))
    facts = {
        "ref": ref,
        "name": one.name,
        "type": one.type,
        "bytes": len(one.data),
        "sha256": hashlib.sha256(one.data).hexdigest(),
        "content_id": one.content_id,
        "inline": one.inline,
    }
    sealed = seal.seal_attachment(place.recipient, head, one.data)
    return facts, SealedAttachment(ref, sealed, seal.padded_size(len(one.data)))


def _card(incoming: Incoming, conversation: str) -> bytes:
    """The sealed address card, empty when the mail names no sender."""
    if incoming.sender is None or not incoming.sender.address:
        return b""
    ids = (*incoming.references[-8:], *filter(None, (incoming.message_id,)))
    made = card.AddressCard(conversation, incoming.sender.address, incoming.sender.name, ids)
    return card.seal_card(made)


def writer_of(address: str) -> str:
    """40 bits of a keyed hash of an address, in hexadecimal: tells same from other to who can open the message."""
    return keyed_hash(_secret("mac.key"), b"writer", address.strip().casefold().encode())[:WRITER_BYTES].hex()


def _writer(incoming: Incoming) -> str:
    return writer_of(incoming.sender.address) if incoming.sender else ""


def _extra(came: Came, place: _Place, *, own_domain: str) -> dict[str, object]:
    incoming = came.incoming
    # Answers go to the card of the message that opened the conversation, whatever a stolen database makes the first.
    said: dict[str, object] = {"opens": True} if place.holders is not None else {}
    said["sender"] = came.trust.as_extra()
    if incoming.date:
        said["date"] = _stamp(incoming.date)
    if key := _own_key(incoming):
        said["autocrypt"] = base64.b64encode(key).decode()
    if came.web_key:
        said["web_key"] = base64.b64encode(came.web_key).decode()
    perhaps = {
        "archive": came.is_history,
        "by_address": place.is_by_address,
        "masks": masks_of(incoming, own_domain=own_domain, files=[one.name for one in _attachments(came)]),
        "tracked": incoming.tracked,
        "hard": hard.kinds_of(incoming),
        "auto": incoming.auto,
        "language": incoming.language,
        "encrypted": incoming.encrypted,
    }
    return said | {name: value for name, value in perhaps.items() if value}


def _own_key(incoming: Incoming) -> bytes:
    """The key that a writer sends of their own address; of another's, or a very large one, it is none."""
    key, sender = incoming.autocrypt, incoming.sender
    is_own = key and sender and key.address.strip().casefold() == sender.address.strip().casefold()
    return key.key if key and is_own and len(key.key) <= LARGEST_KEY_BYTES else b""


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _secret(name: str) -> bytes:
    value: bytes = settings.PEERLINE_SECRETS.read(name)
    return value
