"""The lists of this room, and what they are narrowed by."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy, gettext_noop
from django_filters import ChoiceFilter, FilterSet

from gaisma.analytics.moments import school_year_of
from gaisma.analytics.vocabulary import KINDS
from gaisma.base import listing, terms, wording
from gaisma.base.forms import choices
from gaisma.quality.selfevaluation.queries import reports
from gaisma.quality.selfevaluation.scales import level_title
from gaisma.quality.selfevaluation.tables import FINDINGS
from gaisma.quality.selfevaluation.workflow import EVALUATION
from gaisma.record.instruments.titles import title
from gaisma.record.people.lists import InstitutionFilter
from gaisma.record.people.selectors import today
from gaisma.record.programmes.lists import YearFilter

NOT_BEGUN = gettext_noop("not begun")
RETURNED = gettext_noop("returned")


class ReportsTable(listing.Table):
    """Self-evaluations, each of an institution in a school year."""

    institution = listing.Name(
        accessor="institution__name",
        order_by=("institution__name", "pk"),
        verbose_name=gettext_lazy("Institution"),
        linkify=listing.own_page,
    )
    school_year = listing.Words(
        accessor="school_year__name", verbose_name=gettext_lazy("School year")
    )
    framework = listing.Words(
        accessor="version", verbose_name=gettext_lazy("Framework"), orderable=False
    )
    state = listing.Words(verbose_name=gettext_lazy("State"), orderable=False)
    signed_on = listing.Day(verbose_name=gettext_lazy("Signed"))
    published_on = listing.Day(verbose_name=gettext_lazy("Published"))

    def render_school_year(self, value: str) -> str:
        return wording.school_year(value)

    def render_framework(self, record: Any) -> str:
        return title(record.version.asks)

    def render_state(self, record: Any) -> str:
        return gettext(RETURNED if record.returned_because else EVALUATION.titles[record.state])


class BoardTable(listing.Table):
    """Institutions and how far their self-evaluation has come."""

    name = listing.Name(
        verbose_name=gettext_lazy("Institution"),
        order_by=("name", "pk"),
        linkify=lambda record: _address(record),
    )
    kind = listing.Term(KINDS, verbose_name=gettext_lazy("Kind"))
    state = listing.Words(verbose_name=gettext_lazy("State"), orderable=False)
    due_on = listing.Day(verbose_name=gettext_lazy("Deadline"))
    heard_on = listing.Day(verbose_name=gettext_lazy("Council"))
    signed_on = listing.Day(verbose_name=gettext_lazy("Signed"))
    agreed_on = listing.Day(verbose_name=gettext_lazy("Agreed"))
    published_on = listing.Day(verbose_name=gettext_lazy("Published"))

    def render_state(self, record: Any) -> str:
        state = RETURNED if record.returned else EVALUATION.titles.get(record.state, NOT_BEGUN)
        reminder = reports.reminder(record, on=today())
        return f"{gettext(state)} · {reminder}" if reminder else gettext(state)


class FindingsTable(listing.Table):
    """What was found at institutions from outside."""

    institution = listing.Name(
        accessor="institution__name",
        order_by=("institution__name", "pk"),
        verbose_name=gettext_lazy("Institution"),
        linkify=listing.own_page,
    )
    held_on = listing.Day(verbose_name=gettext_lazy("Day"))
    kind = listing.Words(verbose_name=gettext_lazy("Kind of evaluation"))
    instrument = listing.Words(
        accessor="version", verbose_name=gettext_lazy("Instrument"), orderable=False
    )
    level = listing.Words(verbose_name=gettext_lazy("Result"), orderable=False)
    found_by = listing.Words(verbose_name=gettext_lazy("Who evaluated"))

    def render_kind(self, value: str) -> str:
        return gettext(FINDINGS[value])

    def render_instrument(self, record: Any) -> str:
        return title(record.version.asks)

    def render_level(self, record: Any) -> str:
        return level_title(record.version.asks, record.level)


class ContributionsTable(listing.Table):
    """What people say of their own year."""

    person = listing.Name(
        accessor="person",
        order_by=("person__family_name", "person__given_name", "pk"),
        verbose_name=gettext_lazy("Who writes"),
        linkify=listing.own_page,
    )
    commission = listing.Words(verbose_name=gettext_lazy("Methodical commission"))
    institution = listing.Words(
        accessor="institution__name", verbose_name=gettext_lazy("Institution")
    )
    school_year = listing.Words(
        accessor="school_year__name", verbose_name=gettext_lazy("School year")
    )
    submitted_at = listing.Day(verbose_name=gettext_lazy("Handed over"))

    def render_school_year(self, value: str) -> str:
        return wording.school_year(value)


class AppraisalsTable(listing.Table):
    """Appraisals that the reader may open."""

    head = listing.Name(
        accessor="head",
        order_by=("head__family_name", "head__given_name", "pk"),
        verbose_name=gettext_lazy("Head"),
        linkify=listing.own_page,
    )
    institution = listing.Words(
        accessor="institution__name", verbose_name=gettext_lazy("Institution")
    )
    school_year = listing.Words(
        accessor="school_year__name", verbose_name=gettext_lazy("School year")
    )
    appraiser = listing.Words(verbose_name=gettext_lazy("Appraiser"), orderable=False)
    concluded_on = listing.Day(verbose_name=gettext_lazy("Concluded"))
    level = listing.Words(verbose_name=gettext_lazy("Result"), orderable=False)

    def render_school_year(self, value: str) -> str:
        return wording.school_year(value)

    def render_level(self, record: Any) -> str:
        return capfirst(level_title(record.version.asks, record.level))


def _address(record: Any) -> str | None:
    return reverse("selfevaluation:report", args=[record.report]) if record.report else None


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
        choices=lambda: terms.choices(KINDS, reports.KINDS, written=capfirst),
        empty_label=gettext_lazy("All kinds"),
    )
    state = ChoiceFilter(
        label=gettext_lazy("State"),
        choices=lambda: [
            (reports.LATE, capfirst(gettext("overdue"))),
            (reports.NOT_BEGUN, capfirst(gettext("not begun"))),
            *choices(EVALUATION.titles),
        ],
        method="being",
        empty_label=gettext_lazy("In any state"),
    )
    school_year = YearFilter(method="within")

    def filter_queryset(self, queryset: Any) -> Any:
        """The institutions anew: how far each has come depends on the year."""
        given = self.form.cleaned_data
        year = reports.year_named(given.get("school_year", ""))
        if year is None:
            return queryset.none()
        found = reports.institutions(self.request.user, year)
        if given["institution_kind"]:
            found = found.filter(kind=given["institution_kind"])
        if given["state"] == reports.LATE:
            return reports.late(found, on=today())
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
