"""Which sections this room gives to the readiness report: decisions, councils, priorities."""

from datetime import date
from pathlib import Path

from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from gaisma.base import sorting, wording
from gaisma.base.wording import school_years
from gaisma.evidence.reports.sections import (
    Column,
    InOwnLanguage,
    PrintedLine,
    RecordTable,
    ReportSection,
    ReportTable,
)
from gaisma.record.governance import kinds, queries
from gaisma.record.governance.models import Act, Priority

NARRATIVES = Path(__file__).parent / "narratives"
COLUMNS = (_("Act"), _("What it changes"), _("In force from"), _("Whom it binds"))


def of_the_state(school_year: str, as_of: date) -> list[Act]:
    """The state's acts since the school year before began, by the first day of this one."""
    return _acts(school_year, as_of, state=True)


def of_the_municipality(school_year: str, as_of: date) -> list[Act]:
    """The municipality's own acts since the school year before began."""
    return _acts(school_year, as_of, state=False)


def _acts(school_year: str, as_of: date, *, state: bool) -> list[Act]:
    start = school_years.years(school_year)[0]
    first, last = date(start - 1, 9, 1), max(as_of, date(start, 9, 1))
    passed = queries.passed_between(first, last, state=state)
    return list(passed.filter(adopted_on__lte=as_of))


def _act(act: Act) -> PrintedLine:
    return (
        InOwnLanguage(act.title, before=f"{capfirst(queries.called(act))}: "),
        InOwnLanguage(act.changes, told=False),
        wording.day(act.from_on),
        kinds.listed(act.binds_kinds, act.binds_roles),
    )


Founders = tuple[str, str, list[str]]


def founders(school_year: str, _as_of: date) -> list[Founders]:
    """Every council and board of the municipality's institutions with who speaks for the founder.

    As they stand when the school year begins, which is what the figures beside them count.
    """
    day = date(school_years.years(school_year)[0], 9, 1)
    return list(queries.founders(on=day))


def _board(row: Founders) -> PrintedLine:
    institution, board, names = row
    return institution, board, ", ".join(names) or gettext("none")


DECISIONS = ReportSection(
    key="governance.decisions",
    order=10,
    report="readiness",
    chapter="governance",
    title=_("Important decisions of the year"),
    narratives=NARRATIVES,
    printed=(
        RecordTable(
            key="state",
            title=_(
                "Acts of the state adopted or come into force since the last school year began"
            ),
            columns=COLUMNS,
            rows=of_the_state,
            line=_act,
        ),
        RecordTable(
            key="municipality",
            title=_("Decisions of the municipality since the last school year began"),
            columns=COLUMNS,
            rows=of_the_municipality,
            line=_act,
        ),
    ),
)
COUNCILS = ReportSection(
    key="governance.councils",
    order=20,
    report="readiness",
    chapter="governance",
    title=_("Work with councils and boards"),
    narratives=NARRATIVES,
    tables=(
        ReportTable(
            key="boards",
            title=_("Councils and boards of the municipality's institutions"),
            by=("institution",),
            within={"founder": "municipality"},
            columns=(
                Column(_("Councils and boards"), "boards.count"),
                Column(_("With the founder's representative"), "boards.with_founder"),
                Column(_("Meetings in the calendar year"), "board_meetings.count"),
            ),
        ),
    ),
    printed=(
        RecordTable(
            key="founders",
            title=_("The founder's representatives in councils and boards"),
            columns=(_("Institution"), _("Council or board"), _("Founder's representative")),
            rows=founders,
            line=_board,
            place=lambda row: [sorting.natural(name, wording.language()) for name in row[:2]],
        ),
    ),
)


def of_methodical_work(school_year: str, _as_of: date) -> list[tuple[int, Priority]]:
    """The authority's own priorities for the school year, numbered."""
    found = queries.priorities().filter(school_year=school_year)
    return list(enumerate(found, start=1))


def _priority(row: tuple[int, Priority]) -> PrintedLine:
    number, priority = row
    return f"{number}.", priority.said(wording.language())


PRIORITIES = ReportSection(
    key="monitoring.priorities",
    order=50,
    report="readiness",
    chapter="monitoring",
    title=_("Priorities of methodical work"),
    narratives=NARRATIVES,
    printed=(
        RecordTable(
            key="priorities",
            title=_("The authority's priorities of methodical work"),
            columns=(_("No."), _("Priority")),
            rows=of_methodical_work,
            line=_priority,
        ),
    ),
)

SECTIONS = [DECISIONS, COUNCILS, PRIORITIES]
