"""What is done to several entries of the queue at once."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from peerline.directory import access, actions, formats, forms
from peerline.kit.clock import now
from peerline.kit.errors import NotThere, Refused
from peerline.people import access as people
from peerline.people.frame import for_editors, member_of

MOST_CARRIED = 2000


class TooMany(Refused):
    """A page is no place for so many."""

    code = "too-many"
    sentence = gettext_lazy("These are too many for a page. Narrow the list, or export it by command on the server.")


Act = Callable[[HttpRequest, Sequence[uuid.UUID]], object]


@require_POST
@for_editors
def act(request: HttpRequest) -> HttpResponse:
    """All of them or none; back to the same part of the queue."""
    name = request.POST.get("act", "")
    if name == "export-all":
        return _carried(request, _that_fit(request))
    services = _services(request)
    if name == "export":
        return _carried(request, services)
    verb = _ACTS.get(name)
    if verb is None:
        raise NotThere
    with transaction.atomic():
        verb(request, services)
    query = QueryDict(request.POST.get("query", "")[:500], mutable=True)
    query["changed"] = str(len(services))
    return redirect(f"{reverse('directory:queue')}?{query.urlencode()}")


def _that_fit(request: HttpRequest) -> list[uuid.UUID]:
    """All that the part of the queue holds from which the button was pressed."""
    query = QueryDict(request.POST.get("query", "")[:500])
    wanted = forms.Filter(query if query else {"state": "due"}).wanted()
    found = list(access.queue(wanted, today=now().date()).values_list("pk", flat=True)[: MOST_CARRIED + 1])
    if len(found) > MOST_CARRIED:
        raise TooMany
    return found


def _carried(request: HttpRequest, services: Sequence[uuid.UUID]) -> HttpResponse:
    """These services as a file."""
    form = forms.BulkForm(request.POST)
    form.is_valid()
    module, media_type, end = formats.AS_TEXT[form.cleaned_data.get("format") or "tsv"]
    known = [one.id for one in access.entries(services)]
    answer = HttpResponse("".join(module.texts(known)), content_type=f"{media_type}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="services.{end}"'
    return answer


def _give(request: HttpRequest, services: Sequence[uuid.UUID]) -> None:
    to = request.POST.get("to", "")
    owner = next((one for one in people.editors() if one.ref == to), None)
    if to and owner is None:
        raise NotThere
    actions.give(services, to=owner)


def _reached(request: HttpRequest, services: Sequence[uuid.UUID]) -> None:
    form = forms.BulkForm(request.POST)
    if not form.is_valid():
        raise Refused(code="faulty")
    asked = actions.Asked(now().date(), form.cleaned_data["method"], "", "reached")
    for one in services:
        actions.say_asked(one, asked, by=member_of(request))


def _take_out(request: HttpRequest, services: Sequence[uuid.UUID]) -> None:
    reason = request.POST.get("reason", "").strip()[:500]
    if not reason:
        raise actions.NoReason
    for one in services:
        access.listing(one)
        actions.quarantine(one, reason=reason, by=member_of(request))


def _pair(_request: HttpRequest, services: Sequence[uuid.UUID]) -> None:
    actions.pair(services)


def _watch(request: HttpRequest, services: Sequence[uuid.UUID]) -> None:
    for one in services:
        access.listing(one)
        actions.watch_links(one, by=member_of(request))


_ACTS: dict[str, Act] = {"give": _give, "reached": _reached, "quarantine": _take_out, "pair": _pair, "watch": _watch}


def _services(request: HttpRequest) -> list[uuid.UUID]:
    found = []
    for one in request.POST.getlist("service")[: access.A_PAGE]:
        with suppress(ValueError):
            found.append(uuid.UUID(one))
    if not found:
        raise actions.NothingChosen
    return found
