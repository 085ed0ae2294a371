"""What waits to be shown: an editor says yes, with an answer, keeps it as a note, or deletes it."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from peerline.directory import about, sheet_forms
from peerline.directory.access import comments as access
from peerline.directory.actions import commenting
from peerline.directory.models import Comment
from peerline.directory.views.keeping import HERE
from peerline.kit.clock import now
from peerline.people.frame import for_editors

STATES = (Comment.WAITING, Comment.SHOWN, Comment.NOTED)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def all_(request: HttpRequest) -> HttpResponse:
    """Those of one state; those that are chosen are deleted at once."""
    if request.method == "POST":
        chosen = set(request.POST.getlist("comment"))
        commenting.drop_comments(
            [one.pk for state in STATES for one in access.comments_in(state) if str(one.pk) in chosen]
        )
        return redirect("directory:comments")
    asked = request.GET.get("state", "")
    state = asked if asked in STATES else Comment.WAITING
    language = get_language() or "en"
    rows = [(one, about.subject_or_none(one.about, language)) for one in access.comments_in(state)]
    names = [(Comment.WAITING, _("waiting")), (Comment.SHOWN, _("shown")), (Comment.NOTED, _("kept as notes"))]
    return render(request, "directory/comments.html", {**HERE, "rows": rows, "state": state, "states": names})


@require_POST
@for_editors
def decide(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """One of them."""
    found = access.comment_of(ref)
    form = sheet_forms.AnswerForm(request.POST)
    if form.is_valid() and form.cleaned_data["act"] == "drop":
        commenting.drop_comments([found.pk])
    elif form.is_valid():
        said = form.cleaned_data
        commenting.decide_comment(found.pk, said["act"], answer=said["answer"], today=now().date())
    return redirect("directory:comments")
