"""What is asked of an activity and of a body: no form here asks for a child."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from gaisma.analytics.safety_terms import (
    ACTIVITY_AREAS,
    ACTIVITY_KINDS,
    ARRANGERS,
    KINDS_OF_AREA,
    PARTNER_KINDS,
)
from gaisma.base import terms
from gaisma.base.forms import NewOrRevised, Revised, RowChoice, day, lines, offer
from gaisma.base.models import Organisation
from gaisma.quality.wellbeing.models import PartnerBody, SupportActivity
from gaisma.quality.wellbeing.tables import GRADES
from gaisma.record.people import fields

NO_NAMES = gettext_lazy("Names of children do not belong here.")


def kinds() -> list[tuple[str, Any]]:
    """All kinds under their areas, as a choice offers them."""
    return [
        (
            capfirst(terms.title(ACTIVITY_AREAS, area)),
            terms.choices(ACTIVITY_KINDS, codes, written=capfirst),
        )
        for area, codes in KINDS_OF_AREA.items()
    ]


class ActivityForm(NewOrRevised):
    """What is to be done, with whom, when; a new one says at which institution."""

    institution = RowChoice(Organisation.objects.none(), label=gettext_lazy("Institution"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind of activity"), choices=kinds)
    topic = forms.CharField(
        label=gettext_lazy("Topic"), max_length=160, required=False, help_text=NO_NAMES
    )
    planned_on = day(label=gettext_lazy("Planned day"))
    grades = forms.MultipleChoiceField(
        label=gettext_lazy("Grades"),
        choices=[(grade, grade) for grade in GRADES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    partner = RowChoice(
        PartnerBody.objects.none(), label=gettext_lazy("With which body"), required=False
    )
    arranged_by = fields.term(
        ARRANGERS,
        label=gettext_lazy("Who arranges it"),
        help_text=gettext_lazy(
            "The authority agrees with police and other bodies; what the institution does by "
            "itself it agrees on and marks as held itself."
        ),
    )
    answers = forms.CharField(
        label=gettext_lazy("Who answers for it"), max_length=160, required=False
    )

    def __init__(
        self,
        *args: Any,
        places: QuerySet[Organisation] | None,
        partners: QuerySet[PartnerBody],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        offer(self, "partner", partners)
        if places is None:
            del self.fields["institution"]
        else:
            offer(self, "institution", places)

    @staticmethod
    def of(row: SupportActivity) -> dict[str, Any]:
        """What the form shows of an activity."""
        names = ("kind", "topic", "planned_on", "grades", "arranged_by", "answers", "revision")
        return {name: getattr(row, name) for name in names} | {"partner": row.partner_id}


class HeldForm(Revised):
    """When it was held, for how long, whom it reached, what came of it."""

    held_on = day(label=gettext_lazy("Held on"))
    hours = forms.DecimalField(
        label=gettext_lazy("Hours"),
        min_value=Decimal("0.25"),
        max_digits=5,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "0.25"}),
        help_text=gettext_lazy("To a quarter of an hour."),
    )
    learners = forms.IntegerField(
        label=gettext_lazy("Learners reached"), min_value=0, max_value=9999
    )
    adults = forms.IntegerField(label=gettext_lazy("Adults reached"), min_value=0, max_value=9999)
    came_of_it = lines(
        gettext_lazy("What came of it, what is recommended"), rows=5, help_text=NO_NAMES
    )

    @staticmethod
    def of(row: SupportActivity) -> dict[str, Any]:
        """What the form shows of an activity that was held."""
        names = ("held_on", "hours", "learners", "adults", "came_of_it", "revision")
        return {name: getattr(row, name) for name in names}


class ReasonForm(Revised):
    """Why it does not take place."""

    reason = lines(gettext_lazy("Why"), required=True, rows=3, max_length=255, help_text=NO_NAMES)


class PartnerForm(NewOrRevised):
    """A body, and whoever is asked there."""

    kind = fields.term(PARTNER_KINDS, label=gettext_lazy("Kind of body"))
    name = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    institution = RowChoice(
        Organisation.objects.none(),
        label=gettext_lazy("With which institution it works"),
        required=False,
        empty_label=gettext_lazy("with all of the city"),
    )
    contact = forms.CharField(label=gettext_lazy("Contact person"), max_length=160, required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)

    def __init__(
        self, *args: Any, places: QuerySet[Organisation], for_city: bool, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        offer(self, "institution", places)
        if not for_city:
            field: Any = self.fields["institution"]
            field.required, field.empty_label = True, None

    @staticmethod
    def of(row: PartnerBody) -> dict[str, Any]:
        """What the form shows of a body."""
        names = ("kind", "name", "contact", "phone", "email", "revision")
        return {name: getattr(row, name) for name in names} | {"institution": row.institution_id}


class CloseForm(Revised):
    """From when on there is no work with it."""

    closed_on = day(label=gettext_lazy("Last day"))


def offered(partners: QuerySet[PartnerBody], row: SupportActivity) -> QuerySet[PartnerBody]:
    """The bodies with which the institution works, and the one that stands in the row."""
    works = PartnerBody.objects.for_institution(row.institution)
    return partners.filter(Q(pk__in=works) | Q(pk=row.partner_id))
