"""The lists of this room: what they show, and by what they are narrowed."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy

from gaisma.base import duties, listing, sorting
from gaisma.base.models import Installation
from gaisma.record.governance import kinds as governance
from gaisma.workplace.calendar.models import ENTRIES, Measure
from gaisma.workplace.calendar.queries.deadlines import Progress
from gaisma.workplace.calendar.queries.entries import Entry, told
from gaisma.workplace.calendar.queries.missing import Missing

SOON = 30
"""So many days are near."""


class OverRows(django_filters.FilterSet):
    """Narrows rows that were gathered from several places and stand in a list."""

    def __init__(self, data: Any, queryset: Iterable[Any], request: HttpRequest) -> None:
        super().__init__(data, Measure.objects.none(), request=request)
        self.rows = list(queryset)
        self.on = Installation.current().as_of()

    @property
    def qs(self) -> list[Any]:
        self.form.is_valid()
        wish = {name: value for name, value in self.form.cleaned_data.items() if value}
        return [row for row in self.rows if self.fits(row, wish)]

    def fits(self, row: Any, wish: dict[str, Any]) -> bool:
        raise NotImplementedError


class Agenda(listing.Table):
    """What stands in the calendar, one after another."""

    title = listing.Name(verbose_name=gettext_lazy("What"), linkify=lambda record: record.address)
    first_on = listing.Words(verbose_name=gettext_lazy("When"), attrs={"td": {"class": "short"}})
    kind = listing.Words(verbose_name=gettext_lazy("Kind"))
    place = listing.Words(verbose_name=gettext_lazy("Place"))
    answers = listing.Words(verbose_name=gettext_lazy("Who answers for it"))

    def render_first_on(self, record: Entry) -> str:
        return record.when

    def value_first_on(self, record: Entry) -> Any:
        return record.first_on

    def render_kind(self, record: Entry) -> Any:
        if not record.tone:
            return record.kind_title
        return format_html(
            '{} <span class="badge {}">{}</span>', record.kind_title, record.tone, record.note
        )

    def value_kind(self, record: Entry) -> str:
        return record.kind_title


class AgendaFilters(OverRows):
    """By words, kind, and whether what is over is shown."""

    q = django_filters.CharFilter(label=gettext_lazy("Title"))
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"),
        choices=governance.choices(ENTRIES),
        empty_label=gettext_lazy("All kinds"),
    )
    period = django_filters.ChoiceFilter(
        label=gettext_lazy("Period"),
        choices=[
            ("month", gettext_lazy("the next 30 days")),
            ("past", gettext_lazy("what is over")),
            ("all", gettext_lazy("the whole of both school years")),
        ],
        empty_label=gettext_lazy("from today on"),
    )

    def fits(self, row: Entry, wish: dict[str, Any]) -> bool:
        if wish.get("q", "").casefold() not in row.title.casefold():
            return False
        if wish.get("kind") and row.kind != wish["kind"]:
            return False
        return {
            "month": row.last_on >= self.on and (row.first_on - self.on).days <= SOON,
            "past": row.last_on < self.on,
            "all": True,
        }.get(wish.get("period", ""), row.last_on >= self.on)


class Deadlines(listing.Table):
    """Deadlines with who has delivered."""

    title = listing.Name(
        verbose_name=gettext_lazy("What is owed"),
        accessor="deadline__title",
        linkify=lambda record: record.deadline.get_absolute_url(),
    )
    due_on = listing.Day(verbose_name=gettext_lazy("Due on"), accessor="deadline__due_on")
    delivered = listing.Words(verbose_name=gettext_lazy("Delivered"))
    waiting = listing.Words(verbose_name=gettext_lazy("Waiting for"), orderable=False)
    answers = listing.Words(
        verbose_name=gettext_lazy("Who answers questions"), accessor="deadline__answers"
    )

    def render_delivered(self, record: Progress) -> str:
        return told(record)

    def render_waiting(self, record: Progress) -> str:
        return named(place.name for place in record.waiting)


NAMED = 3


def named(names: Iterable[str]) -> str:
    """The first few names, and how many more there are."""
    listed = list(names)
    shown = ", ".join(listed[:NAMED])
    if len(listed) <= NAMED:
        return shown
    return gettext("%(names)s and %(more)s more") % {
        "names": shown,
        "more": len(listed) - NAMED,
    }


class DeadlineFilters(OverRows):
    """By words and by how a deadline stands."""

    q = django_filters.CharFilter(label=gettext_lazy("Title"))
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[
            ("late", gettext_lazy("overdue")),
            ("waiting", gettext_lazy("somebody is waited for")),
            ("done", gettext_lazy("all delivered")),
        ],
        empty_label=gettext_lazy("In any state"),
    )

    def fits(self, row: Progress, wish: dict[str, Any]) -> bool:
        if wish.get("q", "").casefold() not in row.deadline.title.casefold():
            return False
        return {"late": row.is_overdue, "waiting": not row.is_done, "done": row.is_done}.get(
            wish.get("state", ""), True
        )


class MissingWork(listing.Table):
    """What is owed, the overdue first."""

    sentence = listing.Name(
        verbose_name=gettext_lazy("What is owed"), linkify=lambda record: record.address
    )
    organisation = listing.Words(verbose_name=gettext_lazy("Institution"))
    duty = listing.Words(verbose_name=gettext_lazy("Kind"))
    due_on = listing.Day(verbose_name=gettext_lazy("Due on"))
    state = listing.Words(verbose_name=gettext_lazy("State"), orderable=False)

    def render_state(self, record: Missing) -> Any:
        if not record.state:
            return ""
        return format_html('<span class="badge {}">{}</span>', record.tone, record.state)

    def value_state(self, record: Missing) -> str:
        return record.state


def _duties() -> list[tuple[str, str]]:
    return [(duty.key, gettext(duty.title)) for duty in duties.known()]


class MissingFilters(OverRows):
    """By institution, kind of duty, and whether it is late."""

    institution = django_filters.ChoiceFilter(
        label=gettext_lazy("Institution"), empty_label=gettext_lazy("All institutions")
    )
    duty = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"), choices=_duties, empty_label=gettext_lazy("All kinds")
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[("late", gettext_lazy("overdue")), ("coming", gettext_lazy("not due yet"))],
        empty_label=gettext_lazy("In any state"),
    )

    def __init__(self, data: Any, queryset: Iterable[Any], request: HttpRequest) -> None:
        super().__init__(data, queryset, request)
        owing = {row.organisation_id: row.organisation for row in self.rows}
        ordered = sorted(owing.items(), key=lambda pair: sorting.natural(pair[1]))
        self.filters["institution"].extra["choices"] = [(str(pk), name) for pk, name in ordered]

    def fits(self, row: Missing, wish: dict[str, Any]) -> bool:
        if str(row.organisation_id) != wish.get("institution", str(row.organisation_id)):
            return False
        if row.duty_key != wish.get("duty", row.duty_key):
            return False
        return {"late": row.is_late, "coming": not row.is_late}.get(wish.get("state", ""), True)
