"""What is asked when a threshold is tried or changed, or a signal dismissed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from gaisma.base import wording
from gaisma.base.forms import day, lines
from gaisma.base.models import SchoolYear
from gaisma.quality.prevention.signals.finding import ABSENT, FAILING, FEW_LESSONS, UNEXCUSED


class RuleForm(forms.Form):
    """Another threshold from a day on, with its reason."""

    threshold = forms.IntegerField(label=gettext_lazy("Threshold"), min_value=1, max_value=100)
    from_on = day(label=gettext_lazy("From the day"))
    reason = lines(
        gettext_lazy("Reason for the threshold"),
        required=True,
        rows=3,
        help_text=gettext_lazy("Everybody who works with signals reads it."),
    )


class DismissForm(forms.Form):
    """Why nothing has to be done, and until when."""

    reason = lines(gettext_lazy("Why nothing has to be done"), required=True, rows=3)
    until = day(label=gettext_lazy("Until the day"))


TRIED = {
    FEW_LESSONS: gettext_lazy("Lessons attended in four weeks, below %"),
    UNEXCUSED: gettext_lazy("Unexcused lessons in a term, more than"),
    FAILING: gettext_lazy("Subjects not passed, from"),
    ABSENT: gettext_lazy("Lessons missed in the year, more than %"),
}


class TryForm(forms.Form):
    """A past year, and thresholds to be held against it: by themselves those in force."""

    def __init__(
        self, *args: Any, years: tuple[SchoolYear, ...], in_force: Mapping[str, int], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.years = {one.name: one for one in years}
        self.fields["year"] = forms.ChoiceField(
            label=gettext_lazy("School year"),
            required=False,
            choices=[(name, wording.school_year(name)) for name in self.years],
        )
        for kind, threshold in in_force.items():
            self.fields[kind] = forms.IntegerField(
                label=TRIED[kind],
                min_value=1,
                max_value=100,
                required=False,
                widget=forms.NumberInput(attrs={"placeholder": threshold}),
            )

    @property
    def chosen(self) -> SchoolYear | None:
        """The year that is asked for, else the newest."""
        asked = self.cleaned_data.get("year") if self.is_valid() else ""
        return self.years.get(asked or next(iter(self.years), ""))

    @property
    def tried(self) -> dict[str, int]:
        """The thresholds that are written."""
        given = self.cleaned_data.items() if self.is_valid() else ()
        return {name: number for name, number in given if name in TRIED and number is not None}
