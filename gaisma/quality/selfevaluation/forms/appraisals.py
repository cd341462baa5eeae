"""Appraisal of heads."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from gaisma.base.forms import Revised, RowChoice, day, lines, offer
from gaisma.base.models import Organisation, RoleGrant, SchoolYear
from gaisma.base.permissions import OFFICIALS
from gaisma.quality.selfevaluation.forms.fields import answers, criteria, fill_levels, level, shown
from gaisma.quality.selfevaluation.forms.reports import YearChoice
from gaisma.quality.selfevaluation.models import Appraisal
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.offering import VersionChoice, offered
from gaisma.record.people.fields import yes_or_no
from gaisma.record.people.models import Employment, Person
from gaisma.record.people.selectors import today


class OpenForm(forms.Form):
    """Whose year is appraised, by whom."""

    head = RowChoice(Person.objects.none(), label=gettext_lazy("Head"), empty_label=None)
    appraiser = RowChoice(Person.objects.none(), label=gettext_lazy("Appraiser"))
    school_year = YearChoice(
        SchoolYear.objects.none(), label=gettext_lazy("School year"), empty_label=None
    )
    version = VersionChoice(
        Version.objects.none(), label=gettext_lazy("Instrument"), empty_label=None
    )

    def __init__(
        self, *args: Any, institution: Organisation, years: QuerySet[SchoolYear], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        posts = Employment.objects.filter(institution=institution, role="head").not_over(today())
        offer(self, "head", Person.objects.filter(pk__in=posts.values("person")))
        offer(self, "appraiser", _officials())
        offer(self, "school_year", years)
        offer(self, "version", offered("appraisal"))


class TellForm(Revised):
    """How the head sees her year."""

    own_words = lines(gettext_lazy("How I see the year"), rows=8)
    evidence = lines(gettext_lazy("What it rests on"), rows=5)


class JudgeForm(Revised):
    """A level for each criterion, and the conclusion."""

    conclusion = lines(gettext_lazy("Conclusion"), rows=6)

    def __init__(self, *args: Any, appraisal: Appraisal, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields = {**criteria(appraisal.version.asks), **self.fields}

    @property
    def answers(self) -> dict[str, str]:
        """Levels by criterion, of a form that holds."""
        return answers(self.cleaned_data)

    @staticmethod
    def of(appraisal: Appraisal) -> dict[str, Any]:
        """What the form shows of an appraisal."""
        return {
            **shown(appraisal.answers),
            "conclusion": appraisal.conclusion,
            "revision": appraisal.revision,
        }


class ConcludeForm(Revised):
    """What it comes to."""

    level = level(gettext_lazy("Result"))
    on = day(label=gettext_lazy("Day"))

    def __init__(self, *args: Any, appraisal: Appraisal, **given: Any) -> None:
        super().__init__(*args, **given)
        fill_levels(self.fields["level"], appraisal.version.asks)


class TaskForm(forms.Form):
    """A task for the year with its target."""

    task = forms.CharField(label=gettext_lazy("Task"), max_length=255)
    target = forms.CharField(
        label=gettext_lazy("Target"),
        max_length=255,
        help_text=gettext_lazy("What can be counted or seen, such as ten lessons in every class."),
    )
    due_on = day(label=gettext_lazy("Until"), required=False)


class TaskChangeForm(TaskForm, Revised):
    """A task with what came of it."""

    result = lines(gettext_lazy("What came of it"), rows=3)
    is_met = yes_or_no(
        label=gettext_lazy("Target reached"),
        unknown=gettext_lazy("not said yet"),
        yes=gettext_lazy("yes"),
        no=gettext_lazy("no"),
    )


class TalkForm(forms.Form):
    """A talk about how far the tasks have come."""

    held_on = day(label=gettext_lazy("Day of the talk"))
    said = lines(
        gettext_lazy("What was talked about"),
        required=True,
        rows=6,
        help_text=gettext_lazy("The head reads it too."),
    )


def _officials() -> QuerySet[Person]:
    grants = RoleGrant.objects.valid_on(today()).filter(role__in=OFFICIALS)
    return Person.objects.filter(account__user__in=grants.values("user"))
