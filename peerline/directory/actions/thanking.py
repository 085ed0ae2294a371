"""Who suggested something and left a mail address for that is told once what an editor decided, and never more.

No word of theirs or of anybody stands in that mail. The address goes with the suggestion; a keyed hash of it stays for
90 days, so that STOP can be said, and so that one address gets few such mails a day.
"""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta
from typing import Any

from peerline.directory import relaying
from peerline.directory.access.relaying import has_said_stop, mails_to
from peerline.directory.actions.relaying import KEPT_DAYS, MOST_TO_ADDRESS, check_address, framed, put_into_post
from peerline.directory.models import Relay, RelayContact, Suggestion
from peerline.kit import traces
from peerline.kit.clock import now
from peerline.kit.logs import say
from peerline.kit.tokens import new_ref
from peerline.line import wording

log = logging.getLogger("peerline.directory")


def way_back(ref: uuid.UUID, address: str, language: str) -> dict[str, Any]:
    """The fields of a suggestion for an address. Raises NoAddress. Whether they said STOP is not told to who asks."""
    check_address(address)
    until = now().date() + timedelta(days=KEPT_DAYS)
    return {"back": relaying.seal_address(_place(ref), address), "language": language, "until": until.replace(day=1)}


def tell(one: Suggestion, *, is_taken: bool) -> None:
    """It is decided and deleted, in this transaction: say so, to an address that has not had enough."""
    if not one.back:
        return
    try:
        address = relaying.open_address(_place(one.pk), bytes(one.back))
    except relaying.Forged:
        # What an editor decided holds; nothing goes to an address that somebody else put there.
        say(log, "thanks-forged", level=logging.ERROR)
        return
    hashed, today = relaying.hash_of_address(address), now().date()
    if has_said_stop(hashed) or mails_to(hashed, today) >= MOST_TO_ADDRESS:
        return
    said = _words(one.language, is_taken=is_taken)
    tag, outgoing = put_into_post(relaying.Leaving(new_ref(), address, "", said, one.language))
    contact = RelayContact.objects.create(address_hash=hashed, state=RelayContact.TOLD, on=today)
    Relay.objects.create(
        tag_hash=relaying.hash_of_tag(tag),
        contact=contact,
        exchange=new_ref(),
        to_contact=False,
        language=one.language,
        on=today,
        outgoing=outgoing,
    )


def erase_addresses() -> int:
    """Erase the addresses of what has waited too long for an editor. Says how many."""
    old = Suggestion.objects.filter(until__lte=now().date())
    count = old.update(back=b"", language="", until=None)
    if count:
        traces.left()
    return count


def _place(ref: uuid.UUID) -> str:
    return f"suggestion {ref}"


def _words(language: str, *, is_taken: bool) -> str:
    outcome = "suggest-told-in" if is_taken else "suggest-told-not"
    return framed(*(wording.text(key, language) for key in ("suggest-told-thanks", outcome, "suggest-told-stop")))
