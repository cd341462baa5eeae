"""Figures about boards and their meetings."""

from typing import TYPE_CHECKING

from gaisma.analytics.indicators import Chapter, Unit, distinct, indicator
from gaisma.analytics.moments import Moment
from gaisma.analytics.tables import Lake

if TYPE_CHECKING:
    import ibis.expr.types as ir

PLACES = ("institution", "institution_kind", "founder")

CHAPTER = Chapter("governance", title="Acts and boards")


@indicator(
    "boards.count",
    title="Councils and boards",
    description="Councils and boards of institutions that work on the day.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="board",
    measure=distinct("board"),
    by=PLACES,
    subject="board",
)
def boards(lake: Lake, when: Moment) -> "ir.Table":
    """Boards in force."""
    return when.holding(lake.boards)


@indicator(
    "boards.with_founder",
    title="Boards with the founder's representative",
    description="Councils and boards that work on the day and in which the founder's "
    "representative has a seat on that day.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="board",
    measure=distinct("board"),
    by=PLACES,
    subject="board",
    covered=boards.rows,
)
def with_founder(lake: Lake, when: Moment) -> "ir.Table":
    """Boards in force that the founder has a seat in."""
    held, seats = when.holding(lake.boards), when.holding(lake.board_seats)
    founders = seats.filter(seats.represents == "founder").select(seated="board").distinct()
    return held.semi_join(founders, held.board == founders.seated)


@indicator(
    "board_meetings.count",
    title="Meetings of councils and boards",
    description="Meetings of institutions' councils and boards in the calendar year, up to the "
    "day.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="meeting",
    measure=distinct("meeting"),
    by=PLACES,
    parameters=("year",),
    subject="meeting",
    covered=lambda lake, when: when.recorded(lake.board_meetings, "on"),
)
def meetings(lake: Lake, when: Moment) -> "ir.Table":
    """Meetings of the year."""
    import ibis

    held = lake.board_meetings.filter(lake.board_meetings.on <= ibis.date(when.as_of.isoformat()))
    return held if when.year is None else held.filter(held.on.year() == when.year)
