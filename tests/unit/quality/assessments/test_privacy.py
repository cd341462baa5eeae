"""How long results are known by name, what is left of them, and who cannot be one person."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from gaisma.base.models import Organisation
from gaisma.quality.assessments.models import FamilyLink, FormerResult, Paper, Result
from gaisma.record.people.actions import personal_data, persons
from gaisma.record.people.actions.persons import UnableToMerge
from gaisma.record.people.models import Person
from tests import factories
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
YEAR_ENDS = date(2024, 8, 31)


@pytest.fixture
def told(result: Result) -> Result:
    """A result about which words were written, told otherwise before."""
    Result.objects.filter(pk=result.pk).update(reason="Anna slimoja")
    factories.former_result(result=result, reason="Anna nokavēja", because="Anna iebilda")
    result.refresh_from_db()
    return result


def everything() -> str:
    rows = [*Result.objects.values(), *FormerResult.objects.values()]
    return " ".join(str(value) for row in rows for value in row.values())


def removed(kind: str, as_of: date) -> int:
    return personal_data.remove_overdue(by=None, at=NOW, as_of=as_of, kinds=[kind])[kind]


def test_after_ten_years_nobody_is_known_and_what_was_reached_stays(told: Result) -> None:
    second = {"person": told.person, "institution": told.institution, "group": told.group}
    factories.result(**second, paper=told.paper, attempt=2)
    others = factories.result(paper=told.paper, institution=told.institution, group=told.group)
    last_day = YEAR_ENDS.replace(year=2034)

    assert removed("assessment_result", last_day) == 0
    assert removed("assessment_result", date(2034, 9, 1)) == 3
    assert removed("assessment_result", date(2034, 9, 1)) == 0

    assert "Anna" not in everything()
    assert [one.percent for one in Result.objects.all()] == [Decimal(50)] * 3
    people = Person.objects.filter(results__isnull=False).distinct()
    assert people.count() == 2
    assert not people.filter(pk__in=[told.person_id, others.person_id]).exists()
    assert {str(one).strip() for one in people} == {""}


def test_erasing_leaves_what_was_reached_and_clears_words(told: Result) -> None:
    told.person.enrolments.update(to_on=date(2024, 5, 31))

    personal_data.erase(person=told.person, by=None, at=NOW, as_of=TODAY)

    assert "Anna" not in everything()
    assert Result.objects.get().percent == Decimal(50)
    assert str(Result.objects.get().person).strip() == ""


@pytest.mark.parametrize(("day", "is_gone"), [(20, False), (21, True)])
def test_slips_go_after_a_year(told: Result, day: int, is_gone: bool) -> None:
    made_at = datetime(2024, 8, 20, 9, tzinfo=NOW.tzinfo)
    link = factories.family_link(
        person=told.person, assessment=told.paper.assessment, made_at=made_at
    )

    removed("family_link", date(2025, 8, day))

    assert FamilyLink.objects.filter(pk=link.pk).exists() is not is_gone


@pytest.mark.parametrize(
    ("is_same_paper", "attempt", "is_refused"),
    [(True, 1, True), (True, 2, False), (False, 1, False)],
    ids=["one attempt", "two attempts", "two papers"],
)
def test_two_who_sat_one_attempt_are_not_one(
    result: Result,
    paper: Paper,
    school: Organisation,
    is_same_paper: bool,
    attempt: int,
    is_refused: bool,
) -> None:
    """Whatever else each of them sat."""
    other = factories.person()
    for person in (result.person, other):
        factories.result(person=person, institution=school)
    asked = paper if is_same_paper else factories.paper(assessment=paper.assessment)
    factories.result(paper=asked, person=other, institution=school, attempt=attempt)

    if is_refused:
        with pytest.raises(UnableToMerge, match="two people"):
            persons.merge(kept=result.person, other=other, by=None, at=NOW)
    else:
        persons.merge(kept=result.person, other=other, by=None, at=NOW)

    assert Result.objects.filter(person=result.person).count() == (2 if is_refused else 4)
