"""A school with two classes, whose learners an e-journal knows by numbers of its own."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.utils import translation

from gaisma.evidence.interop import imports
from gaisma.evidence.interop.delivery import Outcome
from gaisma.evidence.lake import queries
from gaisma.record.people.models import Person
from tests import factories
from tests.moments import NOW, TODAY

SOURCE = "journal"
HEADERS = {
    "lessons": "institution,group,person_id,day,lesson,subject,presence,reason",
    "marks": "institution,group,person_id,day,lesson,subject,given_for,mark",
}
Take = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.GAISMA_HOME = tmp_path
    return tmp_path


@pytest.fixture
def school(installation: object) -> Any:
    """SK-1 with the classes 5.a (learners 1 and 2) and 5.b (learner 3)."""
    place = factories.institution(code="SK-1", name="Paraugpils 1. vidusskola")
    programme = factories.programme(institution=place, stage="school")
    for name, numbers in {"5.a": "12", "5.b": "3"}.items():
        group = factories.group(programme=programme, name=name, grade=5)
        for number in numbers:
            person = factories.person(pseudonym=int(number))
            factories.enrolment(person=person, group=group)
            factories.person_identifier(person=person, scheme=SOURCE, value=f"L-{number}")
    return place


@pytest.fixture
def take(school: object, tmp_path: Path) -> Take:
    """Takes in lines of an e-journal's CSV."""

    def taken(
        *lines: str, kind: str = "lessons", header: str = "", at: datetime = NOW, **options: Any
    ) -> Outcome:
        path = tmp_path / f"{kind}.csv"
        path.write_text("\n".join([header or HEADERS[kind], *lines, ""]), encoding="utf-8")
        given = {"source": SOURCE, "as_of": TODAY, **options}
        return imports.take_table(path, kind, by=None, at=at, **given)

    return taken


def lake_rows(table: str = "lessons") -> list[dict[str, Any]]:
    """What the newest version holds of the table, in its order."""
    version = queries.latest()
    assert version is not None
    paths = queries.readable(version, table)[table]
    frames = [pl.read_parquet(path) for path in paths]
    return pl.concat(frames).sort("day", "person" if table != "lesson_days" else "group").to_dicts()


def said(*names: str, table: str = "lessons") -> list[tuple[Any, ...]]:
    """The rows of the lake, as far as these columns say."""
    return [tuple(row[name] for name in names) for row in lake_rows(table)]


def places(outcome: Outcome) -> Sequence[tuple[int | None, str | None, str | None]]:
    """Row, column and value of each problem."""
    return [(one.row, one.column, one.value) for one in outcome.problems]


def learner(number: int) -> Person:
    """The learner whom the journal calls so."""
    return Person.objects.get(pseudonym=number)
