"""Which section this room gives to the readiness report: the challenges of both years."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from django.db.models import Prefetch
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from gaisma.base import sorting, wording
from gaisma.base.registry import gathered
from gaisma.base.wording.school_years import previous
from gaisma.evidence.figures import asking, presentation
from gaisma.evidence.reports.sections import (
    FigureOfRow,
    InOwnLanguage,
    PrintedLine,
    RecordTable,
    ReportSection,
)
from gaisma.quality.challenges.models import Challenge, Task, in_order
from gaisma.quality.challenges.tables import OUTCOMES

NOTHING = FigureOfRow()


def of_the_year_before(school_year: str, as_of: date) -> Sequence[Challenge]:
    """The challenges of the school year that ends."""
    return of_the_year(previous(school_year), as_of)


def of_the_year(school_year: str, _as_of: date) -> Sequence[Challenge]:
    """The challenges of the school year."""
    rows = Challenge.objects.filter(school_year__name=school_year)
    tasks = Prefetch("tasks", in_order(Task.objects.all()))
    found = rows.select_related("owner", "school_year").prefetch_related(tasks)
    return sorted(found, key=lambda row: sorting.natural(row.title))


def _before(row: Challenge) -> PrintedLine:
    done = [task for task in row.tasks.all() if task.done_on]
    return (
        InOwnLanguage(row.title, told=False),
        InOwnLanguage("; ".join(task.what for task in done), told=False),
        InOwnLanguage(row.became, before=_outcome(row), told=False),
        _shown_by(row),
        _figure(row, back=1),
        _figure(row),
    )


def _ahead(row: Challenge) -> PrintedLine:
    planned = "; ".join(_planned(task.what, task.due_on) for task in row.tasks.all())
    return (
        InOwnLanguage(row.title, told=False),
        row.owner.full_name,
        InOwnLanguage(planned, told=False),
        _shown_by(row),
        InOwnLanguage(row.target, told=False),
        _figure(row, back=1),
    )


def _planned(what: str, due_on: date | None) -> str:
    return f"{what} ({wording.day(due_on)})" if due_on else what


def _outcome(row: Challenge) -> str:
    if not row.outcome:
        return gettext("Being worked on still.")
    return f"{capfirst(gettext(OUTCOMES[row.outcome]))}. "


def _shown_by(row: Challenge) -> str:
    return presentation.title(row.indicator, row.filters) if row.indicator else ""


def _figure(row: Challenge, *, back: int = 0) -> FigureOfRow:
    """The figure that shows it, in its own school year or so many years back."""
    if not row.indicator:
        return NOTHING
    if "school_year" not in gathered("INDICATORS")[row.indicator].parameters:
        return NOTHING if back else FigureOfRow(row.indicator, row.filters)
    year = row.school_year.name
    filters: Mapping[str, str] = {**row.filters, "school_year": year}
    if back:
        filters = asking.in_year(row.indicator, filters, earlier=previous(year, back=back))
    return FigureOfRow(row.indicator, filters)


CHALLENGES = ReportSection(
    key="challenges.of_the_year",
    order=10,
    report="readiness",
    chapter="challenges",
    title=_("What the year set out to overcome"),
    narratives=Path(__file__).parent / "narratives",
    printed=(
        RecordTable(
            key="before",
            title=_("Challenges of the school year that ends, and what became of them"),
            columns=(
                _("Challenge"),
                _("What has been done"),
                _("What became of it"),
                _("What shows it"),
            ),
            figures=(_("A year before"), _("In the year")),
            rows=of_the_year_before,
            line=_before,
        ),
        RecordTable(
            key="ahead",
            title=_("Challenges of the coming school year"),
            columns=(
                _("Challenge"),
                _("Who answers for it"),
                _("What is planned"),
                _("What shows it"),
                _("Target"),
            ),
            figures=(_("In the year that ends"),),
            rows=of_the_year,
            line=_ahead,
        ),
    ),
)

SECTIONS = [CHALLENGES]
