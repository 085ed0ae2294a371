"""What editors post."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Self

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from peerline.directory import access, actions
from peerline.directory.formats.editing import FIELDS
from peerline.directory.models import Listing, Tally, Verification
from peerline.directory.vocabulary import ANONYMITY_TERMS, AUDIENCES, NEEDS
from peerline.kit.clock import now

STATES = {
    "due": _("to be asked now"),
    "all": _("all"),
    Listing.SHOWN: _("shown"),
    Listing.HIDDEN: _("waits for somebody to look"),
    Listing.QUARANTINED: _("taken out until somebody has looked"),
    Listing.REFUSED: _("never shown"),
}
METHODS = {
    "call": _("called"),
    "mail": _("wrote a mail"),
    "chat": _("wrote in the chat"),
    "visit": _("went there"),
    "website": _("read the website"),
    "line": _("another line has asked"),
}
OUTCOMES = {
    Verification.REACHED: _("reached, all is right"),
    Verification.CHANGED: _("reached, something has changed"),
    Verification.UNREACHABLE: _("nobody answered"),
    Verification.CLOSED: _("closed for good"),
}


FOUND = {
    "": _("nobody has looked yet"),
    "fine": _("leads there"),
    "elsewhere": _("leads to somebody else"),
    "parked": _("its domain seems to be for sale"),
    "gone": _("the page is gone"),
    "shut": _("lets no program in: look yourself"),
    "faulty": _("does not work"),
    "silent": _("nobody answered"),
    "no-name": _("its domain does not exist"),
    "no-trust": _("its certificate is not good"),
    "not-public": _("leads into a network that is not public"),
    "robots": _("asks programs not to look: look yourself"),
    "circle": _("leads round in a circle"),
    "blocked": _("leads to what is blocked"),
}
CAME = {
    Tally.GIVEN: _("given"),
    Tally.REACHED: _("They reached them"),
    Tally.REFUSED: _("They were refused"),
    Tally.COSTLY: _("It cost too much"),
    Tally.SILENT: _("Nobody answered"),
}


def came_said(came: access.Came) -> list[tuple[str, list[tuple[str, int]]]]:
    """What came of referrals, in words: who says it, and what, from how many on."""
    told = ((_("Helpers say"), came.by_helpers), (_("Visitors say"), came.by_anybody))
    return [(str(who), [(str(CAME[what]), said[what]) for what in CAME if what in said]) for who, said in told if said]


_LOOKS = {
    forms.CheckboxSelectMultiple: "cdx-checkbox__input",
    forms.CheckboxInput: "cdx-checkbox__input",
    forms.Select: "cdx-select",
    forms.Textarea: "cdx-text-area__textarea",
}


class KeptForm(forms.Form):
    """A form whose fields carry Codex's class names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in self.fields.values():
            looks = (name for kind, name in _LOOKS.items() if isinstance(one.widget, kind))
            one.widget.attrs.update({"class": next(looks, "cdx-text-input__input")})
            one.widget.attrs["autocomplete"] = "off"
            if isinstance(one.widget, (forms.TextInput, forms.Textarea)):
                # From right to left the groups of a number would stand in the wrong order.
                one.widget.attrs["dir"] = "auto"

    def clean(self) -> dict[str, Any]:
        """What was left as it was is not held against anybody: an import may bring more than a form would take."""
        said = super().clean() or self.cleaned_data
        for name in [one for one in self.errors if one in self.fields and self.is_untouched(one)]:
            del self.errors[name]
            said[name] = self.initial[name]
        return said

    def is_untouched(self, name: str) -> bool:
        """Whether a text is what the form was shown with; of a text of rows a browser makes one."""
        was, came = self.initial.get(name), self[name].data
        if not (isinstance(was, str) and isinstance(came, str) and was):
            return False
        return came.strip() == was.strip() or ("\n" in was and "".join(came.split()) == "".join(was.split()))

    def again(self) -> Self:
        """The same with what was typed, and nothing said against it yet."""
        return type(self)(initial={name: self[name].data for name in self.fields}, prefix=self.prefix)

    def beside(self, there: Mapping[str, Any]) -> list[tuple[forms.BoundField, str]]:
        """The fields, each with what is there now, in words, where that is something else than was typed."""
        said = [(one, self.in_words(one.name, there.get(one.name))) for one in self.visible_fields()]
        return [(one, text if text != self.in_words(one.name, one.value()) else "") for one, text in said]

    def in_words(self, name: str, said: Any) -> str:
        """What a field holds, as somebody reads it."""
        if isinstance(self.fields[name], forms.BooleanField):
            return str(_("yes") if said else _("no"))
        if isinstance(self.fields[name], forms.DateField) and said:
            return date_format(date.fromisoformat(str(said))) if _is_day(str(said)) else str(said)
        choices = dict(getattr(self.fields[name], "choices", ()))
        several = said if isinstance(said, list) else [said]
        return ", ".join(str(choices.get(one, one)) for one in several if one is not None and one != "")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


