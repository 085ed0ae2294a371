"""The automatic first answer: what it says, in which order, and how it looks at a glance.

Whoever looks over a shoulder sees sender name, subject and about 140 characters; so these say nothing, and what would
tell (numbers, who answers) comes after. Nothing of what the seeker wrote is in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list
from django.conf import settings

from peerline.kit.clock import minute
from peerline.line import access, emergency, wording
from peerline.line.columns import hang, wrap
from peerline.line.models import Line

STOP = "STOP"
ENCRYPTED_SUBJECT = "[...]"
SEEN_AT_A_GLANCE = 140
# What goes to who wrote encrypted: without their key it asks for one.
ENCRYPTED = ("encrypted", "encrypted-without-key")
SEEN_KEYS = ("subject", "receipt-arrived", "receipt-encrypted", "closed")
KEYS = ("subject", "receipt-arrived", "receipt-who", "numbers-heading", "receipt-stop")


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What a receipt is made of.

    due_at      when the promise ends, aware
    time_zone   in which it is told, an IANA name
    answered    the languages the line answers in (BCP 47)
    countries   the line's own countries (ISO 3166), looked at first when the writer's is guessed from the language
    pages_url   where the line's pages are, without slash behind; empty when there are none
    """

    due_at: datetime
    time_zone: str = "UTC"
    answered: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    pages_url: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and body of a mail; the body has rows of at most 60 columns and ends with a newline."""

    subject: str
    body: str
    language: str


def facts_of(line: Line, due_at: datetime) -> ReceiptFacts:
    """What the line itself gives to a receipt; `due_at` is when the promise for this conversation ends."""
    answered, countries = access.languages_of(line), access.countries_of(line)
    return ReceiptFacts(due_at, line.time_zone, answered, countries, settings.PEERLINE_URL)


def text(kind: str, language: str, facts: ReceiptFacts) -> Letter | None:
    """The letter of a kind in the nearest language.

    kind      full | short | encrypted | encrypted-without-key | closed | none
    language  BCP 47, of what was written
    Returns   None for `none` (the line sends no receipts, or the writer asked for quiet)
    """
    if kind == "none":
        return None
    return _letter(kind, language, replace(facts, due_at=minute(facts.due_at)), wording.edition())


@lru_cache(maxsize=1024)
def _letter(kind: str, language: str, facts: ReceiptFacts, _edition: int) -> Letter:
    # All that write in one language within one minute get the same letter.
    spoken = wording.language_of(KEYS, language)
    parts = LETTERS[kind](spoken, language, facts)
    subject = ENCRYPTED_SUBJECT if kind in ENCRYPTED else wording.text("subject", spoken)
    body = "\n\n".join(part for part in parts if part)
    return Letter(subject, body + "\n", spoken)


def due(due_at: datetime, time_zone: str, language: str) -> str:
    """The instant as people of that language write it, with the offset from UTC: `Thursday, … 15:00 (UTC+1)`."""
    local = due_at.astimezone(ZoneInfo(time_zone))
    locale = locale_of(language)
    day, time = format_date(local.date(), "full", locale), format_time(local.time(), "short", locale=locale)
    told = str(locale.datetime_formats["medium"]).replace("{1}", day).replace("{0}", time)
    # A narrow no-break space shows as a box in old mail programs.
    return f"{told} ({_offset(local)})".replace("\u202f", "\u00a0")


@lru_cache(maxsize=1024)  # a list of services tells the same few days over and over
def day(on: date, language: str) -> str:
    """The day as people of that language write it: `5 November 2026`."""
    return format_date(on, "long", locale_of(language))


@lru_cache(maxsize=256)
def locale_of(language: str) -> Locale:
    """Babel's locale nearest to a BCP 47 tag; English when it knows none."""
    for candidate in wording.chain(language, wording.LAST):
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


@lru_cache(maxsize=1024)
def language_names(languages: tuple[str, ...], language: str) -> str:
    """The names of languages in a language: `English and Polish`."""
    known = locale_of(language).languages
    names = [str(known.get(tag.replace("-", "_")) or known.get(_primary(tag)) or tag) for tag in languages]
    return format_list(names, style="standard", locale=locale_of(language))


def _full(spoken: str, language: str, facts: ReceiptFacts) -> list[str]:
    seen = [_arrived(spoken, facts), _languages(spoken, language, facts)]
    harmless = [_words("receipt-mailbox", spoken), _stop(spoken)]
    telling = [_words("receipt-who", spoken), _numbers(spoken, language, facts), _exceptions(spoken, facts)]
    return _in_order(seen, telling, harmless)


def _short(spoken: str, language: str, facts: ReceiptFacts) -> list[str]:
    harmless = [_words("receipt-mailbox", spoken), _stop(spoken)]
    return _in_order([_arrived(spoken, facts)], [_numbers(spoken, language, facts)], harmless)


def _encrypted(spoken: str, _language: str, facts: ReceiptFacts) -> list[str]:
    return [_words("receipt-encrypted", spoken, due=due(facts.due_at, facts.time_zone, spoken))]


def _encrypted_without_key(spoken: str, language: str, facts: ReceiptFacts) -> list[str]:
    return [*_encrypted(spoken, language, facts), _words("receipt-encrypted-key", spoken)]


def _closed(spoken: str, language: str, facts: ReceiptFacts) -> list[str]:
    seen, harmless = [_words("closed", spoken)], [_words("receipt-mailbox", spoken)]
    return _in_order(seen, [_numbers(spoken, language, facts)], harmless)


LETTERS = {
    "full": _full,
    "short": _short,
    "encrypted": _encrypted,
    "encrypted-without-key": _encrypted_without_key,
    "closed": _closed,
}


def _in_order(seen: list[str], telling: list[str], harmless: list[str]) -> list[str]:
    """What is seen at a glance, what tells, what does not; some of the last goes up where the first is too short."""
    up, down = list(seen), list(harmless)
    while down and len(" ".join(" ".join(up).split())) < SEEN_AT_A_GLANCE:
        up.append(down.pop(0))
    return [*up, *telling, *down]


def _arrived(spoken: str, facts: ReceiptFacts) -> str:
    return _words("receipt-arrived", spoken, due=due(facts.due_at, facts.time_zone, spoken))


def _stop(spoken: str) -> str:
    return _words("receipt-stop", spoken, word=STOP)


def _words(key: str, spoken: str, **given: str) -> str:
    return wrap(wording.text(key, spoken, **given))


def _languages(spoken: str, language: str, facts: ReceiptFacts) -> str:
    answered = {_primary(tag) for tag in facts.answered}
    if not answered or _primary(language) in {"", "und", *answered}:
        return ""
    return _words("receipt-languages", spoken, languages=language_names(facts.answered, spoken))


def _numbers(spoken: str, language: str, facts: ReceiptFacts) -> str:
    rows = [
        emergency.row(country, spoken, locale_of(spoken))
        for country in emergency.countries_of_language(language, facts.countries)
    ]
    if facts.pages_url:
        rows.append(wording.text("numbers-more", spoken, address=f"{facts.pages_url}/now/"))
    return "\n".join([wording.text("numbers-heading", spoken), *(hang(row) for row in rows if row)]) if rows else ""


def _exceptions(spoken: str, facts: ReceiptFacts) -> str:
    return _words("receipt-exceptions", spoken, address=f"{facts.pages_url}/promises/") if facts.pages_url else ""


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _offset(local: datetime) -> str:
    minutes = int((local.utcoffset() or timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    return "UTC" if not minutes else f"UTC{'+' if minutes > 0 else '-'}{hours}" + (f":{rest:02d}" if rest else "")
