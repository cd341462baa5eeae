"""Plans of observations, and what follows a lesson."""

from typing import Any

from django import forms
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_lazy

from gaisma.analytics.vocabulary import TEACHING_ROLES
from gaisma.base import wording
from gaisma.base.forms import (
    Revised,
    RowChoice,
    RowChoices,
    choices,
    day,
    lines,
    offer,
    seen_revision,
    time,
)
from gaisma.base.models import Organisation
from gaisma.quality.observations import permissions
from gaisma.quality.observations.models import Observation
from gaisma.quality.observations.tables import OBSERVERS, PURPOSES
from gaisma.record.instruments.forms.instruments import VersionChoice, offered
from gaisma.record.instruments.models import Version
from gaisma.record.people.models import Person
from gaisma.record.people.selectors import today
from gaisma.record.programmes.models import Group, Subject


class GroupChoice(RowChoice):
    """Groups, each with its school year."""

    def label_from_instance(self, obj: Group) -> str:
        return f"{obj.name} · {wording.school_year(obj.school_year.name)}"


class TeacherChoice(RowChoice):
    """Teachers, each with the day on which one of their lessons was seen last, as `seen_on`."""

    def label_from_instance(self, obj: Any) -> str:
        if obj.seen_on is None:
            return str(obj)
        told = gettext("%(name)s · observed on %(day)s")
        return told % {"name": obj, "day": wording.day(obj.seen_on)}


class StepChoice(RowChoice):
    """Next steps that were agreed on."""

    def label_from_instance(self, obj: Observation) -> str:
        step = Truncator(obj.next_step).chars(60)
        return f"{obj.teacher} · {wording.day(obj.on)} · {step}"


OBSERVED = (*TEACHING_ROLES, "head", "deputy_head", "methodologist")
"""Whose lessons and activities are observed."""


class PlanForm(forms.Form):
    """An observation on the plan; `sides` are those on which the planner names observers.

    `seen` are the observations that the planner sees.
    """

    observed_by = forms.ChoiceField(label=gettext_lazy("Observed by"))
    teacher = TeacherChoice(Person.objects.none(), label=gettext_lazy("Teacher"))
    lead = RowChoice(Person.objects.none(), label=gettext_lazy("Observer who leads"))
    others = RowChoices(
        Person.objects.none(),
        label=gettext_lazy("Other observers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "They rate the same lesson without seeing what the others write until all have "
            "submitted."
        ),
    )
    version = VersionChoice(
        Version.objects.none(), label=gettext_lazy("Instrument"), empty_label=None
    )
    planned_on = day(label=gettext_lazy("Day"))
    starts_at = time(gettext_lazy("Begins at"))
    group = GroupChoice(Group.objects.none(), label=gettext_lazy("Group or class"), required=False)
    subject = RowChoice(Subject.objects.none(), label=gettext_lazy("Subject"), required=False)
    topic = forms.CharField(label=gettext_lazy("Topic"), max_length=255, required=False)
    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"), choices=choices(PURPOSES))
    follows = StepChoice(
        Observation.objects.none(),
        label=gettext_lazy("Next step that the visit looks at"),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        institution: Organisation,
        sides: tuple[str, ...],
        steps: QuerySet[Observation],
        seen: QuerySet[Observation],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        people = _able(institution, sides)
        offer(self, "teacher", _staff(institution, seen))
        offer(self, "lead", people)
        offer(self, "others", people)
        offer(self, "version", offered("observation"))
        offer(self, "group", _groups(institution))
        offer(self, "subject", Subject.objects.all())
        offer(self, "follows", steps)
        self._of_sides(sides)

    def _of_sides(self, sides: tuple[str, ...]) -> None:
        field: Any = self.fields["observed_by"]
        field.choices = choices({side: OBSERVERS[side] for side in sides})
        if len(sides) == 1:
            field.initial, field.widget = sides[0], forms.HiddenInput()

    @property
    def plan(self) -> dict[str, Any]:
        """What the action takes, of a form that holds."""
        given = dict(self.cleaned_data)
        lead, others = given.pop("lead"), given.pop("others")
        given["observers"] = [lead, *(other for other in others if other != lead)]
        if given["group"] is not None:
            given["grade"] = given["group"].grade
        return given


class PlanChangeForm(PlanForm):
    """One that stands on the plan already."""

    revision = seen_revision()

    def _of_sides(self, sides: tuple[str, ...]) -> None:
        del self.fields["observed_by"]

    @staticmethod
    def of(observation: Observation) -> dict[str, Any]:
        """What the form shows of an observation."""
        sheets = list(observation.sheets.select_related("observer").order_by("-is_lead", "pk"))
        named = {name: getattr(observation, name) for name in PlanChangeForm.base_fields if
                 hasattr(observation, name)}  # fmt: skip
        return {
            **named,
            "lead": sheets[0].observer if sheets else None,
            "others": [sheet.observer for sheet in sheets[1:]],
        }


def _able(institution: Organisation, sides: tuple[str, ...]) -> QuerySet[Person]:
    on, found = today(), Q(pk__in=())
    for side in {"external" if side == "external" else "internal" for side in sides}:
        found |= Q(pk__in=permissions.able_to_observe(side, institution, on=on).values("pk"))
    return Person.objects.filter(found)


def _staff(institution: Organisation, seen: QuerySet[Observation]) -> QuerySet[Person]:
    posts = institution.employments.not_over(today()).filter(role__in=OBSERVED)
    held = seen.filter(teacher=OuterRef("pk"), held_on__isnull=False).order_by("-held_on")
    staff = Person.objects.filter(pk__in=posts.values("person"))
    return staff.annotate(seen_on=Subquery(held.values("held_on")[:1]))


def _groups(institution: Organisation) -> QuerySet[Group]:
    groups = Group.objects.filter(institution=institution, school_year__ends_on__gte=today())
    return groups.select_related("school_year")


class TalkForm(Revised):
    """The feedback talk."""

    on = day(label=gettext_lazy("Day of the talk"))
    said = lines(
        gettext_lazy("What was talked about"),
        rows=8,
        help_text=gettext_lazy("The teacher reads it too."),
    )


class StepForm(Revised):
    """The next step that the observer proposes."""

    step = lines(
        gettext_lazy("Next step"),
        required=True,
        help_text=gettext_lazy("One thing that a next visit can see."),
    )
    until = day(label=gettext_lazy("Until"), required=False)


class ReplyForm(forms.Form):
    """What the teacher answers."""

    said = lines(
        gettext_lazy("Your reply"),
        required=True,
        rows=8,
        help_text=gettext_lazy("The observers read it, and who leads your institution."),
    )


class CancelForm(Revised):
    """Why an observation does not take place."""

    because = forms.CharField(label=gettext_lazy("Reason"), max_length=255)


class GoalForm(forms.Form):
    """What share of the teachers is to be observed in each term."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    percent = forms.IntegerField(
        label=gettext_lazy("Teachers to be observed in each term, %"), min_value=1, max_value=100
    )
