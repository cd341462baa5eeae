"""Which section this room gives to the readiness report: the calendar of the autumn."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from gaisma.base import wording
from gaisma.base.permissions import OFFICIALS
from gaisma.base.sorting import natural
from gaisma.base.wording import school_years
from gaisma.evidence.reports.sections import PrintedLine, RecordTable, ReportSection
from gaisma.record.governance import kinds as governance
from gaisma.workplace.calendar import recurrence
from gaisma.workplace.calendar.models import REPEATS, Deadline, Measure

NARRATIVES = Path(__file__).parent / "narratives"


def autumn(school_year: str) -> tuple[date, date]:
    """From the first day of the school year to the end of the calendar year."""
    year = school_years.years(school_year)[0]
    return date(year, 9, 1), date(year, 12, 31)


@dataclass(frozen=True)
class Event:
    """A measure with its first day of the autumn, which ends on `last`."""

    measure: Measure
    starts: date
    last: date


def events(school_year: str, _as_of: date) -> list[Event]:
    """The authority's own measures of the autumn, by their day; one that repeats stands once.

    Meetings of its own office alone are left out.
    """
    first, last = autumn(school_year)
    rows = Measure.objects.filter(organisation__kind="authority", from_on__lte=last)
    found = sorted(
        (starts, row.from_time or time.min, row.title, row.pk, row)
        for row in rows
        if not _is_internal(row) and (starts := _first_between(row, first, last)) is not None
    )
    return [Event(row, starts, last) for starts, _at, _title, _pk, row in found]


def deadlines(school_year: str, _as_of: date) -> list[Deadline]:
    """What institutions owe the authority in the autumn, by its day."""
    rows = Deadline.objects.filter(
        organisation__kind="authority", due_on__range=autumn(school_year)
    )
    return list(rows.order_by("due_on", "title", "pk").prefetch_related("listed"))


def _is_internal(row: Measure) -> bool:
    return bool(row.audience_roles) and set(row.audience_roles) <= set(OFFICIALS)


def _first_between(row: Measure, first: date, last: date) -> date | None:
    """Its first day between the two, however often it takes place."""
    found = recurrence.within(
        row.from_on,
        days=_days(row),
        repeats=row.repeats,
        until=row.until_on,
        start=first,
        end=last,
    )
    return next(iter(found), None)


def _days(row: Measure) -> int:
    return ((row.to_on or row.from_on) - row.from_on).days + 1


def _event(event: Event) -> PrintedLine:
    row, starts, last = event.measure, event.starts, event.last
    ends = starts + timedelta(days=_days(row) - 1)
    days = wording.period(starts, ends) if ends > starts else wording.day(starts)
    if row.repeats and row.until_on and row.until_on > starts:
        until = wording.day(min(row.until_on, last))
        repeated = {"day": days, "often": gettext(REPEATS[row.repeats]), "until": until}
        days = gettext("from %(day)s %(often)s until %(until)s") % repeated
    return days, row.title, governance.listed(row.audience_kinds, row.audience_roles), row.place


def _deadline(row: Deadline) -> PrintedLine:
    return wording.day(row.due_on), row.title, _owing(row), row.answers


def _owing(row: Deadline) -> str:
    if listed := [one.name for one in row.listed.all()]:
        return ", ".join(sorted(listed, key=lambda name: natural(name, wording.language())))
    if not row.kinds and row.founders == ["municipality"]:
        return gettext("the municipality's institutions")
    return governance.listed(row.kinds)


AUTUMN = ReportSection(
    key="calendar.autumn",
    order=10,
    report="readiness",
    chapter="calendar",
    title=_("Events and deadlines from September to December"),
    narratives=NARRATIVES,
    printed=(
        RecordTable(
            key="events",
            title=_("The authority's events from September to December"),
            columns=(_("When"), _("Event"), _("For whom"), _("Place")),
            rows=events,
            line=_event,
        ),
        RecordTable(
            key="deadlines",
            title=_("Deadlines of institutions from September to December"),
            columns=(_("By"), _("What is owed"), _("Who owes it"), _("Who answers questions")),
            rows=deadlines,
            line=_deadline,
        ),
    ),
)

SECTIONS = [AUTUMN]
