"""The forms of the members' pages."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from babel import Locale, UnknownLocaleError
from django import forms
from django.utils.translation import gettext_lazy as _

from peerline.people import roles
from peerline.people.cargo import Invite, Self
from peerline.people.models import Member

HEX_DIGITS = 64
BOXES = (forms.CheckboxInput, forms.CheckboxSelectMultiple)


class CodeForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """What a sign-in posts: look-up id and sign-in secret, where allauth expects user name and password.

    The page never renders it: its fields are filled by the script from the words of the code.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("login", "password"):
            self.fields[name] = forms.RegexField(r"^[0-9a-f]+$", min_length=HEX_DIGITS, max_length=HEX_DIGITS)


class CodexForm(forms.Form):
    """A form whose fields carry Codex's class names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            kind = "checkbox" if isinstance(field.widget, BOXES) else "text-input"
            field.widget.attrs["class"] = f"cdx-{kind}__input"
            field.widget.attrs["autocomplete"] = "off"


class LanguagesForm(CodexForm):
    """The languages of a member: those of the line to tick, and any others as tags."""

    languages = forms.MultipleChoiceField(
        label=_("Languages you write in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    more_languages = forms.CharField(label=_("Other languages"), required=False, max_length=200)

    def __init__(self, *args: Any, offered: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["languages"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(tag, own_name(tag)) for tag in offered]

    def tags(self) -> tuple[str, ...]:
        """All that was named, in the order of the page."""
        return (*self.cleaned_data["languages"], *self.cleaned_data["more_languages"].replace(",", " ").split())


class SelfForm(LanguagesForm):
    """What a member says about themselves."""

    alias = forms.CharField(label=_("Alias"), max_length=60)
    time_zone = forms.CharField(label=_("Time zone"), max_length=64)

    field_order = ("alias", "languages", "more_languages", "time_zone")

    @classmethod
    def of(cls, member: Member, *, offered: list[str]) -> SelfForm:
        """The form as it stands."""
        languages = member.languages.split()
        initial = {"alias": member.alias, "languages": languages, "time_zone": member.time_zone}
        return cls(initial=initial, offered=offered)

    def said(self) -> Self:
        """What was said, for actions.change_self."""
        return Self(self.cleaned_data["alias"], self.tags(), self.cleaned_data["time_zone"])


class DutiesForm(CodexForm):
    """What a member does here."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=lambda: list(roles.WORDS.items()), widget=forms.CheckboxSelectMultiple
    )
    reviewed = forms.BooleanField(label=_("A second person reads every answer before it leaves"), required=False)


class InviteForm(LanguagesForm, DutiesForm):
    """Whom a coordinator invites."""

    alias = forms.CharField(label=_("Alias, as a suggestion"), required=False, max_length=40)

    field_order = ("alias", "roles", "reviewed", "languages", "more_languages")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].label = _("Languages they write in")

    def wish(self) -> Invite:
        """What was laid down, for actions.invite."""
        said = self.cleaned_data
        return Invite(said["alias"], tuple(said["roles"]), self.tags() or ("en",), said["reviewed"])


def own_name(tag: str) -> str:
    """The name of a language in that language; the tag itself when it is not known."""
    try:
        return Locale.parse(tag, sep="-").get_display_name() or tag
    except (UnknownLocaleError, ValueError):
        return tag
