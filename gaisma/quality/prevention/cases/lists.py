"""The list of cases, and what it is narrowed by."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet

from gaisma.base import listing
from gaisma.base.forms import choices
from gaisma.quality.prevention.models import Case
from gaisma.quality.prevention.workflow import CASE
from gaisma.record.people.lists import InstitutionFilter, called


class CasesTable(listing.Table):
    """Cases: those that are open, then the others, the newest first."""

    learner = listing.Name(
        accessor="learner",
        order_by=("learner__family_name", "learner__given_name", "pk"),
        verbose_name=gettext_lazy("Learner"),
        linkify=listing.own_page,
    )
    institution = listing.Words(
        accessor="institution__name", verbose_name=gettext_lazy("Institution")
    )
    owner = listing.Words(verbose_name=gettext_lazy("Who leads the case"), orderable=False)
    opened_on = listing.Day(verbose_name=gettext_lazy("Opened on"))
    closed_on = listing.Day(verbose_name=gettext_lazy("Closed on"))
    state = listing.Words(verbose_name=gettext_lazy("State"), orderable=False)

    def render_learner(self, record: Case) -> str:
        return f"{record.learner.family_name}, {record.learner.given_name}"

    def render_state(self, value: str) -> str:
        return CASE.said(value)


class CasesFilter(FilterSet):
    """Cases by name, institution and state."""

    q = CharFilter(label=gettext_lazy("Given and family name"), method="having")
    institution = InstitutionFilter(field_name="institution")
    state = ChoiceFilter(
        label=gettext_lazy("State"),
        choices=choices(CASE.titles),
        empty_label=gettext_lazy("In any state"),
    )

    def having(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        return called(rows, words, prefix="learner__")
