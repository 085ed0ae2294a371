"""Steps of `bench directory`: services by the million, and searching among them, milliseconds a search.

    python -m bench.finding fill COUNT
    python -m bench.finding search 0

Each runs in a process with the settings of its line, which is founded.
"""

from __future__ import annotations

import json
import sys
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

import django

NARROW, NEED = "IE", "legal"
NARROWED = 1_990  # with everything that a page tells of them
COUNTRIES = tuple(f"{one}{other}" for one in "XYZ" for other in "ABCDEFGHIJKLM")
WORDS = ("lantern", "harbor", "bridge", "window", "garden", "market", "school", "candle", "letter", "corner")
AT_ONCE = 10_000
TIMES = 15
FACTS = "en de|everybody|call web|free|||MO,TU,WE,TH,FR@09:00@17:00@Europe/Dublin"
EPOCH_DAYS = (datetime.now(UTC).date() - datetime(1970, 1, 1, tzinfo=UTC).date()).days


def main(what: str, count: int) -> None:
    """One step."""
    django.setup()
    steps: dict[str, Callable[[int], None]] = {"fill": _fill, "search": _search}
    steps[what](count)


def _fill(count: int) -> None:
    """So many services by plain inserts: what finding reads, and the rows it points to; whole ones in one country."""
    from django.db import connection, transaction

    owner = uuid.uuid4()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # Only for filling: keys come by chance, and an index that does not fit is written over and over.
            cursor.execute("PRAGMA cache_size=-6000000")
    with transaction.atomic(), connection.cursor() as cursor:
        _insert(cursor, "organization", [(_ref(owner), "Lantern House", "-")], columns="id, name, description")
        for start in range(0, count, AT_ONCE):
            numbers = range(start, min(start + AT_ONCE, count))
            refs = {one: uuid.uuid4() for one in numbers}
            services = [(_ref(refs[one]), _ref(owner), _name(one), "active") for one in numbers]
            _insert(cursor, "service", services, columns="id, organization_id, name, status")
            _insert(cursor, "reach", _reaches(refs), columns="service_id, country, need, freshness, facts")
            _insert(cursor, "words", _words(refs), columns="number, service_id, tokens")
            _tell_of({number: ref for number, ref in refs.items() if number < NARROWED}, cursor)
        tokens = [(one, one[0], len(one)) for one in (*WORDS, *(f"n{one}" for one in range(97)))]
        _insert(cursor, "vocabulary", tokens, columns="token, first, length")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _tell_of(refs: dict[int, uuid.UUID], cursor: Any) -> None:
    """The rows that a page tells of: a listing, a number, a site, a language."""
    checked = datetime.now(UTC).date() - timedelta(days=30)
    listings = [(_ref(ref), "shown", checked, checked + timedelta(days=90), False, 0, 1) for ref in refs.values()]
    columns = "service_id, state, verified_on, due_on, is_crisis, doubts, version"
    _insert(cursor, "listing", listings, columns=columns)
    for table, said in (("phone", "number, type"), ("url", "url, label"), ("language", "code, name")):
        rows = [(_ref(uuid.uuid4()), _ref(ref), *_said(table, number)) for number, ref in refs.items()]
        _insert(cursor, table, rows, columns=f"id, service_id, {said}")


def _said(table: str, number: int) -> tuple[str, str]:
    if table == "phone":
        return f"01 555 {number:04}", "voice"
    return ("https://lantern.example/chat", "chat") if table == "url" else ("en", "English")


def _insert(cursor: Any, table: str, rows: Iterable[tuple[Any, ...]], *, columns: str) -> None:
    """Rows into a table; the texts that are not named are empty."""
    from django.apps import apps

    given = [one.strip() for one in columns.split(",")]
    others: dict[str, Any] = {}
    for field in apps.get_model("directory", table)._meta.concrete_fields:
        if field.column not in given and not field.null and field.column != "id":
            others[field.column] = "{}" if field.name == "extra" else ""
    names = ", ".join(f'"{one}"' for one in [*given, *others])
    more = tuple(others.values())
    _put(cursor, f"directory_{table} ({names})", ((*row, *more) for row in rows))


def _put(cursor: Any, where: str, rows: Iterator[tuple[Any, ...]]) -> None:
    """By COPY where the database has it: by inserts a million services take more than twice as long."""
    if cursor.db.vendor != "postgresql":
        marks = ", ".join(["%s"] * (where.count(",") + 1))
        cursor.executemany(f"INSERT INTO {where} VALUES ({marks})", rows)
        return
    with cursor.cursor.copy(f"COPY {where} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _ref(ref: uuid.UUID) -> Any:
    from django.db import connection

    return ref if connection.vendor == "postgresql" else ref.hex


def _name(number: int) -> str:
    return f"{WORDS[number % 10]} {WORDS[number // 10 % 10]} n{number % 97}"


def _country(number: int) -> str:
    """The first are in the one country, whatever the number of all."""
    return NARROW if number < NARROWED else COUNTRIES[number % len(COUNTRIES)]


def _reaches(refs: dict[int, uuid.UUID]) -> Iterator[tuple[Any, ...]]:
    for number, ref in refs.items():
        for country in ("", _country(number)):
            for need in ("", NEED):
                yield _ref(ref), country, need, EPOCH_DAYS - number % 1_000, FACTS


def _words(refs: dict[int, uuid.UUID]) -> Iterator[tuple[Any, ...]]:
    from peerline.directory.access.finding import COUNTRY_MARK, NEED_MARK, number_of

    for number, ref in refs.items():
        marks = f"{COUNTRY_MARK}{_country(number)} {NEED_MARK}{NEED}"
        yield number_of(ref, EPOCH_DAYS - number % 1_000), _ref(ref), f"{_name(number)} {marks}"


def _search(_count: int) -> None:
    """Milliseconds of each search, and of the bare statement."""
    from peerline.directory.access import Asked, find

    narrow = Asked(country=NARROW, need=NEED, languages=("de",))
    figures = {
        "bare index query": took(_bare),
        "narrowed": took(lambda: find(narrow)),
        "narrowed, with words": took(lambda: find(Asked(country=NARROW, need=NEED, words="lantern bridge"))),
        "wide, with words": took(lambda: find(Asked(words="lantern bridge n7"))),
        "wide": took(lambda: find(Asked())),
    }
    print(json.dumps(figures))


def _bare() -> None:
    """The rows that a narrowed search looks at, got off the index by the same library and nothing done with them."""
    from peerline.directory.models import Reach

    for country in (NARROW, "INT"):
        query = Reach.objects.filter(country=country, need=NEED).order_by("-freshness", "service")
        list(query.values_list("service_id", "country", "freshness", "facts")[:2001])


def took(does: Callable[[], object], times: int = TIMES) -> float:
    """Milliseconds, the median of several after a first."""
    does()
    found = []
    for _ in range(times):
        began = time.perf_counter()
        does()
        found.append((time.perf_counter() - began) * 1000)
    return median(found)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
