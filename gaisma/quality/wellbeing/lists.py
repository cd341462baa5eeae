"""The lists of this room, and what they are narrowed by."""

from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet
from django_tables2 import A

from gaisma.analytics.moments import school_year_of
from gaisma.analytics.safety_terms import (
    ACTIVITY_AREAS,
    ACTIVITY_KINDS,
    GRADE_OF_KIND,
    PARTNER_KINDS,
)
from gaisma.analytics.vocabulary import KINDS
from gaisma.base import listing, terms, wording
from gaisma.base.forms import choices
from gaisma.evidence.figures.evidence import year_of
from gaisma.quality.wellbeing.models import PartnerBody
from gaisma.quality.wellbeing.workflow import ACTIVITY, AGREED, HELD, REQUESTED
from gaisma.record.people.lists import InstitutionFilter
from gaisma.record.programmes.lists import YearFilter, YearFilterSet
from gaisma.record.programmes.models import Group

MONTHS_OF_YEAR = (9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8)


def months() -> list[tuple[int, Any]]:
    """The months in the order of a school year."""
    return [(month, capfirst(MONTHS[month])) for month in MONTHS_OF_YEAR]


title_of: Any = lazy(terms.title, str)
"""A term in the language of whoever reads it later."""


def _of_vocabulary(vocabulary: Any) -> Any:
    return partial(terms.choices, vocabulary, written=capfirst)


class ActivitiesTable(listing.Table):
    """Activities by day: what, where, with whom, how far it has come."""

    planned_on = listing.Day(verbose_name=gettext_lazy("Planned day"))
    kind = listing.Name(
        accessor="called",
        order_by=("kind", "topic", "pk"),
        verbose_name=gettext_lazy("Activity"),
        linkify=listing.own_page,
    )
    institution = listing.Words(
        accessor="institution__name", verbose_name=gettext_lazy("Institution")
    )
    partner = listing.Words(accessor="partner__name", verbose_name=gettext_lazy("With which body"))
    state = listing.Words(verbose_name=gettext_lazy("State"), orderable=False)
    held_on = listing.Day(verbose_name=gettext_lazy("Held on"))
    learners = listing.Number(verbose_name=gettext_lazy("Learners reached"))
    adults = listing.Number(verbose_name=gettext_lazy("Adults reached"), visible=False)
    hours = listing.Number(verbose_name=gettext_lazy("Hours"))
    answers = listing.Words(verbose_name=gettext_lazy("Who answers for it"), visible=False)

    class Meta(listing.Table.Meta):
        sequence = ("kind", "planned_on", "...")

    def render_kind(self, value: str) -> str:
        return capfirst(value)

    def render_state(self, value: str) -> Any:
        tone, said = ACTIVITY.tone(value), ACTIVITY.said(value)
        return format_html('<span class="badge {}">{}</span>', tone, said)

    def value_state(self, value: str) -> str:
        return ACTIVITY.said(value)


class ActivitiesFilter(YearFilterSet):
    """Activities by topic, area, kind, institution, state, school year, month and body."""

    q = CharFilter(label=gettext_lazy("Topic"), field_name="topic", lookup_expr="icontains")
    area = ChoiceFilter(
        label=gettext_lazy("Area"),
        choices=_of_vocabulary(ACTIVITY_AREAS),
        method="of_area",
        empty_label=gettext_lazy("All areas"),
    )
    kind = ChoiceFilter(
        label=gettext_lazy("Kind of activity"),
        choices=_of_vocabulary(ACTIVITY_KINDS),
        empty_label=gettext_lazy("All kinds"),
    )
    institution = InstitutionFilter(field_name="institution")
    state = ChoiceFilter(
        label=gettext_lazy("State"),
        choices=choices(ACTIVITY.titles),
        empty_label=gettext_lazy("In any state"),
    )
    school_year = YearFilter(field_name="school_year__name")
    month = ChoiceFilter(
        label=gettext_lazy("Month"),
        choices=months,
        field_name="planned_on__month",
        empty_label=gettext_lazy("All months"),
    )
    partner = listing.RowFilter(
        label=gettext_lazy("With which body"),
        queryset=lambda request: PartnerBody.objects.visible_to(request.user),
        empty_label=gettext_lazy("With any body"),
    )

    def of_area(self, rows: Any, _name: str, area: str) -> QuerySet[Any]:
        found: QuerySet[Any] = rows.for_area(area)
        return found


class PartnersTable(listing.Table):
    """Bodies with which work is done, and whoever is asked there."""

    name = listing.Name(
        order_by=("name", "pk"), verbose_name=gettext_lazy("Body"), linkify=listing.own_page
    )
    kind = listing.Term(PARTNER_KINDS, verbose_name=gettext_lazy("Kind of body"))
    institution = listing.Words(
        accessor="institution__name",
        verbose_name=gettext_lazy("Works with"),
        default=gettext_lazy("all of the city"),
    )
    contact = listing.Words(verbose_name=gettext_lazy("Contact person"), orderable=False)
    phone = listing.Words(verbose_name=gettext_lazy("Phone"), orderable=False)
    email = listing.Words(verbose_name=gettext_lazy("E-mail"), orderable=False)
    closed_on = listing.Day(verbose_name=gettext_lazy("Until"))


