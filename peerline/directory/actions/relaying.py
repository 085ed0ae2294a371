"""Letters are passed on: to a contact who has said yes, a few a day, and back to who wrote; either side stops it.

Neither sees the other's address. What is said waits in the post, sealed to the key of the day, and is kept nowhere
else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q

from peerline import seal
from peerline.directory import relaying
from peerline.directory.access.relaying import (
    contact_of,
    has_said_stop,
    is_withdrawn,
    mails_to,
    name_of,
    place_of,
    relay_by_tag,
)
from peerline.directory.actions.sheets import log_letters
from peerline.directory.checking import clean
from peerline.directory.models import Relay, RelayContact
from peerline.directory.offers import Full, Used
from peerline.directory.sheets import Listed
from peerline.kit import traces
from peerline.kit.clock import now
from peerline.kit.errors import Conflict, Refused
from peerline.kit.tokens import base32, keyed_hash, new_ref
from peerline.line import wording
from peerline.line.access import the_line
from peerline.people.models import Member
from peerline.post import actions as post
from peerline.post import delivery_keys
from peerline.post.models import Outgoing

# Letters a day: to one contact, to all contacts of the line, and to and fro in one exchange.
MOST_TO_ONE: Final = 10
MOST_TO_ALL: Final = 100
MOST_OF_EXCHANGE: Final = 20
# Mails a day to an address that has not said yes yet.
MOST_TO_ADDRESS: Final = 2
KEPT_DAYS: Final = 90
LONGEST: Final = 20_000
_TAGS = re.compile(r"\+r-[a-z2-7]{16}")
# Around a signed text, and what names its writer by their key.
_SIGNED = re.compile(r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z-]+: .*\n)*\n?", re.M)
_ARMOR = re.compile(r"^-----BEGIN PGP ([A-Z ]+)-----.*?(?:^-----END PGP \1-----$|\Z)", re.M | re.S)
COVERED = "[…]"
NOTHING = "nothing-said"


class NoWay(Refused):
    """There is nobody it could be passed on to, or nothing to pass on."""

    code = "no-relay"


class NoAddress(Refused):
    """It is no mail address, or one that letters must not go to."""

    code = "address"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a visitor writes; `back`: their mail address, "" when they want no answer. form: the one it came by."""

    text: str
    back: str
    language: str
    form: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A mail that came to a tag: what is new in it, who sent it, whether it says STOP or yes, and a hash of it."""

    tag: str
    text: str
    sender: str
    is_stop: bool
    is_yes: bool
    body_hash: bytes


def ask_contact(row: Listed, address: str, *, by: Member | None) -> None:
    """Ask whoever has this address whether letters may come. Raises NoAddress, Full."""
    address = address.strip()
    check_address(address)
    hashed = relaying.hash_of_address(address)
    if has_said_stop(hashed):
        raise NoAddress(code="said-stop")
    today = now().date()
    with transaction.atomic():
        _remove(row)
        if mails_to(hashed, today) >= MOST_TO_ADDRESS:
            raise Full
        ref = new_ref()
        contact = RelayContact.objects.create(
            ref=ref, sealed=relaying.seal_address(ref, address), address_hash=hashed, on=today, **place_of(row)
        )
        language = the_line().language
        said = wording.text("relay-asked", language, name=row.name)
        passed = _Passed(contact, new_ref(), address, to_contact=False, text=said, language=language)
        _send(replace(passed, subject="relay-asked-subject"))
        log_letters(row, RelayContact.ASKED, by=by)


def remove_contact(row: Listed, *, by: Member | None) -> None:
    """Letters go there no more. That somebody said STOP stays known."""
    with transaction.atomic():
        if _remove(row):
            log_letters(row, RelayContact.REMOVED, by=by)


def _remove(row: Listed) -> bool:
    live = RelayContact.objects.filter(state__in=[RelayContact.ASKED, RelayContact.ON], **place_of(row))
    is_changed = live.update(state=RelayContact.REMOVED, sealed=b"") > 0
    traces.left()
    return is_changed


def write_to(row: Listed, letter: Letter) -> None:
    """Pass a visitor's letter on. Raises NoWay, NoAddress, Full for too many today, Used."""
    if letter.back:
        check_address(letter.back)
    with transaction.atomic():
        contact = contact_of(row)
        if contact is None or contact.state != RelayContact.ON:
            raise NoWay
        _lock(contact)
        # Before the room is looked at: the last letter of a day, pressed twice, has left.
        if Relay.objects.filter(form=letter.form).exists():
            raise Used
        _check_room(contact)
        passed = _to_contact(contact, new_ref(), letter.text, back=letter.back, language=letter.language)
        _send(passed, form=letter.form)


