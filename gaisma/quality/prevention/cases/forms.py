"""What is asked of a case: what it is about, who takes part, the plan, what was given, its end."""

from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from gaisma.analytics.support_terms import (
    ATTENDED,
    BODIES,
    CASE_OUTCOMES,
    CASE_REASONS,
    CASE_SIGHTS,
    FUNDINGS,
    SUPPORT_KINDS,
)
from gaisma.analytics.vocabulary import Vocabulary
from gaisma.base import terms
from gaisma.base.forms import NewOrRevised, Revised, RowChoice, day, lines, offer
from gaisma.base.models import Organisation
from gaisma.quality.prevention.models import Case, Review, Support
from gaisma.record.people import fields
from gaisma.record.people.models import Person


def several(vocabulary: Vocabulary, **given: Any) -> forms.MultipleChoiceField:
    """Any of a closed list."""

    # A list that is made anew in each reader's language.
    choices = partial(terms.choices, vocabulary, written=capfirst)
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **given)


class PersonChoice(RowChoice):
    """People by family name."""

    def label_from_instance(self, obj: Person) -> str:
        return f"{obj.family_name}, {obj.given_name}"


class AboutForm(forms.Form):
    """What a case is about, and who answers for it."""

    owner = PersonChoice(
        Person.objects.none(), label=gettext_lazy("Who leads the case"), empty_label=None
    )
    reasons = several(CASE_REASONS, label=gettext_lazy("Reasons"))
    situation = lines(
        gettext_lazy("What was noticed, and what the learner and the family say"),
        rows=6,
        help_text=gettext_lazy("As little as the help takes; no words on other people."),
    )

    def __init__(self, *args: Any, owners: QuerySet[Person], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "owner", owners)


class CaseForm(AboutForm):
    """A case that is opened."""

    institution = RowChoice(
        Organisation.objects.none(), label=gettext_lazy("Institution"), empty_label=None
    )
    opened_on = day(label=gettext_lazy("From the day"))
    field_order = ("institution", "opened_on", "owner", "reasons", "situation")

    def __init__(self, *args: Any, places: list[Organisation], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "institution", Organisation.objects.filter(pk__in=[one.pk for one in places]))


class CaseChangeForm(AboutForm, Revised):
    """The same of a case that stands."""

    @staticmethod
    def of(case: Case) -> dict[str, Any]:
        """What the form shows of a case."""
        names = ("reasons", "situation", "revision")
        return {"owner": case.owner_id, **{name: getattr(case, name) for name in names}}


class ParticipantForm(forms.Form):
    """Who takes part, and how much they see."""

    person = PersonChoice(Person.objects.none(), label=gettext_lazy("Who"))
    body = fields.term(BODIES, label=gettext_lazy("On behalf of"))
    sees = fields.term(CASE_SIGHTS, label=gettext_lazy("Sees"), initial="plan")
    until = day(label=gettext_lazy("Until the day"), required=False)

    def __init__(self, *args: Any, people: QuerySet[Person], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "person", people)


class SupportForm(NewOrRevised):
    """Support that is planned."""

    kind = fields.term(SUPPORT_KINDS, label=gettext_lazy("Support"))
    subject = forms.CharField(
        label=gettext_lazy("Area or subject"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Such as the subject of the consultations."),
    )
    giver = PersonChoice(Person.objects.none(), label=gettext_lazy("Who gives it"), required=False)
    funding = fields.term(FUNDINGS, label=gettext_lazy("Paid from"))
    from_on = day(label=gettext_lazy("From the day"))
    to_on = day(label=gettext_lazy("To the day"), required=False)
    planned_hours = forms.DecimalField(
        label=gettext_lazy("Planned hours"),
        min_value=0,
        max_value=2000,
        decimal_places=1,
        required=False,
    )

    def __init__(self, *args: Any, givers: QuerySet[Person], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "giver", givers)

    @staticmethod
    def of(support: Support) -> dict[str, Any]:
        """What the form shows of planned support."""
        names = ("kind", "subject", "funding", "from_on", "to_on", "planned_hours", "revision")
        return {"giver": support.giver_id, **{name: getattr(support, name) for name in names}}


class GiveForm(forms.Form):
    """What was given on a day: the day is today, so that the hours alone are left to write."""

    hours = forms.DecimalField(
        label=gettext_lazy("Hours"), max_value=24, decimal_places=2, required=False
    )
    amount = forms.DecimalField(
        label=gettext_lazy("Money, €"), max_value=100_000, decimal_places=2, required=False
    )
    on = day(label=gettext_lazy("On the day"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not given.get("hours") and not given.get("amount"):
            self.add_error("hours", gettext("Write the hours, or the money."))
        return given


class MeetingForm(forms.Form):
    """A meeting that was held."""

    held_on = day(label=gettext_lazy("Took place on"))
    attended = several(ATTENDED, label=gettext_lazy("Who was there"))
    agreed = lines(gettext_lazy("What was agreed"), required=True, rows=5)


class ReviewDayForm(forms.Form):
    """The day of a review."""

    due_on = day(label=gettext_lazy("Day of the review"))


class ReviewForm(Revised):
    """What a review found."""

    held_on = day(label=gettext_lazy("Took place on"))
    found = lines(gettext_lazy("Does the plan help, and what changes"), required=True, rows=5)

    @staticmethod
    def of(review: Review) -> dict[str, Any]:
        """What the form shows of a review."""
        return {
            "revision": review.revision,
            "held_on": review.held_on or review.due_on,
            "found": review.found,
        }


class CloseForm(Revised):
    """How a case ends."""

    closed_on = day(label=gettext_lazy("Closed on"))
    outcome = fields.term(CASE_OUTCOMES, label=gettext_lazy("Outcome of the case"))
    learnt = lines(
        gettext_lazy("What helped, and what did not"),
        rows=4,
        help_text=gettext_lazy("The team reads it when it helps the next one."),
    )
