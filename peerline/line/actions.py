"""Everything that changes the line. Who may do it is asked by the caller: this room knows no members."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peerline.kit.clock import minute, now
from peerline.kit.errors import Conflict, NotThere, Refused
from peerline.kit.tokens import new_ref
from peerline.line import access, certificate, emergency, notice, policy, receipt, wording
from peerline.line.models import Line, MailKey, Policy, Wording
from peerline.line.policy import PolicyData

CHANGED = _("Somebody changed this meanwhile. What stands now is below; yours is kept in the fields.")
LONGEST_MAIL_KEY = timedelta(days=400)
TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")


@dataclass(frozen=True, slots=True)
class NewLine:
    """What `peerline init` is told."""

    name: str
    address: str
    language: str = "en"
    sender_name: str = ""
    time_zone: str = "UTC"
    is_practice: bool = False
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """What the line is called and by whom its mail comes, at a glance."""

    name: str
    sender_name: str


@dataclass(frozen=True, slots=True)
class Reach:
    """For whom the line is: languages it answers in (BCP 47), countries (ISO 3166), its own time zone (IANA)."""

    languages: tuple[str, ...]
    countries: tuple[str, ...]
    time_zone: str


@transaction.atomic
def make_line(new: NewLine) -> Line:
    """Make the one line, closed, with its first policy. A practice line is open at once.

    Raises  Conflict when there is a line already; Refused for an address, language, country or time zone that is none
    """
    if access.line_or_none() is not None:
        raise Conflict(_("There is a line here already. Nothing was changed."), code="line-exists")
    _check_address(new.address)
    _check_languages((new.language,))
    _check_countries(new.countries)
    _check_time_zone(new.time_zone)
    made_at = now()
    line = Line.objects.create(
        ref=new_ref(),
        name=new.name,
        address=new.address,
        language=new.language,
        languages=new.language,
        countries=" ".join(new.countries),
        time_zone=new.time_zone,
        sender_name=new.sender_name or new.name,
        is_practice=new.is_practice,
        opened_at=made_at if new.is_practice else None,
        made_at=made_at,
    )
    wording.forget()
    _add_policy(policy.default(new.language), made_at)
    return line


@transaction.atomic
def set_names(names: Names) -> Line:
    """Change name and sender name. Raises Refused for a sender name that gives away what the line is."""
    line = access.the_line()
    _check_harmless(names.sender_name, line)
    line.name, line.sender_name = names.name.strip(), names.sender_name.strip()
    if not line.name or not line.sender_name:
        raise Refused(_("The line needs a name and a sender name."), code="name-missing")
    line.save(update_fields=["name", "sender_name"])
    return line


@transaction.atomic
def set_reach(reach: Reach) -> Line:
    """Change languages, countries and time zone. Raises Refused for what does not exist."""
    line = access.the_line()
    _check_languages(reach.languages)
    _check_time_zone(reach.time_zone)
    _check_countries(reach.countries)
    line.languages, line.countries = " ".join(reach.languages), " ".join(reach.countries)
    line.language, line.time_zone = reach.languages[0], reach.time_zone
    line.save(update_fields=["languages", "countries", "language", "time_zone"])
    wording.forget()
    return line


@transaction.atomic
def change_line(names: Names, reach: Reach, *, seen: str) -> Line:
    """Names and reach in one go. Raises Conflict when they are not as `seen` (access.line_seen) any more, Refused."""
    if access.line_seen(_locked()) != seen:
        raise Conflict(CHANGED, code="changed")
    set_reach(reach)
    return set_names(names)


@transaction.atomic
def set_wording(key: str, language: str, text: str, *, seen: str = "") -> None:
    """Word one text in one language; an empty text goes back to the shipped one.

    seen    access.seen of the text that is replaced; "" replaces whatever stands there
    Raises  Conflict when another stands there by now; NotThere for an unknown key; Refused for an unknown language, for
            `{facts}` the text does not have, and for a subject that gives away what the line is
    """
    _check_languages((language,))
    _locked()
    if seen and access.seen(_as_stored(key, language)) != seen:
        raise Conflict(CHANGED, code="changed")
    rest = wording.FACT.sub("", text).replace(wording.BLANK, "")
    if not set(wording.FACT.findall(text)) <= wording.facts_of(key) or "{" in rest or "}" in rest:
        raise Refused(_("What stands in braces must be one of the facts of this text."), code="unknown-fact")
    if key in (*receipt.SEEN_KEYS, *notice.KEYS):
        _check_harmless(" ".join(text.split())[: receipt.SEEN_AT_A_GLANCE], access.the_line(), language)
    rows = Wording.objects.filter(key=key, language=language)
    if not text.strip():
        rows.delete()
    else:
        Wording.objects.update_or_create(key=key, language=language, defaults={"text": text.strip()})
    _forget_wording()


@transaction.atomic
def change_policy(data: PolicyData, *, after: int | None = None) -> Policy:
    """A new version, in force from now on; what was promised before stays as it was.

    after   the version that was looked at; None follows whatever is the newest
    Raises  Conflict when there is a newer one by now, Refused
    """
    _locked()
    if after is not None and access.policy_now().version != after:
        raise Conflict(CHANGED, code="changed")
    policy.check(data)
    line = access.the_line()
    line.receipt = data.receipt
    line.save(update_fields=["receipt"])
    return _add_policy(data, now())


@transaction.atomic
def open_line() -> Line:
    """Take messages of seekers. Raises Refused while a blank is left; a practice line may have blanks.

    What other rooms must have before (leads with sheets, records) is looked at by `peerline check --open`.
    """
    line = access.the_line()
    if not line.is_practice and (policy.blanks(policy.now()) or wording.blanks(access.languages_of(line))):
        raise Refused(_("There are blanks left."), code="blanks-left")
    if line.opened_at is None:
        line.opened_at = now()
        line.save(update_fields=["opened_at"])
    return line


@transaction.atomic
def close_line() -> Line:
    """Take no messages of seekers any more; what is under way goes on."""
    line = access.the_line()
    line.opened_at = None
    line.save(update_fields=["opened_at"])
    return line


@transaction.atomic
def publish_mail_key(public: bytes, expires_at: datetime, *, after: int) -> MailKey:
    """Publish the line's OpenPGP key, a new one or the same with new subkeys.

    after   the version that was looked at: 0 when there was no key, or only a revoked one
    Raises  Conflict when another was published meanwhile; Refused for what is no public key of the line's address
    """
    line, at = _locked(), minute(now())
    fingerprint = certificate.fingerprint_of(public, line.address)
    found = access.mail_key()
    known = found if found and found.revoked_at is None else None
    if (known.version if known else 0) != after or (known and known.fingerprint != fingerprint):
        raise Conflict(CHANGED, code="changed")
    if not at < expires_at <= at + LONGEST_MAIL_KEY:
        raise Refused(code="field-expires_at")
    key = known or MailKey(fingerprint=fingerprint, made_at=at)
    key.version, key.certificate = after + 1, public
    key.renewed_at, key.expires_at = at, expires_at
    key.save()
    return key


@transaction.atomic
def revoke_mail_key(public: bytes) -> MailKey:
    """Publish that the key counts no more. Raises NotThere when there is none in use, Conflict for another key."""
    line, found = _locked(), access.mail_key()
    if found is None or found.revoked_at is not None:
        raise NotThere
    if certificate.fingerprint_of(public, line.address) != found.fingerprint:
        raise Conflict(CHANGED, code="changed")
    found.certificate, found.revoked_at = public, minute(now())
    found.save(update_fields=["certificate", "revoked_at"])
    return found


def _locked() -> Line:
    """The line, locked: changes come one after another, and each is compared with what was seen."""
    return Line.objects.select_for_update().get(pk=access.the_line().pk)


def _as_stored(key: str, language: str) -> str:
    own = Wording.objects.filter(key=key, language=language).values_list("text", flat=True).first()
    return own if own is not None else wording.as_worded(key, language)[0]


def _add_policy(data: PolicyData, at: datetime) -> Policy:
    newest = Policy.objects.order_by("-version").first()
    version = newest.version + 1 if newest else 1
    return Policy.objects.create(version=version, from_when=at, data=policy.as_json(data))


def _forget_wording() -> None:
    # Now for this transaction, and again when it is durable: a question in between may have read the old rows.
    wording.forget()
    transaction.on_commit(wording.forget)


def _check_address(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(code="not-an-address") from None


def _check_languages(languages: tuple[str, ...]) -> None:
    if not languages or not all(TAG.fullmatch(language) for language in languages):
        raise Refused(_("One of these is no tag of a language."), code="unknown-language")


def _check_countries(countries: tuple[str, ...]) -> None:
    if any(country not in emergency.countries() for country in countries):
        raise Refused(_("One of these is no country we know numbers of."), code="unknown-country")


def _check_time_zone(time_zone: str) -> None:
    if time_zone not in available_timezones():
        raise Refused(_("There is no such time zone."), code="unknown-time-zone")


def _check_harmless(text: str, line: Line, language: str = "") -> None:
    for spoken in {language or line.language, *access.languages_of(line)}:
        if wording.tell_tale_words(text, spoken):
            raise Refused(_("A word in it tells an onlooker what this is about."), code="tell-tale")
