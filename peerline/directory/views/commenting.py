"""Anybody says something about a public page, or supports a need. No script, no cookie, no name."""

from __future__ import annotations

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from peerline.directory import about, actions, forms, offers
from peerline.directory.access import comments
from peerline.directory.actions import commenting
from peerline.directory.models import Comment
from peerline.directory.views.anybody import from_our_page
from peerline.directory.views.movement import shown
from peerline.directory.views.public import choice
from peerline.kit.errors import NotThere
from peerline.line import pages, wording


@from_our_page
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """What others have said about a page, and the form. What was written stays when it could not be sent."""
    chosen = choice(request)
    language = chosen.language
    subject = about.subject(request.GET.get("about", ""), language)
    kind = Comment.SUPPORT if request.GET.get("kind") == Comment.SUPPORT else Comment.COMMENT
    if kind == Comment.SUPPORT and not subject.about.startswith("need:"):
        raise NotThere
    form = forms.CommentForm(request.POST or None)
    said = {"subject": subject, "kind": kind, "form": form, "comments_shown": comments.shown_comments(subject.about)}
    # What stands behind the language in the links to other languages.
    said["back"] = chosen.query
    said["places"] = [pages.place(one, language) for one in chosen.countries]
    said["chosen"] = f"{chosen.query}&about={subject.about}" + (f"&kind={kind}" if kind == Comment.SUPPORT else "")
    if request.method != "POST":
        return shown(request, "directory/comment.html", {**said, "new_form": offers.new_form()})
    notice = _notice(form, subject.about, kind)
    if not notice:
        return shown(request, "directory/comment.html", {**said, "sent": True})
    again = {"notice": wording.text(notice, language), "new_form": offers.same_form(request.POST.get("form", ""))}
    return shown(request, "directory/comment.html", {**said, **again})


def _notice(form: forms.CommentForm, subject: str, kind: str) -> str:
    """Keep it for an editor; the text that says why it was not kept, "" when it was."""
    if not form.is_valid() or not (form.cleaned_data["text"].strip() or kind == Comment.SUPPORT):
        return "net-comment-missing"
    # A field that people do not see: what fills it in is thanked like everybody, and not kept.
    if form.cleaned_data["address"]:
        return ""
    with suppress(offers.NotByHand, actions.Full):
        text = form.cleaned_data["text"].strip()
        number = offers.number_of(form.cleaned_data["form"], subject, kind, text)
        said = commenting.Said(subject, kind, text, number)
        # The same sent twice by one form is sent once.
        with suppress(actions.Used):
            commenting.comment(said)
        return ""
    return "now-suggest-again"
