"""Forms of roles, invitations and one's own account."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gaisma.base import roles
from gaisma.base.accounts import policies
from gaisma.base.forms import RowChoice, day
from gaisma.base.models import User
from gaisma.base.models.organisations import Organisation

LARGEST_LIST = 2 * 1024 * 1024


class Grant(forms.Form):
    """A role on a node, from and to; only what the person may grant is offered."""

    role = forms.ChoiceField(label=_("Role here"))
    organisation = RowChoice(
        Organisation.objects.none(),
        label=_("Place"),
        help_text=_("The role reaches this place and all below it."),
    )
    from_on = day(label=_("First day"))
    to_on = day(label=_("Last day"), required=False, help_text=_("Empty: until somebody ends it."))

    def __init__(self, *args: Any, by: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = policies.offered(by)
        titles = [(role, roles.title(role)) for role in roles.TITLES if role in offered]
        self.fields["role"].choices = [("", "–"), *titles]  # type: ignore[attr-defined]
        places = policies.places(by)
        self.fields["organisation"].queryset = places  # type: ignore[attr-defined]
        self.fields["from_on"].initial = today


class Invite(Grant):
    """A role for somebody who is asked by mail."""

    email = forms.EmailField(label=_("E-mail address"))
    full_name = forms.CharField(label=_("Name and surname"), max_length=200)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)
    field_order = ("full_name", "email", "language", "role", "organisation", "from_on", "to_on")


class EndGrant(forms.Form):
    """The last day of a role."""

    on = day(label=_("Last day"), help_text=_("Choose yesterday, and the role ends at once."))


class InviteList(forms.Form):
    """Many at once: lines that were pasted, or a file."""

    lines = forms.CharField(
        label=_("Lines"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Copied from a spreadsheet, with its heading, or separated by semicolons."),
    )
    file = forms.FileField(label=_("Or a file (XLSX, CSV)"), required=False)
    language = forms.ChoiceField(label=_("Language of the letters"), choices=settings.LANGUAGES)

    def clean(self) -> dict[str, Any]:
        """One of the two must be there, and no more than can be read at once."""
        given = super().clean() or {}
        if bool(given.get("lines")) == bool(given.get("file")):
            raise forms.ValidationError(_("Paste lines, or choose a file: one of the two."))
        if given.get("file") and given["file"].size > LARGEST_LIST:
            raise forms.ValidationError(_("The file is larger than 2 MB: cut it into parts."))
        return given


class Accept(forms.Form):
    """How the invited person is called, and a password."""

    full_name = forms.CharField(label=_("Name and surname"), max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least twelve characters; several words in a row are easy to remember."),
    )
    again = forms.CharField(
        label=_("The password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """Both must be the same."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password"):
            raise forms.ValidationError(_("The two passwords differ."))
        return again


class OwnName(forms.Form):
    """How one is called, and the language."""

    full_name = forms.CharField(
        label=_("Name and surname"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language of pages and letters"), choices=settings.LANGUAGES
    )


class Address(forms.Form):
    """An e-mail address."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
