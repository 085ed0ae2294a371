"""The editors' pages: the queue of entries to be asked again, and one entry with who asked and what was changed."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from peerline.directory import access, actions, forms, log_words
from peerline.directory.formats.editing import cells_of
from peerline.directory.formats.parts import names_of, parts_of
from peerline.directory.part_forms import said_parts
from peerline.kit.clock import now
from peerline.kit.errors import NotThere
from peerline.people import access as people
from peerline.people.frame import for_editors, member_of
from peerline.people.models import Member

HERE = {"here": "directory"}  # where the bar of the desk shows that one is


@require_safe
@for_editors
def queue(request: HttpRequest) -> HttpResponse:
    """The entries that fit, in the order in which they want to be looked at."""
    today = now().date()
    asked = forms.Filter(request.GET if request.GET else {"state": "due"})
    pages = Paginator(access.queue(asked.wanted(), today=today), access.A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    late, all_ = access.overdue(today)
    query = request.GET.copy()
    query.pop("page", None)
    query.pop("changed", None)
    shown = {
        "form": asked,
        "page": page,
        "count": pages.count,
        "is_all_due": asked.wanted() == access.Wanted(),
        "late": late,
        "all": all_,
        "today": today,
        "states": forms.STATES,
        "editors": people.editors(),
        "query": query.urlencode(),
        "suggested": access.suggestions_waiting(),
        "bulk": forms.BulkForm(),
        "changed": _number(request.GET.get("changed", "")),
    }
    return render(request, "directory/queue.html", {**HERE, **shown})


@require_safe
@for_editors
def entry(request: HttpRequest, service: uuid.UUID) -> HttpResponse:
    """One entry."""
    form = forms.AskedForm(initial={"on": now().date()})
    return _entry(request, service, asked=form, reason=forms.ReasonForm())


@require_POST
@for_editors
def asked(request: HttpRequest, service: uuid.UUID) -> HttpResponse:
    """The editor has asked the service."""
    form = forms.AskedForm(request.POST)
    access.listing(service)
    if not form.is_valid():
        return _entry(request, service, asked=form, reason=forms.ReasonForm())
    actions.say_asked(service, form.asked(), by=member_of(request))
    if request.POST.get("then") == "next":
        following = access.queue(access.Wanted(), today=now().date()).exclude(service=service).first()
        return redirect("directory:entry", following.pk) if following else redirect("directory:queue")
    return redirect("directory:entry", service)


@require_safe
@for_editors
def following(_request: HttpRequest, service: uuid.UUID) -> HttpResponse:
    """To the one after this in the queue of what is due."""
    found = access.following(service, today=now().date())
    return redirect("directory:entry", found) if found else redirect("directory:queue")


@require_POST
@for_editors
def act(request: HttpRequest, service: uuid.UUID) -> HttpResponse:
    """A second look, a word that the listing is safe, a pair taken apart, links watched, or the entry taken out."""
    access.listing(service)
    verb = request.POST.get("act", "")
    if verb == "second":
        actions.second_look(service, by=member_of(request), seen=request.POST.get("seen", ""))
    elif verb in _ACTS:
        _ACTS[verb](service, member_of(request))
    else:
        form = forms.ReasonForm(request.POST)
        if not form.is_valid():
            return _entry(request, service, asked=forms.AskedForm(initial={"on": now().date()}), reason=form)
        take_out = actions.refuse if verb == "refuse" else actions.quarantine
        take_out(service, reason=form.cleaned_data["reason"], by=member_of(request))
    return redirect("directory:entry", service)


@require_POST
@for_editors
def take_back(request: HttpRequest, service: uuid.UUID) -> HttpResponse:
    """A change of this entry is undone; that is a change as well."""
    ref = access.change_set_of(service, _uuid(request.POST.get("change_set", "")))
    actions.take_back(ref, by=member_of(request))
    # Who takes back how it came has taken it away.
    is_there = bool(access.known_services([service]))
    return redirect("directory:entry", service) if is_there else redirect("directory:queue")


# What a single button of the page says.
_ACTS: dict[str, Callable[[uuid.UUID, Member], object]] = {
    "safe": lambda service, me: actions.say_safe(service, by=me),
    "apart": lambda service, _me: actions.take_apart(service),
    "take-over": lambda service, me: actions.take_over(service, by=me, today=now().date()),
    "watch": lambda service, me: actions.watch_links(service, by=me),
    "watch-none": lambda service, _me: actions.watch_no_links(service),
}


def _entry(
    request: HttpRequest, service: uuid.UUID, *, asked: forms.AskedForm, reason: forms.ReasonForm
) -> HttpResponse:
    listing = access.listing(service)
    found = access.entry(service)
    waits = access.waiting(service)
    shown = {
        "listing": listing,
        "rows": found.rows if found else {},
        "facts": forms.facts_said(cells_of(found)) if found else [],
        "hours": cells_of(found)["hours"] if found else "",
        "parts": said_parts(parts_of(found), names_of(found)) if found else [],
        "state": forms.STATES[listing.state],
        "asked": asked,
        "reason": reason,
        "waits": waits,
        "seen": access.seen(found) if found else "",
        "may_be_second": waits is not None and waits.by_id != member_of(request).pk,
        "verifications": [
            (one, forms.METHODS.get(one.method, one.method), forms.OUTCOMES.get(one.outcome, one.outcome))
            for one in access.verifications(service)
        ],
        "history": [(one, log_words.told(one.fields)) for one in access.history(service)],
        "links": [(one, forms.FOUND.get(one.found, one.found)) for one in access.watched_links(service)],
        "has_links": bool(access.links_of(service)),
        "elsewhere": access.said_elsewhere(listing, today=now().date()),
        "partner": access.partner(service),
        "came": forms.came_said(access.came(service)),
    }
    return render(request, "directory/entry.html", {**HERE, **shown})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise NotThere from None
