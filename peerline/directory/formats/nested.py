"""The JSON form of HSDS: one object with what belongs to it inside it, made of rows and taken apart into rows.

A row may stand at several places of an object, as a number does that belongs to a service and to a contact; taken
apart it is one row with both links. What the form has no key for, a link to a parent, is said in a key of ours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from peerline.directory.access import Rows
from peerline.directory.actions.examine import Given
from peerline.directory.checking import Fault, shown
from peerline.directory.hsds import BELOW, BESIDE, PARTS, Said

# What a row holds besides when it stands alone is told once in a file: these can be inside thousands of others.
_ONCE = ("organization", "location")
_LEFT = ("metadata",)  # the log of another directory: nothing is built on it here


@dataclass(slots=True)
class Nest:
    """Makes objects out of rows. `told` are the rows whose inside was given already: they stand without it after."""

    rows: Rows
    told: set[str] = field(default_factory=set)
    below: dict[tuple[str, str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for parent, children in BELOW.items():
            for _key, child, link in children:
                for ref, row in self.rows[child].items():
                    if link in row:
                        self.below[parent, row[link], f"{child}.{link}"].append(ref)
        for ref, row in self.rows["attribute"].items():
            self.below[row["link_entity"], row["link_id"], "attribute"].append(ref)

    def plain(self, table: str, ref: str, above: tuple[str, ...] = ()) -> Said:
        """A row and what it points to, without what hangs on it. `above`: the rows in which it stands."""
        made = dict(self.rows[table][ref])
        for link, (key, target) in self._beside(table, made, (*above, ref)):
            if key != "parent_organization":
                made[key] = self.plain(target, made.pop(link), (*above, ref))
        return made

    def full(self, table: str, ref: str, above: tuple[str, ...] = ()) -> Said:
        """A row with all that hangs on it and on what it points to. Of a service also the parts that it has not: []."""
        made = dict(self.rows[table][ref])
        if table in _ONCE:
            if ref in self.told:
                return made
            self.told.add(ref)
        path = (*above, ref)
        for key, child, link in BELOW[table]:
            inside = [
                self._inside(child, one, link, above=path)
                for one in self.below.get((table, ref, f"{child}.{link}"), ())
            ]
            if inside or (table == "service" and key in PARTS):
                made[key] = inside
        said_of_it = self.below.get((table, ref, "attribute"), ())
        tags = [self._inside("attribute", one, "link_id", above=path) for one in said_of_it if one not in path]
        if tags or table == "service":
            made["attributes"] = tags
        for link, (key, target) in self._beside(table, made, path):  # last: a place is told where the service is there
            made[key] = self.full(target, made.pop(link), path)
        return made

    def _beside(self, table: str, row: Said, above: tuple[str, ...]) -> list[tuple[str, tuple[str, str]]]:
        """What a row points to. A term that is above itself stays an identifier: it would never end."""
        links = BESIDE.get(table, {}).items()
        return [
            (link, to) for link, to in links if link in row and row[link] in self.rows[to[1]] and row[link] not in above
        ]

    def _inside(self, table: str, ref: str, link: str, *, above: tuple[str, ...]) -> Said:
        made = self.full(table, ref, above)
        made.pop(link, None)
        if table == "attribute":
            made.pop("link_entity", None)
        return made


@dataclass(slots=True)
class Apart:
    """Takes objects apart: rows in the order in which they were met, each once, and what is wrong."""

    at: str
    rows: dict[tuple[str, str], Said] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def given(self) -> Iterator[Given]:
        """The rows, as an import takes them."""
        return (Given(table, row, self.at) for (table, _ref), row in self.rows.items())

    def take(self, table: str, said: Any, **links: Any) -> str:
        """An object of a table and everything in it; gives its identifier, "" when it has none."""
        if not isinstance(said, dict):
            self._blame(table, "", _("This is not an object."))
            return ""
        ref = str(said.get("id") or "")
        inside = {key: (child, link) for key, child, link in BELOW[table]}
        beside = {key: (link, target) for link, (key, target) in BESIDE.get(table, {}).items()}
        row: Said = {}
        for key, value in said.items():
            if key in inside and value is not None:
                child, link = inside[key]
                self._take_all(table, key, value, child=child, links={link: ref})
            elif key == "attributes" and value is not None:
                self._take_all(table, key, value, child="attribute", links={"link_id": ref, "link_entity": table})
            elif key in beside and value is not None:
                link, target = beside[key]
                row[link] = self.take(target, value)
            elif key not in _LEFT:
                row[key] = value
        self._keep(table, ref, row | links)
        if row.get("program_id") and row.get("organization_id"):  # which the form leaves out of a program in a service
            self._keep("program", str(row["program_id"]), {"organization_id": row["organization_id"]})
        return ref

    def _take_all(self, table: str, key: str, value: Any, *, child: str, links: Said) -> None:
        if not isinstance(value, list):
            self._blame(table, key, _("This is not a list."))
            return
        for one in value:
            self.take(child, one, **links)

    def _keep(self, table: str, ref: str, row: Said) -> None:
        """Keep a row; one that was met before becomes one with it, where both say the same."""
        there = self.rows.setdefault((table, ref or str(len(self.rows))), row)
        for name, value in row.items():
            if there.setdefault(name, value) != value:
                self._blame(table, shown(name), _("Another row has this identifier."))

    def _blame(self, table: str, name: str, sentence: str) -> None:
        self.faults.append(Fault(table, self.at, name, sentence))
