"""What was suggested, for editors: the queue of it, and one with what would change."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from peerline.directory import access, actions, forms
from peerline.directory.formats.editing import FIELDS, cells_of, changes
from peerline.directory.formats.flat import rows_of
from peerline.directory.formats.settling import organizations_once
from peerline.directory.views.editing import kept
from peerline.people.frame import for_editors, member_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def all_(request: HttpRequest) -> HttpResponse:
    """All that wait; those that are chosen are deleted at once, without a word to anybody."""
    if request.method == "POST":
        chosen = set(request.POST.getlist("suggestion"))
        for found in access.suggestions():
            if str(found.pk) in chosen:
                actions.drop_suggestion(found)
        return redirect("directory:suggestions")
    return render(request, "directory/suggestions.html", {"here": "directory", "suggestions": access.suggestions()})


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def one(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """What would change, and the entry as it would become: to be mended, taken, or left."""
    found = access.suggestion(ref)
    if request.method == "POST" and request.POST.get("act") == "leave":
        actions.leave_suggestion(found)
        return redirect("directory:suggestions")
    entry = access.entry(found.service_id) if found.service_id else None
    before = cells_of(entry) if entry else dict.fromkeys(FIELDS, "")
    wanted = _merged(before, found.cells)
    seen = access.seen(entry) if entry else ""
    form = forms.EntryForm(request.POST or None, initial={**forms.initial_of(wanted), "seen": seen})
    if request.method == "POST" and form.is_valid():
        service = _take(found, entry, form, by=member_of(request))
        if service:
            return redirect("directory:entry", service)
    shown = {
        "here": "directory",
        "suggestion": found,
        "form": form,
        "differences": _differences(form, before, wanted),
        "name": entry.organization["name"] if entry else "",
    }
    return render(request, "directory/suggestion.html", shown)


def _take(found: Any, entry: access.Entry | None, form: forms.EntryForm, *, by: Any) -> uuid.UUID | None:
    """The service, when it was taken; what is wrong stands at its field otherwise."""
    made: list[uuid.UUID] = []

    def take() -> None:
        if entry is None:
            cells = {**form.cells(), "id": str(found.pk)}
            made.append(actions.take_new(found, list(organizations_once(rows_of(cells, at=""))), cells, by=by))
            return
        given, gone = changes(entry, form.cells())
        said = form.cleaned_data
        actions.take_change(found, actions.EntryChange(given, gone, said["seen"], said["why"]), by=by)
        made.append(entry.id)

    return made[0] if kept(form, take) and made else None


def _merged(before: dict[str, str], said: dict[str, str]) -> dict[str, str]:
    """The entry with what was suggested: a need or a country comes to those that are there, a text takes the place."""
    merged = {**before, **said}
    for name in ("field", "country"):
        merged[name] = " ".join(dict.fromkeys((*before[name].split(), *said.get(name, "").split())))
    merged["service"] = merged["service"] or merged["organization"]
    return merged


def _differences(form: forms.EntryForm, before: dict[str, str], wanted: dict[str, str]) -> list[tuple[Any, str, str]]:
    """Label, before and after of each field that would change."""
    changed = [name for name in FIELDS if before[name] != wanted[name]]
    return [(form.fields[name].label, before[name], wanted[name]) for name in changed]
