"""The lists of this room, and what they are narrowed by."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext, gettext_lazy, ngettext
from django_filters import CharFilter, ChoiceFilter, FilterSet

from gaisma.analytics.moments import days_of, school_year_of
from gaisma.base import listing, pictures, wording
from gaisma.base.forms import choices
from gaisma.base.wording.numbers import rounded_share
from gaisma.quality.observations.queries import coverage
from gaisma.quality.observations.queries.coverage import lacks
from gaisma.quality.observations.tables import OBSERVERS
from gaisma.quality.observations.workflow import OBSERVATION
from gaisma.record.people.lists import InstitutionFilter, called
from gaisma.record.people.selectors import today
from gaisma.record.programmes.lists import YearFilter
from gaisma.record.programmes.models import Subject


class ObservationsTable(listing.Table):
    """Observations, planned and held."""

    teacher = listing.Name(
        accessor="teacher",
        order_by=("teacher__family_name", "teacher__given_name", "pk"),
        verbose_name=gettext_lazy("Teacher"),
        linkify=listing.own_page,
    )
    institution = listing.Words(
        accessor="institution__name", verbose_name=gettext_lazy("Institution")
    )
    day = listing.Day(verbose_name=gettext_lazy("Day"))
    subject = listing.Words(accessor="subject__title", verbose_name=gettext_lazy("Subject"))
    group = listing.Words(accessor="group__name", verbose_name=gettext_lazy("Group or class"))
    topic = listing.Words(verbose_name=gettext_lazy("Topic"))
    observed_by = listing.Words(verbose_name=gettext_lazy("Observed by"))
    state = listing.Words(verbose_name=gettext_lazy("State"), orderable=False)

    def render_teacher(self, record: Any) -> str:
        names = (record.teacher.family_name, record.teacher.given_name)
        return ", ".join(name for name in names if name) or wording.DASH

    def render_observed_by(self, value: str) -> str:
        return gettext(OBSERVERS[value])

    def render_state(self, value: str) -> str:
        return OBSERVATION.said(value)


class CoverageTable(listing.Table):
    """How many of its teachers each institution has observed in a term."""

    name = listing.Name(verbose_name=gettext_lazy("Institution"), order_by=("name", "pk"))
    employed = listing.Number(verbose_name=gettext_lazy("Teachers employed"))
    observed = listing.Number(verbose_name=gettext_lazy("Teachers observed"))
    share = listing.Words(
        accessor="pk", verbose_name=gettext_lazy("Share observed"), orderable=False
    )
    lacks = listing.Words(
        accessor="pk", verbose_name=gettext_lazy("To reach the goal"), orderable=False
    )
    external = listing.Number(verbose_name=gettext_lazy("External observations"))
    internal = listing.Number(verbose_name=gettext_lazy("Internal observations"))

    def render_share(self, record: Any) -> str:
        share = self.value_share(record)
        return wording.DASH if share is None else pictures.meter_of_share(share)

    def value_share(self, record: Any) -> Decimal | None:
        if not record.employed:
            return None
        return rounded_share(Fraction(record.observed * 100, record.employed), 1)

    def render_lacks(self, record: Any) -> str:
        lacks = self.value_lacks(record)
        if lacks is None:
            return wording.DASH
        if lacks == 0:
            return gettext("reached")
        told = ngettext("%(number)s more teacher", "%(number)s more teachers", lacks)
        return told % {"number": wording.number(lacks)}

    def value_lacks(self, record: Any) -> int | None:
        return lacks(record)


class ObservationsFilter(FilterSet):
    """Observations by words, institution, observers, state, school year, subject.

    The school year is the one in which today lies when none is asked for.
    """

    q = CharFilter(label=gettext_lazy("Teacher or topic"), method="having")
    institution = InstitutionFilter(field_name="institution")
    observed_by = ChoiceFilter(
        label=gettext_lazy("Observed by"),
        choices=choices(OBSERVERS),
        empty_label=gettext_lazy("Everybody"),
    )
    state = ChoiceFilter(
        label=gettext_lazy("State"),
        choices=choices(OBSERVATION.titles),
        method="being",
        empty_label=gettext_lazy("In any state"),
    )
    subject = listing.RowFilter(
        label=gettext_lazy("Subject"),
        queryset=Subject.objects.order_by("title"),
        empty_label=gettext_lazy("All subjects"),
    )
    school_year = YearFilter(method="within")

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        data = data.copy() if data is not None else {}
        if not data.get("school_year"):
            data["school_year"] = school_year_of(today())
        super().__init__(data, *args, **kwargs)

    def having(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        named = called(rows, words, prefix="teacher__")
        return rows.filter(Q(pk__in=named.values("pk")) | Q(topic__icontains=words))

    def being(self, rows: Any, _name: str, state: str) -> QuerySet[Any]:
        found: QuerySet[Any] = rows.in_state(state)
        return found

    def within(self, rows: Any, _name: str, name: str) -> QuerySet[Any]:
        found: QuerySet[Any] = rows.between(*days_of(name))
        return found


class CoverageFilter(FilterSet):
    """The term that is looked at: the current one when none is asked for."""

    period = ChoiceFilter(label=gettext_lazy("Term"), empty_label=None, choices=())

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        self.on, self.known = today(), coverage.known_periods()
        data = data.copy() if data is not None else {}
        if not data.get("period"):
            data["period"] = coverage.current_period(self.known, on=self.on)
        super().__init__(data, *args, **kwargs)
        # Of this filter set alone: the class is shared by all requests.
        self.filters["period"].extra["choices"] = [
            (key, period.title) for key, period in self.known.items()
        ]

    def filter_queryset(self, queryset: Any) -> Any:
        """The institutions anew: what is counted lies in the period."""
        period = self.known.get(self.form.cleaned_data.get("period", ""))
        if period is None:
            return queryset.none()
        return coverage.institutions(self.request.user, period, on=self.on)
