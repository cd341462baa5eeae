"""What is asked of a lesson, of a talk, and of what the authority asks for."""

from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from gaisma.base import terms
from gaisma.base.forms import NewOrRevised, RowChoice, YearChoice, choices, day, offer
from gaisma.base.models import SchoolYear
from gaisma.quality.socialemotional.models import Norm
from gaisma.quality.socialemotional.terms import LED_BY, OTHER, TOOK_PART, TOPICS, USUALLY
from gaisma.record.people.models import Person


class LessonForm(forms.Form):
    """A lesson: its day, what it is about, how long, who leads it."""

    on = day(label=gettext_lazy("Day"))
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), choices=partial(terms.choices, TOPICS))
    words = forms.CharField(
        label=gettext_lazy("Topic in words"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Of another topic. Write nothing about a child."),
    )
    length = forms.IntegerField(
        label=gettext_lazy("Length in lessons"), min_value=1, max_value=8, initial=1
    )
    led_by = forms.ChoiceField(
        label=gettext_lazy("Who led it"), choices=partial(terms.choices, LED_BY)
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("topic") == OTHER and not given.get("words"):
            self.add_error("words", gettext_lazy("Say in words what another topic is."))
        return given


class TalkForm(forms.Form):
    """A talk with a family: whose, on which day, who took part; what was said is not written."""

    learner = RowChoice(Person.objects.none(), label=gettext_lazy("Learner"))
    on = day(label=gettext_lazy("Day"))
    took_part = forms.MultipleChoiceField(
        label=gettext_lazy("Who took part"),
        choices=choices(TOOK_PART),
        widget=forms.CheckboxSelectMultiple,
        initial=list(USUALLY),
    )

    def __init__(self, *args: Any, learners: QuerySet[Person], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "learner", learners)


class NormForm(NewOrRevised):
    """What is asked for from a school year on, and why."""

    school_year = YearChoice(
        SchoolYear.objects.none(), label=gettext_lazy("From school year"), empty_label=None
    )
    lessons = forms.IntegerField(
        label=gettext_lazy("Lessons a class in a year"), min_value=1, max_value=70
    )
    talks = forms.IntegerField(
        label=gettext_lazy("Talks with each family in a year"), min_value=1, max_value=12
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=255,
        help_text=gettext_lazy("Why this many: whoever changes it later reads it."),
    )

    def __init__(self, *args: Any, years: QuerySet[SchoolYear], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "school_year", years)

    @staticmethod
    def of(row: Norm) -> dict[str, Any]:
        """What the form shows of a norm."""
        names = ("lessons", "talks", "reason", "revision")
        return {name: getattr(row, name) for name in names} | {"school_year": row.school_year_id}
