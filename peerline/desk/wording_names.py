"""How the texts of the line are called for who words them anew: by where they are read, and by their first words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from peerline.line import wording

FIRST_WORDS = 60  # characters
# By the part of a key before its first hyphen.
WHERE: Mapping[str, Promise] = {
    "subject": gettext_lazy("Subject of our mails"),
    "receipt": gettext_lazy("Receipt by mail"),
    "numbers": gettext_lazy("Emergency numbers in a mail"),
    "notice": gettext_lazy("Mail that an answer waits"),
    "closed": gettext_lazy("Mail while nobody answers here"),
    "service": gettext_lazy("Names of emergency services"),
    "home": gettext_lazy("First page"),
    "now": gettext_lazy("Page of who can be reached now"),
    "refer": gettext_lazy("Referral in an answer"),
    "key": gettext_lazy("Page about encrypted mail"),
    "unchecked": gettext_lazy("Note on texts that nobody has checked"),
    "card": gettext_lazy("Cards for the first hour"),
    "door": gettext_lazy("Page to write and to read the answer"),
    "pack": gettext_lazy("Page of what you promise"),
    "who": gettext_lazy("Page of who answers here"),
    "offer": gettext_lazy("What an answer may offer"),
    "net": gettext_lazy("Pages of the networks"),
    "relay": gettext_lazy("Letters to networks"),
    "suggest": gettext_lazy("Mail about a suggestion"),
}


def where(key: str) -> Promise:
    """Where a text is read."""
    return WHERE[key.partition("-")[0]]


def first_words(key: str) -> str:
    """The beginning of a text in the language of who looks, on one row."""
    text, _own = wording.as_worded(key, get_language() or wording.LAST)
    return str(Truncator(" ".join(text.split())).chars(FIRST_WORDS))


def name(key: str) -> str:
    """Both, for a title."""
    return _("%(where)s: “%(words)s”") % {"where": where(key), "words": first_words(key)}
