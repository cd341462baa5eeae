"""What lists of this room are narrowed by."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet

from gaisma.base import listing
from gaisma.quality.observations.kinds import OBSERVERS, choices
from gaisma.quality.observations.queries import coverage, years
from gaisma.quality.observations.queries.years import year_within
from gaisma.quality.observations.workflow import OBSERVATION
from gaisma.record.people.filters import InstitutionFilter, called
from gaisma.record.people.selectors import today
from gaisma.record.programmes.filters import YearFilter
from gaisma.record.programmes.models import Subject


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
            data["school_year"] = year_within(today())
        super().__init__(data, *args, **kwargs)

    def having(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        named = called(rows, words, prefix="teacher__")
        return rows.filter(Q(pk__in=named.values("pk")) | Q(topic__icontains=words))

    def being(self, rows: Any, _name: str, state: str) -> QuerySet[Any]:
        found: QuerySet[Any] = rows.in_state(state)
        return found

    def within(self, rows: Any, _name: str, name: str) -> QuerySet[Any]:
        found: QuerySet[Any] = rows.between(*years.days_of(name))
        return found


class CoverageFilter(FilterSet):
    """The term that is looked at: the current one when none is asked for."""

    period = ChoiceFilter(label=gettext_lazy("Term"), empty_label=None, choices=())

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        self.on, self.known = today(), years.known()
        data = data.copy() if data is not None else {}
        if not data.get("period"):
            data["period"] = years.current(self.known, on=self.on)
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
