"""The same page without script: forms that are posted, and opened by the server in memory."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from peerline import seal
from peerline.backup import days
from peerline.channels.wishes import Wishes
from peerline.conversations import access, actions
from peerline.door import asked, started, unscripted
from peerline.door.pace import Pace
from peerline.kit.errors import Conflict, NotThere, PeerlineError, TooMany
from peerline.line import receipt, wording
from peerline.line.access import the_line

# The token behind "#go." of a link, or by itself.
TOKEN = re.compile(r"(?:^|#go\.)\s*([a-z2-7]{26})\s*$")
LONGEST_TEXT = 200_000
LONGEST_FIELD = 300
DANGERS = ("suicide", "others", "hurt", "young")
WISHES = ("wikis", "outside", "woman", "lgbt", "admin")
SAID = ("name", "wish", "topic", "away", "word", "country", "later")
Show = Callable[..., HttpResponse]
# More than any line gets, and less than a twentieth of a processor.
SLOW_WORK = Pace(at_once=20, seconds=3.0)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A conversation that was opened before: its key, the word that leads to it, its way back."""

    key: unscripted.Key
    word: str
    way: Any


def answer(request: HttpRequest, show: Show, language: str) -> HttpResponse:
    """What a form asked for. `show(template, **context)` makes the page in that language."""
    if "kept" in request.POST:
        return _opened(request, show, language)
    if "code" in request.POST:
        return _open(request, show, language)
    if "link" in request.GET:
        return _link(request, show, language)
    if request.method == "POST":
        return _begin(request, show, language)
    return show("plain_back" if "back" in request.GET else "plain_write")


def _begin(request: HttpRequest, show: Show, language: str) -> HttpResponse:
    text = request.POST.get("say", "")[:LONGEST_TEXT]
    if not text.strip():
        return show("plain_write", notice=wording.text("door-empty", language))
    ticked = [one for one in request.POST.getlist("now") if one in DANGERS]
    try:
        started.take_without_script(request.POST.get("started", ""), SLOW_WORK)
        asked = request.POST.get("language", "")[:35] or None
        urgent = any(one != "young" for one in ticked)
        sent = unscripted.begin(text, _said(request, ticked), language=asked, urgent=urgent)
    except PeerlineError as error:
        return show("plain_write", notice=wording.text(_why(error), language), said=text)
    due = wording.text("door-arrived-due", language, due=_in_words(sent.due_at, language))
    seven = unscripted.spelled(sent.code, language)
    word = unscripted.keep(unscripted.key_of(sent.code))
    return show("plain_words", seven=seven, due=due, kept=word)


def _link(request: HttpRequest, show: Show, language: str) -> HttpResponse:
    """What a link from a mail begins. Without script its token is brought here by hand: else no server sees it."""
    found = TOKEN.search(request.POST.get("link", "")[:1000])
    if request.method != "POST":
        return show("plain_link")
    try:
        SLOW_WORK.step()
        code = unscripted.go_on(found[1] if found else "")
    except TooMany:
        return show("plain_link", notice=wording.text("door-busy", language))
    except (NotThere, Conflict):
        return show("plain_link", notice=wording.text("door-link-over", language))
    seven, word = unscripted.spelled(code, language), unscripted.keep(unscripted.key_of(code))
    return show("plain_words", seven=seven, due="", kept=word, is_linked=True)


def _said(request: HttpRequest, ticked: list[str]) -> dict[str, object]:
    """What was filled in of what is optional."""
    said: dict[str, object] = {"now": ticked} if ticked else {}
    wishes = [one for one in request.POST.getlist("wishes") if one in WISHES]
    said |= {"wishes": wishes} if wishes else {}
    for name in SAID:
        value = request.POST.get(name, "").strip()[:LONGEST_FIELD]
        if value:
            said[name] = value
    if request.POST.get("shared"):
        said["shared"] = True
    return said


def _why(error: PeerlineError) -> str:
    if isinstance(error, TooMany) and error.code == "too-quick":
        return "door-too-quick"
    return "door-old-page" if isinstance(error, Conflict) else "door-failed-ours"


def _open(request: HttpRequest, show: Show, language: str) -> HttpResponse:
    words = request.POST.get("code", "")[:1000]
    try:
        key = _found(words, language)
        return _read(show, language, key=key, word=unscripted.keep(key))
    except seal.UnreadableCode as error:
        return show("plain_back", notice=_unread(error, words, language))
    except NotThere:
        return show("plain_back", notice=wording.text("door-opens-nothing", language))
    except TooMany:
        return show("plain_back", notice=wording.text("door-busy", language))


def _found(words: str, language: str) -> unscripted.Key:
    """The key of the first code that opens something. Raises seal.UnreadableCode, NotThere or TooMany."""
    for code in unscripted.meant(words, language):
        SLOW_WORK.step()
        key = unscripted.key_of(code)
        with suppress(NotThere):
            unscripted.way_of(key)
            return key
    raise NotThere


def _unread(error: seal.UnreadableCode, words: str, language: str) -> str:
    typed = words.split()
    if not error.positions:
        return wording.text("door-count", language, count=len(typed))
    at = error.positions[0]
    return wording.text("door-unreadable", language, number=at, typed=typed[at - 1] if at <= len(typed) else "")


