"""Who somebody is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from gaisma.analytics.vocabulary import LANGUAGES
from gaisma.base.forms import day, seen_revision
from gaisma.record.people import fields

CODE_HELP = gettext_lazy("As in the identity document, for example 010190-12345.")


class FindForm(forms.Form):
    """A person by a number; it is sent and never stands in an address."""

    number = forms.CharField(
        label=gettext_lazy("Personal code or number"),
        help_text=gettext_lazy("Also a number in the state register or in another system."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class DetailsForm(forms.Form):
    """What is known about a person."""

    given_name = forms.CharField(label=gettext_lazy("Given name"), max_length=120)
    family_name = forms.CharField(label=gettext_lazy("Family name"), max_length=120)
    born_on = day(label=gettext_lazy("Date of birth"), required=False)
    language = fields.term(
        LANGUAGES, none="–", label=gettext_lazy("Language spoken at home"), required=False
    )
    register_id = forms.CharField(
        label=gettext_lazy("Number in the state register"), max_length=64, required=False
    )
    revision = seen_revision()


class CodeForm(forms.Form):
    """A personal code; an empty one removes what is kept."""

    personal_code = forms.CharField(
        label=gettext_lazy("Personal code"),
        help_text=CODE_HELP,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    revision = seen_revision()


class NamedForm(forms.Form):
    """Somebody known by the personal code, or somebody new."""

    personal_code = forms.CharField(
        label=gettext_lazy("Personal code"),
        required=False,
        help_text=gettext_lazy(
            "Whoever has this code, name and date of birth in the record is taken from there."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    given_name = forms.CharField(label=gettext_lazy("Given name"), max_length=120, required=False)
    family_name = forms.CharField(label=gettext_lazy("Family name"), max_length=120, required=False)
    born_on = day(label=gettext_lazy("Date of birth"), required=False)
    language = fields.term(
        LANGUAGES, none="–", label=gettext_lazy("Language spoken at home"), required=False
    )

    DETAILS = ("given_name", "family_name", "born_on", "language")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("personal_code") and not (
            given.get("given_name") and given.get("family_name")
        ):
            raise forms.ValidationError(
                gettext_lazy("Write the personal code, or the given and the family name."),
                code="nobody",
            )
        return given

    @classmethod
    def parted(cls, given: dict[str, Any]) -> dict[str, Any]:
        """The cleaned data with who it is under `details`, as the actions take it."""
        details = {name: given[name] for name in cls.DETAILS}
        rest = {name: value for name, value in given.items() if name not in cls.DETAILS}
        return {**rest, "details": details}


class MergeForm(forms.Form):
    """That two records are of one person."""

    is_sure = forms.BooleanField(
        label=gettext_lazy("I have compared both: they are one and the same person.")
    )


class EraseForm(forms.Form):
    """That the person is to be erased."""

    is_sure = forms.BooleanField(label=gettext_lazy("I know that this cannot be undone."))
