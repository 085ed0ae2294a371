"""Anybody suggests a service, or says what has changed about one. No script, no cookie, no name."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language_bidi, override
from django.views.decorators.http import require_http_methods

from peerline.directory import access, actions, forms, offers
from peerline.directory.actions import relaying
from peerline.directory.pages import Choice
from peerline.directory.views.anybody import from_our_page
from peerline.directory.views.public import choice
from peerline.directory.vocabulary import NEEDS
from peerline.kit.errors import NotThere
from peerline.line import pages, wording
from peerline.line.access import line_or_none


@from_our_page
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The form, and thanks for what was sent. What was written stays when something is missing."""
    chosen = choice(request)
    about = _about(request)
    form = forms.SuggestionForm(request.POST or None)
    if request.method != "POST":
        return _shown(chosen, {"form": form, "about": about})
    if not form.is_valid():
        return _shown(chosen, {"form": form, "about": about, "notice": "now-suggest-missing"})
    notice = _notice(form, about, chosen.language)
    if not notice:
        return _shown(chosen, {"sent": True})
    return _shown(chosen, {"form": form, "about": about, "notice": notice})


def _notice(form: forms.SuggestionForm, about: tuple[uuid.UUID, str] | None, language: str) -> str:
    """Let it wait for an editor; the text that says why it does not, "" when it does."""
    said = form.cleaned_data
    # A field that people do not see: what fills it in is thanked like everybody, and not kept.
    if said["address"]:
        return ""
    service, back = about[0] if about else None, said["back"].strip()
    try:
        cells = form.cells()
        number = offers.number_of(said["form"], str(service), str(sorted(cells.items())), said["note"], back)
        actions.suggest(actions.Suggested(service, cells, said["note"], number, back, language))
    except (offers.NotByHand, actions.Full):
        return "now-suggest-again"
    except relaying.NoAddress:
        return "now-suggest-back-wrong"
    except actions.Used:
        pass  # the same sent twice by one form is sent once
    return ""


def _about(request: HttpRequest) -> tuple[uuid.UUID, str] | None:
    """The service it is about and its name, None for a new one. Raises NotThere for what is not shown."""
    asked = request.GET.get("service", "")
    if not asked:
        return None
    try:
        service = uuid.UUID(asked)
    except ValueError:
        raise NotThere from None
    name = access.shown_name(service)
    if name is None:
        raise NotThere
    return service, name


def _shown(chosen: Choice, more: dict[str, Any]) -> HttpResponse:
    language = chosen.language
    context = {
        **pages.frame(language),
        "words": pages.words(language),
        "line": line_or_none(),
        # What stands behind the language in the links to other languages.
        "chosen": chosen.query + (f"&service={more['about'][0]}" if more.get("about") else ""),
        "back": chosen.query,
        "places": [pages.place(one, language) for one in chosen.countries],
        "new_form": _form(more),
        "countries": pages.places(language),
        "needs": [(code, wording.text(f"now-need-{code.replace('_', '-')}", language)) for code in NEEDS],
        **more,
        "notice": wording.text(more["notice"], language) if "notice" in more else "",
        "LANGUAGE_CODE": language,
    }
    with override(language):
        made = render_to_string("directory/suggest.html", {**context, "LANGUAGE_BIDI": get_language_bidi()})
    return HttpResponse(made)


def _form(more: dict[str, Any]) -> str:
    """The form that was sent stays the same one, so that its first seconds pass; one that is too old does not."""
    return offers.same_form(more["form"].data.get("form", "") if "notice" in more else "")
