"""The steps of `bench directory`, each in a process with the settings of its database: migrate, fill, search, import.

python -m bench.finding WHAT COUNT
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import django

NARROW, NEED = "DD", "legal"
NARROWED = 1_000
COUNTRIES = tuple(f"{one}{other}" for one in "EFGH" for other in "ABCDEFGHIJ")
WORDS = ("lantern", "harbor", "bridge", "window", "garden", "market", "school", "candle", "letter", "corner")
AT_ONCE = 10_000
TIMES = 15


def main(what: str, count: int) -> None:
    """One step."""
    django.setup()
    steps: dict[str, Callable[[int], None]] = {"migrate": _migrate, "fill": _fill, "search": _search, "import": _import}
    steps[what](count)


def _migrate(_count: int) -> None:
    from django.conf import settings
    from django.core.management import call_command

    settings.PEERLINE_DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)


def _fill(count: int) -> None:
    """So many services by plain inserts: what finding reads, and the rows it points to."""
    from django.db import connection, transaction

    owner = uuid.uuid4()
    with transaction.atomic(), connection.cursor() as cursor:
        _insert(cursor, "organization", [(_ref(owner), "Lantern House", "-")], columns="id, name, description")
        for start in range(0, count, AT_ONCE):
            numbers = range(start, min(start + AT_ONCE, count))
            refs = {one: uuid.uuid4() for one in numbers}
            services = [(_ref(refs[one]), _ref(owner), _name(one), "active") for one in numbers]
            _insert(cursor, "service", services, columns="id, organization_id, name, status")
            _insert(cursor, "reach", _reaches(refs), columns="service_id, country, need, freshness, facts")
            _insert(cursor, "words", _words(refs), columns="number, service_id, tokens")
        tokens = [(one, one[0], len(one)) for one in (*WORDS, *(f"n{one}" for one in range(97)))]
        _insert(cursor, "vocabulary", tokens, columns="token, first, length")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _insert(cursor: Any, table: str, rows: Iterable[tuple[Any, ...]], *, columns: str) -> None:
    """Rows into a table; the texts that are not named are empty."""
    from django.apps import apps

    given = [one.strip() for one in columns.split(",")]
    others: dict[str, Any] = {}
    for field in apps.get_model("directory", table)._meta.concrete_fields:
        if field.column not in given and not field.null and field.column != "id":
            others[field.column] = "{}" if field.name == "extra" else ""
    names = ", ".join([*given, *others])
    marks = ", ".join(["%s"] * (len(given) + len(others)))
    more = tuple(others.values())
    cursor.executemany(f"INSERT INTO directory_{table} ({names}) VALUES ({marks})", [(*row, *more) for row in rows])


def _ref(ref: uuid.UUID) -> Any:
    from django.db import connection

    return ref if connection.vendor == "postgresql" else ref.hex


def _name(number: int) -> str:
    return f"{WORDS[number % 10]} {WORDS[number // 10 % 10]} n{number % 97}"


def _country(number: int) -> str:
    """The first thousand are in the one country, whatever the number of all."""
    return NARROW if number < NARROWED else COUNTRIES[number % len(COUNTRIES)]


def _reaches(refs: dict[int, uuid.UUID]) -> Iterator[tuple[Any, ...]]:
    facts = "en de|everybody|call web|free|||MO,TU,WE,TH,FR@09:00@17:00@Europe/Berlin"
    for number, ref in refs.items():
        for country in ("", _country(number)):
            for need in ("", NEED):
                yield _ref(ref), country, need, 16_000 + number % 1_000, facts


def _words(refs: dict[int, uuid.UUID]) -> Iterator[tuple[Any, ...]]:
    for number, ref in refs.items():
        marks = f"\ue000{_country(number)} \ue001{NEED}"
        yield ((16_000 + number % 1_000 + 2**16) << 46) + number, _ref(ref), f"{_name(number)} {marks}"


def _search(_count: int) -> None:
    """Milliseconds of each search, and of the bare statement."""
    from peerline.directory.access import Asked, find

    narrow = Asked(country=NARROW, need=NEED, languages=("de",))
    figures = {
        "bare index query": _took(_bare),
        "narrowed": _took(lambda: find(narrow)),
        "narrowed, with words": _took(lambda: find(Asked(country=NARROW, need=NEED, words="lantern bridge"))),
        "wide, with words": _took(lambda: find(Asked(words="lantern bridge n7"))),
        "wide": _took(lambda: find(Asked())),
    }
    print(json.dumps(figures))


def _bare() -> None:
    """The rows that a narrowed search looks at, got off the index by the same library and nothing done with them."""
    from peerline.directory.models import Reach

    for country in (NARROW, "INT"):
        query = Reach.objects.filter(country=country, need=NEED).order_by("-freshness", "service")
        list(query.values_list("service_id", "country", "freshness", "facts")[:2001])


def _took(does: Callable[[], object]) -> float:
    does()
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        does()
        times.append((time.perf_counter() - began) * 1000)
    return median(times)


def _import(count: int) -> None:
    """A file of so many rows: how long, how often progress was told, and what is left when it is stopped half way."""
    from peerline.directory.access import service_count
    from peerline.directory.actions import Wanted, import_batches
    from peerline.directory.formats import tsv

    before = service_count()
    with tempfile.TemporaryDirectory(prefix="peerline-bench-") as folder:
        path = Path(folder) / "services.tsv"
        with path.open("w") as file:
            file.write("organization\tservice\tfield\tcountry\tphone\tconfidence\n")
            file.writelines(f"House {one}\tLine {one}\tlegal\tDE\t030 {one:07}\thigh\n" for one in range(count))
        try:
            import_batches(tsv.read(path), wanted=Wanted(), progress=lambda done: _stop(done, count // 2))
        except KeyboardInterrupt:
            left = service_count() - before
        told: list[int] = []
        began = time.perf_counter()
        import_batches(tsv.read(path), wanted=Wanted(), progress=told.append)
    seconds = time.perf_counter() - began
    print(json.dumps({"rows": count, "seconds": seconds, "told": len(told), "left": left}))


def _stop(done: int, at: int) -> None:
    if done >= at:
        raise KeyboardInterrupt


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
