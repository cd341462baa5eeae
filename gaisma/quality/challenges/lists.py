"""The list of this room, and what it is narrowed by."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy
from django_filters import CharFilter, ChoiceFilter

from gaisma.base import listing, pictures
from gaisma.base.forms import choices
from gaisma.quality.challenges.tables import OUTCOMES, TONES
from gaisma.quality.challenges.workflow import CHALLENGE
from gaisma.record.programmes.lists import YearFilter, YearFilterSet


class ChallengesTable(listing.Table):
    """Challenges: whose they are, how far the tasks have come, what became of each."""

    title = listing.Name(
        order_by=("title", "pk"),
        verbose_name=gettext_lazy("Challenge"),
        linkify=listing.own_page,
    )
    owner = listing.Words(
        accessor="owner__full_name", verbose_name=gettext_lazy("Who answers for it")
    )
    tasks_done = listing.Number(verbose_name=gettext_lazy("Tasks done"))
    tasks_all = listing.Number(verbose_name=gettext_lazy("Tasks to do"), visible=False)
    state = listing.Words(verbose_name=gettext_lazy("State"), orderable=False)
    outcome = listing.Words(verbose_name=gettext_lazy("What became of it"), orderable=False)
    became = listing.Words(verbose_name=gettext_lazy("In words"), visible=False)

    def render_tasks_done(self, record: Any) -> Any:
        if not record.tasks_all:
            return gettext("none yet")
        return pictures.meter(record.tasks_done, record.tasks_all)

    def value_tasks_done(self, record: Any) -> int:
        return int(record.tasks_done)

    def render_state(self, value: str) -> str:
        return CHALLENGE.said(value)

    def render_outcome(self, value: str) -> Any:
        return format_html(
            '<span class="badge {}">{}</span>', TONES[value], gettext(OUTCOMES[value])
        )

    def value_outcome(self, value: str) -> str:
        return gettext(OUTCOMES[value])


class ChallengesFilter(YearFilterSet):
    """Challenges by name, school year, state and what became of them."""

    q = CharFilter(label=gettext_lazy("Challenge"), field_name="title", lookup_expr="icontains")
    school_year = YearFilter(field_name="school_year__name")
    state = ChoiceFilter(
        label=gettext_lazy("State"),
        choices=choices(CHALLENGE.titles),
        empty_label=gettext_lazy("In any state"),
    )
    outcome = ChoiceFilter(
        label=gettext_lazy("What became of it"),
        choices=choices(OUTCOMES),
        empty_label=gettext_lazy("Whatever became of it"),
    )
