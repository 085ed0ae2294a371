"""What a network has told: an editor corrects it, takes it down, and takes such a change back."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from peerline.directory import sheet_forms
from peerline.directory.access import sheets as access
from peerline.directory.actions import news as actions
from peerline.directory.views.lists import HERE, history_of, kept, set_called
from peerline.people.frame import for_editors, member_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def one(request: HttpRequest, ref: uuid.UUID, news: uuid.UUID) -> HttpResponse:
    """One piece of news as a form, and what was changed of it. What was typed is never lost."""
    row = access.news_called(ref, news)
    initial = {**access.cells_of_news(row), "seen": access.seen_news(row)}
    form = sheet_forms.CorrectionForm(request.POST or None, initial=initial)
    by = member_of(request)
    if (
        request.method == "POST"
        and form.is_valid()
        and kept(form, lambda: actions.correct_news(ref, news, form.wanted(), by=by))
    ):
        return redirect("directory:list-news-one", ref, news)
    shown = {"row": row, "form": form, "history": history_of(access.NEWS, news)}
    return render(request, "directory/news.html", {**HERE, **shown})


@require_POST
@for_editors
def act(request: HttpRequest, ref: uuid.UUID, news: uuid.UUID) -> HttpResponse:
    """Take news down or put it up again, or take a change back."""
    by, verb, why = member_of(request), request.POST.get("act", ""), request.POST.get("why", "")[:300]
    if verb in ("withdraw", "show"):
        actions.withdraw_news(ref, news, by=by, why=why, is_withdrawn=verb == "withdraw")
    else:
        actions.take_news_back(ref, news, set_called(request.POST.get("change_set", "")), by=by)
    return redirect("directory:list-news-one", ref, news)
