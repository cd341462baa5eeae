"""Posts, vacancies, and what members of staff have learnt."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy

from gaisma.analytics.vocabulary import (
    ROLES,
    STAGES,
    VACANCY_SOURCES,
)
from gaisma.analytics.work_terms import VACANCY_FILLINGS
from gaisma.base.forms import RowChoice, day, seen_revision
from gaisma.base.models import Organisation
from gaisma.base.permissions import Reader
from gaisma.record.people import fields
from gaisma.record.people.forms.persons import NamedForm

LOAD_HELP = gettext_lazy("The share of a full-time post: 1, 0.5, 0.125.")


class _Load(forms.DecimalField):
    def prepare_value(self, value: Any) -> Any:
        """A full post is 1, not 1.000."""
        return value.normalize() if isinstance(value, Decimal) else value


def _load() -> forms.DecimalField:
    return _Load(
        label=gettext_lazy("Load"),
        min_value=Decimal(0),
        max_value=Decimal(3),
        max_digits=6,
        decimal_places=3,
        localize=True,
        help_text=LOAD_HELP,
    )


class TermsForm(forms.Form):
    """The terms of a post."""

    load = _load()
    stage = fields.term(STAGES, none="–", label=gettext_lazy("Stage of education"), required=False)
    permanent = fields.yes_or_no(
        label=gettext_lazy("Contract"),
        unknown="–",
        yes=gettext_lazy("permanent"),
        no=gettext_lazy("for a fixed term"),
    )
    qualified = fields.yes_or_no(
        label=gettext_lazy("Qualified for the role"),
        unknown="–",
        yes=gettext_lazy("yes"),
        no=gettext_lazy("no"),
    )
    to_on = day(label=gettext_lazy("Last day"), required=False)


class TermsChangeForm(TermsForm):
    """The terms of a post that is held."""

    revision = seen_revision()


class PostForm(TermsForm):
    """A post of somebody at an institution."""

    institution = RowChoice(Organisation.objects.none(), label=gettext_lazy("Institution"))
    role = fields.term(ROLES, none="–", label=gettext_lazy("Role"))
    from_on = day(label=gettext_lazy("First day"))

    field_order: tuple[str, ...] = ("institution", "role", "load", "stage", "from_on", "to_on")

    def __init__(self, *args: Any, user: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_institutions(self, user)


class TakeOnForm(NamedForm, PostForm):
    """A new member of staff."""

    field_order = (
        *("personal_code", "given_name", "family_name", "born_on"),
        *("institution", "role", "load", "stage", "from_on", "to_on"),
    )


class EndForm(forms.Form):
    """The last day of something."""

    on = day(label=gettext_lazy("Last day"))
    revision = seen_revision()


class VacancyForm(forms.Form):
    """A post that waits to be filled."""

    institution = RowChoice(Organisation.objects.none(), label=gettext_lazy("Institution"))
    role = fields.term(ROLES, none="–", label=gettext_lazy("Role"))
    load = _load()
    opened_on = day(label=gettext_lazy("Open since"))
    expected_on = day(label=gettext_lazy("To be filled by"), required=False)
    filling = fields.term(
        VACANCY_FILLINGS, label=gettext_lazy("How it is to be filled"), initial="open"
    )
    source = fields.term(VACANCY_SOURCES, label=gettext_lazy("Who told of it"))

    def __init__(self, *args: Any, user: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_institutions(self, user)


class FillingForm(forms.Form):
    """By when a vacant post is to be filled, and how."""

    expected_on = day(label=gettext_lazy("To be filled by"), required=False)
    filling = fields.term(VACANCY_FILLINGS, label=gettext_lazy("How it is to be filled"))
    revision = seen_revision()


class QualificationForm(forms.Form):
    """An education or a qualification."""

    title = forms.CharField(label=gettext_lazy("Education or qualification"), max_length=255)
    document = forms.CharField(label=gettext_lazy("Document"), max_length=120, required=False)
    obtained_on = day(label=gettext_lazy("Obtained"), required=False)
    valid_until = day(
        label=gettext_lazy("Valid until"),
        required=False,
        help_text=gettext_lazy("Empty where it does not expire."),
    )


class QualificationChangeForm(QualificationForm):
    """The same for one that is recorded."""

    revision = seen_revision()


class DevelopmentForm(forms.Form):
    """Hours of professional development."""

    topic = forms.CharField(label=gettext_lazy("Topic"), max_length=255)
    hours = forms.DecimalField(
        label=gettext_lazy("Hours"),
        min_value=Decimal("0.5"),
        max_digits=6,
        decimal_places=1,
        localize=True,
    )
    completed_on = day(label=gettext_lazy("Completed"))


def _offer_institutions(form: forms.Form, user: Reader) -> None:
    """Only those that the user keeps; the only one is chosen."""
    institution = cast("forms.ModelChoiceField[Organisation]", form.fields["institution"])
    institution.queryset = fields.kept_institutions(user)
    if institution.queryset.count() == 1:
        institution.initial = institution.queryset.get()
