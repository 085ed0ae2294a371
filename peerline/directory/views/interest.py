"""Anybody offers help: sealed in the browser to the leads, without script by the server in memory."""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from peerline import seal
from peerline.directory import actions, forms, offers
from peerline.directory.access import interest as access
from peerline.directory.actions import interest
from peerline.directory.views.anybody import from_our_page
from peerline.directory.views.movement import shown
from peerline.kit.clock import now
from peerline.line import pages, wording
from peerline.line.wished import wished

LARGEST_COPY_BYTES = 24 * 1024
AGE = b"age-encryption.org/v1"


@from_our_page
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The form, and thanks. What was written stays, in the field or sealed, when it could not be kept."""
    language = pages.speaking(wished(request))
    keys = access.recipients()
    form = forms.InterestForm(request.POST or None)
    said: dict[str, Any] = {"form": form, "keys": keys}
    if request.method == "POST" and (gone := request.POST.get("gone", "")):
        interest.take_back_offer(gone)
        return shown(request, "directory/interest.html", {**said, "gone": True})
    said["roles"] = [(one, wording.text(f"net-role-{one}", language)) for one in forms.ROLES]
    if not keys:
        closed = {**said, "is_closed": True, "notice": wording.text("net-interest-closed", language)}
        return shown(request, "directory/interest.html", closed)
    if request.method != "POST":
        return shown(request, "directory/interest.html", {**said, "new_form": offers.new_form()})
    notice, number = _notice(form, keys)
    if not notice:
        return shown(request, "directory/interest.html", {**said, "sent": number})
    # What was sealed comes back sealed, and is sent again by the same button.
    again = {"notice": wording.text(notice, language), "new_form": offers.same_form(request.POST.get("form", ""))}
    again["kept"] = form.data.get("sealed", "") if notice == "now-suggest-again" else ""
    return shown(request, "directory/interest.html", {**said, **again})


def _notice(form: forms.InterestForm, keys: dict[str, str]) -> tuple[str, str]:
    """Keep it for the leads; the text that says why it was not kept, or "" and by what it can be taken back."""
    if not form.is_valid():
        return "net-interest-missing", ""
    said = form.cleaned_data
    # A field that people do not see: what fills it in is thanked like everybody, and not kept.
    if said["address"]:
        return "", secrets.token_hex(16)
    sealed = _sealed_there(said["sealed"], keys) if said["sealed"] else _sealed_here(form.words(), keys)
    if not sealed:
        return "net-interest-missing", ""
    with suppress(offers.NotByHand, actions.Full):
        number = offers.number_of(said["form"], said["sealed"], *form.words().values())
        # The same sent twice by one form is sent once.
        with suppress(actions.Used):
            interest.offer_help(sealed, form=number, today=now().date())
        return "", number
    return "now-suggest-again", ""


def _sealed_here(words: dict[str, str], keys: dict[str, str]) -> dict[str, bytes]:
    """Without script: sealed at once, in memory. Nothing where no way to reach them is given."""
    if not words["contact"]:
        return {}
    plain = seal.pad(json.dumps({"v": 1, **words}, ensure_ascii=False).encode())
    return {ref: seal.seal(recipient, plain) for ref, recipient in keys.items()}


def _sealed_there(text: str, keys: dict[str, str]) -> dict[str, bytes]:
    """What a browser has sealed, one copy a lead; nothing when it is something else, or to nobody who is a lead now."""
    try:
        found = json.loads(text)
        copies = {ref: base64.b64decode(copy, validate=True) for ref, copy in found.items() if ref in keys}
    except (ValueError, TypeError, AttributeError, binascii.Error):
        return {}
    is_fit = all(copy.startswith(AGE) and len(copy) <= LARGEST_COPY_BYTES for copy in copies.values())
    return copies if is_fit else {}
