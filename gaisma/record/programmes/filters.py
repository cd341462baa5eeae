"""What lists of this room are narrowed by."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet, NumberFilter

from gaisma.analytics.vocabulary import STAGES
from gaisma.base import terms, wording
from gaisma.base.models import SchoolYear
from gaisma.evidence.figures.evidence import year_of
from gaisma.record.people.lists import InstitutionFilter, called
from gaisma.record.people.selectors import today
from gaisma.record.programmes.queries import learners


def stages() -> list[tuple[str, str]]:
    return [(code, terms.title(STAGES, code)) for code in STAGES.codes]


def years() -> list[tuple[str, str]]:
    names = SchoolYear.objects.order_by("-starts_on").values_list("name", flat=True)
    return [(name, wording.school_year(name)) for name in names]


class YearFilter(ChoiceFilter):
    """One of the school years that the record knows."""

    def __init__(self, **given: Any) -> None:
        super().__init__(label=gettext_lazy("School year"), empty_label=None, **given)

    @property
    def field(self) -> Any:
        # Read once a page: a callable would be asked again for every use of the choices.
        if not hasattr(self, "_field"):
            self.extra["choices"] = years()
        return super().field


def _stage(**given: Any) -> ChoiceFilter:
    return ChoiceFilter(
        label=gettext_lazy("Stage of education"),
        choices=stages,
        empty_label=gettext_lazy("All stages"),
        **given,
    )


class YearFilterSet(FilterSet):
    """A filter set whose school year is the coming one when none is asked for."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        self.on = today()
        data = data.copy() if data is not None else {}
        if not data.get("school_year"):
            data["school_year"] = year_of(self.on)
        super().__init__(data, *args, **kwargs)


class LearnersFilter(YearFilterSet):
    """Learners by name and by where they learn; all of it is asked of one enrolment."""

    q = CharFilter(label=gettext_lazy("Given and family name"))
    institution = InstitutionFilter()
    stage = _stage()
    grade = NumberFilter(label=gettext_lazy("Grade (1–12)"))
    group = CharFilter(label=gettext_lazy("Group"))
    programme = CharFilter(label=gettext_lazy("Programme code"))
    school_year = YearFilter()

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The learners anew: what is asked lies in the enrolments, not in the rows."""
        given = {"school_year": year_of(self.on), **self.form.cleaned_data}
        grade = given.pop("grade", None)
        wish = learners.Wish(grade=int(grade) if grade is not None else None, **_words(given))
        return learners.learning(self.request.user, wish, on=self.on)


class GroupsFilter(YearFilterSet):
    """Groups by name, institution, year, stage, grade, and how full they are."""

    q = CharFilter(label=gettext_lazy("Group"), field_name="name", lookup_expr="icontains")
    institution = InstitutionFilter(field_name="institution")
    stage = _stage(field_name="programme__stage")
    grade = NumberFilter(label=gettext_lazy("Grade (1–12)"))
    limits = ChoiceFilter(
        label=gettext_lazy("Size"),
        empty_label=gettext_lazy("Any size"),
        choices=[
            ("above", gettext_lazy("above the maximum")),
            ("below", gettext_lazy("below the minimum")),
            ("free", gettext_lazy("with free places")),
        ],
        method="by_limits",
    )
    school_year = YearFilter(field_name="school_year__name")

    def by_limits(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        from django.db.models import F

        wanted = {
            "above": Q(size__gt=F("max_size")),
            "below": Q(size__lt=F("min_size")),
            "free": Q(free__gt=0),
        }
        return queryset.filter(wanted[value])


class QueueFilter(FilterSet):
    """Children by name, institution, and whether they still wait."""

    q = CharFilter(label=gettext_lazy("Given and family name"), method="by_name")
    institution = InstitutionFilter(field_name="institution")
    state = ChoiceFilter(
        label=gettext_lazy("State"),
        empty_label=gettext_lazy("Those who wait"),
        choices=[("left", gettext_lazy("Those who left")), ("all", gettext_lazy("All children"))],
        method="unchanged",
    )

    def by_name(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        return called(queryset, value, prefix="person__")

    def unchanged(self, queryset: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        # What is not asked for means those who wait: see filter_queryset.
        return queryset

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().filter_queryset(queryset)
        state = self.form.cleaned_data.get("state")
        waits = Q(left_on__isnull=True) | Q(left_on__gte=today())
        return rows if state == "all" else rows.exclude(waits) if state else rows.filter(waits)


class OffersFilter(FilterSet):
    """Offers that wait for an answer, or all."""

    state = ChoiceFilter(
        label=gettext_lazy("State"),
        empty_label=gettext_lazy("Those who wait for an answer"),
        choices=[("all", gettext_lazy("All offers"))],
        method="unchanged",
    )

    def unchanged(self, queryset: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        return queryset

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        every = self.form.cleaned_data.get("state") == "all"
        return queryset if every else queryset.filter(state="offered")


def _words(given: dict[str, Any]) -> dict[str, str]:
    return {name: value or "" for name, value in given.items()}