class Filter(KeptForm):
    """What to see."""

    state = forms.ChoiceField(label=_("State"), choices=list(STATES.items()), required=False)
    country = forms.RegexField(r"^[A-Za-z]{2,3}$", label=_("Country"), required=False)
    need = forms.ChoiceField(label=_("Need"), choices=[("", "–"), *NEEDS.items()], required=False)
    words = forms.CharField(label=_("Name"), max_length=100, required=False)

    def wanted(self) -> access.Wanted:
        """The same for `access`; what cannot be read counts as not said."""
        said = self.cleaned_data if self.is_valid() else {}
        return access.Wanted(
            said.get("state") or "due", said.get("country", "").upper(), said.get("need", ""), said.get("words", "")
        )


class AskedForm(KeptForm):
    """Somebody asked the service itself."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    method = forms.ChoiceField(label=_("How"), choices=list(METHODS.items()))
    outcome = forms.ChoiceField(label=_("What came of it"), choices=list(OUTCOMES.items()))
    confirmed_by = forms.CharField(label=_("Who confirmed it: name or title"), max_length=200, required=False)
    note = forms.CharField(label=_("Note"), max_length=2000, required=False)

    def clean_on(self) -> date:
        """A slip of the year would keep the entry out of the queue for ever. East of us it is tomorrow already."""
        on: date = self.cleaned_data["on"]
        if on > now().date() + timedelta(days=1):
            raise forms.ValidationError(_("This day has not come yet."))
        return on

    def asked(self) -> actions.Asked:
        """What was learnt."""
        said = self.cleaned_data
        return actions.Asked(said["on"], said["method"], said["confirmed_by"], said["outcome"], said["note"])


FORMATS = [("tsv", _("a table (TSV)")), ("wikitext", _("a table for a wiki")), ("hsds-json", "HSDS JSON")]
MOST_HELD_BYTES = 2_000_000


class BringForm(KeptForm):
    """A file of services. One that was looked at stays in the page: a browser forgets what was chosen."""

    file = forms.FileField(label=_("File"), required=False)
    format = forms.ChoiceField(label=_("What it is"), choices=FORMATS)
    columns = forms.CharField(
        label=_("Which is which"), required=False, max_length=10_000, widget=forms.Textarea({"rows": 4})
    )
    held = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    named = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """`content` is what the file holds: of the one that was chosen, else of the one that was looked at."""
        said = super().clean()
        chosen = said.get("file")
        try:
            said["content"] = chosen.read() if chosen else base64.b64decode(said.get("held") or "", validate=True)
        except ValueError:
            said["content"] = b""
        if not said["content"]:
            self.add_error("file", _("Choose a file."))
        return said

    def hold(self) -> None:
        """Keep the file for the next press; a large one would make the page too heavy, and has to be chosen again."""
        chosen, content = self.cleaned_data.get("file"), self.cleaned_data["content"]
        is_light = len(content) <= MOST_HELD_BYTES
        name = chosen.name if chosen else self.cleaned_data["named"]
        self.data = {
            **self.data,
            "held": base64.b64encode(content).decode() if is_light else "",
            "named": name if is_light else "",
        }

    def mapping(self) -> dict[str, str]:
        """Their column -> ours, "" for one that is left out."""
        pairs = (row.partition("=") for row in self.cleaned_data["columns"].splitlines())
        return {theirs.strip(): ours.strip() for theirs, sign, ours in pairs if sign}

    def ask_for(self, names: list[str]) -> None:
        """Begin a row for each of these columns."""
        known = self.mapping()
        rows = [f"{one} = " for one in names if one not in {*known, *known.values()}]
        self.data = {**self.data, "columns": "\n".join(filter(None, [self.cleaned_data["columns"], *rows]))}


class BulkForm(KeptForm):
    """What several entries have in common."""

    method = forms.ChoiceField(label=_("How"), choices=list(METHODS.items()))
    format = forms.ChoiceField(label=_("Carry away as"), choices=FORMATS, required=False)


class ReasonForm(KeptForm):
    """Why an entry is taken out."""

    reason = forms.CharField(label=_("Reason"), max_length=500)


class EntryForm(KeptForm):
    """One service; the fields are those of `editing.FIELDS`."""

    organization = forms.CharField(label=_("Organization, for all its services"), max_length=300)
    service = forms.CharField(label=_("Service"), max_length=300)
    # Of rows, as it came: a field of one row would lose them, and every translation with them.
    description = forms.CharField(
        label=_("What they do"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    # Boxes: in a list one click chooses its row and takes every other choice back.
    field = forms.MultipleChoiceField(
        label=_("Needs"), choices=list(NEEDS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    audience = forms.MultipleChoiceField(
        label=_("For whom"), choices=list(AUDIENCES.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    country = forms.CharField(label=_("Countries, as codes: DE FR"), max_length=800, required=False)
    region = forms.CharField(label=_("Region"), max_length=300, required=False)
    languages = forms.CharField(label=_("Languages, as codes: en ar"), max_length=800, required=False)
    phone = forms.CharField(label=_("Numbers, with ; between them"), max_length=1000, required=False)
    sms = forms.CharField(label=_("Numbers for text messages"), max_length=1000, required=False)
    chat_url = forms.CharField(label=_("Address of the chat"), max_length=1000, required=False)
    email = forms.CharField(label=_("Mail address"), max_length=300, required=False)
    homepage = forms.CharField(label=_("Website"), max_length=1000, required=False)
    hours = forms.CharField(label=_("Hours, such as: Mon-Fri 09:00-17:00"), max_length=300, required=False)
    cost = forms.CharField(label=_("Cost; free, when it is"), max_length=300, required=False)
    anonymity = forms.ChoiceField(
        label=_("Whether they ask for a name"),
        choices=[("", _("not known")), *ANONYMITY_TERMS.items()],
        required=False,
    )
    why = forms.CharField(label=_("Why"), max_length=300, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def cells(self) -> dict[str, str]:
        """The fields as a row of a table has them."""
        said = {**self.cleaned_data, "description": self.cleaned_data["description"].replace("\r\n", "\n")}
        said |= {name: self.initial[name] for name in FIELDS if self.is_untouched(name)}
        return {name: " ".join(said[name]) if isinstance(said[name], list) else said[name] for name in FIELDS}


_FACTS = {
    "description": _("What they do"),
    "field": _("Needs"),
    "audience": _("For whom"),
    "country": _("Countries"),
    "region": _("Region"),
    "languages": _("Languages"),
    "cost": _("Cost"),
    "anonymity": _("Whether they ask for a name"),
}


def initial_of(cells: dict[str, str]) -> dict[str, Any]:
    """The fields of a row of a table as the form has them."""
    return {**cells, "field": cells["field"].split(), "audience": cells["audience"].split()}


def facts_said(cells: dict[str, str]) -> list[tuple[str, str]]:
    """What is known of an entry beside its names and how it is reached: label and words, of what is known."""
    said = {
        **cells,
        "field": ", ".join(str(NEEDS[one]) for one in cells["field"].split()),
        "audience": ", ".join(str(AUDIENCES[one]) for one in cells["audience"].split()),
        "anonymity": str(ANONYMITY_TERMS.get(cells["anonymity"], "")),
    }
    return [(str(label), said[name]) for name, label in _FACTS.items() if said[name]]


class SuggestionForm(forms.Form):
    """What anybody may fill in; labels are texts of the line. A list of codes is chosen, everything else is words."""

    organization = forms.CharField(max_length=300, required=False)
    description = forms.CharField(max_length=1000, required=False)
    field = forms.ChoiceField(choices=[("", ""), *NEEDS.items()], required=False)
    country = forms.RegexField(r"^[A-Z]{2}$", required=False)
    phone = forms.CharField(max_length=200, required=False)
    email = forms.CharField(max_length=300, required=False)
    homepage = forms.CharField(max_length=500, required=False)
    hours = forms.CharField(max_length=300, required=False)
    cost = forms.CharField(max_length=300, required=False)
    note = forms.CharField(max_length=1000, required=False)
    back = forms.CharField(max_length=254, required=False)
    form = forms.CharField(max_length=200)
    address = forms.CharField(max_length=500, required=False)

    def cells(self) -> dict[str, str]:
        """What was filled in, by the columns of a table. A new service is called like its organization."""
        said = {name: self.cleaned_data[name].strip() for name in FIELDS if self.cleaned_data.get(name)}
        return {name: text for name, text in said.items() if text}

    def clean(self) -> dict[str, Any]:
        """Something has to be said."""
        said = super().clean() or {}
        if not any(said.get(name) for name in (*FIELDS, "note")):
            raise forms.ValidationError("empty")
        return said


class CommentForm(forms.Form):
    """What anybody says about a page; of who supports a need, a name that may be left out."""

    text = forms.CharField(max_length=2000, required=False)
    form = forms.CharField(max_length=200)
    address = forms.CharField(max_length=500, required=False)


ROLES = ("helper", "adviser", "translator", "partner")


class InterestForm(forms.Form):
    """Somebody offers help: in words, or sealed already by their browser."""

    role = forms.ChoiceField(choices=[(one, one) for one in ROLES], required=False)
    name = forms.CharField(max_length=200, required=False)
    contact = forms.CharField(max_length=300, required=False)
    languages = forms.CharField(max_length=300, required=False)
    text = forms.CharField(max_length=4000, required=False)
    sealed = forms.CharField(max_length=500_000, required=False)
    form = forms.CharField(max_length=200)
    address = forms.CharField(max_length=500, required=False)

    def words(self) -> dict[str, str]:
        """What a lead is told, as the browser would seal it."""
        names = ("role", "name", "contact", "languages", "text")
        return {name: self.cleaned_data[name].strip() for name in names}


class LetterForm(forms.Form):
    """What anybody writes to a network, and where an answer reaches them."""

    text = forms.CharField(max_length=10_000)
    back = forms.CharField(max_length=254, required=False)
    form = forms.CharField(max_length=200)
    address = forms.CharField(max_length=500, required=False)
