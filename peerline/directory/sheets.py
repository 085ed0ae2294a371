"""The three lists of the movement that are carried as plain tables: which columns, and what a row is known by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from peerline.directory.models import Need, Network, Partner


@dataclass(frozen=True, slots=True)
class Column:
    """A field and its heads: the first is written, all of them are read, in any case."""

    field: str
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list. `key`: the fields that together say which row it is; `name` is never empty."""

    name: str
    model: type[Network | Partner | Need]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("name",)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.field for column in self.columns)

    def field_of(self, head: str) -> str:
        """The field a head names; "" for none of ours."""
        said = " ".join(head.split()).casefold()
        found = [one.field for one in self.columns if said in (one.field, *map(str.casefold, one.heads))]
        return found[0] if found else ""


SHEETS: Final[dict[str, Sheet]] = {
    sheet.name: sheet
    for sheet in (
        Sheet(
            "networks",
            Network,
            (
                Column("name", ("Name of the network", "Network", "Network name")),
                Column("affiliate", ("Supporting affiliate", "Affiliate")),
                Column("channels", ("Channels used", "Channels")),
                Column("languages", ("Languages used", "Languages", "Language")),
                Column("focus", ("Special focus", "Focus")),
                Column("page", ("Wiki page",)),
                Column("contact", ("Contact information",)),
            ),
        ),
        Sheet(
            "partners",
            Partner,
            (
                Column("name", ("Organization", "Organisation", "Partner organization")),
                Column("place", ("Region or country", "Region", "Country")),
                Column("focus", ("Special focus", "Focus")),
                Column("homepage", ("Homepage", "Website")),
            ),
            key=("name", "place"),
        ),
        Sheet(
            "needs",
            Need,
            (
                Column("name", ("Need",)),
                Column("source", ("Source", "Asked for by")),
                Column("support", ("Support from others", "Supported by")),
                Column("became", ("What became of it",)),
            ),
        ),
    )
}
