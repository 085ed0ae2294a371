"""HSDS CSV: a folder with one table a file and `datapackage.json`, which says what stands in them.

Files are read one after the other in the order in which rows can be stored, a few hundred rows at a time. What is not
of HSDS stands in columns of ours, `peerline_…`. Cells that a spreadsheet would take for a formula get an apostrophe in
front and lose it when read; numbers, as a telephone has them, are no formulas.

Of a service of the package each part (`hsds.PARTS`) goes that is not in its file any more, but what a person wrote. A
part that the package has no file for stays.
"""

from __future__ import annotations

import csv
import json
import re
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from peerline.directory.access import brought, changes, facts_of, rows_of_table
from peerline.directory.actions.examine import Given
from peerline.directory.actions.importing import BATCH, Batch
from peerline.directory.actions.reach import needs_of
from peerline.directory.checking import Fault
from peerline.directory.formats.listed import NAMES, NotSaid, facts_said, said_facts
from peerline.directory.formats.package import DESCRIPTOR, Resource, descriptor, said_sizes
from peerline.directory.formats.tsv import FORMULA
from peerline.directory.hsds import METADATA, PARTS, TABLES, Said, Table
from peerline.directory.vocabulary import NEED, term_id
from peerline.kit.errors import Refused

OURS, EXTRA = "peerline_", "peerline_extra"
_SERVICE = TABLES["service"]
_NUMBER = re.compile(r"[+-][\d ()./-]*")


class NotAPackage(Refused):
    """The folder has no tables of HSDS, one has no names of columns, or one is shorter than the descriptor says."""

    code = "not-a-package"


def read(path: Path, *, mapping: Mapping[str, str] | None = None) -> Iterator[Batch]:  # noqa: ARG001 - one shape for all
    """The package in batches. Raises NotAPackage, and OSError of the disk."""
    files = [(table, path / table.file) for table in TABLES.values() if (path / table.file).is_file()]
    if not files:
        if not path.exists():
            raise FileNotFoundError(2, "No such file or directory")
        raise NotAPackage(_("This is no folder with tables of HSDS, such as services.csv."))
    _look_for_cut(path, files)
    told: dict[str, set[int]] = {}
    for table, file in files:
        seen = set[int]()
        yield from _batches(table, file, seen)
        if table.name in PARTS.values():
            told[table.name] = seen
    if (path / _SERVICE.file).is_file():
        yield from _settled(path / _SERVICE.file, told)


def write(path: Path, *, progress: Callable[[int], None] = lambda _count: None) -> int:
    """Write every table that has rows, and the log of changes, into a new folder; says how many services."""
    path.mkdir(mode=0o700, parents=True)
    written: list[Resource] = []
    count = 0
    for table in TABLES.values():
        rows = _told(table)
        columns = [one.name for one in table.fields] + _ours(table)
        there = _write(path / table.file, columns, rows)
        count = there if table.name == "service" else count
        if there:
            written.append(Resource(table, columns, (path / table.file).stat().st_size))
        else:
            (path / table.file).unlink()
        progress(count)
    columns = [one.name for one in METADATA.fields]
    _write(path / METADATA.file, columns, changes())
    written.append(Resource(METADATA, columns, (path / METADATA.file).stat().st_size))
    package = descriptor(written)
    (path / DESCRIPTOR).write_text(json.dumps(package, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return count


def _ours(table: Table) -> list[str]:
    return [EXTRA] + ([OURS + one for one in NAMES] if table.name == "service" else [])


def _told(table: Table) -> Iterator[Said]:
    """The rows of a table with the columns of ours."""
    for rows in rows_of_table(table.name):
        facts = facts_of([uuid.UUID(one["id"]) for one in rows]) if table.name == "service" else {}
        for row in rows:
            known = {name: value for name, value in row.items() if name in table.by_name}
            extra = {name: value for name, value in row.items() if name not in table.by_name}
            more = {EXTRA: json.dumps(extra, ensure_ascii=False)} if extra else {}
            ours = said_facts(facts[uuid.UUID(row["id"])]) if facts else {}
            yield known | more | {OURS + name: text for name, text in ours.items()}


def _write(path: Path, columns: list[str], rows: Iterable[Said]) -> int:
    count = 0
    with path.open("x", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_cell(row.get(name)) for name in columns])
            count += 1
    return count


def _cell(value: Any) -> str:
    if not isinstance(value, str):
        return "" if value is None else str(value)
    is_formula = value.startswith(FORMULA) and not _NUMBER.fullmatch(value)
    is_marked = value.startswith("'") and value[1:2] in (*FORMULA, "'")
    return "'" + value if is_formula or is_marked else value


def _uncell(cell: str) -> str:
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:2] and text[1] in (*FORMULA, "'") else text


