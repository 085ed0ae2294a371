"""Who gets the letters to a network or a partner: an editor gives an address, and never sees one again."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from peerline.directory import actions, sheet_forms
from peerline.directory.access import relaying as access
from peerline.directory.access import sheets
from peerline.directory.actions import relaying
from peerline.directory.models import RelayContact
from peerline.directory.sheets import Listed
from peerline.kit.errors import NotThere
from peerline.people.frame import for_editors, member_of

WITH_LETTERS = ("networks", "partners")
STATES: dict[str, Promise] = {
    RelayContact.ASKED: gettext_lazy("They were asked. Letters go there once they have answered OK."),
    RelayContact.ON: gettext_lazy("Letters are passed on to them."),
    RelayContact.STOPPED: gettext_lazy("They said STOP: no letter goes there any more."),
    RelayContact.FAILED: gettext_lazy(
        "Mail to them comes back: no letter goes there any more. Ask at another address."
    ),
}
# What an editor did, in the history of the row.
ACTS: dict[str, Promise] = {
    RelayContact.ASKED: gettext_lazy("asked at an address"),
    RelayContact.REMOVED: gettext_lazy("ended"),
}
NOTHING = gettext_lazy("Nobody gets letters: the page shows no way to write to them.")


@require_POST
@for_editors
def change(request: HttpRequest, name: str, ref: uuid.UUID) -> HttpResponse:
    """Ask at an address, or let no letter go there any more."""
    if name not in WITH_LETTERS:
        raise NotThere
    sheet = sheets.sheet_called(name)
    row = sheets.row_of_sheet(sheet, ref)
    if request.POST.get("act") == "remove":
        relaying.remove_contact(row, by=member_of(request))
        return redirect("directory:list-row", name, ref)
    form = sheet_forms.ContactForm(request.POST)
    if form.is_valid():
        try:
            relaying.ask_contact(row, form.cleaned_data["mail"], by=member_of(request))
            return redirect("directory:list-row", name, ref)
        except relaying.NoAddress as error:
            said_stop = _("They have said STOP. This line asks them nothing more.")
            form.add_error("mail", said_stop if error.code == "said-stop" else _("No letters can go to this address."))
        except actions.Full:
            form.add_error("mail", _("They were asked twice today. Wait until tomorrow."))
    shown = {"here": "directory", "row": row, "name": name, "contact_form": form, **letters_of(row)}
    return render(request, "directory/contact.html", shown)


def letters_of(row: Listed) -> dict[str, object]:
    """How it stands with letters to a row, for its page."""
    found = access.contact_of(row)
    state = found.state if found else ""
    return {
        "letters": STATES.get(state, NOTHING),
        "has_contact": state in (RelayContact.ASKED, RelayContact.ON),
        "letters_on": found.on if found and state in STATES else None,
        "has_lost_letters": found is not None and state == RelayContact.ON and access.has_lost_letters(found),
    }
