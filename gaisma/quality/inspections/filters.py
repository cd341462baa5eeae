"""What lists of this room are narrowed by."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from django_filters import ChoiceFilter, FilterSet

from gaisma.quality.inspections.kinds import MENDERS, MENDING, SEVERITIES, choices
from gaisma.quality.inspections.workflow import INSPECTION
from gaisma.record.people.filters import InstitutionFilter
from gaisma.record.people.selectors import today
from gaisma.record.programmes.filters import YearFilter, YearFilterSet


class InspectionsFilter(YearFilterSet):
    """Inspections by institution, state, school year: the one that is being prepared."""

    institution = InstitutionFilter(field_name="institution")
    state = ChoiceFilter(
        label=gettext_lazy("State"),
        choices=choices(INSPECTION.titles),
        empty_label=gettext_lazy("In any state"),
    )
    school_year = YearFilter(field_name="school_year__name")


class DefectsFilter(FilterSet):
    """Defects by institution, how far they have come, severity and who mends."""

    institution = InstitutionFilter(field_name="inspection__institution")
    state = ChoiceFilter(
        label=gettext_lazy("State"),
        choices=choices(MENDING),
        method="being",
        empty_label=gettext_lazy("In any state"),
    )
    severity = ChoiceFilter(
        label=gettext_lazy("Severity"),
        choices=choices(SEVERITIES),
        empty_label=gettext_lazy("Of any severity"),
    )
    mends = ChoiceFilter(
        label=gettext_lazy("Who mends"),
        choices=choices(MENDERS),
        empty_label=gettext_lazy("Whoever mends"),
    )

    def being(self, rows: Any, _name: str, state: str) -> QuerySet[Any]:
        found: QuerySet[Any] = rows.being(state, today=today())
        return found
