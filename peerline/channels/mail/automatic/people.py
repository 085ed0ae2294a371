"""Did a person write through a machine? Web forms, and the "e-mail this user" page of a wiki.

Such mail carries the marks of its machine: a sender that answers nobody, a null return path, an unsubscribe header
that the wiki puts on everything. The person is in Reply-To, or in From with the wiki's mailer. What asks to be answered
at a person's own address was written by that person.
"""

from __future__ import annotations

import re

from ...incoming import Address
from ..mime.addresses import read_addresses
from .facts import Facts
from .marks import GENERATED, LIST
from .phrases import holds
from .words.other import FORMS

LOOKED_AT = 20_000

_NOBODY = re.compile(
    r"(?:^|[-_.+])(?:no|not|do-?not|dont)[-_.]?(?:reply|replay|response|respond|answer|mail)(?:$|[-_.+\d])|noreply$|"
    r"^(?:auto-?mailer|auto-?responder|auto-?reply|notifications?|notify|alerts?|newsletter|"
    r"ne-?pas-?repondre|nepasrepondre|no-?responder|no-?responda|nao-?responda|nao-?responder|non-?rispondere|"
    r"nicht-?antworten|"
    r"keine-?antwort|keineantwort|geen-?antwoord|niet-?beantwoorden|svara-?inte|ingen-?svar|ikke-?svar|svar-?ikke|"
    r"nie-?odpowiadaj|neodpovidat|neodpovedat|ala-?vastaa|eivastausta|yanitlamayiniz)(?:[-_.+\d].*)?$"
)
_NOT_A_PERSON = re.compile(
    r"^(?:support|info|help|helpdesk|service|services|contact|hello|office|team|admin|sales|customer.*|kunden.*|news.*|webmaster|"
    r"wiki|apache|www-data|wordpress|mediawiki|root|bounce.*|reply.*|comment.*|ticket.*|marketing|billing|security|abuse|"
    r"feedback|press|mail|mailer.*|postmaster|daemon|system|list.*|.*-(?:request|bounces|owner|list))$"
)
_SHARES = re.compile(r"share|calendar|docs|drive|dse|invit|notif|sign|social|meet|zoom|alert|digest")
_WIKI_SITES = re.compile(
    r"^(?:wiki|apache|www-data|wwwrun|nobody|root|mediawiki|httpd|nginx|web|webmaster|admin.*|.*wiki.*)$"
)
_WATCHED = (
    "there will be no other notifications", "contact the editor", "editor's summary", "notification system",
    "kontakt zum benutzer", "to change your watchlist", "change your email notification settings",
    "to control which emails",
)  # fmt: skip


def is_nobody(local_part: str) -> bool:
    """Whether an address says that nobody reads what is sent to it."""
    return bool(_NOBODY.search(local_part))


def wrote_through_machine(facts: Facts, kind: str) -> bool:
    """Whether a mail that looks generated or like a list's was written by a person on a web page."""
    if kind not in (GENERATED, LIST):
        return False
    asked_back = _reply_to(facts)
    if facts.headers.first(b"x-mailer").lower().startswith(b"mediawiki mailer"):
        return _is_wiki_letter(facts, asked_back)
    if kind != GENERATED or asked_back is None or not _is_form_sender(facts):
        return False
    text = facts.text[:LOOKED_AT].lower()
    return asked_back.address.lower() in text or holds(text, FORMS) or _is_form_mailer(facts)


def _is_wiki_letter(facts: Facts, asked_back: Address | None) -> bool:
    """A wiki's mailer sends letters of people and notices of its own: those come from the site and ask nothing back."""
    if holds(facts.text[:LOOKED_AT].lower(), _WATCHED):
        return False
    return asked_back is not None or not (_WIKI_SITES.match(facts.local_part) or is_nobody(facts.local_part))


def _reply_to(facts: Facts) -> Address | None:
    """The one to answer, if that is a person who is not the sender."""
    named = read_addresses(facts.headers.all(b"reply-to"))
    if len(named) != 1 or facts.sender is None:
        return None
    address = named[0].address.lower()
    local = address.partition("@")[0]
    is_person = (
        bool(local) and "@" in address and not (is_nobody(local) or _NOT_A_PERSON.match(local) or len(local) > 40)
    )
    return named[0] if is_person and address != facts.sender.address.lower() else None


def _is_form_sender(facts: Facts) -> bool:
    return not (facts.is_daemon or _SHARES.search(facts.local_part) or b"in-reply-to" in facts.headers)


def _is_form_mailer(facts: Facts) -> bool:
    mailer = facts.headers.first(b"x-mailer").lower()
    return b"x-php-originating-script" in facts.headers or b"phpmailer" in mailer or b"wordpress" in mailer