def _opened(request: HttpRequest, show: Show, language: str) -> HttpResponse:
    """Write again, or delete: in a conversation that was opened before."""
    word = request.POST["kept"]
    try:
        key = unscripted.kept(word)
        way = unscripted.way_of(key)
    except NotThere:
        return show("plain_back", notice="")
    opened = _Opened(key, word, way)
    for name, act in ACTS.items():
        if name in request.POST:
            return act(request, show, language, opened=opened)
    text = request.POST.get("reply", "")[:LONGEST_TEXT]
    if not text.strip():
        return _read(show, language, key=key, word=word, notice=wording.text("door-empty", language))
    try:
        unscripted.answer(key, way, text)
    except PeerlineError:
        notice = wording.text("door-failed-ours", language)
        return _read(show, language, key=key, word=word, notice=notice, said=text)
    return _read(show, language, key=key, word=word)


def _erase(_request: HttpRequest, show: Show, language: str, *, opened: _Opened) -> HttpResponse:
    actions.erase(opened.way.conversation)
    day = receipt.day(days.gone_by(), language)
    return show("plain_gone", backups=wording.text("door-gone-backups", language, day=day))


def _by_mail(request: HttpRequest, show: Show, language: str, *, opened: _Opened) -> HttpResponse:
    try:
        unscripted.by_mail(opened.key, opened.way, request.POST["address"][:LONGEST_FIELD])
    except PeerlineError as error:
        why = {"address": "door-mail-unfit", "keeps-its-key": "door-key-keeps"}.get(error.code, "door-failed-ours")
        notice = wording.text(why, language)
        return _read(show, language, key=opened.key, word=opened.word, mail_notice=notice)
    return show("plain_said", is_mailed=True)


def _by_page(_request: HttpRequest, show: Show, language: str, *, opened: _Opened) -> HttpResponse:
    actions.answer_at_the_door(opened.way.conversation)
    return _read(show, language, key=opened.key, word=opened.word)


def _be_told(request: HttpRequest, show: Show, language: str, *, opened: _Opened) -> HttpResponse:
    """Where the address was asked lately, the same is said."""
    try:
        wishes = _wishes(request, language)
        unscripted.be_told(opened.key, opened.way, request.POST["told"][:LONGEST_FIELD], wishes=wishes)
    except PeerlineError as error:
        why = {"address": "door-mail-unfit", "too-many-at-once": "door-busy"}.get(error.code, "door-failed-ours")
        return _read(show, language, key=opened.key, word=opened.word, notice_unfit=wording.text(why, language))
    told = wording.text("door-notice-sent", language)
    return _read(show, language, key=opened.key, word=opened.word, notice_told=told)


def _wishes(request: HttpRequest, language: str) -> Wishes:
    """What was chosen. Raises Refused."""
    start, _, end = request.POST.get("hours", "").partition("-")
    asked = [start, end, request.POST.get("clock", ""), request.POST.get("subject", "")]
    hours_from, hours_to, ahead, subject = (int(one) if one.isascii() and one.isdecimal() else -1 for one in asked)
    return Wishes(hours_from, hours_to, ahead, language, subject, bool(request.POST.get("link")))


def _be_told_no_more(_request: HttpRequest, show: Show, language: str, *, opened: _Opened) -> HttpResponse:
    actions.end_notice(opened.way.conversation)
    return _read(show, language, key=opened.key, word=opened.word)


def _no_answer(_request: HttpRequest, show: Show, _language: str, *, opened: _Opened) -> HttpResponse:
    actions.want_no_answer(opened.way.conversation)
    return show("plain_said", is_mailed=False)


def _look(_request: HttpRequest, show: Show, language: str, *, opened: _Opened) -> HttpResponse:
    return _read(show, language, key=opened.key, word=opened.word)


# What a form of an opened conversation may ask for, by the field that says so.
ACTS = {
    "look": _look,
    "erase": _erase,
    "address": _by_mail,
    "by-page": _by_page,
    "told": _be_told,
    "told-no-more": _be_told_no_more,
    "no-answer": _no_answer,
}


def _read(show: Show, language: str, *, key: unscripted.Key, word: str, **more: Any) -> HttpResponse:
    way = unscripted.way_of(key)
    found = way.conversation
    actions.came_back(found)
    letters = unscripted.letters(key, way)
    now = [one for one in letters if not one.past]
    state = "door-link-ready" if not now else "door-waiting" if now[-1].is_mine else "door-answered"
    title = wording.text(state, language)
    due = wording.text("door-link-ready-more", language) if not now else ""
    if found.due_at and state == "door-waiting":
        due = wording.text("door-promised", language, due=_in_words(found.due_at, language))
    openings = access.openings(found)
    facts = {
        "readers": len(openings),
        "holders": len(access.holders(found)),
        "openings": sum(o.times for o in openings),
    }
    readers = wording.text("door-readers-some" if openings else "door-readers-none", language, **facts)
    ways = {"web": "door-way-web", "web-noscript": "door-way-noscript", "mail": "door-way-mail"}
    shown = [
        {"is_mine": one.is_mine, "at": one.at, "text": one.text, "past": one.past, "way": _way(ways, one, language)}
        for one in letters
    ]
    more["has_own_key"] = access.must_be_encrypted(found)
    more |= {"is_by_mail": access.leaves_by_mail(found), "notice_state": access.state_of_notice(found)}
    more["is_linked"] = unscripted.is_linked(key, way)
    more["is_closed"] = found.state == "closed"
    # Named apart from the word that leads to the opened conversation: this one leads nowhere.
    more["asked_word"] = asked.give(found.ref) if more["is_closed"] else ""
    return show("plain_read", title=title, due=due, letters=shown, readers=readers, kept=word, **more)


def _way(ways: dict[str, str], letter: unscripted.Letter, language: str) -> str:
    return wording.text(ways[letter.way], language) if letter.is_mine and letter.way in ways else ""


def _in_words(at: Any, language: str) -> str:
    return receipt.due(at, the_line().time_zone, language) if at else ""
