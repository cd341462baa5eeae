from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from gaisma.base.forms import Revised, day
from gaisma.base.models import Organisation
from gaisma.record.organisations.models import Licence, Site


class ContactForm(Revised):
    """Where an institution is and how it is reached."""

    address = forms.CharField(label=gettext_lazy("Address"), max_length=255, required=False)
    phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        max_length=64,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    website = forms.URLField(
        label=gettext_lazy("Website"), required=False, assume_scheme="https", max_length=200
    )

    @staticmethod
    def values(institution: Organisation) -> dict[str, Any]:
        """What the form shows at first."""
        names = ("revision", "address", "phone", "email", "website")
        return {name: getattr(institution, name) for name in names}


class SiteForm(forms.Form):
    """A building or a place where an institution works."""

    name = forms.CharField(label=gettext_lazy("Name of the site"), max_length=120)
    address = forms.CharField(label=gettext_lazy("Address"), max_length=255)
    latitude = forms.DecimalField(
        label=gettext_lazy("Latitude"),
        min_value=-90,
        max_value=90,
        max_digits=9,
        decimal_places=6,
        required=False,
        help_text=gettext_lazy("In degrees, such as 55.874700. Both or neither; for the map."),
    )
    longitude = forms.DecimalField(
        label=gettext_lazy("Longitude"),
        min_value=-180,
        max_value=180,
        max_digits=9,
        decimal_places=6,
        required=False,
        help_text=gettext_lazy("In degrees, such as 26.536200."),
    )

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for one of the two coordinates."""
        given = super().clean() or {}
        if (given.get("latitude") is None) != (given.get("longitude") is None):
            raise forms.ValidationError(gettext("Give both coordinates or neither of them."))
        return given

    @staticmethod
    def values(site: Site) -> dict[str, Any]:
        """What the form shows at first."""
        names = ("revision", "name", "address", "latitude", "longitude")
        return {name: getattr(site, name) for name in names}


class ChangeSiteForm(SiteForm, Revised):
    """A site that is there."""


def _kinds() -> list[tuple[str, str]]:
    return [("licence", gettext("Licence")), ("accreditation", gettext("Accreditation"))]


class LicenceForm(forms.Form):
    """A licence or an accreditation with its term."""

    kind = forms.ChoiceField(label=pgettext_lazy("licence", "Kind"), choices=_kinds)
    number = forms.CharField(label=gettext_lazy("Number"), max_length=64)
    from_on = day(label=gettext_lazy("Valid from"))
    to_on = day(
        label=gettext_lazy("Valid until"),
        required=False,
        help_text=gettext_lazy("The last day included; empty for no end."),
    )

    @staticmethod
    def values(licence: Licence) -> dict[str, Any]:
        """What the form shows at first."""
        names = ("revision", "kind", "number", "from_on", "to_on")
        return {name: getattr(licence, name) for name in names}


class ChangeLicenceForm(LicenceForm, Revised):
    """A licence that is there."""
