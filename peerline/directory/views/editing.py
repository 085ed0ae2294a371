"""The form of one entry, or of a new one: its texts, numbers, hours, languages, areas and needs on one page."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from peerline.directory import access, actions, forms
from peerline.directory.formats.editing import cells_of, changes
from peerline.directory.formats.flat import NotFlat, facts_of, identifier, rows_of
from peerline.directory.formats.parts import names_of, new_rows, parts_of, with_parts
from peerline.directory.formats.settling import organizations_once
from peerline.directory.part_forms import Parts
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
    parts = Parts(parts_of(found), names=names_of(found), data=request.POST or None, land=_land(found))
    is_meanwhile = False
    if "more" in request.POST:
        form = form.again()
    elif request.method == "POST" and all([form.is_valid(), parts.is_valid()]):
        try:
            if _keep(request, found, form=form, parts=parts):
                return redirect("directory:entry", service)
        except actions.Meanwhile as error:
            form.add_error(None, str(error.sentence))
            # What is kept next was compared with what is there now.
            form.data = request.POST.copy()
            form.data["seen"] = access.seen(found)
            is_meanwhile = True
    names = {"name": found.service["name"], "owner": found.organization["name"]}
    shown = {"service": service, "is_meanwhile": is_meanwhile, **names}
    return _page(request, shown, form=form, parts=parts, there=initial)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def new(request: HttpRequest) -> HttpResponse:
    """A new entry. Who presses twice, or writes what there is, comes to the one."""
    form = forms.EntryForm(request.POST or None)
    parts = Parts({}, names={}, data=request.POST or None)
    if "more" in request.POST:
        form = form.again()
    elif request.method == "POST" and all([form.is_valid(), parts.is_valid()]):
        service = identifier(form.cells())
        if access.known_services([service]) or _add(request, service, form=form, parts=parts):
            return redirect("directory:entry", service)
    return _page(request, {}, form=form, parts=parts, there={})


def _page(
    request: HttpRequest, shown: dict[str, Any], *, form: forms.EntryForm, parts: Parts, there: dict[str, Any]
) -> HttpResponse:
    fields = form.beside(there)
    shown = shown | {"here": "directory", "form": form, "fields": fields[:-1], "why": fields[-1:], "parts": parts}
    return render(request, "directory/edit.html", shown)


def _land(entry: access.Entry) -> str:
    """The country of a new address, where the entry is of one."""
    codes = {one.get("extent", "").partition("-")[0] for one in entry.rows.get("service_area", [])}
    return codes.pop() if len(codes) == 1 and codes != {"INT"} else ""


def _add(request: HttpRequest, service: uuid.UUID, *, form: forms.EntryForm, parts: Parts) -> bool:
    cells = form.cells()
    facts = dataclasses.replace(facts_of(cells), source=_("an editor of this line"))

    def keep() -> None:
        made = rows_of(cells, at="")
        owner = next(one.row["id"] for one in made if one.table == "organization")
        rows = [*organizations_once(made), *new_rows(service, owner, parts.wanted())]
        actions.add_entry(service, rows, facts, by=member_of(request), why=form.cleaned_data["why"])

    return kept(form, keep, parts)


def _keep(request: HttpRequest, found: access.Entry, *, form: forms.EntryForm, parts: Parts) -> bool:
    """Whether it was kept; what is wrong stands at its field otherwise. Raises Meanwhile."""
    said = form.cleaned_data

    def keep() -> None:
        given, gone = with_parts(found, changes(found, form.cells()), parts.wanted())
        change = actions.EntryChange(given, gone, said["seen"], said["why"])
        actions.change_entry(found.id, change, by=member_of(request))

    return kept(form, keep, parts)


def kept(form: forms.EntryForm, keep: Callable[[], None], parts: Parts | None = None) -> bool:
    """Whether `keep` kept it; what is wrong stands at its field otherwise."""
    try:
        keep()
    except NotFlat as error:
        form.add_error(error.column, _("This is not understood: %s") % str(error))
        return False
    except actions.Faulty as error:
        for fault in error.faults:
            if parts is None or not parts.blame(fault):
                form.add_error(FIELD_OF.get((fault.table, fault.field)), fault.sentence)
        return False
    return True
