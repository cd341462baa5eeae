"""Lists of this room: their columns, and by what they are narrowed."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

import django_tables2 as tables
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet, NumberFilter

from gaisma.analytics.vocabulary import STAGES
from gaisma.base import listing, pictures, terms, wording
from gaisma.base.models import SchoolYear
from gaisma.base.permissions import Reader
from gaisma.evidence.figures.evidence import year_of
from gaisma.record.people.lists import InstitutionFilter, NameInOrder, called, in_order
from gaisma.record.people.models import Person
from gaisma.record.people.selectors import today
from gaisma.record.programmes.models import Enrolment, Group, QueueEntry
from gaisma.record.programmes.workflow import TRANSFER


class LearnersTable(listing.Table):
    """Learners with their places in the year."""

    name = NameInOrder()
    born_on = listing.Day(verbose_name=gettext_lazy("Born"))
    group = listing.Words(accessor="places", verbose_name=gettext_lazy("Group"), orderable=False)
    institution = listing.Words(
        accessor="places", verbose_name=gettext_lazy("Institution"), orderable=False
    )
    programme = listing.Words(
        accessor="places", verbose_name=gettext_lazy("Programme"), orderable=False
    )

    def render_group(self, value: list[Enrolment]) -> str:
        return _joined(place.group.name for place in value)

    def render_institution(self, value: list[Enrolment]) -> str:
        return _joined(place.group.institution.name for place in value)

    def render_programme(self, value: list[Enrolment]) -> str:
        return _joined(place.programme.code for place in value)


class GroupsTable(listing.Table):
    """Groups with size and class teacher."""

    name = listing.Name(
        order_by=("grade", "name", "institution__name", "pk"),
        verbose_name=gettext_lazy("Group"),
        linkify=listing.own_page,
    )
    institution = listing.Words(
        accessor="institution__name", verbose_name=gettext_lazy("Institution")
    )
    stage = listing.Term(
        STAGES, accessor="programme__stage", has_order=True, verbose_name=gettext_lazy("Stage")
    )
    grade = listing.Number(verbose_name=gettext_lazy("Grade"))
    size = listing.Words(verbose_name=gettext_lazy("Size"))
    free = listing.Number(verbose_name=gettext_lazy("Free places"))
    teacher = listing.Words(
        accessor="leads", verbose_name=gettext_lazy("Class teacher"), orderable=False
    )

    def render_size(self, record: Group, value: int) -> str:
        limit = record.max_size
        size = pictures.meter(value, limit) if limit else wording.number(value)
        if record.min_size and value < record.min_size:
            return format_html("{}{}", size, render_to_string("programmes/below.html"))
        return size

    def value_size(self, record: Any) -> int:
        return int(record.size)

    def render_teacher(self, value: list[Any]) -> str:
        return str(value[0].person) if value else wording.DASH


class QueueTable(listing.Table):
    """Children who wait, the longest first."""

    name = listing.Name(
        accessor="person",
        order_by=("person__family_name", "person__given_name", "pk"),
        verbose_name=gettext_lazy("Child"),
        linkify=("people:person", {"person_id": tables.A("person_id")}),
    )
    born_on = listing.Day(accessor="person__born_on", verbose_name=gettext_lazy("Born"))
    stage = listing.Term(STAGES, has_order=True, verbose_name=gettext_lazy("Stage"))
    institution = listing.Words(
        accessor="institution__name",
        verbose_name=gettext_lazy("Wish"),
        default=gettext_lazy("any institution"),
    )
    registered_on = listing.Day(verbose_name=gettext_lazy("Waits since"))
    left_on = listing.Day(verbose_name=gettext_lazy("Left"))
    way = listing.Words(
        accessor="pk",
        verbose_name=gettext_lazy("Actions"),
        orderable=False,
        exclude_from_export=True,
    )

    def render_name(self, record: QueueEntry) -> str:
        return f"{record.person.family_name}, {record.person.given_name}"

    def render_way(self, record: QueueEntry) -> str:
        return render_to_string("programmes/queue_way.html", {"entry": record})


class OffersTable(listing.Table):
    """Offers to take learners over."""

    learner = listing.Name(
        accessor="enrolment__person",
        verbose_name=gettext_lazy("Learner"),
        linkify=listing.own_page,
        orderable=False,
    )
    here = listing.Words(
        accessor="enrolment__group__institution__name",
        verbose_name=gettext_lazy("From the institution"),
    )
    to = listing.Words(accessor="to__name", verbose_name=gettext_lazy("To the institution"))
    on = listing.Day(verbose_name=gettext_lazy("From the day"))
    state = listing.Words(verbose_name=gettext_lazy("State"))

    def render_state(self, value: str) -> str:
        return TRANSFER.said(value)


def _joined(words: Any) -> str:
    return "; ".join(dict.fromkeys(words))


@dataclass(frozen=True)
class Wish:
    """Where the learners learn; what is empty narrows nothing."""

    school_year: str = ""
    institution: str = ""
    stage: str = ""
    grade: int | None = None
    group: str = ""
    programme: str = ""
    q: str = ""


def learning(reader: Reader, wish: Wish, *, on: date) -> QuerySet[Person]:
    """Who learns at such a place that the reader sees; their places in the year as `places`."""
    seen = Enrolment.objects.visible_to(reader, on=on)
    in_year = seen.filter(group__school_year__name=wish.school_year) if wish.school_year else seen
    asked = in_year.filter(**_asked(wish))
    # Asked for one by one by key: joined, a database goes through all groups for each learner.
    shown = Enrolment.objects.filter(Exists(in_year.filter(pk=OuterRef("pk"))))
    places = shown.select_related("group__institution", "programme").order_by("-from_on", "pk")
    people = Person.objects.tied_by(asked)
    return in_order(called(people, wish.q)).prefetch_related(
        Prefetch("enrolments", queryset=places, to_attr="places")
    )


def earliest_move(enrolment: Enrolment) -> date:
    """Today; of an enrolment that has not begun the second day, for it ends the day before."""
    return max(today(), enrolment.from_on + timedelta(days=1))


def _asked(wish: Wish) -> dict[str, Any]:
    asked = {
        "group__institution": wish.institution,
        "programme__stage": wish.stage,
        "group__grade": wish.grade,
        "group__name__iexact": wish.group.strip(),
        "programme__code__icontains": wish.programme.strip(),
    }
    return {name: value for name, value in asked.items() if value not in (None, "")}


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
        choices=partial(terms.choices, STAGES),
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
        wish = Wish(grade=int(grade) if grade is not None else None, **_words(given))
        return learning(self.request.user, wish, on=self.on)


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
