"""What lists of this room are narrowed by."""

from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy
from django_filters import ChoiceFilter, FilterSet

from gaisma.analytics.moments import school_year_of
from gaisma.analytics.vocabulary import KINDS
from gaisma.base import terms
from gaisma.quality.selfevaluation.kinds import FINDINGS, choices
from gaisma.quality.selfevaluation.queries import board
from gaisma.quality.selfevaluation.workflow import EVALUATION
from gaisma.record.people.filters import InstitutionFilter
from gaisma.record.people.selectors import today
from gaisma.record.programmes.filters import YearFilter


class _OfYear(FilterSet):
    """The school year is the one in which today lies when none is asked for."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        data = data.copy() if data is not None else {}
        if not data.get("school_year"):
            data["school_year"] = school_year_of(today())
        super().__init__(data, *args, **kwargs)


class ReportsFilter(_OfYear):
    """Self-evaluations by institution, state, school year."""

    institution = InstitutionFilter(field_name="institution")
    state = ChoiceFilter(
        label=gettext_lazy("State"),
        choices=choices(EVALUATION.titles),
        empty_label=gettext_lazy("In any state"),
    )
    school_year = YearFilter(field_name="school_year__name")


class BoardFilter(_OfYear):
    """Institutions by kind and by how far they have come in a school year."""

    institution_kind = ChoiceFilter(
        label=gettext_lazy("Kind of institution"),
        field_name="kind",
        choices=lambda: [(code, capfirst(terms.title(KINDS, code))) for code in board.KINDS],
        empty_label=gettext_lazy("All kinds"),
    )
    state = ChoiceFilter(
        label=gettext_lazy("State"),
        choices=lambda: [
            (board.LATE, capfirst(gettext("overdue"))),
            (board.NOT_BEGUN, capfirst(gettext("not begun"))),
            *choices(EVALUATION.titles),
        ],
        method="being",
        empty_label=gettext_lazy("In any state"),
    )
    school_year = YearFilter(method="within")

    def filter_queryset(self, queryset: Any) -> Any:
        """The institutions anew: how far each has come depends on the year."""
        given = self.form.cleaned_data
        year = board.year_named(given.get("school_year", ""))
        if year is None:
            return queryset.none()
        found = board.institutions(self.request.user, year)
        if given["institution_kind"]:
            found = found.filter(kind=given["institution_kind"])
        if given["state"] == board.LATE:
            return board.late(found, on=today())
        return found.filter(state=given["state"]) if given["state"] else found

    def being(self, rows: QuerySet[Any], _name: str, _state: str) -> QuerySet[Any]:
        return rows

    def within(self, rows: QuerySet[Any], _name: str, _year: str) -> QuerySet[Any]:
        return rows


class FindingsFilter(FilterSet):
    """What was found by institution and kind of evaluation."""

    institution = InstitutionFilter(field_name="institution")
    kind = ChoiceFilter(
        label=gettext_lazy("Kind of evaluation"),
        choices=choices(FINDINGS),
        empty_label=gettext_lazy("All kinds"),
    )


class ContributionsFilter(_OfYear):
    """What people say of their own year, by school year."""

    school_year = YearFilter(field_name="school_year__name")


class AppraisalsFilter(_OfYear):
    """Appraisals by school year."""

    school_year = YearFilter(field_name="school_year__name")
