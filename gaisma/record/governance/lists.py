"""The lists of this room: what they show, and by what they are narrowed."""

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language, gettext, gettext_lazy

from gaisma.base import listing, wording
from gaisma.base.models import Installation, Organisation, SchoolYear, User
from gaisma.record.governance import kinds, queries
from gaisma.record.governance.models import Act, Body, Priority


class Acts(listing.Table):
    """The register of acts."""

    title = listing.Name(verbose_name=gettext_lazy("Act"), linkify=listing.own_page)
    kind = listing.Words(verbose_name=gettext_lazy("Kind"))
    number = listing.Words(verbose_name=gettext_lazy("Number"))
    adopted_on = listing.Day(verbose_name=gettext_lazy("Adopted on"))
    from_on = listing.Day(verbose_name=gettext_lazy("In force from"))
    binds = listing.Words(
        verbose_name=gettext_lazy("Whom it binds"), accessor="binds_kinds", orderable=False
    )

    def render_kind(self, value: str) -> str:
        return gettext(kinds.ACTS[value])

    def render_binds(self, record: Act) -> str:
        return kinds.listed(record.binds_kinds, record.binds_roles)


class Priorities(listing.Table):
    """Priorities of methodical work, the newest school year first."""

    said = listing.Name(
        verbose_name=gettext_lazy("Priority"),
        accessor="pk",
        linkify=listing.own_page,
        orderable=False,
    )
    place = listing.Number(verbose_name=gettext_lazy("Place"))
    school_year = listing.Words(verbose_name=gettext_lazy("School year"))
    languages = listing.Words(
        verbose_name=gettext_lazy("Languages"), accessor="pk", orderable=False
    )

    def render_said(self, record: Priority) -> str:
        return record.said((get_language() or "")[:2])

    def value_said(self, record: Priority) -> str:
        return self.render_said(record)

    def render_school_year(self, value: str) -> str:
        return wording.school_year(value)

    def render_languages(self, record: Priority) -> str:
        texts = {"LV": record.in_latvian, "EN": record.in_english, "RU": record.in_russian}
        return ", ".join(language for language, text in texts.items() if text)

    def value_languages(self, record: Priority) -> str:
        return self.render_languages(record)


class Boards(listing.Table):
    """Councils and boards of institutions."""

    name = listing.Name(
        verbose_name=gettext_lazy("Council or board"),
        linkify=listing.own_page,
    )
    institution = listing.Words(
        verbose_name=gettext_lazy("Institution"), accessor="institution__name"
    )
    kind = listing.Words(verbose_name=gettext_lazy("Kind"))
    member_count = listing.Number(verbose_name=gettext_lazy("Members"))
    founder_count = listing.Words(verbose_name=gettext_lazy("Founder's representative"))
    meeting_count = listing.Number(verbose_name=gettext_lazy("Meetings in a year"))
    last_met_on = listing.Day(verbose_name=gettext_lazy("Last meeting"))

    def render_kind(self, value: str) -> str:
        return gettext(kinds.BODIES[value])

    def render_founder_count(self, value: int) -> str:
        return gettext("has a seat") if value else gettext("has no seat")


class ActFilters(django_filters.FilterSet):
    """By words, kind, whom an act binds, and whether it is in force."""

    q = django_filters.CharFilter(label=gettext_lazy("Title or number"), method="having")
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"),
        choices=kinds.choices(kinds.ACTS),
        empty_label=gettext_lazy("All kinds"),
    )
    binds = django_filters.ChoiceFilter(
        label=gettext_lazy("Whom it binds"),
        choices=kinds.institution_kinds,
        method="binding",
        empty_label=gettext_lazy("All institutions"),
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[
            ("in_force", gettext_lazy("in force")),
            ("coming", gettext_lazy("coming into force")),
            ("ended", gettext_lazy("no longer in force")),
        ],
        method="being",
        empty_label=gettext_lazy("In any state"),
    )

    class Meta:
        model = Act
        fields: list[str] = []

    def having(self, rows: "QuerySet[Act]", _name: str, words: str) -> "QuerySet[Act]":
        return rows.filter(
            Q(title__icontains=words) | Q(number__icontains=words) | Q(changes__icontains=words)
        )

    def binding(self, rows: "QuerySet[Act]", _name: str, kind: str) -> "QuerySet[Act]":
        # A list in JSON is searched here: SQLite cannot ask whether it contains a word.
        held = [pk for pk, bound in rows.values_list("pk", "binds_kinds") if binds(kind, bound)]
        return rows.filter(pk__in=held)

    def being(self, rows: "QuerySet[Act]", _name: str, state: str) -> "QuerySet[Act]":
        on = Installation.current().as_of()
        return rows.filter(
            {
                "in_force": Q(from_on__lte=on) & (Q(to_on=None) | Q(to_on__gte=on)),
                "coming": Q(from_on__gt=on),
                "ended": Q(to_on__lt=on),
            }[state]
        )


def binds(kind: str, bound: list[str]) -> bool:
    """Whether an act that binds those kinds binds this one; no kind named is all."""
    return not bound or kind in bound


def _institutions(request: HttpRequest | None) -> Any:
    if request is None or not isinstance(request.user, User):
        return Organisation.objects.none()
    return queries.with_boards(request.user)


def _years() -> list[tuple[str, str]]:
    found = SchoolYear.objects.order_by("-starts_on").values_list("name", flat=True)
    return [(name, wording.school_year(name)) for name in found]


class PriorityFilters(django_filters.FilterSet):
    """By school year."""

    school_year = django_filters.ChoiceFilter(
        label=gettext_lazy("School year"),
        choices=_years,
        empty_label=gettext_lazy("All school years"),
    )

    class Meta:
        model = Priority
        fields: list[str] = []


class BoardFilters(django_filters.FilterSet):
    """By institution, kind, whether the founder has a seat, and whether a board meets."""

    institution = listing.RowFilter(
        label=gettext_lazy("Institution"),
        queryset=_institutions,
        empty_label=gettext_lazy("All institutions"),
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"),
        choices=kinds.choices(kinds.BODIES),
        empty_label=gettext_lazy("All kinds"),
    )
    shows = django_filters.ChoiceFilter(
        label=gettext_lazy("Show"),
        choices=[
            ("without_founder", gettext_lazy("without the founder's representative")),
            ("silent", gettext_lazy("no meeting in half a year")),
        ],
        method="showing",
        empty_label=gettext_lazy("All boards"),
    )

    class Meta:
        model = Body
        fields: list[str] = []

    def showing(self, rows: "QuerySet[Body]", _name: str, wish: str) -> "QuerySet[Body]":
        if wish == "without_founder":
            return rows.filter(founder_count=0)  # type: ignore[misc]
        since = Installation.current().as_of() - timedelta(days=183)
        return rows.filter(Q(last_met_on=None) | Q(last_met_on__lt=since))
