"""The one tree of errors.

    PeerlineError
    ├── Refused            theirs: a clear sentence, HTTP 4xx, SMTP 5xx
    │   ├── NotThere       not there and not yours are the same answer (404)
    │   ├── Conflict       somebody was quicker; look again (409)
    │   └── TooMany        slow down (429)
    └── Unavailable        ours: try again, nothing is lost, HTTP 503, SMTP 451

A sentence is for people, is translatable, and never holds private data. `code` is for programs.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PeerlineError(Exception):
    """The root; never raised itself."""

    code = "error"
    status = 500
    sentence: str | Promise = _("Something went wrong on our side. Nothing is lost. Try again.")

    def __init__(self, sentence: str | Promise | None = None, *, code: str | None = None) -> None:
        self.sentence = sentence or type(self).sentence
        self.code = code or type(self).code
        super().__init__(self.code)


class Refused(PeerlineError):
    """What was asked will never be right as it stands; asking again does not help."""

    code = "refused"
    status = 400
    sentence = _("This cannot be done as it was asked.")


class NotThere(Refused):
    """There is no such thing, or it is not yours: one answer for both."""

    code = "not-there"
    status = 404
    sentence = _("This is not here.")


class Conflict(Refused):
    """The thing has changed since it was looked at."""

    code = "conflict"
    status = 409
    sentence = _("Somebody was quicker. Look again, nothing of yours is lost.")


class TooMany(Refused):
    """Too many tries in too short a time."""

    code = "too-many"
    status = 429
    sentence = _("That was often. Wait a minute and try again.")


class Unavailable(PeerlineError):
    """Our own fault or a passing one: the sender may try again and loses nothing."""

    code = "unavailable"
    status = 503
    sentence = _("This does not work right now. Nothing is lost. Try again in a minute.")
