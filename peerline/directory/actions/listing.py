"""Whether an entry is shown: imported facts wait, an editor verifies, doubts and dangers take it out."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peerline.directory import access
from peerline.directory.access import Facts
from peerline.directory.actions.examine import Given
from peerline.directory.actions.log import Difference, note_standing
from peerline.directory.actions.reach import countries_of, needs_of, renew_reach
from peerline.directory.actions.save import Meanwhile, save_rows, save_vocabulary
from peerline.directory.blocking import needs_review
from peerline.directory.exchange import row_of
from peerline.directory.models import Listing, Service, Verification
from peerline.directory.vocabulary import CRISIS_NEEDS
from peerline.kit.clock import now
from peerline.kit.errors import NotThere, Refused
from peerline.people.models import Member

CRISIS_DAYS, OTHER_DAYS = 90, 365


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody learnt by asking the service itself."""

    on: date
    method: str
    confirmed_by: str
    outcome: str
    note: str = ""


class NeedsTwo(Refused):
    """A crisis entry is shown as verified only when a second person has looked."""

    code = "needs-two"
    sentence = gettext_lazy("A second person has to look at this entry.")


class NothingChosen(Refused):
    """Something was to be done to several entries, and none was chosen."""

    code = "nothing-chosen"
    sentence = gettext_lazy("Choose at least one entry.")


class NoReason(Refused):
    """An entry is taken out for a reason only."""

    code = "no-reason"
    sentence = gettext_lazy("Say why they are taken out.")


def list_services(facts: dict[uuid.UUID, Facts], *, wanted: Iterable[uuid.UUID], today: date) -> None:
    """Say where the entries come from; those the line works with (`wanted`) enter the queue and may be shown.

    What was verified, quarantined or refused here keeps its state: an import never overrules a person. Where a
    listing can endanger people, nothing is shown before somebody has looked at that.
    """
    due = set(wanted)
    with transaction.atomic():
        rows = list(Listing.objects.filter(service__in=facts, verified_on=None).select_for_update())
        countries, needs = countries_of(list(facts)), needs_of(list(facts))
        for one in rows:
            said = facts[one.service_id]
            one.confidence, one.source, one.source_date = said.confidence, said.source, said.source_date
            one.is_crisis, one.note = said.is_crisis or bool(CRISIS_NEEDS & needs[one.service_id]), said.note
            if not one.safe_to_list and needs_review(countries[one.service_id], needs[one.service_id]):
                one.safe_to_list = "needed"
            if one.state == Listing.HIDDEN and one.service_id in due:
                one.due_on = one.due_on or today
                if said.confidence == Listing.HIGH and one.safe_to_list != "needed":
                    one.state = Listing.SHOWN
        fields = ["confidence", "source", "source_date", "is_crisis", "note", "safe_to_list", "due_on", "state"]
        # Written over as they stand: an update in bulk is a condition a row and field, and took half of an import.
        Listing.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["service"], update_fields=fields, batch_size=500
        )
    renew_reach(one.service_id for one in rows)


def add_entry(service: uuid.UUID, rows: Iterable[Given], facts: Facts, *, by: Member, why: str) -> None:
    """A new entry, hidden and due today: an editor asks the service itself before it is shown. Raises Faulty."""
    with transaction.atomic():
        save_vocabulary()
        save_rows(rows, by=by, why=why)
        list_services({service: facts}, wanted=[service], today=now().date())


def verify(service: uuid.UUID, asked: Asked, *, by: Member, second: Member | None = None) -> Verification:
    """Write down that somebody asked the service. Reached: shown, and due again; closed: not shown any more.

    Raises NeedsTwo for a crisis entry without a second person, or when both are the same.
    """
    with transaction.atomic():
        listing = Listing.objects.select_for_update().get(service=service)
        if listing.is_crisis and asked.outcome in (Verification.REACHED, Verification.CHANGED):
            _two(by, second)
        made = _write_down(service, asked, by=by, second=second)
        _follow(listing, asked)
        listing.save()
        _assure(service, asked, by=by)
    renew_reach([service])
    return made


def say_asked(service: uuid.UUID, asked: Asked, *, by: Member) -> Verification:
    """One person has asked the service. Of a crisis entry this waits for a second who looks or asks too."""
    with transaction.atomic():
        listing = Listing.objects.select_for_update().get(service=service)
        if not (listing.is_crisis and asked.outcome in access.WAITS_FOR_A_SECOND):
            return verify(service, asked, by=by)
        first = access.waiting(service)
        if first is not None and first.by is not None and first.by_id != by.pk:
            return verify(service, asked, by=by, second=first.by)
        return _write_down(service, asked, by=by)


