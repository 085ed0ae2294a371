"""The editors' pages of the movement's lists: every row, one row with its history, and what a network tells."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from peerline.directory import actions, sheet_forms
from peerline.directory.access import relaying
from peerline.directory.access import sheets as access
from peerline.directory.access.comments import comments_waiting
from peerline.directory.actions import news as telling
from peerline.directory.actions import sheets as rows
from peerline.directory.sheets import SHEETS, Sheet
from peerline.directory.views import contacts
from peerline.kit.clock import now
from peerline.kit.errors import NotThere
from peerline.people.frame import for_editors, member_of

HERE = {"here": "directory"}


@require_safe
@for_editors
def all_(request: HttpRequest) -> HttpResponse:
    """Every list with its rows."""
    lists = [(sheet, sheet_forms.NAMES[sheet.name], access.every_row(sheet)) for sheet in SHEETS.values()]
    shown = {**HERE, "lists": lists, "comments": comments_waiting(), "failing": relaying.without_letters()}
    return render(request, "directory/lists.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def new(request: HttpRequest, name: str) -> HttpResponse:
    """A new row."""
    sheet = access.sheet_called(name)
    form = sheet_forms.RowForm(sheet, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made: list[uuid.UUID] = []
        if kept(form, lambda: made.append(rows.add_row(sheet, form.wanted(), by=member_of(request)).pk)):
            return redirect("directory:list-row", name, made[0])
    return render(request, "directory/list_row.html", {**HERE, **_of(sheet), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def one(request: HttpRequest, name: str, ref: uuid.UUID) -> HttpResponse:
    """One row as a form, what was changed of it, and what the network tells. What was typed is never lost."""
    sheet = access.sheet_called(name)
    row = access.row_of_sheet(sheet, ref)
    initial = {**access.cells_of_row(sheet, row), "seen": access.seen_row(sheet, row)}
    form = sheet_forms.RowForm(sheet, request.POST or None, initial=initial)
    by = member_of(request)
    if (
        request.method == "POST"
        and form.is_valid()
        and kept(form, lambda: rows.change_row(sheet, ref, form.wanted(), by=by))
    ):
        return redirect("directory:list-row", name, ref)
    shown = {**_of(sheet), "row": row, "form": form}
    return render(request, "directory/list_row.html", {**HERE, **shown, **_beside(sheet, ref)})


@require_POST
@for_editors
def act(request: HttpRequest, name: str, ref: uuid.UUID) -> HttpResponse:
    """Withdraw a row or show it again, or take a change back."""
    sheet, by = access.sheet_called(name), member_of(request)
    verb, why = request.POST.get("act", ""), request.POST.get("why", "")[:300]
    if verb in ("withdraw", "show"):
        rows.withdraw_row(sheet, ref, by=by, why=why, is_withdrawn=verb == "withdraw")
    else:
        rows.take_row_back(sheet, ref, set_called(request.POST.get("change_set", "")), by=by)
    return redirect("directory:list-row", name, ref)


@require_POST
@for_editors
def tell(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """The network has news."""
    network = access.network_called(ref)
    form = sheet_forms.NewsForm(request.POST)
    if form.is_valid() and kept(form, lambda: telling.tell_news(network, form.told(), by=member_of(request))):
        return redirect("directory:list-row", "networks", ref)
    sheet = SHEETS["networks"]
    initial = {**access.cells_of_row(sheet, network), "seen": access.seen_row(sheet, network)}
    shown = {**_of(sheet), "row": network, "form": sheet_forms.RowForm(sheet, initial=initial)}
    return render(request, "directory/list_row.html", {**HERE, **shown, **_beside(sheet, ref), "news_form": form})


def _of(sheet: Sheet) -> dict[str, object]:
    return {"sheet": sheet, "list_name": sheet_forms.NAMES[sheet.name], "labels": sheet_forms.LABELS}


def _beside(sheet: Sheet, ref: uuid.UUID) -> dict[str, object]:
    said = history_of(sheet.name, ref)
    if sheet.name not in contacts.WITH_LETTERS:
        return {"history": said}
    letters = {"contact_form": sheet_forms.ContactForm(), **contacts.letters_of(access.row_of_sheet(sheet, ref))}
    if sheet.name != "networks":
        return {"history": said, **letters}
    news_form = sheet_forms.NewsForm(initial={"on": now().date().isoformat()})
    return {"history": said, **letters, "news": access.news_to_edit(ref), "news_form": news_form}


def history_of(kind: str, ref: uuid.UUID) -> list[tuple[access.RowChange, list[tuple[object, ...]], bool]]:
    """Every change of a row or of a piece of news with its fields in words, and whether it can be taken back."""
    return [
        (change, [_in_words(*one) for one in change.fields], rows.LETTERS not in (name for name, *_ in change.fields))
        for change in access.changes_of_row(kind, ref)
    ]


def kept(form: sheet_forms.ListForm, keep: Callable[[], object]) -> bool:
    """Whether `keep` kept it; what is wrong stands at its field otherwise, and what there is now beside it."""
    try:
        keep()
    except actions.Faulty as error:
        for fault in error.faults:
            form.add_error(fault.field, fault.sentence)
    except actions.Meanwhile as error:
        form.add_error(None, str(error.sentence))
        form.compare()
    return not form.errors


def set_called(text: str) -> uuid.UUID:
    """The change set that a form names. Raises NotThere."""
    try:
        return uuid.UUID(text)
    except ValueError:
        raise NotThere from None


def _in_words(name: str, before: str, after: str) -> tuple[object, ...]:
    """A field of the history as its page shows it."""
    if name == rows.LETTERS:
        return _("Letters"), "", contacts.ACTS.get(after, after)
    words = sheet_forms.STATES if name == "state" else {}
    return sheet_forms.LABELS.get(name, ""), words.get(before, before), words.get(after, after)