def pass_on(answer: Answer) -> None:
    """A mail came to a tag: it is passed on, says yes, or stops. The same mail again does nothing.

    Raises  NoWay when it leads nowhere; Full, to be tried again, when it is too much today; relaying.Forged
    """
    relay = relay_by_tag(relaying.hash_of_tag(answer.tag))
    if relay is None or relay.contact.state in (RelayContact.STOPPED, RelayContact.REMOVED, RelayContact.FAILED):
        raise NoWay
    if answer.is_stop:
        _stop(relay)
        return
    if is_withdrawn(relay.contact):
        raise NoWay
    if not relay.to_contact and relay.contact.state == RelayContact.ASKED:
        # "Who are you?" and "No" are no yes, and nobody here would read them.
        if not answer.is_yes:
            raise NoWay
        RelayContact.objects.filter(pk=relay.contact_id).update(state=RelayContact.ON, on=now().date())
        return
    ref = base32(keyed_hash(relaying.hash_of_tag(answer.tag), b"answer", answer.body_hash)[:16])
    try:
        with transaction.atomic():
            _pass(relay, answer, ref)
    except (Conflict, IntegrityError):
        return  # the same mail, sent again because our answer got lost


def note_failures() -> int:
    """Where mail to a contact comes back, no letter goes any more: nobody would read it. Says of how many.

    What was refused for its words or its size says nothing of the address: else anybody could end it by such a letter.
    """
    failed = Relay.objects.filter(to_contact=False, outgoing__state=Outgoing.FAILED)
    no_address = Q(outgoing__status__startswith="5.1.") | Q(outgoing__status__startswith="4.")
    contacts = failed.filter(no_address).values("contact")
    live = RelayContact.objects.filter(pk__in=contacts, state__in=[RelayContact.ASKED, RelayContact.ON])
    count = live.update(state=RelayContact.FAILED, sealed=b"", on=now().date())
    if count:
        traces.left()
    return count


def forget_relays() -> int:
    """Forget letters and their tags after 90 days, and who was told what came of a suggestion. Says how many."""
    before = now().date() - timedelta(days=KEPT_DAYS)
    count = Relay.objects.filter(on__lt=before).delete()[0]
    count += RelayContact.objects.filter(state=RelayContact.TOLD, on__lt=before).delete()[0]
    if count:
        traces.left()
    return count


@dataclass(frozen=True, slots=True)
class _Passed:
    """A letter on its way: to whom, in which exchange, and what is said.

    back     who is answered by its tag
    subject  the text that is its subject, "" for the line's neutral one
    """

    contact: RelayContact
    exchange: str
    address: str
    to_contact: bool
    text: str
    language: str
    back: str = ""
    subject: str = ""


def _pass(relay: Relay, answer: Answer, ref: str) -> None:
    contact = relay.contact
    if Relay.objects.filter(exchange=relay.exchange, on=now().date()).count() >= MOST_OF_EXCHANGE:
        raise Full
    if relay.to_contact:
        _lock(contact)
        _check_room(contact)
        said = _covered(answer.text, answer.sender)
        passed = _to_contact(contact, relay.exchange, said, back=answer.sender, language=relay.language)
        _send(passed, ref=ref)
        return
    if not relay.back:
        raise NoWay
    address = relaying.open_back(answer.tag, relay.exchange, relay.back)
    said = framed(
        wording.text("relay-back", relay.language),
        _covered(answer.text, answer.sender, address, relaying.open_address(contact.ref, contact.sealed)),
        wording.text("relay-back-foot", relay.language),
    )
    _send(_Passed(contact, relay.exchange, address, to_contact=True, text=said, language=relay.language), ref=ref)


