"""What every page shows of the line."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from peerline.line import access, pages
from peerline.line.wished import asked_for


def line(request: HttpRequest) -> dict[str, Any]:
    """Template context: `line` (the one Line, or nothing before `peerline init`), and what leaving a page needs.

    Pages for strangers say the latter themselves. Here it is for those that belong to nobody, such as "not here": it is
    made only where a frame shows it.
    """
    the_line = access.line_or_none()

    @cache
    def told() -> dict[str, Any]:
        wish = asked_for(request)
        language = pages.speaking(wish)
        places = [pages.place(country, language) for country in pages.guessed(wish, the_line)]
        return {**pages.frame(language), "words": pages.words(language), "places": places}

    def later(name: str) -> Any:
        return SimpleLazyObject(lambda: told()[name])

    return {"line": the_line, **{name: later(name) for name in ("words", "spoken", "direction", "places")}}
