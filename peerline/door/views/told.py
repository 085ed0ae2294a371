"""Pages to read before writing: what the line promises, and who answers. Without script they are the same."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from peerline.backup.days import KEPT_DAYS
from peerline.conversations import actions, figures
from peerline.door import asked as asked_after
from peerline.door import framed, started, texts
from peerline.door.pace import Pace
from peerline.kit.errors import NotThere, PeerlineError
from peerline.kit.units import counted
from peerline.line import access, emergency, pages, policy, receipt, wording

# Of what anybody may send, without a word that was given to them: a flood fills no other number than these.
OPEN_ANSWERS = Pace(at_once=20, seconds=3.0)


@gzip_page
@require_safe
def promises(request: HttpRequest, version: int | None = None) -> HttpResponse:
    """The policy in force, or one that was: a conversation keeps the one under which it began. Raises NotThere."""
    found = access.policies()
    shown = next((one for one in found if version in {None, one.version}), None)
    if shown is None:
        raise NotThere
    data = policy.read(shown)
    speaking = framed.language(request)
    locale = receipt.locale_of(speaking)
    facts = {
        "version": str(shown.version),
        "day": receipt.day(shown.from_when.date(), speaking),
        "days": counted(data.retention_days, "duration-day", locale),
        "backup": counted(KEPT_DAYS, "duration-day", locale),
        "contact": data.complaints_contact,
        "body": data.privacy_body,
    }
    frame = framed.shared(request, **facts)
    context = {
        **frame,
        "promises": pages.promises(speaking, data),
        "told": {name: pages.is_filled(facts[name]) for name in ("contact", "body")},
        "is_past": shown.version != found[0].version,
        "earlier": [one.version for one in found if one.version < shown.version],
    }
    return framed.show(request, "promises", context)


@gzip_page
@require_safe
def who(request: HttpRequest) -> HttpResponse:
    """Who answers here, counted from the roles that members have now."""
    frame = framed.shared(request)
    context = {**frame, "team": figures.team(), "has_provider": bool(settings.PEERLINE_IMAP)}
    return framed.show(request, "who", context)


@gzip_page
@require_safe
def before(request: HttpRequest) -> HttpResponse:
    """Who may see that somebody is here, what leaving hides and what it cannot; then the door."""
    return framed.show(request, "before", {**framed.shared(request), "onion": settings.PEERLINE_ONION})


@csrf_exempt  # no cookie proves anything here
@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: HttpRequest) -> HttpResponse:
    """Two questions after the end. With a word of a closed conversation, or openly: no name, no code, no cookie."""
    frame = framed.shared(request)
    spoken = frame["spoken"]
    shown = {**frame, "questions": texts.questions(spoken), "word": request.POST.get("word", ""), "is_told": False}
    if request.method == "POST" and "look" not in request.POST:
        try:
            _count(request)
            shown["is_told"] = True
        except PeerlineError:
            shown["notice"] = wording.text("door-asked-old", spoken)
            shown["word"] = ""
    return framed.show(request, "asked", {**shown, "started": started.give()})


def _count(request: HttpRequest) -> None:
    """Raises PeerlineError for what does not count."""
    helped, again = (_step(request.POST.get(name, "")) for name in ("helped", "again"))
    word = request.POST.get("word", "")
    if word:
        asked_after.take(word)
    else:
        started.take_without_script(request.POST.get("started", ""), OPEN_ANSWERS)
    actions.count_answers("door" if word else "open", helped=helped, again=again)


def _step(text: str) -> int | None:
    return int(text) if text in {"1", "2", "3", "4", "5"} else None


@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """The emergency numbers of a country, so that a page with something written in it need not be loaded anew."""
    country = framed.chosen_country(request)
    if country not in emergency.countries():
        raise NotThere
    place = pages.place(country, framed.language(request))
    return JsonResponse({"numbers": [{"number": one.number, "service": one.service} for one in place.named]})
