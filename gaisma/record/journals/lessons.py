"""What several rooms ask of lessons and marks: questions to the lake that stay expressions.

A learner's share of attendance is the lessons attended, late ones too, of those in which it was
written down how the learner was there. One engine answers for a city, another for a country.
"""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from gaisma.analytics.tables import Lake
from gaisma.record.journals.vocabularies import (
    EXCUSED,
    LATE,
    PASSES,
    PRESENT,
    STATUSES,
    TERM,
    UNEXCUSED,
    YEAR,
)

if TYPE_CHECKING:
    import ibis.expr.types as ir


def during(table: "ir.Table", since: date, until: date) -> "ir.Table":
    """The rows of days from `since` to `until`, both included.

    Months are asked for beside days: files are cut by them, so that others are not read.
    """
    import ibis

    return table.filter(
        table.month >= since.strftime("%Y-%m"),
        table.month <= until.strftime("%Y-%m"),
        table.day >= ibis.date(since.isoformat()),
        table.day <= ibis.date(until.isoformat()),
    )


def shares(
    lake: Lake,
    since: date,
    until: date,
    *,
    groups: Collection[int] = (),
    by_week: bool = False,
) -> "ir.Table":
    """By learner, and by week where it is asked: the lessons attended, and all that were entered.

    Of all classes, or of those that are named.

    Columns: person, unit, (week: its Monday), attended, entered, excused, unexcused, late.
    """
    rows = during(lake.lessons, since, until)
    if groups:
        rows = rows.filter(rows.group.isin(sorted(groups)))
    keys = {"person": rows.person, "unit": rows.unit}
    if by_week:
        keys["week"] = rows.day.truncate("W")
    status = rows.status
    return rows.group_by(**keys).aggregate(
        attended=status.isin([PRESENT, LATE]).cast("int64").sum().fill_null(0),
        entered=status.isin(list(STATUSES.codes)).cast("int64").sum().fill_null(0),
        excused=(status == EXCUSED).cast("int64").sum().fill_null(0),
        unexcused=(status == UNEXCUSED).cast("int64").sum().fill_null(0),
        late=(status == LATE).cast("int64").sum().fill_null(0),
    )


def unexcused_above(lake: Lake, since: date, until: date, *, more_than: int) -> "ir.Table":
    """Learners with more unexcused lessons than that at an institution: person, unit, lessons."""
    rows = during(lake.lessons, since, until)
    absent = rows.filter(rows.status == UNEXCUSED)
    counted = absent.group_by("person", "unit").aggregate(lessons=absent.count())
    return counted.filter(counted.lessons > more_than)


def marked(lake: Lake, since: date, until: date, *, by_week: bool = False) -> "ir.Table":
    """By learner and subject, and by week where it is asked, what was given in marks of ten points.

    Columns: person, unit, subject, (week: its Monday), final: the newest mark of the term or year;
    total and marks: the sum and the number of those for lessons and tests.
    """
    rows = during(lake.lesson_marks, since, until)
    rows = rows.filter(rows.mark.notnull())
    is_final = rows.given_for.isin([TERM, YEAR])
    keys = {"person": rows.person, "unit": rows.unit, "subject": rows.subject}
    if by_week:
        keys["week"] = rows.day.truncate("W")
    return rows.group_by(**keys).aggregate(
        final=rows.mark.argmax(rows.day, where=is_final),
        total=rows.mark.sum(where=~is_final),
        marks=(~is_final).cast("int64").sum(),
    )


def failing(lake: Lake, since: date, until: date) -> "ir.Table":
    """Subjects in which learners do not pass: person, unit, subject, by marks of ten points.

    The mark of the term or year decides where one was given, the newest of them; else the mean of
    the marks for lessons and tests.
    """
    import ibis

    counted = marked(lake, since, until)
    # The mean as whole numbers: every engine counts alike.
    by_mean = (counted.marks > 0) & (counted.total < counted.marks * PASSES)
    decided = (counted.final < PASSES).fill_null(by_mean)
    failed = counted.filter(decided.fill_null(ibis.literal(value=False)))
    return failed.select("person", "unit", "subject")
