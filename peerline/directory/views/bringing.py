"""An editor brings a list of services: looked at first, then taken in, all of it or nothing.

While a list is stored nothing else can be on SQLite, so a page takes some hundred rows, which are seconds; longer files
come in by command, when it is quiet.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from peerline.directory import actions, formats, forms
from peerline.directory.formats.held import Held
from peerline.kit.errors import Refused
from peerline.line import access as line
from peerline.people.frame import for_editors, member_of

MOST_ROWS, MOST_SHOWN = 1000, 50


class TooLong(Refused):
    """A file for the command, not for a page."""

    code = "too-long"
    sentence = gettext_lazy(
        "A page takes 1,000 rows at most. Nothing is stored. Longer files come in by command on the server."
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def page(request: HttpRequest) -> HttpResponse:
    """The form; what the file would change, or has changed; every row that is wrong."""
    form = forms.BringForm(request.POST.dict() or None, request.FILES or None)
    shown: dict[str, object] = {"here": "directory", "columns": formats.COLUMNS}
    if request.method == "POST" and form.is_valid():
        form.hold()
        try:
            done = _taken(request, form)
        except Refused as error:
            form.add_error(None, str(error.sentence))
            if isinstance(error, formats.UnknownColumns):
                form.ask_for(error.names)
        else:
            is_stored = request.POST.get("act") == "take" and not done.faults
            shown |= {"done": done, "faults": done.faults[:MOST_SHOWN], "is_stored": is_stored}
            shown |= {"changes": done.changes[:MOST_SHOWN]}
            form = forms.BringForm() if is_stored else form
    return render(request, "directory/bring.html", {**shown, "form": form})


def _taken(request: HttpRequest, form: forms.BringForm) -> actions.Imported:
    """Read it, and store it if that was asked for. Raises TooLong, and what a format refuses."""

    def stop(done: actions.Imported) -> None:
        if done.read > MOST_ROWS:
            raise TooLong

    module = formats.FORMATS[form.cleaned_data["format"]]
    return actions.import_batches(
        module.read(Held(form.cleaned_data["content"]), mapping=form.mapping()),
        wanted=actions.Wanted(countries=line.countries_of(line.the_line())),
        by=member_of(request),
        dry_run=request.POST.get("act") != "take",
        progress=stop,
    )
