"""The mail that says that something waits, and the question before the first: what they say, all of it harmless.

Whoever looks into that mailbox must learn nothing but that a mail came: no word of what this is about, and no link
unless the person who asked for it wants one.
"""

from __future__ import annotations

from peerline.line import receipt, wording
from peerline.line.columns import wrap

YES = "OK"
BETWEEN = " · "
KEYS = ("notice-subjects", "notice-question", "notice-told", "notice-link", "receipt-stop")


def subjects(language: str) -> list[str]:
    """The neutral subjects that one may choose from."""
    return wording.text("notice-subjects", wording.language_of(KEYS, language)).split(BETWEEN)


def text(kind: str, language: str, *, subject: int, page: str) -> receipt.Letter:
    """The letter in the nearest language.

    kind     question | notice
    subject  which of `subjects`; the first where the line has fewer by now
    page     where the line's pages are, without slash behind; "" for no link
    """
    spoken = wording.language_of(KEYS, language)
    chosen = dict(enumerate(subjects(language)))
    parts = [_words("notice-question", spoken, word=YES)]
    if kind == "notice":
        link = [_words("notice-link", spoken, address=f"{page}/write/?back&language={spoken}")] if page else []
        parts = [_words("notice-told", spoken), *link, _words("receipt-stop", spoken, word=receipt.STOP)]
    return receipt.Letter(chosen.get(subject, chosen[0]), "\n\n".join(parts) + "\n", spoken)


def _words(key: str, spoken: str, **given: str) -> str:
    return wrap(wording.text(key, spoken, **given))
