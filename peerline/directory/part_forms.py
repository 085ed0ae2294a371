"""What editors post about places, contacts, other hours and numbers: a small form for each, and one more when asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from peerline.directory.checking import Fault
from peerline.directory.formats.parts import CELLS, CONTACT, NUMBER, PLACE, TIMES, YES, Cells, PartRow
from peerline.directory.forms import KeptForm

MOST = 40  # of one part
_KINDS = {
    "physical": _("one goes there"),
    "postal": _("for letters"),
    "virtual": _("on the web"),
}
_TYPES = {
    "voice": _("to call"),
    "cell": _("a mobile phone"),
    "sms": _("for text messages"),
    "whatsapp": "WhatsApp",
    "textphone": _("text telephone"),
    "": _("not known"),
}


class PartForm(KeptForm):
    """One of a part. `ref` says which; what is not a cell of the part is not kept."""

    part: ClassVar[str] = ""
    # Cells that say nothing by themselves: a form with these alone is empty.
    empty_with: ClassVar[frozenset[str]] = frozenset()

    ref = forms.CharField(widget=forms.HiddenInput, max_length=120, required=False)
    gone = forms.BooleanField(label=_("Take it out"), required=False)

    @property
    def is_as_it_was(self) -> bool:
        """Whether nothing of it was changed: what an import has brought stays as it is, and stops no other change."""
        cells = [(name, self.initial.get(name), self[name].data) for name in CELLS[self.part]]
        return bool(self["ref"].data) and all(
            self.is_untouched(name) or (not isinstance(came, str) and bool(came) == bool(was)) or not (was or came)
            for name, was, came in cells
        )

    @property
    def is_telling(self) -> bool:
        """Whether something of it has to be seen without unfolding."""
        is_new = not self["ref"].value()
        return is_new or bool(self.errors) or any(self[name].value() for name in CELLS[self.part] if name != "type")

    def row(self) -> PartRow:
        """What was filled in."""
        said = {**self.cleaned_data, "told": YES if self.cleaned_data.get("told") else ""}
        cells = {name: "" if said[name] in (None, False) else str(said[name]) for name in CELLS[self.part]}
        cells |= {name: self.initial[name] for name in cells if self.is_untouched(name)}
        is_empty = not any(text for name, text in cells.items() if name not in self.empty_with)
        is_emptied = is_empty and self.part != NUMBER and not self.is_as_it_was
        is_gone = said["gone"] or is_emptied
        return PartRow(said["ref"], cells, is_gone=is_gone, at=self.prefix or "")


class PlaceForm(PartForm):
    """A place with its address."""

    part = PLACE
    empty_with = frozenset(("kind", "land"))

    kind = forms.ChoiceField(label=_("What the place is for"), choices=list(_KINDS.items()))
    name = forms.CharField(label=_("Name of the place"), max_length=300, required=False)
    street = forms.CharField(label=_("Street and number"), max_length=300, required=False)
    street_2 = forms.CharField(label=_("More of the address"), max_length=300, required=False)
    postcode = forms.CharField(label=_("Postal code"), max_length=40, required=False)
    city = forms.CharField(label=_("City"), max_length=200, required=False)
    state = forms.CharField(label=_("State or province"), max_length=200, required=False)
    land = forms.RegexField(r"^[A-Z]{2}$", label=_("Country, as a code: DE"), required=False)
    transport = forms.CharField(label=_("How to get there"), max_length=1000, required=False)
    access = forms.CharField(
        label=_("Getting in without stairs, seeing or hearing well"), max_length=1000, required=False
    )
    link = forms.CharField(label=_("Link, of a place on the web"), max_length=1000, required=False)

    def clean(self) -> dict[str, Any]:
        """An address is one of a country."""
        said = super().clean() or {}
        is_address = any(said.get(name) for name in ("street", "street_2", "postcode", "city", "state"))
        is_left = bool(said.get("gone")) or self.is_as_it_was
        if is_address and not said.get("land") and "land" not in self.errors and not is_left:
            self.add_error("land", _("An address needs its country."))
        return said


class ContactForm(PartForm):
    """A person or a desk to ask for."""

    part = CONTACT
    empty_with = frozenset(("told",))

    name = forms.CharField(label=_("Name of the contact"), max_length=300, required=False)
    title = forms.CharField(label=_("What they are"), max_length=300, required=False)
    department = forms.CharField(label=_("Department"), max_length=300, required=False)
    email = forms.CharField(label=_("Mail address of the contact"), max_length=300, required=False)
    told = forms.BooleanField(label=_("Everybody may read this contact"), required=False)


class TimesForm(PartForm):
    """Hours beside the usual ones."""

    part = TIMES

    way = forms.CharField(label=_("Of what: the chat, the office"), max_length=200, required=False)
    hours = forms.CharField(label=_("These hours, or: closed"), max_length=300, required=False)
    first = forms.DateField(label=_("From day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("To day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        """Days in their order, and hours that differ from the usual in something."""
        said = super().clean() or {}
        if said.get("gone") or self.is_as_it_was:
            return said
        first, last = said.get("first"), said.get("last")
        if first and last and last < first:
            self.add_error("last", _("This day is before the first."))
        if self.errors:
            return said
        if said.get("hours") and not (first or last or said.get("way")):
            self.add_error("way", _("Say of what these hours are, or on which days."))
        if not said.get("hours") and (first or last or said.get("way")):
            self.add_error("hours", _("Say the hours, or: closed."))
        return said


class NumberForm(PartForm):
    """What is known of a number. It comes and goes in the field of numbers."""

    part = NUMBER

    type = forms.ChoiceField(label=_("What kind of number"), choices=list(_TYPES.items()), required=False)
    extension = forms.IntegerField(label=_("Extension"), min_value=0, required=False)
    note = forms.CharField(label=_("Note: what to press, who answers"), max_length=1000, required=False)
    languages = forms.CharField(label=_("Languages of this number, as codes: en ar"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.initial.get("type", "")
        if kind == "text":  # the same in the words of HSDS
            kinds = [(kind if code == "sms" else code, said) for code, said in _TYPES.items()]
        else:
            kinds = [*_TYPES.items(), *([] if kind in _TYPES else [(kind, kind)])]
        # It is the field of choices below; the stubs know fields by their common class alone.
        self.fields["type"].choices = kinds  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Shown:
    """One form as a page shows it. name: of what it is; fields: with what the entry has now, where it is another."""

    form: PartForm
    name: str
    fields: list[tuple[forms.BoundField, str]]
    is_lost: bool  # somebody has taken it out meanwhile

    @property
    def is_known(self) -> bool:
        """Whether the entry has it already."""
        return bool(self.form["ref"].value())


@dataclass(frozen=True, slots=True)
class Group:
    """One part as a page shows it. head: what it is called; each: what one of it is called; more: of the button."""

    name: str
    head: Promise
    each: Promise
    hint: Promise
    more: Promise | None
    rows: list[Shown]

    @property
    def is_open(self) -> bool:
        """Whether something stands in it, or is wrong: of a number, something beside its kind."""
        return any(row.form.is_telling for row in self.rows)


_GROUPS: tuple[tuple[type[PartForm], Promise, Promise, Promise, Promise | None], ...] = (
    (
        PlaceForm,
        _("Places"),
        _("A place"),
        _(
            "Everything here is public. The address of a shelter or of a private home does not belong here: write the "
            "city alone. What you change holds for every service at this place."
        ),
        _("Another place"),
    ),
    (
        ContactForm,
        _("Contacts"),
        _("A contact"),
        _("Unless everybody may read it, a contact is on no page, in no feed and in no export."),
        _("Another contact"),
    ),
    (
        TimesForm,
        _("Other hours"),
        _("Hours"),
        _("Hours of one way alone, and of some days of the year, such as a summer break."),
        _("More hours"),
    ),
    (NumberForm, _("About each number"), _("A number"), _("The numbers themselves stand above."), None),
)

# By part: its form, and what it is called.
FORMS = {form.part: form for form, *_rest in _GROUPS}
HEADS = {form.part: each for form, _head, each, *_rest in _GROUPS}


class Parts:
    """All parts of one entry.

    rows   what the entry has (`formats.parts.parts_of`)
    names  what one of a part is called: by part and reference
    data   what was posted; of a part that was not, what the entry has
    land   the country of a new address
    """

    def __init__(
        self,
        rows: Mapping[str, Sequence[PartRow]],
        *,
        names: Mapping[str, str],
        data: QueryDict | None = None,
        land: str = "",
    ) -> None:
        more = data.get("more", "") if data else ""
        self.groups: list[Group] = []
        for form, head, each, hint, button in _GROUPS:
            there = {one.ref: one.cells for one in rows.get(form.part, ())}
            made = list(_posted(form, data, there)) if data else []
            posted = {one["ref"].value() for one in made}
            for ref, cells in there.items():
                if ref not in posted:  # nothing was posted, or it came meanwhile
                    made.append(form(initial={**cells, "ref": ref}, prefix=_free(form.part, made)))
            if more:
                made = [one.again() if one.is_bound else one for one in made]
            if more == form.part and button and len(made) < MOST:
                made.append(form(initial={"land": land, "kind": "physical"}, prefix=_free(form.part, made)))
                made[-1].fields[next(iter(CELLS[form.part]))].widget.attrs["autofocus"] = True
            shown_rows = [_shown(one, there, names) for one in made]
            self.groups.append(Group(form.part, head, each, hint, button, shown_rows))

    @property
    def every(self) -> list[PartForm]:
        """Each of each."""
        return [row.form for group in self.groups for row in group.rows]

    def is_valid(self) -> bool:
        """Whether all that was posted can be read."""
        wrong = [one for one in self.every if one.is_bound and not one.is_valid()]
        return not wrong

    def wanted(self) -> dict[str, list[PartRow]]:
        """What was posted, by part."""
        found: dict[str, list[PartRow]] = {}
        for one in self.every:
            if one.is_bound:
                found.setdefault(one.part, []).append(one.row())
        return found

    def blame(self, fault: Fault) -> bool:
        """Say at its field what is wrong; False when it is not of a part."""
        form = next((one for one in self.every if one.prefix == fault.at), None)
        if form is None:
            return False
        cells = {place: cell for cell, place in CELLS[form.part].items()}
        form.add_error(cells.get((fault.table, fault.field)), fault.sentence)
        return True


def said_parts(rows: Mapping[str, Sequence[PartRow]], names: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """What is known of each part that there is, in words: what it is called, and a text for each."""
    found = []
    for form, head, *_rest in _GROUPS:
        texts = [in_a_row(form(), one.cells, names.get(one.ref, "")) for one in rows.get(form.part, ())]
        if any(texts):
            found.append((str(head), [one for one in texts if one]))
    return found


def in_a_row(form: PartForm, cells: Cells, name: str = "") -> str:
    """What is known of one; of a number only what is beside it."""
    is_number = form.part == NUMBER
    words = {cell: form.in_words(cell, text) for cell, text in cells.items() if text and cell not in ("told", "kind")}
    if is_number and set(words) <= {"type"}:
        return ""
    if "told" in cells and not cells["told"]:
        words["told"] = str(_("for editors alone"))
    return ", ".join(filter(None, (name if is_number else "", *words.values())))


def _shown(form: PartForm, there: Mapping[str, Cells], names: Mapping[str, str]) -> Shown:
    ref = str(form["ref"].value() or "")
    fields = [(one, now) for one, now in form.beside(there.get(ref, {})) if one.name != "gone"]
    return Shown(form, names.get(ref, ""), fields, is_lost=bool(ref) and ref not in there)


def _posted(form: type[PartForm], data: QueryDict, there: Mapping[str, Cells]) -> Iterator[PartForm]:
    numbers = sorted(int(found[1]) for name in data if (found := re.fullmatch(rf"{form.part}-(\d{{1,3}})-ref", name)))
    for number in numbers[:MOST]:
        prefix = f"{form.part}-{number}"
        yield form(data, initial=there.get(data.get(f"{prefix}-ref", ""), {}), prefix=prefix)


def _free(part: str, made: Sequence[PartForm]) -> str:
    taken = [int(str(one.prefix).rpartition("-")[2]) for one in made]
    return f"{part}-{max(taken, default=-1) + 1}"
