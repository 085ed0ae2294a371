"""The coordinator's pages for the line: what it is called, what it promises, what it says, and whether it is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from peerline.desk import closing, doctor, wording_names
from peerline.desk.forms import (
    DeskForm,
    JoiningForm,
    LineForm,
    PolicyTextsForm,
    PromiseForm,
    RetentionForm,
    WordingForm,
)
from peerline.desk.spoken import language_names
from peerline.desk.views.erasing import counted
from peerline.kit.errors import Conflict, NotThere, Refused
from peerline.kit.findings import is_good
from peerline.line import access, actions, glance, policy, wording
from peerline.people.frame import for_coordinators

HERE = {"here": "line"}


@require_http_methods(["GET", "POST"])
@for_coordinators
def page(request: HttpRequest) -> HttpResponse:
    """Open or closed, what still keeps it closed, and the way to the rest. Opening asks the name servers too."""
    act = request.POST.get("act", "")
    if act == "close":
        actions.close_line()
        return redirect("desk:line")
    found = doctor.findings(with_dns=act == "open", with_opening=True)
    if act == "open" and is_good(found):
        actions.open_line()
        return redirect("desk:line")
    line, data = access.the_line(), policy.now()
    context = {
        **HERE,
        "tried": act == "open",
        "missing": [one for one in found if str(one.level) == "error"],
        "warnings": [one for one in found if str(one.level) == "warning"],
        "policy": data,
        "version": policy.version(),
        "erasures": counted(),
        "weeks": closing.weeks(),
        "languages": [(tag, language_names(tag)[0] or tag) for tag in access.languages_of(line)],
    }
    return render(request, "desk/line.html", context)


@require_http_methods(["GET", "POST"])
@for_coordinators
def names(request: HttpRequest) -> HttpResponse:
    """Names, languages, countries, time zone."""
    line = access.the_line()
    shown = {name: getattr(line, name) for name in ("name", "sender_name", "languages", "countries", "time_zone")}
    form = LineForm(request.POST or None, initial={**shown, "seen": access.line_seen(line)})

    def keep() -> None:
        actions.change_line(form.names(), form.reach(), seen=form.cleaned_data["seen"])

    return _answered(request, form, keep, title=_("Names and reach"))


@require_http_methods(["GET", "POST"])
@for_coordinators
def promise(request: HttpRequest) -> HttpResponse:
    """Hours, receipt, who answers next."""
    return _policy_fields(request, PromiseForm, title=_("The promise"))


@require_http_methods(["GET", "POST"])
@for_coordinators
def joining(request: HttpRequest) -> HttpResponse:
    """Whether mail without a reply address finds its conversation by the address it came from."""
    return _policy_fields(request, JoiningForm, title=_("How mail finds its conversation"))


@require_http_methods(["GET", "POST"])
@for_coordinators
def retention(request: HttpRequest) -> HttpResponse:
    """After how many days what is stored goes by itself."""
    return _policy_fields(request, RetentionForm, title=_("When it goes by itself, in days"))


@require_http_methods(["GET", "POST"])
@for_coordinators
def texts(request: HttpRequest, language: str) -> HttpResponse:
    """The texts of the policy in one language."""
    _must_be_answered(language)
    data = policy.now()
    shown = {
        name: getattr(data, name).get(language) or wording.text(f"policy-{name}", language) for name in policy.TEXTS
    }
    shown |= {name: getattr(data, name) for name in policy.FACTS}
    form = PolicyTextsForm(request.POST or None, initial={**shown, "seen": policy.version()})

    def keep() -> None:
        said = form.cleaned_data
        changed: dict[str, Any] = {name: said[name] for name in policy.FACTS}
        for name in policy.TEXTS:
            changed[name] = {**getattr(data, name), language: said[name].replace("\r\n", "\n")}
        actions.change_policy(replace(data, **changed), after=_version(form))

    return _answered(request, form, keep, title=_("What you promise, in words"), language=language)


@require_GET
@for_coordinators
def wordings(request: HttpRequest, language: str) -> HttpResponse:
    """All texts of the line in one language."""
    _must_be_answered(language)
    keys = [key for key in wording.every_key() if not key.startswith("policy-")]
    groups = [
        (title, [(key, wording_names.first_words(key), *wording.as_worded(key, language)) for key in found])
        for title, found in groupby(keys, wording_names.where)
    ]
    own = language_names(language)[0] or language
    return render(request, "desk/wordings.html", {**HERE, "groups": groups, "language": language, "own": own})


@require_http_methods(["GET", "POST"])
@for_coordinators
def wording_of(request: HttpRequest, language: str, key: str) -> HttpResponse:
    """One text: how it stands, how it would look at a glance, and keeping it."""
    _must_be_answered(language)
    text, is_own = wording.as_worded(key, language)
    form = WordingForm(request.POST or None, initial={"text": text, "seen": access.seen(text)})
    title = wording_names.name(key)
    tried = request.POST.get("text", text).replace("\r\n", "\n").strip() or text

    def keep() -> None:
        said = form.cleaned_data
        actions.set_wording(key, language, said["text"].replace("\r\n", "\n"), seen=said["seen"])

    more = {
        "language": language,
        "key": key,
        "is_own": is_own,
        "facts": sorted(wording.facts_of(key)),
        "glance": glance.glance(key, language, tried),
        "blank": wording.BLANK,
    }
    if "look" in request.POST:
        return render(request, "desk/line_form.html", {**HERE, **more, "form": form, "title": title})
    return _answered(request, form, keep, title=title, **more)


def _policy_fields(request: HttpRequest, of: type[DeskForm], *, title: str) -> HttpResponse:
    """A form whose fields are fields of the policy; keeping it makes a new version."""
    data, fields = policy.now(), [name for name in of.base_fields if name != "seen"]
    shown = {name: getattr(data, name) for name in fields}
    form = of(request.POST or None, initial={**shown, "seen": policy.version()})

    def keep() -> None:
        said = {name: form.cleaned_data[name] for name in fields}
        actions.change_policy(replace(policy.now(), **said), after=_version(form))

    return _answered(request, form, keep, title=title)


def _answered(
    request: HttpRequest, form: DeskForm, keep: Callable[[], None], *, title: str, **more: Any
) -> HttpResponse:
    """The form, what is wrong with it, or the way back when it was kept."""
    status, meanwhile = 200, False
    if form.is_bound and form.is_valid():
        try:
            keep()
        except Conflict as error:
            form.add_error(None, str(error.sentence))
            form.show_again(str(form.initial["seen"]))
            status, meanwhile = error.status, True
        except Refused as error:
            form.add_error(None, str(error.sentence))
            status = error.status
        else:
            return redirect("desk:line-wordings", more["language"]) if "key" in more else redirect("desk:line")
    context = {**HERE, **more, "form": form, "title": title, "meanwhile": meanwhile}
    return render(request, "desk/line_form.html", context, status=status)


def _must_be_answered(language: str) -> None:
    if language not in access.languages_of(access.the_line()):
        raise NotThere


def _version(form: DeskForm) -> int:
    seen = form.cleaned_data["seen"]
    return int(seen) if seen.isascii() and seen.isdigit() else 0
