"""Two classes of the head's school and one of another, with lessons in the lake."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.db import transaction

from gaisma.evidence.interop.mass import MassFacts, cuts, mass_kinds
from gaisma.evidence.lake import actions as lake
from gaisma.evidence.lake import queries
from gaisma.record.journals.imports import classes_of_record
from gaisma.record.organisations.facts import PLACE
from tests import factories
from tests.moments import NOW

MONDAY = date(2024, 5, 6)
Journal = Callable[..., None]


@dataclass(frozen=True)
class Classes:
    """Learners by name: Anna and Bruno of 5.a, Cita of 5.b, Dana elsewhere."""

    school: Any
    elsewhere: Any
    first: Any
    second: Any
    other: Any
    people: dict[str, Any]


@pytest.fixture
def classes(school: Any, tmp_path: Path, settings: Any) -> Classes:
    settings.GAISMA_HOME = tmp_path
    elsewhere = factories.institution(code="other", name="Cita skola")
    groups = [
        factories.group(
            programme=factories.programme(institution=place, stage="school"), name=name, grade=5
        )
        for place, name in ((school, "5.a"), (school, "5.b"), (elsewhere, "5.c"))
    ]
    people = {}
    for name, group in zip(["Anna", "Bruno", "Cita", "Dana"], [groups[0], *groups], strict=True):
        people[name] = factories.person(given_name=name, family_name="Ozola")
        factories.enrolment(person=people[name], group=group)
    factories.term(number=2, from_on=date(2024, 1, 8), to_on=date(2024, 5, 31))
    return Classes(school, elsewhere, *groups, people)


@pytest.fixture
def journal(classes: Classes) -> Journal:
    """Writes lessons: whose, day, hour, subject, status; and marks: whose, day, subject, mark."""

    def written(*lines: tuple[Any, ...], marks: tuple[tuple[Any, ...], ...] = ()) -> None:
        of = {"Anna": classes.first, "Bruno": classes.first, "Cita": classes.second}
        of["Dana"] = classes.other

        def facts(rows: tuple[tuple[Any, ...], ...], *names: str) -> pl.DataFrame:
            return pl.DataFrame(
                [
                    {
                        "person": classes.people[who].pseudonym,
                        "group": of[who].pk,
                        "day": day,
                        "month": f"{day:%Y-%m}",
                        "school_year": "2023/2024",
                        "authority": classes.school.parent_id,
                        **dict(zip(names, rest, strict=True)),
                    }
                    for who, day, *rest in rows
                ],
                infer_schema_length=None,
            )

        lessons = facts(lines, "lesson", "subject", "status")
        written_facts = {"lessons": lessons.with_columns(reason=pl.lit(None, pl.String))}
        if marks:
            written_facts["marks"] = facts(marks, "subject", "mark").with_columns(
                lesson=pl.lit(None, pl.Int64),
                given_for=pl.lit("lesson"),
                scale=pl.lit("ten_points"),
                step=pl.lit(None, pl.String),
            )
        lake.refresh(reason="test", at=NOW)
        instead: cuts.Written = {}
        of_group = classes_of_record().select("group", *PLACE, "stage", "grade").drop("authority")
        for key, rows in written_facts.items():
            kind = mass_kinds()[key]
            change = cuts.change_by(kind, rows)
            instead |= cuts.written(kind, MassFacts(rows, of_group), change, 1)
        with transaction.atomic():
            lake.exchange(instead, seen=queries.latest(), reason="test", at=NOW)

    return written
