"""Who somebody is, how they are reached, their posts and what they have learnt."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy

from gaisma.analytics.vocabulary import (
    LANGUAGES,
    ROLES,
    STAGES,
    VACANCY_SOURCES,
)
from gaisma.analytics.work_terms import VACANCY_FILLINGS
from gaisma.base.forms import RowChoice, day, seen_revision
from gaisma.base.models import Organisation
from gaisma.base.permissions import Reader
from gaisma.record.people import fields
from gaisma.record.people.words import CONTACT_KINDS, REACHES, RELATIONS

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


ORDER_HELP = gettext_lazy("The smallest number is tried first.")


class ContactForm(forms.Form):
    """A way to reach a person."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=list(CONTACT_KINDS.items()))
    value = forms.CharField(label=gettext_lazy("Contact"), max_length=255)
    order = forms.IntegerField(
        label=gettext_lazy("Order"), min_value=1, max_value=99, initial=1, help_text=ORDER_HELP
    )


class ContactChangeForm(ContactForm):
    """The same for a contact that is there."""

    revision = seen_revision()


class GuardianTerms(forms.Form):
    """What somebody is to a learner, and what they may be told."""

    relation = forms.ChoiceField(label=gettext_lazy("Relation"), choices=list(RELATIONS.items()))
    reach = forms.ChoiceField(label=gettext_lazy("May be told"), choices=list(REACHES.items()))
    order = forms.IntegerField(
        label=gettext_lazy("Order"), min_value=1, max_value=99, initial=1, help_text=ORDER_HELP
    )


class GuardianForm(NamedForm, GuardianTerms):
    """Somebody responsible for a learner."""

    field_order = ("personal_code", "given_name", "family_name", "relation", "reach", "order")


class GuardianChangeForm(GuardianTerms):
    """The same for somebody who is there."""

    revision = seen_revision()


class IdentifierForm(forms.Form):
    """What another system calls the person."""

    scheme = forms.CharField(
        label=gettext_lazy("Register or system"),
        max_length=64,
        help_text=gettext_lazy("As imports name it, for example: viis."),
    )
    value = forms.CharField(label=gettext_lazy("Number there"), max_length=255)


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
