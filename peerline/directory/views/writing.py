"""Anybody writes to a network or a partner: text alone, passed on as mail, without an address of either side."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from peerline.directory import actions, forms, offers
from peerline.directory.access import relaying as access
from peerline.directory.access.sheets import sheet_called, shown_row
from peerline.directory.actions import relaying
from peerline.directory.sheets import Listed
from peerline.directory.views.anybody import from_our_page
from peerline.directory.views.movement import shown
from peerline.kit.errors import NotThere
from peerline.line import pages, wording
from peerline.line.wished import wished

# Why it was not passed on, and the text that says so.
WHY = {
    offers.NotByHand.code: "now-suggest-again",
    actions.Full.code: "net-write-many",
    relaying.NoAddress.code: "now-suggest-back-wrong",
    relaying.NOTHING: "net-write-missing",
}


@from_our_page
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, ref: uuid.UUID, name: str) -> HttpResponse:
    """The form, and thanks. It is there only where somebody has said yes to letters."""
    row = shown_row(sheet_called(name), ref)
    # Who wrote while it was ended keeps what was written.
    if request.method != "POST" and not access.takes_letters(row):
        raise NotThere
    language = pages.speaking(wished(request))
    form = forms.LetterForm(request.POST or None)
    said = {"row": row, "name": name.removesuffix("s"), "form": form}
    if request.method != "POST":
        return shown(request, "directory/write.html", {**said, "new_form": offers.new_form()})
    notice = _notice(form, row, language)
    if not notice:
        return shown(request, "directory/write.html", {**said, "sent": True})
    again = {"notice": wording.text(notice, language), "new_form": offers.same_form(request.POST.get("form", ""))}
    return shown(request, "directory/write.html", {**said, **again})


def _notice(form: forms.LetterForm, row: Listed, language: str) -> str:
    """Pass it on; the text that says why it was not passed on, "" when it was."""
    if not form.is_valid():
        return "net-write-missing"
    said = form.cleaned_data
    # A field that people do not see: what fills it in is thanked like everybody, and goes nowhere.
    if said["address"]:
        return ""
    try:
        text, back = said["text"], said["back"].strip()
        number = offers.number_of(said["form"], str(row.pk), text, back)
        relaying.write_to(row, relaying.Letter(text, back, language, number))
    except (offers.NotByHand, actions.Full, relaying.NoAddress, relaying.NoWay) as error:
        return WHY.get(error.code, "net-write-ended")
    except actions.Used:
        pass  # the same sent twice by one form is sent once
    return ""
