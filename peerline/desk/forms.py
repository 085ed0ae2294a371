"""The forms of the coordinator's pages for the line. `seen` is a fingerprint of what the page showed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peerline.line import policy
from peerline.line.actions import Names, Reach
from peerline.people.forms import CodexForm

RECEIPTS = {
    "full": _("full: when an answer comes, who answers, emergency numbers"),
    "short": _("short: when an answer comes, emergency numbers"),
    "none": _("none"),
}
WHO_ANSWERS_NEXT = {
    "same": _("the one who holds it, however long it takes"),
    "pair": _("the one who holds it; half way through the promise any holder may take it"),
    "shift": _("any holder, at once"),
}


class DeskForm(CodexForm):
    """A form with Codex's class names for areas and lists too, and the fingerprint."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs.update({"class": "cdx-text-area__textarea", "dir": "auto", "spellcheck": "true"})
            if isinstance(field.widget, forms.Select):
                field.widget.attrs["class"] = "cdx-select"
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"id_{self._name_of(field)}-hint"

    def _name_of(self, wanted: forms.Field) -> str:
        return next(name for name, field in self.fields.items() if field is wanted)

    def show_again(self, seen: str) -> None:
        """Keep what was typed, beside what stands now: sent again, it replaces that knowingly."""
        self.data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, when the form is bound to a request
        self.data["seen"] = seen  # type: ignore[index]


class LineForm(DeskForm):
    """What the line is called, and for whom it is."""

    name = forms.CharField(label=_("Name of the line"), max_length=80)
    sender_name = forms.CharField(
        label=_("Sender name"),
        max_length=60,
        help_text=_("Seen in every mailbox over every shoulder. Best a first name."),
    )
    languages = forms.CharField(
        label=_("Languages you answer in"),
        max_length=400,
        help_text=_("As tags, with spaces, the line’s own first: “en”, “pt-BR”."),
    )
    countries = forms.CharField(
        label=_("Countries most writers live in"),
        max_length=400,
        required=False,
        help_text=_("As two letters, with spaces: “IE”, “PL”. Their emergency numbers come first."),
    )
    time_zone = forms.CharField(
        label=_("Time zone"), max_length=64, help_text=_("Times in letters are told in it: “Europe/Dublin”.")
    )

    def names(self) -> Names:
        """For actions.set_names."""
        return Names(self.cleaned_data["name"], self.cleaned_data["sender_name"])

    def reach(self) -> Reach:
        """For actions.set_reach."""
        said = {name: self.cleaned_data[name].replace(",", " ").split() for name in ("languages", "countries")}
        countries = tuple(country.upper() for country in said["countries"])
        return Reach(tuple(said["languages"]), countries, self.cleaned_data["time_zone"].strip())


def _days(name: str, label: Any) -> forms.IntegerField:
    lowest, highest = policy.LOWEST.get(name, 1), policy.HIGHEST[name]
    return forms.IntegerField(label=label, min_value=lowest, max_value=highest)


class PromiseForm(DeskForm):
    """What is promised, and how."""

    promise_hours = forms.IntegerField(
        label=_("Hours until an answer, at most"), min_value=1, max_value=policy.HIGHEST["promise_hours"]
    )
    urgent_promise_hours = forms.IntegerField(
        label=_("The same for what is urgent"), min_value=1, max_value=policy.HIGHEST["urgent_promise_hours"]
    )
    receipt = forms.ChoiceField(label=_("Automatic first answer"), choices=lambda: list(RECEIPTS.items()))
    who_answers_next = forms.ChoiceField(
        label=_("Who answers when a seeker writes again"), choices=lambda: list(WHO_ANSWERS_NEXT.items())
    )


class JoiningForm(DeskForm):
    """How mail finds its conversation."""

    joins_by_address = forms.BooleanField(
        label=_("Mail from a proven address joins what its writer has open"),
        required=False,
        help_text=_(
            "Who writes a new mail instead of answering is found again, if the mail’s own server has signed it. Such a"
            " mail gets no automatic answer: whoever can write from that mailbox can tell by it that a conversation is"
            " open. What is needed for it stays in memory and is gone when the program starts anew."
        ),
    )


class RetentionForm(DeskForm):
    """After how many days what is stored goes by itself."""

    retention_days = _days("retention_days", _("A conversation, after its last word or its closing"))
    service_days = _days("service_days", _("Mail to postmaster@ and abuse@, and test letters"))
    draft_days = _days("draft_days", _("Drafts that never left"))
    event_days = _days("event_days", _("What happened to a conversation: who took it, who let whom in"))
    opening_days = _days("opening_days", _("Who opened a conversation"))
    post_days = _days("post_days", _("That a receipt left, and what is needed to know a bounce"))
    arrival_days = _days("arrival_days", _("That a mail came in, so that the same one is not stored twice"))


class PolicyTextsForm(DeskForm):
    """The texts of the policy in one language, and the two that have none. `{…}` is a blank."""

    confidentiality = forms.CharField(label=_("What you keep to yourselves"), widget=forms.Textarea, required=False)
    exceptions = forms.CharField(
        label=_("What you may have to tell, and to whom"), widget=forms.Textarea, required=False
    )
    minors = forms.CharField(label=_("What is different under 18"), widget=forms.Textarea, required=False)
    courts = forms.CharField(
        label=_("What you do when a court or the police asks"), widget=forms.Textarea, required=False
    )
    privacy = forms.CharField(label=_("What you keep, and their rights"), widget=forms.Textarea, required=False)
    breach = forms.CharField(
        label=_("What you do when data gets into wrong hands"), widget=forms.Textarea, required=False
    )
    complaints = forms.CharField(label=_("What happens with a complaint"), widget=forms.Textarea, required=False)
    complaints_contact = forms.CharField(
        label=_("Where complaints go"), max_length=200, required=False, help_text=_("Somebody who answers nobody here.")
    )
    privacy_body = forms.CharField(
        label=_("Who answers for the data"), max_length=300, required=False, help_text=_("Name and place.")
    )


class WordingForm(DeskForm):
    """One text of the line in one language."""

    text = forms.CharField(label=_("Text"), widget=forms.Textarea, required=False)
