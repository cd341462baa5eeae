"""The lists of this room, and what they are narrowed by."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_lazy
from django_filters import ChoiceFilter, FilterSet

from gaisma.base import listing
from gaisma.base.forms import choices
from gaisma.quality.inspections.tables import MENDERS, MENDING, RESULTS, SEVERITIES
from gaisma.quality.inspections.workflow import INSPECTION
from gaisma.record.people.lists import InstitutionFilter
from gaisma.record.people.selectors import today
from gaisma.record.programmes.lists import YearFilter, YearFilterSet


class InspectionsTable(listing.Table):
    """Inspections, each of an institution before a school year."""

    institution = listing.Name(
        accessor="institution__name",
        order_by=("institution__name", "pk"),
        verbose_name=gettext_lazy("Institution"),
        linkify=listing.own_page,
    )
    planned_on = listing.Day(verbose_name=gettext_lazy("Planned for"))
    led_by = listing.Words(verbose_name=gettext_lazy("Head of the commission"), orderable=False)
    state = listing.Words(verbose_name=gettext_lazy("State"), orderable=False)
    result = listing.Words(verbose_name=gettext_lazy("Result"), orderable=False)
    unmended = listing.Number(verbose_name=gettext_lazy("Defects to mend"), empty_values=(None, 0))
    overdue = listing.Number(verbose_name=gettext_lazy("Of them overdue"), empty_values=(None, 0))

    def render_state(self, value: str) -> str:
        return gettext(INSPECTION.titles[value])

    def render_result(self, value: str) -> str:
        return gettext(RESULTS[value])


class DefectsTable(listing.Table):
    """What is to be mended, and what was."""

    what = listing.Name(
        order_by=("what", "pk"),
        verbose_name=gettext_lazy("Defect"),
        linkify=listing.own_page,
    )
    institution = listing.Words(
        accessor="inspection__institution__name", verbose_name=gettext_lazy("Institution")
    )
    place = listing.Words(verbose_name=gettext_lazy("Where"), orderable=False)
    severity = listing.Words(verbose_name=gettext_lazy("Severity"), orderable=False)
    mends = listing.Words(verbose_name=gettext_lazy("Who mends"), orderable=False)
    due_on = listing.Day(verbose_name=gettext_lazy("Deadline"))
    state = listing.Words(accessor="pk", verbose_name=gettext_lazy("State"), orderable=False)

    def render_severity(self, value: str) -> str:
        return gettext(SEVERITIES[value])

    def render_mends(self, value: str) -> str:
        return gettext(MENDERS[value])

    def render_state(self, record: Any) -> str:
        return gettext(MENDING[record.being(today())])

    def value_state(self, record: Any) -> str:
        return self.render_state(record)


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
