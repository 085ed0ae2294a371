"""The line's texts: what the line has worded itself, else what is shipped, in the nearest language there is.

Shipped texts are files `texts/LANGUAGE.toml`. A fact stands in a text as `{name}`; a blank that the line must fill is
`{…}`. The line's own texts are kept in memory for half a minute, so that intake asks the database seldom.
"""

from __future__ import annotations

import re
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from django.db import DatabaseError, InterfaceError

from peerline.kit.errors import NotThere
from peerline.line.access import line_or_none
from peerline.line.models import Wording

TEXTS = Path(__file__).parent / "texts"
SHIPPED = tuple(sorted(path.stem for path in TEXTS.glob("*.toml")))
LAST = "en"
BLANK = "{…}"
KEPT_SECONDS = 30.0
FACT = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Shipped:
    """One file of texts: its language, whether a second speaker checked it, words that give away, for "stop", "yes"."""

    language: str
    is_checked: bool
    tell_tale: tuple[str, ...]
    stop: tuple[str, ...]
    yes: tuple[str, ...]
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Own:
    """What the line has worded itself, and its language, as read at a moment."""

    read_at: float
    language: str
    texts: dict[tuple[str, str], str]
    edition: int


_own: _Own | None = None
_tried: ContextVar[tuple[str, str, str] | None] = ContextVar("tried wording", default=None)


@cache
def shipped(language: str) -> Shipped:
    """The shipped file of a language. Raises NotThere when there is none."""
    if language not in SHIPPED:
        raise NotThere
    data = tomllib.loads((TEXTS / f"{language}.toml").read_text(encoding="utf-8"))
    texts = {key: text.strip("\n") for key, text in data["texts"].items()}
    tell_tale, stop, yes = (tuple(data[name]) for name in ("tell_tale", "stop", "yes"))
    return Shipped(language, data["checked_by_a_second_speaker"], tell_tale, stop, yes, texts)


def every_key() -> tuple[str, ...]:
    """The names of all texts."""
    return tuple(shipped(LAST).texts)


def facts_of(key: str) -> frozenset[str]:
    """The facts that a text may name. Raises NotThere for a key that does not exist."""
    if key not in shipped(LAST).texts:
        raise NotThere
    return frozenset(FACT.findall(shipped(LAST).texts[key]))


@lru_cache(maxsize=1024)  # anybody can ask for any language
def chain(language: str, line_language: str) -> tuple[str, ...]:
    """The languages in which a text is looked for: `pt-BR`, `pt`, then the line's, then English (BCP 47, RFC 4647)."""
    found: list[str] = []
    for tag in (language, line_language, LAST):
        parts = [part for part in re.split(r"[-_]", tag) if part]
        for count in range(len(parts), 0, -1):
            candidate = "-".join([parts[0].lower(), *(_cased(part) for part in parts[1:count])])
            if candidate not in found:
                found.append(candidate)
    return tuple(found)


def text(key: str, language: str, **facts: object) -> str:
    """The text `key` in the nearest language, with its facts filled in.

    language  BCP 47, as wished
    facts     what `{name}` stands for; one that the text names and nobody gave is left out
    Raises    NotThere for a key that does not exist
    """
    own = _read()
    for candidate in chain(language, own.language):
        found = _find(own, key, candidate)
        if found is not None:
            return FACT.sub(lambda match: str(facts.get(match[1], "")), found) if "{" in found else found
    raise NotThere


def as_worded(key: str, language: str) -> tuple[str, bool]:
    """The text as it would be changed, its facts unfilled, and whether the line worded it in exactly this language.

    Raises NotThere for a key that does not exist.
    """
    own = _read()
    for candidate in chain(language, own.language):
        found = _find(own, key, candidate)
        if found is not None:
            return found, (key, language) in own.texts
    raise NotThere


@contextmanager
def trying(key: str, language: str, text_: str) -> Iterator[None]:
    """Within it, this thread is told the text as if the line had worded it so; nothing is kept."""
    token = _tried.set((key, language, text_))
    try:
        yield
    finally:
        _tried.reset(token)


def language_of(wanted_keys: tuple[str, ...], language: str) -> str:
    """The nearest language in which all of these texts exist, so that one letter is in one language."""
    own = _read()
    for candidate in chain(language, own.language):
        if all(_find(own, key, candidate) is not None for key in wanted_keys):
            return candidate
    return LAST


def is_checked(language: str) -> bool:
    """Whether a second speaker has checked the shipped texts of exactly this language."""
    return language in SHIPPED and shipped(language).is_checked


def blanks(line_languages: tuple[str, ...]) -> list[str]:
    """`key (language)` for each of the line's texts, own or shipped, in which a blank is left."""
    return [
        f"{key} ({language})"
        for language in line_languages
        for key in every_key()
        if not key.startswith("policy-") and BLANK in text(key, language)
    ]


def tell_tale_words(text_: str, language: str) -> list[str]:
    """The words in `text_` that would tell an onlooker what it is about, by the list of the language and of English."""
    lowered = text_.casefold()
    languages = {candidate for candidate in chain(language, LAST) if candidate in SHIPPED}
    stems = sorted({stem for candidate in languages for stem in shipped(candidate).tell_tale})
    return [stem for stem in stems if _begins_a_word(stem.casefold(), lowered)]


@cache
def stop_words() -> frozenset[str]:
    """The words that ask for no more mail, of all shipped languages, case folded: people change the language."""
    return frozenset({"stop"}.union(*({word.casefold() for word in shipped(one).stop} for one in SHIPPED)))


@cache
def yes_words() -> frozenset[str]:
    """The words that say yes to a question of a machine, of all shipped languages, case folded."""
    return frozenset(word.casefold() for one in SHIPPED for word in shipped(one).yes)


def edition() -> int:
    """A number that is another one whenever a text may be another one: for who keeps what was made of texts."""
    return _read().edition


def forget() -> None:
    """Read the line's own texts anew at the next question."""
    global _own  # noqa: PLW0603 - the one cache of this module
    _own = None


def _begins_a_word(stem: str, lowered: str) -> bool:
    # Languages written without spaces, or with prefixes that join the word, have no usable beginning of a word.
    joins = not stem.isascii() and ("\u0600" <= stem[0] <= "\u06ff" or stem[0] >= "\u3040")
    return stem in lowered if joins else re.search(rf"(?<!\w){re.escape(stem)}", lowered) is not None


def _cased(part: str) -> str:
    return part.title() if len(part) == 4 else part.upper() if len(part) <= 3 else part.lower()


def _find(own: _Own, key: str, language: str) -> str | None:
    found = own.texts.get((key, language))
    return found if found is not None or language not in SHIPPED else shipped(language).texts.get(key)


def _read() -> _Own:
    global _own  # noqa: PLW0603 - the one cache of this module
    if _own is None or time.monotonic() - _own.read_at > KEPT_SECONDS:
        try:
            _own = _read_anew()
        except (DatabaseError, InterfaceError):
            if _own is None:
                raise
            # The database is away: what was read holds on, and the help that is kept in memory with it.
            _own = replace(_own, read_at=time.monotonic())
    return _own if _tried.get() is None else _with_tried(_own)


def _read_anew() -> _Own:
    line = line_or_none()
    rows = {(row.key, row.language): row.text for row in Wording.objects.all()}
    language = line.language if line else LAST
    return _Own(time.monotonic(), language, rows, hash((language, frozenset(rows.items()))))


def _with_tried(own: _Own) -> _Own:
    tried = _tried.get()
    assert tried is not None
    key, language, text_ = tried
    return replace(own, texts={**own.texts, (key, language): text_}, edition=hash((own.edition, tried)))
