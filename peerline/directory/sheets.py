"""The lists of the movement that are carried as plain tables: which columns, and what a row is known by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from peerline.directory.models import Need, Network, Partner, Resource

Listed: TypeAlias = Network | Partner | Need | Resource
STATES: Final = (Need.OPEN, Need.BEGUN, Need.MET, Need.DROPPED)


@dataclass(frozen=True, slots=True)
class Column:
    """A field and its heads: the first is written, all of them are read, in any case.

    is_on_wiki  it stands in the table of the wiki; the others are on the page of the row, and in a table with tabs
    """

    field: str
    heads: tuple[str, ...]
    is_on_wiki: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list. `key`: the fields that together say which row it is; `name` is never empty. `about`: one row of it."""

    name: str
    about: str
    model: type[Network] | type[Partner] | type[Need] | type[Resource]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("name",)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.field for column in self.columns)

    @property
    def on_wiki(self) -> tuple[Column, ...]:
        """The columns of the table on a wiki."""
        return tuple(column for column in self.columns if column.is_on_wiki)

    def field_of(self, head: str) -> str:
        """The field a head names; "" for none of ours."""
        said = " ".join(head.split()).casefold()
        found = [one.field for one in self.columns if said in (one.field, *map(str.casefold, one.heads))]
        return found[0] if found else ""


def _profile(field: str, *heads: str) -> Column:
    return Column(field, heads, is_on_wiki=False)


SHEETS: Final[dict[str, Sheet]] = {
    sheet.name: sheet
    for sheet in (
        Sheet(
            "networks",
            "network",
            Network,
            (
                Column("name", ("Name of the network", "Network", "Network name")),
                Column("affiliate", ("Supporting affiliate", "Affiliate")),
                Column("channels", ("Channels used", "Channels")),
                Column("languages", ("Languages used", "Languages", "Language")),
                Column("focus", ("Special focus", "Focus")),
                Column("page", ("Wiki page",)),
                Column("contact", ("Contact information",)),
                _profile("offer", "What it offers"),
                _profile("audience", "For whom"),
                _profile("hours", "Hours"),
                _profile("behind", "Who stands behind it"),
                _profile("since", "Since"),
                _profile("training", "How its peers are trained"),
                _profile("privacy", "Privacy"),
            ),
        ),
        Sheet(
            "partners",
            "partner",
            Partner,
            (
                Column("name", ("Organization", "Organisation", "Partner organization")),
                Column("place", ("Region or country", "Region", "Country")),
                Column("focus", ("Special focus", "Focus")),
                Column("homepage", ("Homepage", "Website")),
                _profile("offer", "What it offers"),
                _profile("audience", "For whom"),
                _profile("languages", "Languages"),
            ),
            key=("name", "place"),
        ),
        Sheet(
            "needs",
            "need",
            Need,
            (
                Column("name", ("Need",)),
                Column("source", ("Source", "Asked for by")),
                Column("support", ("Support from others", "Supported by")),
                Column("became", ("What became of it",)),
                _profile("became_on", "When"),
                _profile("state", "State"),
            ),
        ),
        Sheet(
            "resources",
            "resource",
            Resource,
            (
                Column("name", ("Resource", "Resource outside the movement")),
                Column("about", ("What it is", "Description")),
                Column("languages", ("Languages", "Language")),
                Column("homepage", ("Homepage", "Website")),
            ),
        ),
    )
}
