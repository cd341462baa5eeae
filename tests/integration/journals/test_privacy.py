"""What a person is told of e-journals, and what is left when their years are over."""

from datetime import date, timedelta
from typing import Any

import pytest

from gaisma.base.registry import gathered
from gaisma.evidence.lake import queries
from gaisma.record.people import holdings
from gaisma.record.people.actions import persons
from tests import factories
from tests.integration.journals.conftest import Take, lake_rows, learner
from tests.moments import NOW

pytestmark = pytest.mark.django_db
FIRST = "SK-1,5.a,L-1,2024-04-15,1,Matemātika,absent_excused,illness"
OTHER = "SK-1,5.a,L-2,2024-04-15,1,Matemātika,present,"
EMPTY = "SK-1,5.a,L-1,2024-04-16,2,Fizika,,"
MARK = "SK-1,5.a,L-1,2024-04-15,1,Matemātika,test,7"
LATER = NOW + timedelta(hours=1)


def told(number: int) -> list[tuple[str, str, str]]:
    found = holdings.of(learner(number), periods={})
    return [(one.table, one.title, one.value) for one in found if "e-journals" in one.table]


def test_person_is_told_every_lesson_and_mark_of_their_own(take: Take) -> None:
    take(FIRST, OTHER, EMPTY)
    take(MARK, kind="marks", at=LATER)

    assert told(1) == [
        ("Lessons in e-journals", "15 April 2024, 1", "Matemātika, absent, excused, illness"),
        ("Lessons in e-journals", "16 April 2024, 2", "Fizika, not entered"),
        ("Marks in e-journals", "15 April 2024", "Matemātika, test: 7"),
    ]
    assert [value for _table, _title, value in told(2)] == ["Matemātika, present"]


def test_person_without_lessons_is_told_nothing(school: Any) -> None:
    assert told(1) == []


@pytest.mark.parametrize(("before", "is_over"), [(date(2024, 8, 31), 0), (date(2024, 9, 1), 1)])
def test_lessons_go_by_school_year_and_daily_sums_stay(
    take: Take, before: date, is_over: int
) -> None:
    take(FIRST, OTHER)
    take(MARK, kind="marks", at=LATER)
    kind = gathered("RETENTION")["journals"]

    rows = kind.over(before)
    assert rows.count() == is_over
    if is_over:
        kind.remove(rows, at=LATER)

    left = 0 if is_over else 2
    assert (len(lake_rows()), len(lake_rows("lesson_marks"))) == (left, left // 2)
    assert [row["lessons"] for row in lake_rows("lesson_days")] == [2]
    assert kind.over(before).count() == 0


def test_two_persons_that_become_one_have_the_lessons_and_marks_of_both(take: Take) -> None:
    take(FIRST, OTHER)
    take(MARK.replace("L-1", "L-2"), kind="marks", at=LATER)
    kept, other = learner(1), learner(2)
    other.enrolments.all().delete()

    persons.merge(kept=kept, other=other, by=None, at=LATER)

    assert {row["person"] for row in lake_rows()} == {1}
    assert [row["learners"] for row in lake_rows("lesson_days")] == [1]
    assert len(told(1)) == 3


def test_merging_persons_without_lessons_leaves_the_lake_alone(take: Take) -> None:
    take(FIRST)
    kept, other = learner(1), factories.person()
    before = queries.latest()

    persons.merge(kept=kept, other=other, by=None, at=LATER)

    assert queries.latest() == before