def second_look(service: uuid.UUID, *, by: Member, seen: str) -> None:
    """A second person has looked at a crisis entry, at what has this fingerprint (`access.seen`).

    Raises NotThere when none waits, NeedsTwo for the first person, Meanwhile when it is another now.
    """
    with transaction.atomic():
        listing = Listing.objects.select_for_update().get(service=service)
        found, there = access.waiting(service), access.entry(service)
        if found is None:
            raise NotThere
        if found.by_id is None or found.by_id == by.pk:
            raise NeedsTwo
        if there is None or access.seen(there) != seen:
            raise Meanwhile
        found.second = by
        found.save(update_fields=["second"])
        asked = Asked(found.on, found.method, found.confirmed_by, found.outcome, found.note)
        _follow(listing, asked)
        listing.save()
        _assure(service, asked, by=by)
    renew_reach([service])


def take_over(service: uuid.UUID, *, by: Member, today: date) -> Verification:
    """Take over, with its day, that another directory has asked the service. Of a crisis entry a second looks too.

    Raises NotThere when the entry says nothing of the kind, or nothing later than ours.
    """
    listing = access.listing(service)
    day = access.said_elsewhere(listing, today=today)
    if day is None:
        raise NotThere
    return say_asked(service, Asked(day, "line", listing.source, Verification.REACHED), by=by)


def say_safe(service: uuid.UUID, *, by: Member | None = None) -> None:
    """Somebody has looked whether the listing can endanger people: it cannot. What was asked before is shown now."""
    with transaction.atomic():
        listing = Listing.objects.select_for_update().get(service=service)
        if listing.safe_to_list != "needed":
            return
        listing.safe_to_list = "safe"
        if listing.state == Listing.HIDDEN and listing.verified_on:
            listing.state = Listing.SHOWN
        listing.save(update_fields=["safe_to_list", "state"])
        note_standing(service, Difference("safe_to_list", "needed", "safe"), by=by)
    renew_reach([service])


def give(services: Iterable[uuid.UUID], *, to: Member | None) -> int:
    """Entries get an owner, or none; says how many."""
    return Listing.objects.filter(service__in=list(services)).update(owner=to)


def quarantine(service: uuid.UUID, *, reason: str, by: Member | None = None) -> None:
    """Show it to nobody until somebody has looked."""
    _set(service, Listing.QUARANTINED, reason=reason, by=by)


def refuse(service: uuid.UUID, *, reason: str, by: Member | None = None) -> None:
    """Never show it, and ask nobody about it again."""
    _set(service, Listing.REFUSED, reason=reason, by=by)


def _write_down(service: uuid.UUID, asked: Asked, *, by: Member, second: Member | None = None) -> Verification:
    return Verification.objects.create(service_id=service, by=by, second=second, **asdict(asked))


def _two(by: Member, second: Member | None) -> None:
    if second is None or second.pk == by.pk:
        raise NeedsTwo


def _follow(listing: Listing, asked: Asked) -> None:
    """What a verification changes in the listing. What is never shown stays so, and out of the queue."""
    listing.version += 1
    is_refused = listing.state == Listing.REFUSED
    if asked.outcome == Verification.UNREACHABLE:
        listing.doubts += 1
        listing.due_on = None if is_refused else asked.on + timedelta(days=7)
        return
    if asked.outcome == Verification.CLOSED:
        listing.state, listing.reason, listing.due_on = Listing.REFUSED, _("The service has closed."), None
        return
    listing.verified_on = listing.reached_on = asked.on
    listing.doubts = 0
    days = CRISIS_DAYS if listing.is_crisis else OTHER_DAYS
    listing.due_on = None if is_refused else asked.on + timedelta(days=days)
    if listing.state in (Listing.HIDDEN, Listing.QUARANTINED) and listing.safe_to_list != "needed":
        listing.state, listing.reason = Listing.SHOWN, ""


def _assure(service: uuid.UUID, asked: Asked, *, by: Member) -> None:
    """The day stands in the row of HSDS too, so that it goes along wherever the entry goes."""
    if asked.outcome in (Verification.REACHED, Verification.CHANGED):
        row = {**row_of(Service.objects.get(pk=service)), "assured_date": asked.on.isoformat()}
        save_rows([("service", row)], by=by, why=_("asked"))


def _set(service: uuid.UUID, state: str, *, reason: str, by: Member | None) -> None:
    with transaction.atomic():
        listing = Listing.objects.select_for_update().get(service=service)
        note_standing(service, Difference("state", listing.state, state), by=by, why=reason)
        listing.state, listing.reason = state, reason
        listing.version += 1
        if state == Listing.REFUSED:
            listing.due_on = None
        listing.save(update_fields=["state", "reason", "due_on", "version"])
    renew_reach([service])
