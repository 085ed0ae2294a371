"""The form of one entry, or of a new one: its texts, numbers, hours, languages, areas and needs on one page."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from peerline.directory import access, actions, forms
from peerline.directory.formats.editing import cells_of, changes
from peerline.directory.formats.flat import NotFlat, facts_of, identifier, rows_of
from peerline.directory.formats.settling import organizations_once
from peerline.kit.errors import NotThere
from peerline.people.frame import for_editors, member_of

# Where the form shows what is wrong with a row.
FIELD_OF = {
    ("phone", "number"): "phone",
    ("service", "email"): "email",
    ("service", "url"): "homepage",
    ("service", "name"): "service",
    ("organization", "name"): "organization",
    ("url", "url"): "chat_url",
    ("language", "code"): "languages",
    ("service_area", "extent"): "country",
}


@require_http_methods(["GET", "POST"])
@for_editors
def edit(request: HttpRequest, service: uuid.UUID) -> HttpResponse:
    """Show the entry as a form, or keep what was changed. What was typed is never lost."""
    found = access.entry(service)
    if found is None:
        raise NotThere
    initial = {**forms.initial_of(cells_of(found)), "seen": access.seen(found)}
    form = forms.EntryForm(request.POST or None, initial=initial)
    is_meanwhile = False
    if request.method == "POST" and form.is_valid():
        try:
            if _keep(request, found, form):
                return redirect("directory:entry", service)
        except actions.Meanwhile as error:
            form.add_error(None, str(error.sentence))
            # What is kept next was compared with what is there now.
            form.data = request.POST.copy()
            form.data["seen"] = access.seen(found)
            is_meanwhile = True
    shown = {"here": "directory", "form": form, "service": service, "is_meanwhile": is_meanwhile}
    return render(request, "directory/edit.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def new(request: HttpRequest) -> HttpResponse:
    """A new entry. Who presses twice, or writes what there is, comes to the one."""
    form = forms.EntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        service = identifier(form.cells())
        if access.known_services([service]) or _add(request, service, form):
            return redirect("directory:entry", service)
    return render(request, "directory/edit.html", {"here": "directory", "form": form})


def _add(request: HttpRequest, service: uuid.UUID, form: forms.EntryForm) -> bool:
    cells = form.cells()
    facts = dataclasses.replace(facts_of(cells), source=_("an editor of this line"))

    def keep() -> None:
        rows = list(organizations_once(rows_of(cells, at="")))
        actions.add_entry(service, rows, facts, by=member_of(request), why=form.cleaned_data["why"])

    return kept(form, keep)


def _keep(request: HttpRequest, found: access.Entry, form: forms.EntryForm) -> bool:
    """Whether it was kept; what is wrong stands at its field otherwise. Raises Meanwhile."""
    said = form.cleaned_data

    def keep() -> None:
        given, gone = changes(found, form.cells())
        change = actions.EntryChange(given, gone, said["seen"], said["why"])
        actions.change_entry(found.id, change, by=member_of(request))

    return kept(form, keep)


def kept(form: forms.EntryForm, keep: Callable[[], None]) -> bool:
    """Whether `keep` kept it; what is wrong stands at its field otherwise."""
    try:
        keep()
    except NotFlat as error:
        form.add_error(error.column, _("This is not understood: %s") % str(error))
    except actions.Faulty as error:
        for fault in error.faults:
            form.add_error(FIELD_OF.get((fault.table, fault.field)), fault.sentence)
    return not form.errors
