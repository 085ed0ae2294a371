"""HSDS JSON: an array of services, each with all that belongs to it; also one service, a page of them, or one a row.

A file is read object by object, so that its length does not matter; only one object has a limit. What this directory
knows of a service beside HSDS (source, its date, what it is worth) stands in a key of ours, `peerline`.
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from peerline.directory.access import Facts, all_services, brought, facts_of, known_rows, whole
from peerline.directory.actions.importing import BATCH, Batch
from peerline.directory.checking import Fault
from peerline.directory.exchange import chunks
from peerline.directory.formats.held import Source
from peerline.directory.formats.listed import NotSaid, facts_said, said_facts
from peerline.directory.formats.nested import Apart, Nest
from peerline.directory.hsds import PARTS, Said
from peerline.kit.errors import Refused

LONGEST_OBJECT = 64_000_000  # characters: a page of ten thousand services
_PIECE = 65_536
_DEEP = 60  # objects within objects; the form has seven
OURS = "peerline"
# Links for which the form has no object, so that what they point to need not be in the file: table -> (link, table, the
# key of ours under which a link stays that leads nowhere here).
_ALONE = {
    "organization": (("parent_organization_id", "organization", "parent_organization_elsewhere"),),
    "taxonomy_term": (
        ("parent_id", "taxonomy_term", "parent_elsewhere"),
        ("taxonomy_id", "taxonomy", "taxonomy_elsewhere"),
    ),
    "location": (("organization_id", "organization", "organization_elsewhere"),),
}


class NotJson(Refused):
    """The file is no JSON, or none of services."""

    code = "not-json"


def read(path: Source, *, mapping: Mapping[str, str] | None = None) -> Iterator[Batch]:  # noqa: ARG001 - one shape for all
    """The file in batches. Raises NotJson, and OSError of the disk."""
    coming = _coming(path)
    batch, told = Batch(coming=coming), _Told()
    for number, said in enumerate(_services(path), start=1):
        _take(batch, said, at=_("service %d") % number, told=told)
        if batch.count == BATCH:
            yield _settled(batch, told)
            batch, told = Batch(coming=coming), _Told()
    if batch.count:
        yield _settled(batch, told)


def write(path: Path, *, progress: Callable[[int], None] = lambda _count: None) -> int:
    """Write every service there is, shown or not, as one array; says how many."""
    services = all_services()
    with path.open("x", encoding="utf-8", newline="\n") as file:
        for count, piece in enumerate(texts(services)):
            file.write(piece)
            if count % BATCH == 0 and count:
                progress(min(count, len(services)))
    return len(services)


def texts(services: Sequence[uuid.UUID]) -> Iterator[str]:
    """The array in pieces: its beginning, one for each of these services, and its end."""
    yield "["
    is_first, told = True, set[str]()
    for ids in chunks(list(services)):
        nest, facts = Nest(whole(ids), told), facts_of(ids)
        for one in ids:
            said = nest.full("service", str(one)) | {OURS: said_facts(facts[one])}
            yield ("\n" if is_first else ",\n") + json.dumps(said, ensure_ascii=False)
            is_first = False
    yield "\n]\n"


@dataclass(slots=True)
class _Told:
    """What a batch tells beside its rows: what is pointed to alone, by table; of which services it has a part."""

    alone: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    parts: dict[str, list[uuid.UUID]] = field(default_factory=lambda: {table: [] for table in PARTS.values()})


def _take(batch: Batch, said: Any, *, at: str, told: _Told) -> None:
    """One service into the batch, or what is wrong with it."""
    batch.count += 1
    facts = said.pop(OURS, None) if isinstance(said, dict) else None
    apart = Apart(at)
    ref = apart.take("service", said)
    batch.faults += apart.faults
    for one in apart.given():
        for link, target, _key in _ALONE.get(one.table, ()):
            if one.row.get(link):
                told.alone[target].add(str(one.row[link]))
        batch.rows.append(one)
    service = _uuid(ref)
    if service is None:  # the row says so itself
        return
    for key, table in PARTS.items():
        if isinstance(said.get(key), list):
            told.parts[table].append(service)
    try:
        batch.facts[service] = _facts(facts, apart, ref)
    except NotSaid as error:
        batch.faults.append(Fault("service", at, OURS, str(error)))


def _facts(ours: Any, apart: Apart, ref: str) -> Facts:
    tags = [row for (table, _ref), row in apart.rows.items() if table == "attribute" and row.get("link_id") == ref]
    terms = {str(row.get("taxonomy_term_id")) for row in tags}
    return facts_said(ours if isinstance(ours, dict) else {}, service=apart.rows["service", ref], terms=terms)


def _settled(batch: Batch, told: _Told) -> Batch:
    """The batch with each row once. A number that the file has no more goes, or it would be called for ever.

    So does every other part that it has no more. What is pointed to alone and is nowhere stays a name.
    """
    there = {name: known_rows(name, refs) for name, refs in told.alone.items()}
    for one in batch.rows:
        if one.table in there and (ref := _uuid(one.row.get("id"))):
            there[one.table].add(ref)
    kept: dict[tuple[str, str], Said] = {}
    rows, batch.rows = batch.rows, []
    for one in rows:
        for link, target, key in _ALONE.get(one.table, ()):
            ref = _uuid(one.row.get(link))
            if ref and ref not in batch.coming and ref not in there[target]:
                one.row[key] = one.row.pop(link)
        first = kept.setdefault((one.table, str(one.row.get("id"))), one.row)
        if first is one.row or first != one.row:
            batch.rows.append(one)
    given = {_uuid(one.row.get("id")) for one in batch.rows}
    batch.gone = [
        one for table, services in told.parts.items() for one in brought(table, services) if one[1] not in given
    ]
    return batch


def _uuid(said: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(said))
    except ValueError:
        return None


def _coming(path: Source) -> set[uuid.UUID]:
    """The services and organizations of the file to which a row of another service points, perhaps before they come.

    Only these are remembered while the file is read: most of what a row points to stands around it.
    """
    pointed: set[uuid.UUID] = set()
    for said in _services(path):
        pointed |= {ref for one in _pointed_elsewhere(said) if (ref := _uuid(one))}
    found: set[uuid.UUID] = set()
    for said in _services(path) if pointed else ():
        if isinstance(said, dict):
            ids = {_uuid(one.get("id")) for one in (said, *_owners(said))}
            found |= pointed.intersection(ids - {None})
    return found


def _pointed_elsewhere(said: Any) -> set[str]:
    """What the rows of one service point to beside each other."""
    ids, pointed, todo = set[str](), set[str](), [said]
    while todo:
        one = todo.pop()
        if isinstance(one, list):
            todo += one
        elif isinstance(one, dict):
            todo += one.values()
            ids.add(str(one.get("id")))
            pointed |= {str(value) for key, value in one.items() if key.endswith("_id") and isinstance(value, str)}
    return pointed - ids


def _owners(said: Said) -> Iterator[Said]:
    owner = said.get("organization")
    while isinstance(owner, dict):
        yield owner
        owner = owner.get("parent_organization")


def _services(path: Source) -> Iterator[Any]:
    """Each service of the file, whichever form it has. Raises NotJson."""
    with path.open("r", encoding="utf-8-sig") as file:
        try:
            for one in _values(file):
                if isinstance(one, dict) and isinstance(one.get("contents"), list):
                    yield from one["contents"]
                else:
                    yield one
        except (UnicodeDecodeError, RecursionError):
            raise NotJson(_("This file is not JSON in UTF-8.")) from None


def _values(file: IO[str]) -> Iterator[Any]:
    """The values of an array, or the values that stand one after the other. Raises NotJson."""
    text = file.read(_PIECE).lstrip()
    is_array = text.startswith("[")
    text, number = text[1:] if is_array else text, 0
    while True:
        text = _more(text, file)
        if is_array and text.startswith("]"):
            text = _more(text[1:], file)
            break
        if not text and not is_array:
            break
        if number and is_array:
            text = _after_comma(text, file, number)
        value, end = _value(text, file, number + 1)
        text, number = end, number + 1
        yield value
    if text or (not number and not is_array):
        raise NotJson(_("This file is not JSON: at object %d.") % number)


def _after_comma(text: str, file: IO[str], number: int) -> str:
    if not text.startswith(","):
        raise NotJson(_("This file is not JSON: at object %d.") % number)
    return _more(text[1:], file)


def _more(text: str, file: IO[str]) -> str:
    """The text from its first sign on, read further where there is none."""
    text = text.lstrip()
    while not text:
        piece = file.read(_PIECE)
        if not piece:
            return ""
        text = piece.lstrip()
    return text


def _value(text: str, file: IO[str], number: int) -> tuple[Any, str]:
    """The first value of the text and what is left; more is read, ever more at once, until the value is whole."""
    while True:
        try:
            value, end = _DECODER.raw_decode(text)
        except (json.JSONDecodeError, RecursionError):
            piece = file.read(max(_PIECE, len(text)))
            if not piece or len(text) > LONGEST_OBJECT:
                raise NotJson(_("This file is not JSON: at object %d.") % number) from None
            text += piece
        except ValueError:
            raise NotJson(_("This file is not JSON: at object %d.") % number) from None
        else:
            return _not_deep(value, number), text[end:]


def _not_deep(value: Any, number: int) -> Any:
    """The value, when it is not nested beyond any sense. Raises NotJson."""
    layer, depth = [value], 0
    while layer:
        depth += 1
        if depth > _DEEP:
            raise NotJson(_("This file is not JSON: at object %d.") % number)
        layer = (
            [
                below
                for one in layer
                for below in (one.values() if isinstance(one, dict) else one)
                if isinstance(below, (dict, list))
            ]
            if isinstance(value, (dict, list))
            else []
        )
    return value


def _no_constant(name: str) -> Any:
    raise ValueError(name)


_DECODER = json.JSONDecoder(parse_constant=_no_constant)
