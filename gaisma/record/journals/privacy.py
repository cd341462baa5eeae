"""What e-journals hold of a learner, and for how long; the daily sums of classes stay."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

import polars as pl
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gaisma.base import terms, wording
from gaisma.base.models import SchoolYear
from gaisma.base.retention import RetentionKind
from gaisma.evidence.interop.mass import cuts, mass_kinds
from gaisma.evidence.lake import actions as lake
from gaisma.evidence.lake import queries
from gaisma.record.journals.facts import LESSON_MARKS, LESSONS
from gaisma.record.journals.vocabularies import GIVEN_FOR, MARKS, REASONS, STATUSES
from gaisma.record.people.models import Person
from gaisma.record.people.privacy import LakeHolding, Purpose

OF_LEARNERS = (LESSONS.key, LESSON_MARKS.key)


def _of(person: Person, table: str) -> list[dict[str, Any]]:
    """The person's rows of the newest version, by day."""
    held = cuts.held(queries.latest(), table)
    own = [cuts.stored(file).filter(pl.col("person") == person.pseudonym) for file in held]
    return pl.concat(own).collect().sort("day", "lesson").to_dicts() if own else []


def lessons_of(person: Person) -> Iterator[tuple[str, str]]:
    """Each lesson: when, and how the learner was there."""
    for row in _of(person, LESSONS.key):
        said = [row["subject"]]
        said.append(terms.title(STATUSES, row["status"]) if row["status"] else _("not entered"))
        if row["reason"]:
            said.append(terms.title(REASONS, row["reason"]))
        yield f"{wording.day(row['day'])}, {row['lesson']}", ", ".join(said)


def marks_of(person: Person) -> Iterator[tuple[str, str]]:
    """Each mark: when, and what it is."""
    for row in _of(person, LESSON_MARKS.key):
        mark = str(row["mark"]) if row["mark"] else terms.title(MARKS, row["step"])
        given_for = terms.title(GIVEN_FOR, row["given_for"])
        yield wording.day(row["day"]), f"{row['subject']}, {given_for}: {mark}"


def _hand_over(key: str, kept: Person, other: Person, at: datetime) -> None:
    """Write anew the files that have rows of the other person, as rows of the kept one."""
    kind, seen = mass_kinds()[key], queries.latest()
    own = pl.col("person") == other.pseudonym
    touched = tuple(
        file
        for file in cuts.held(seen, kind.table.key)
        if cuts.stored(file).filter(own).select(pl.len()).collect().item()
    )
    if not touched:
        return
    instead = cuts.nothing(kind)
    person = pl.when(own).then(pl.lit(kept.pseudonym)).otherwise(pl.col("person"))
    for file in touched:
        rows = cuts.stored(file).with_columns(person=person.cast(pl.Int64))
        cuts.write(kind, [rows.collect()], instead)
    cuts.exchange(kind, instead, touched, seen, "merged persons", at)


LAKE_HOLDINGS = [
    LakeHolding(
        "lessons",
        title=gettext_noop("Lessons in e-journals"),
        purpose=Purpose.EDUCATION,
        kept="journals",
        of=lessons_of,
        hand_over=partial(_hand_over, "lessons"),
    ),
    LakeHolding(
        "marks",
        title=gettext_noop("Marks in e-journals"),
        purpose=Purpose.EDUCATION,
        kept="journals",
        of=marks_of,
        hand_over=partial(_hand_over, "marks"),
    ),
]


def _over(before: date) -> QuerySet[Any]:
    """School years that are over so long, of which lessons or marks by learner are left."""
    names = {
        file["cut"]["school_year"]
        for table in OF_LEARNERS
        for file in cuts.held(queries.latest(), table)
    }
    return SchoolYear.objects.filter(ends_on__lt=before, name__in=names)


def _remove(rows: QuerySet[Any], *, at: datetime) -> int:
    """Take the lessons and marks of the years out of the lake; the number of years."""
    gone = set(rows.values_list("name", flat=True))
    seen = queries.latest()
    instead = {
        table: [file for file in cuts.held(seen, table) if file["cut"]["school_year"] not in gone]
        for table in OF_LEARNERS
    }
    with transaction.atomic():
        lake.exchange(instead, seen=seen, reason="retention", at=at)
    return len(gone)


RETENTION = [
    RetentionKind(
        "journals",
        title=gettext_noop("Lessons and marks of learners; afterwards sums by class and day"),
        years=5,
        source="archives law: class journals",
        over=_over,
        remove=_remove,
    )
]