def _to_contact(contact: RelayContact, exchange: str, text: str, *, back: str, language: str) -> _Passed:
    """A letter in the frame that a contact gets it in: who it is for, whether it can be answered, how to stop."""
    own = the_line().language
    said = framed(
        wording.text("relay-to", own, name=name_of(contact)),
        _covered(text, back),
        wording.text("relay-to-answer" if back else "relay-to-silent", own),
        wording.text("relay-to-stop", own),
    )
    address = relaying.open_address(contact.ref, contact.sealed)
    passed = _Passed(contact, exchange, address, to_contact=False, text=said, language=language, back=back)
    return replace(passed, subject="relay-subject")


def _send(passed: _Passed, *, ref: str = "", form: str | None = None) -> None:
    """Put it into the post with a new tag. Raises Conflict when this ref waits or has left already."""
    # What a contact reads is in the line's language; the exchange keeps that of who began it.
    language = passed.language if passed.to_contact else the_line().language
    subject = wording.text(passed.subject, language) if passed.subject else ""
    leaving = relaying.Leaving(ref or new_ref(), passed.address, "", passed.text, language, subject)
    tag, outgoing = put_into_post(leaving)
    Relay.objects.create(
        tag_hash=relaying.hash_of_tag(tag),
        contact=passed.contact,
        exchange=passed.exchange,
        to_contact=passed.to_contact,
        back=relaying.seal_back(tag, passed.exchange, passed.back) if passed.back else b"",
        language=passed.language,
        on=now().date(),
        outgoing=outgoing,
        form=form,
    )


def put_into_post(leaving: relaying.Leaving) -> tuple[str, Outgoing]:
    """Let it leave now, with a new tag, which is returned. Raises Conflict when its ref waits or has left already."""
    tag, key = relaying.new_tag(), delivery_keys.today()
    cargo = seal.seal(key.recipient, relaying.pack(replace(leaving, tag=tag)))
    return tag, post.put(leaving.outgoing, relaying.KIND, sealed=cargo, day=key.day, due_at=now())


def _stop(relay: Relay) -> None:
    """Of the contact: no letter goes there any more. Of who wrote: the exchange is forgotten."""
    if not relay.to_contact:
        RelayContact.objects.filter(pk=relay.contact_id).update(state=RelayContact.STOPPED, sealed=b"", on=now().date())
    Relay.objects.filter(exchange=relay.exchange).delete()
    traces.left()


def _lock(contact: RelayContact) -> None:
    """One at a time."""
    list(RelayContact.objects.select_for_update().filter(pk=contact.pk))


def _check_room(contact: RelayContact) -> None:
    """Raises Full when this contact, or all together, have got enough today."""
    today = Relay.objects.filter(to_contact=False, on=now().date())
    if today.filter(contact=contact).count() >= MOST_TO_ONE or today.count() >= MOST_TO_ALL:
        raise Full


def check_address(address: str) -> None:
    """Raises NoAddress, also for the line's own: it would write to itself."""
    try:
        validate_email(address)
    except ValidationError as error:
        raise NoAddress from error
    box, _, domain = address.casefold().rpartition("@")
    own, _, own_domain = the_line().address.casefold().rpartition("@")
    if domain == own_domain and box.partition("+")[0] in (own, "postmaster", "abuse"):
        raise NoAddress


def _covered(text: str, *addresses: str) -> str:
    """Text alone, at most so long, without addresses, tags and keys: quotes and signatures carry them."""
    said = _TAGS.sub("", _ARMOR.sub("", _SIGNED.sub("", clean(text)))[:LONGEST])
    for address in filter(None, addresses):
        # Links carry it in their own spelling.
        for spelled in (address, quote(address, safe="")):
            said = re.sub(re.escape(spelled), COVERED, said, flags=re.IGNORECASE)
    if not said.strip():
        raise NoWay(code=NOTHING)
    return said


def framed(*parts: str) -> str:
    """Paragraphs of a mail."""
    return "\n\n".join(part.strip() for part in parts)
