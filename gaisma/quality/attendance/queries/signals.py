"""Signals of quality: what a journal has, or lacks, and should not; each with its facts.

They say that somebody should look, and nothing of the teacher: a class may have been ill, a subject
taught in blocks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from gaisma.base import sorting, wording
from gaisma.base.working_days import Moves, is_worked
from gaisma.evidence.figures import queries as figures
from gaisma.quality.attendance.queries import Scope, ends
from gaisma.record.journals import lessons
from gaisma.record.journals.answers import answer
from gaisma.record.journals.vocabularies import LATE, LESSON, PRESENT, TEST
from gaisma.record.programmes.models import Group

LESSONS_A_MARK = 8
"""At least one mark in so many lessons, and one a month."""
MOST = 5_000
"""So many signals of a kind are listed."""

FEW_MARKS, EMPTY, TWICE, FREE_DAY, NOT_ENROLLED = (
    "few_marks",
    "empty",
    "twice",
    "free_day",
    "not_enrolled",
)
KINDS = {
    FEW_MARKS: gettext_noop("Too few marks"),
    EMPTY: gettext_noop("Lesson without entries"),
    TWICE: gettext_noop("Two lessons at once"),
    FREE_DAY: gettext_noop("Lesson on a day off"),
    NOT_ENROLLED: gettext_noop("Learners who are not of the class"),
}


@dataclass(frozen=True)
class Signal:
    """What is to be looked at in a class: the day is empty where the month as a whole is meant."""

    kind: str
    group: Group
    day: date | None
    subject: str
    facts: str

    @property
    def institution(self) -> str:
        return self.group.institution.name

    @property
    def class_name(self) -> str:
        return self.group.name


Found = tuple[int, date | None, str, str]
"""Class, day, subject, facts."""


def of_month(scope: Scope, month: str, kinds: tuple[str, ...]) -> list[Signal]:
    """The signals of those kinds, by institution and class."""
    found = {kind: READ[kind](scope, *ends(month))[:MOST] for kind in kinds}
    ids = {line[0] for lines in found.values() for line in lines}
    groups = Group.objects.select_related("institution").in_bulk(ids)
    signals = [
        Signal(kind, groups[group], day, subject, facts)
        for kind, lines in found.items()
        for group, day, subject, facts in lines
        if group in groups
    ]
    return sorted(signals, key=_in_order)


def _in_order(one: Signal) -> tuple[object, ...]:
    where = sorting.natural(one.institution), sorting.natural(one.class_name)
    return (*where, one.day or date.min, one.subject)


def few_marks(scope: Scope, first: date, last: date) -> list[Found]:
    """Classes in whose subject learners who were there have fewer marks than the rule asks."""
    lake = figures.lake()
    rows = lessons.during(scope.of(lake.lessons), first, last)
    held = rows.select("group", "subject", "day", "lesson").distinct()
    held = held.group_by("group", "subject").aggregate(held=held.count())
    there = rows.filter(rows.status.isin([PRESENT, LATE]))
    there = there.select("group", "subject", "person").distinct()
    given = lessons.during(scope.of(lake.lesson_marks), first, last)
    given = given.filter(given.given_for.isin([LESSON, TEST]))
    given = given.group_by("group", "subject", "person").aggregate(marks=given.count())
    each = there.left_join(given, ["group", "subject", "person"])
    each = each.select("group", "subject", "person", marks=each.marks.fill_null(0))
    each = each.join(held, ["group", "subject"])
    counted = answer(each.select("group", "subject", "held", "marks"))
    if counted.is_empty():
        return []
    needed = pl.max_horizontal(pl.col("held") // LESSONS_A_MARK, 1)
    by_class = counted.with_columns(needed=needed).group_by("group", "subject", "held", "needed")
    few = by_class.agg(
        learners=pl.len(), lacking=(pl.col("marks") < pl.col("needed")).sum(), marks=pl.sum("marks")
    ).filter(pl.col("lacking") > 0)
    return [(line["group"], None, line["subject"], _of_marks(line)) for line in few.to_dicts()]


def _of_marks(line: Mapping[str, int]) -> str:
    return _(
        "%(lacking)s of %(learners)s learners have fewer marks than %(needed)s; %(held)s lessons "
        "were held, %(marks)s marks given."
    ) % {
        name: wording.number(line[name])
        for name in ("lacking", "learners", "needed", "held", "marks")
    }


def empty(scope: Scope, first: date, last: date) -> list[Found]:
    """Lessons of a class of which nothing is entered about anybody."""
    rows = lessons.during(scope.of(figures.lake().lessons), first, last)
    counted = rows.group_by("group", "day", "lesson", "subject").aggregate(
        learners=rows.count(), entered=rows.status.count()
    )
    found = answer(counted.filter(counted.entered == 0))
    return [
        (line["group"], line["day"], line["subject"], _of_learners(line))
        for line in found.to_dicts()
    ]


def _of_learners(line: Mapping[str, int]) -> str:
    told = ngettext(
        "Lesson %(lesson)d: %(count)s learner.",
        "Lesson %(lesson)d: %(count)s learners.",
        line["learners"],
    )
    return told % {"lesson": line["lesson"], "count": wording.number(line["learners"])}


def twice(scope: Scope, first: date, last: date) -> list[Found]:
    """Learners who are in two lessons at the same hour."""
    rows = lessons.during(scope.of(figures.lake().lessons), first, last)
    each = rows.group_by("group", "person", "day", "lesson").aggregate(
        times=rows.count(), subject=rows.subject.min(), other=rows.subject.max()
    )
    each = each.filter(each.times > 1)
    counted = each.group_by("group", "day", "lesson", "subject", "other")
    found = answer(counted.aggregate(learners=each.count()))
    return [
        (
            line["group"],
            line["day"],
            ", ".join(dict.fromkeys((line["subject"], line["other"]))),
            _of_learners(line),
        )
        for line in found.to_dicts()
    ]


def free_days(scope: Scope, first: date, last: date) -> list[Found]:
    """Lessons on days that are not worked: weekends, public holidays, days that were moved."""
    rows = lessons.during(scope.of(figures.lake().lesson_days), first, last)
    counted = rows.group_by("group", "day").aggregate(lessons=rows.lessons.sum())
    moves = Moves.recorded()
    return [
        (line["group"], line["day"], "", _of_rows(int(line["lessons"])))
        for line in answer(counted).to_dicts()
        if not is_worked(line["day"], moves=moves)
    ]


def _of_rows(count: int) -> str:
    told = ngettext("%(count)s learner's lesson.", "%(count)s learners' lessons.", count)
    return told % {"count": wording.number(count)}


def not_enrolled(scope: Scope, first: date, last: date) -> list[Found]:
    """Learners with lessons of a class in which they were not enrolled on the day."""
    lake = figures.lake()
    rows = lessons.during(scope.of(lake.lessons), first, last)
    days = rows.select("group", "person", "day").distinct()
    held = lake.enrolments
    held = held.filter(held.person.notnull()).select("group", "person", "from_on", "to_on")
    both = days.left_join(held, ["group", "person"])
    covered = both.from_on.notnull() & (both.from_on <= both.day)
    covered = covered & (both.to_on.isnull() | (both.to_on >= both.day))
    each = both.group_by("group", "person", "day").aggregate(is_there=covered.any())
    each = each.filter(~each.is_there)
    found = answer(each.group_by("group", "day").aggregate(learners=each.count()))
    return [
        (line["group"], line["day"], "", _of_people(line["learners"])) for line in found.to_dicts()
    ]


def _of_people(count: int) -> str:
    told = ngettext("%(count)s learner.", "%(count)s learners.", count)
    return told % {"count": wording.number(count)}


READ: Mapping[str, Callable[[Scope, date, date], list[Found]]] = {
    FEW_MARKS: few_marks,
    EMPTY: empty,
    TWICE: twice,
    FREE_DAY: free_days,
    NOT_ENROLLED: not_enrolled,
}