def _look_for_cut(path: Path, files: list[tuple[Table, Path]]) -> None:
    """Raises NotAPackage for a file that ends before its end: of rows that are missing the numbers would go."""
    sizes = said_sizes(path / DESCRIPTOR)
    for table, file in files:
        if file.stat().st_size < sizes.get(table.file, 0):
            raise NotAPackage(
                _(
                    "%(file)s is shorter than %(descriptor)s says, as if it was cut off. "
                    "If you took rows out yourself, delete %(descriptor)s."
                )
                % {"file": table.file, "descriptor": DESCRIPTOR}
            )


def _batches(table: Table, path: Path, seen: set[int]) -> Iterator[Batch]:
    """One file in batches.

    seen  gets the identifiers, as hashes, which take a third: of a million rows two have the same in one of ten million
          files
    """
    coming = _coming(table, path)
    batch = Batch(coming=coming)
    for at, row, sentence in _rows(table, path):
        batch.count += 1
        if sentence:
            batch.faults.append(Fault("", at, "", sentence))
        elif (ref := _mark(row.get("id", ""))) in seen:
            batch.faults.append(Fault("", at, "id", _("Another row has this identifier.")))
        else:
            seen.add(ref)
            _take(batch, table, row, at=at)
        if batch.count == BATCH:
            yield batch
            batch = Batch(coming=coming)
    if batch.count:
        yield batch


def _take(batch: Batch, table: Table, row: dict[str, str], *, at: str) -> None:
    """One row into the batch; fields of others come out of their column again."""
    said: Said = {name: cell for name, cell in row.items() if not name.startswith(OURS)}
    if row.get(EXTRA):
        try:
            extra = json.loads(row[EXTRA])
        except (ValueError, RecursionError):
            extra = None
        if not isinstance(extra, dict):
            batch.faults.append(Fault("", at, EXTRA, _("This is not an object.")))
            return
        said = {name: value for name, value in extra.items() if name not in table.by_name} | said
    batch.rows.append(Given(table.name, said, at))


def _settled(path: Path, told: Mapping[str, set[int]]) -> Iterator[Batch]:
    """What the services have no more, and what is known of them beside HSDS.

    Read last, because whether a service is shown depends on all its rows.

    told  tables of parts -> the identifiers in their files
    """
    rows = ((at, row) for at, row, sentence in _rows(_SERVICE, path) if not sentence)
    while some := list(islice(rows, BATCH)):
        known = {ref: (at, row) for at, row in some if (ref := _uuid(row.get("id", "")))}
        yield Batch(gone=[one for name in told for one in brought(name, list(known)) if hash(one[1]) not in told[name]])
        yield _facts(known)


def _facts(known: Mapping[uuid.UUID, tuple[str, dict[str, str]]]) -> Batch:
    """What is known beside HSDS of services: identifier -> (place, cells)."""
    batch, needs = Batch(), needs_of(list(known))
    for ref, (at, row) in known.items():
        terms = {str(term_id(NEED, code)) for code in needs[ref]}
        ours = {name: row.get(OURS + name, "") for name in NAMES}
        try:
            batch.facts[ref] = facts_said(ours, service=row, terms=terms)
        except NotSaid as error:
            batch.faults.append(Fault("", at, OURS + error.name, str(error)))
    return batch


def _rows(table: Table, path: Path) -> Iterator[tuple[str, dict[str, str], str]]:
    """(place, cells by column, "") or (place, {}, what is wrong), for each row after the first. Raises NotAPackage."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        reader = csv.reader(file, strict=True)
        names = _names(table, reader)
        number = 1
        while True:
            number += 1
            at = _("%(file)s, row %(number)d") % {"file": table.file, "number": number}
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield at, {}, _("This row is not CSV.")
                continue
            if cells:
                yield at, *_read_row(names, cells)


def _read_row(names: list[str], cells: list[str]) -> tuple[dict[str, str], str]:
    try:
        "".join(cells).encode()
    except UnicodeEncodeError:
        return {}, _("This row is not UTF-8.")
    if len(cells) > len(names):
        return {}, _("This row has more cells than there are columns.")
    if len(cells) < len(names):  # as a file has that was cut off: what is left of a number is another number
        return {}, _("This row has fewer cells than there are columns.")
    return {name: text for name, cell in zip(names, cells, strict=False) if name and (text := _uncell(cell))}, ""


def _names(table: Table, reader: Iterator[list[str]]) -> list[str]:
    try:
        names = [one.strip() for one in next(reader, [])]
    except csv.Error:
        names = []
    if "id" not in names or any(one and names.count(one) > 1 for one in names):
        raise NotAPackage(_("The first row of %s has to name the columns, id among them, each once.") % table.file)
    return names


def _coming(table: Table, path: Path) -> set[uuid.UUID]:
    """Rows of this file to which others of it point, perhaps before they come."""
    links = [one.name for one in table.fields if one.table == table.name]
    if not links:
        return set()
    pointed = {row[link] for _at, row, _wrong in _rows(table, path) for link in links if link in row}
    there = {row.get("id", "") for _at, row, _wrong in _rows(table, path)} if pointed else set()
    return {ref for one in pointed & there if (ref := _uuid(one))}


def _mark(text: str) -> int:
    return hash(_uuid(text) or text)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
