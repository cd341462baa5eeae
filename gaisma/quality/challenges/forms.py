"""What is asked of a challenge: what it is about, what is done, what became of it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from gaisma.base.errors import GaismaError
from gaisma.base.forms import (
    NewOrRevised,
    Revised,
    RowChoice,
    YearChoice,
    choices,
    day,
    lines,
    offer,
)
from gaisma.base.models import SchoolYear, User
from gaisma.evidence.figures import asking, declarations, presentation, questions
from gaisma.quality.challenges.models import Challenge, Task
from gaisma.quality.challenges.tables import OUTCOMES

OTHER = "other"
"""Stands for a figure that is none of those offered: its address says which."""


def _figures() -> list[tuple[str, str]]:
    offers = declarations.evidence_offers()
    named = ((one.key, presentation.title(one.indicator, one.filters)) for one in offers)
    return [("", ""), *named, (OTHER, str(gettext_lazy("Another figure, by its address")))]


class ChallengeForm(NewOrRevised):
    """A challenge: whose it is, what it is about, the figure that shows it and its target."""

    school_year = YearChoice(
        SchoolYear.objects.none(), label=gettext_lazy("School year"), empty_label=None
    )
    title = forms.CharField(label=gettext_lazy("Challenge"), max_length=160)
    owner = RowChoice(User.objects.none(), label=gettext_lazy("Who answers for it"))
    about = lines(gettext_lazy("What it is about"), rows=5)
    figure = forms.ChoiceField(
        label=gettext_lazy("Figure that shows it"), choices=_figures, required=False
    )
    address = forms.CharField(
        label=gettext_lazy("Address of another figure"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy(
            "Open the figure, narrow it as you need it, and copy the address of its page."
        ),
    )
    target = forms.CharField(
        label=gettext_lazy("Target"),
        max_length=255,
        required=False,
        help_text=gettext_lazy("What can be counted or seen, such as ten lessons in every class."),
    )

    def __init__(
        self,
        *args: Any,
        years: QuerySet[SchoolYear],
        owners: QuerySet[User],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        offer(self, "school_year", years)
        offer(self, "owner", owners)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        key, address = given.pop("figure", ""), given.pop("address", "")
        indicator: str = ""
        filters: dict[str, str] = {}
        if key == OTHER or (address and not key):
            try:
                indicator, filters = questions.chosen(address)
            except GaismaError as refusal:
                self.add_error("address", refusal.message)
        elif key:
            chosen = declarations.evidence_offers()[key]
            indicator, filters = chosen.indicator, dict(chosen.filters)
        return {**given, "indicator": indicator, "filters": filters}

    @staticmethod
    def of(row: Challenge) -> dict[str, Any]:
        """What the form shows of a challenge."""
        names = ("title", "about", "target", "revision")
        shown = {name: getattr(row, name) for name in names}
        shown |= {"school_year": row.school_year_id, "owner": row.owner_id}
        if not row.indicator:
            return shown
        for one in declarations.evidence_offers():
            if (one.indicator, dict(one.filters)) == (row.indicator, row.filters):
                return {**shown, "figure": one.key}
        return {**shown, "figure": OTHER, "address": asking.page_of(row.indicator, row.filters)}


class TaskForm(NewOrRevised):
    """What is done, by whom, until when; and that it is done."""

    what = forms.CharField(label=gettext_lazy("Task"), max_length=255)
    answers = forms.CharField(label=gettext_lazy("Who does it"), max_length=160, required=False)
    due_on = day(label=gettext_lazy("Until"), required=False)
    done_on = day(label=gettext_lazy("Done on"), required=False)
    result = lines(gettext_lazy("What came of it"), rows=3)

    @staticmethod
    def of(row: Task) -> dict[str, Any]:
        """What the form shows of a task."""
        names = ("what", "answers", "due_on", "done_on", "result", "revision")
        return {name: getattr(row, name) for name in names}


class ConcludeForm(Revised):
    """What became of a challenge."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("The challenge is"), choices=choices(OUTCOMES), widget=forms.RadioSelect
    )
    became = lines(
        gettext_lazy("What became of it"),
        required=True,
        rows=5,
        help_text=gettext_lazy("The report of the next year prints it."),
    )
    concluded_on = day(label=gettext_lazy("Day"))
