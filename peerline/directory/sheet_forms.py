"""What editors post about the lists of the movement: one field a column, in one order with the table."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from peerline.directory.actions.news import Correction, Told
from peerline.directory.actions.sheets import LONGEST_CELL, LONGEST_KEY, RowWanted
from peerline.directory.forms import KeptForm
from peerline.directory.models import Need
from peerline.directory.sheets import Sheet

NAMES: Final[dict[str, Promise]] = {
    "networks": _("Networks"),
    "partners": _("Partner organizations"),
    "needs": _("Needs"),
    "resources": _("Resources outside the movement"),
}
STATES: Final[dict[str, Promise]] = {
    Need.OPEN: _("open"),
    Need.BEGUN: _("somebody works on it"),
    Need.MET: _("it is there now"),
    Need.DROPPED: _("given up"),
}
# Of a piece of news: for its form, and for its history.
_DAY, _TITLE, _TEXT = _("Day"), _("Title"), _("What there is to tell")
LABELS: Final[dict[str, Promise]] = {
    "name": _("Name"),
    "affiliate": _("Supporting affiliate"),
    "channels": _("Channels used"),
    "languages": _("Languages"),
    "focus": _("Special focus"),
    "page": _("Wiki page: a title on Meta, or an address"),
    "contact": _("Contact, as everybody may read it"),
    "offer": _("What it offers"),
    "audience": _("For whom"),
    "hours": _("Hours"),
    "behind": _("Who stands behind it"),
    "since": _("Since when"),
    "training": _("How its peers are trained"),
    "privacy": _("Privacy: what is kept, and who reads it"),
    "place": _("Region or country"),
    "homepage": _("Website"),
    "about": _("What it is"),
    "source": _("Who asked for it"),
    "support": _("Who else supports it"),
    "state": _("State"),
    "became": _("What became of it, in one sentence"),
    "became_on": _("On which day"),
    "on": _DAY,
    "title": _TITLE,
    "text": _TEXT,
}


LONG: Final = frozenset(("offer", "behind", "training", "privacy", "about", "became"))


class ListForm(KeptForm):
    """What is compared with what stands there: when another editor was first, both are shown."""

    is_compared = False

    def compare(self) -> None:
        """Show beside each field what is there now; what is kept next was compared with that."""
        self.is_compared = True
        self.data = {name: self.data[name] for name in self.data} | {"seen": self.initial["seen"]}

    def rows(self) -> list[tuple[forms.BoundField, str]]:
        """The fields that people see, each with what is there now, where that is asked for and differs."""
        return [(one, self._there(one)) for one in self.visible_fields()]

    def _there(self, one: forms.BoundField) -> str:
        said = one.initial or ""
        if not self.is_compared or one.name not in self.initial or said == (one.value() or ""):
            return ""
        words = STATES if one.name == "state" else {}
        return str(words.get(said, said)) or "–"


class RowForm(ListForm):
    """One row of a list."""

    why = forms.CharField(label=_("Why"), max_length=300, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, sheet: Sheet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own, self.fields = self.fields, {}
        for name in sheet.fields:
            self.fields[name] = _field(sheet, name)
            self.fields[name].widget.attrs.update({"class": _class(self.fields[name]), "dir": "auto"})
        self.fields.update(own)
        self.sheet = sheet

    def wanted(self) -> RowWanted:
        """What the editor wants of the row."""
        said = self.cleaned_data
        return RowWanted({name: said[name] or "" for name in self.sheet.fields}, said["seen"], said["why"])


class NewsForm(ListForm):
    """One piece of news."""

    on = forms.DateField(label=_DAY, widget=forms.DateInput(attrs={"type": "date"}))
    title = forms.CharField(label=_TITLE, max_length=200)
    text = forms.CharField(label=_TEXT, max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["class"] = "cdx-text-area__textarea"

    def told(self) -> Told:
        """The news."""
        return Told(self.cleaned_data["on"], self.cleaned_data["title"], self.cleaned_data["text"])


class CorrectionForm(NewsForm):
    """Other words for a piece of news, or another day."""

    why = forms.CharField(label=_("Why"), max_length=300, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def wanted(self) -> Correction:
        """What the editor wants of it."""
        return Correction(self.told(), self.cleaned_data["seen"], self.cleaned_data["why"])


class ContactForm(KeptForm):
    """Where the letters to a network or a partner go."""

    mail = forms.CharField(label=_("Mail address"), max_length=254)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mail"].widget.attrs.update({"inputmode": "email", "dir": "ltr", "spellcheck": "false"})


class AnswerForm(forms.Form):
    """What becomes of a comment."""

    act = forms.ChoiceField(choices=[(one, one) for one in ("shown", "noted", "drop")])
    answer = forms.CharField(max_length=1000, required=False)


def _field(sheet: Sheet, name: str) -> forms.Field:
    if name == "state":
        return forms.ChoiceField(label=str(LABELS[name]), choices=list(STATES.items()), required=False)
    if name == "became_on":
        day = forms.DateInput(attrs={"type": "date"})
        return forms.RegexField(r"^\d{4}-\d\d-\d\d$", label=str(LABELS[name]), required=False, widget=day)
    longest = LONGEST_KEY if name in sheet.key else LONGEST_CELL
    widget = forms.Textarea(attrs={"rows": 2}) if name in LONG else forms.TextInput()
    return forms.CharField(label=str(LABELS[name]), max_length=longest, required=name == "name", widget=widget)


def _class(one: forms.Field) -> str:
    if isinstance(one.widget, forms.Textarea):
        return "cdx-text-area__textarea"
    return "cdx-select" if isinstance(one, forms.ChoiceField) else "cdx-text-input__input"