class PartnersFilter(FilterSet):
    """Bodies by name, kind, and whether there is work with them."""

    q = CharFilter(label=gettext_lazy("Name"), field_name="name", lookup_expr="icontains")
    kind = ChoiceFilter(
        label=gettext_lazy("Kind of body"),
        choices=_of_vocabulary(PARTNER_KINDS),
        empty_label=gettext_lazy("Of any kind"),
    )
    ended = ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[("no", gettext_lazy("At work")), ("yes", gettext_lazy("Work has ended"))],
        method="that_ended",
        empty_label=gettext_lazy("In any state"),
    )

    def that_ended(self, rows: Any, _name: str, said: str) -> QuerySet[Any]:
        found: QuerySet[Any] = rows.filter(closed_on__isnull=said == "no")
        return found


class Had(listing.Number):
    """How many activities of a kind an institution has had, the way to them; what it lacks."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(accessor=f"had_{kind}", verbose_name=title_of(ACTIVITY_KINDS, kind))

    def render(self, record: Any, value: int) -> Any:  # type: ignore[override]
        asked = {"institution": record.pk, "kind": self.kind, "school_year": record.asked_year}
        if value:
            address = f"{reverse('wellbeing:list')}?{urlencode(asked | {'state': HELD})}"
            return format_html('<a href="{}">{}</a>', address, wording.number(value))
        if not getattr(record, f"owes_{self.kind}", False):
            return wording.DASH
        if getattr(record, f"coming_{self.kind}"):
            address = f"{reverse('wellbeing:list')}?{urlencode(asked)}"
            told = gettext("planned")
            return format_html('<a class="badge due" href="{}">{}</a>', address, told)
        if record.is_ahead:
            return gettext("not planned")
        return format_html('<span class="badge bad">{}</span>', gettext("missing"))

    def value(self, value: int) -> int:
        return value


class OverviewTable(listing.Table):
    """Institutions by what they have had in a school year; of one area at a time."""

    name = listing.Name(
        order_by=("name", "pk"),
        verbose_name=gettext_lazy("Institution"),
        linkify=("organisations:institution", {"organisation_id": A("pk")}),
    )


for _kind in ACTIVITY_KINDS.codes:
    OverviewTable.base_columns[_kind] = Had(_kind)


class OverviewFilter(YearFilterSet):
    """Institutions by kind and school year; the area says which kinds of activities are told."""

    area = ChoiceFilter(
        label=gettext_lazy("Area"),
        choices=_of_vocabulary(ACTIVITY_AREAS),
        empty_label=None,
        method="as_it_is",
    )
    kind = ChoiceFilter(
        label=gettext_lazy("Kind of institution"),
        choices=_of_vocabulary(KINDS),
        empty_label=gettext_lazy("All kinds"),
    )
    lacking = ChoiceFilter(
        label=gettext_lazy("What is missing"),
        choices=[("yes", gettext_lazy("Something is missing"))],
        method="that_lack",
        empty_label=gettext_lazy("Whatever they have had"),
    )
    school_year = YearFilter(method="as_it_is")

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The institutions with what they have had in the year that is asked for."""
        year = self.form.cleaned_data.get("school_year") or year_of(self.on)
        found: QuerySet[Any] = super().filter_queryset(with_had(queryset, year, on=self.on))
        return found

    def as_it_is(self, rows: QuerySet[Any], _name: str, _said: str) -> QuerySet[Any]:
        return rows

    def that_lack(self, rows: QuerySet[Any], _name: str, _said: str) -> QuerySet[Any]:
        lacking = Q()
        for kind in GRADE_OF_KIND:
            lacking |= Q(**{f"owes_{kind}": True, f"had_{kind}": 0})
        return rows.filter(lacking)


def with_had(rows: QuerySet[Any], year: str, *, on: date) -> QuerySet[Any]:
    """Institutions with `had_KIND`, how many were held in the school year, and of what each has
    every year `owes_KIND`, whether there are such classes, and `coming_KIND`, how many are planned.

    `is_ahead` says of all that the year has not begun on the day.
    """
    of_year = Q(support_activities__school_year__name=year)
    held = of_year & Q(support_activities__state=HELD)
    coming = of_year & Q(support_activities__state__in=(REQUESTED, AGREED))
    told: dict[str, Any] = {
        "asked_year": Value(year),
        "is_ahead": Value(year > school_year_of(on)),
    }
    for kind in ACTIVITY_KINDS.codes:
        is_kind = Q(support_activities__kind=kind)
        told[f"had_{kind}"] = Count("support_activities", filter=held & is_kind)
    classes = Group.objects.filter(institution=OuterRef("pk"), school_year__name=year)
    for kind, grade in GRADE_OF_KIND.items():
        is_kind = Q(support_activities__kind=kind)
        told[f"coming_{kind}"] = Count("support_activities", filter=coming & is_kind)
        told[f"owes_{kind}"] = Exists(classes.filter(grade=grade))
    annotated: QuerySet[Any] = rows.annotate(**told)
    return annotated
