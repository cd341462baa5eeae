"""What the sample city tells, how its figures follow its records, and a region of such cities."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from gaisma.base.models import SchoolYear
from gaisma.base.registry import gathered
from gaisma.evidence.figures import queries as figures
from gaisma.evidence.lake import actions as lake
from gaisma.evidence.lake import queries as versions
from gaisma.quality.selfevaluation import policies
from gaisma.quality.selfevaluation.models import Appraisal
from gaisma.record.governance.kinds import OF_THE_STATE
from gaisma.record.governance.models import Act, Body
from gaisma.record.people.models import Employment, Person
from gaisma.record.programmes.models import Enrolment
from gaisma.sample import actions, plan, scale
from tests.integration.sample.published import differing
from tests.moments import NOW

pytestmark = pytest.mark.django_db
TOPICS = (
    "darba samaksas",
    "pāreja uz mācībām valsts valodā",
    "aizsardzības mācība",
    "sasniegumu vērtēšan",
    "deju svētku",
    "bērnu tiesību aizsardzības",
)


def test_figures_follow_the_records(home: Path) -> None:
    actions.load(at=NOW)
    learner = Enrolment.objects.filter(group__grade=1, group__school_year__name="2024/2025")[0]
    learner.delete()
    lake.touch("enrolments")

    found = differing()

    told = {(one.published.indicator, one.published.published - one.computed) for one in found}
    assert told == {("learners.count", Decimal(1)), ("learners.change", Decimal(1))}
    assert len(found) == 4


def test_share_of_all_differs_with_one_teacher_unqualified(home: Path) -> None:
    actions.load(at=NOW)
    teaching = Employment.objects.filter(stage="preschool", qualified=True, to_on=None)
    one = teaching.filter(role="preschool_teacher").order_by("pk")[0]
    Employment.objects.filter(person=one.person, stage="preschool").update(qualified=False)
    lake.touch("employments")

    (found,) = differing()

    assert found.published.indicator == "teachers.share_qualified"
    assert found.published.filters["stage"] == "preschool"
    assert found.published.published == 100
    assert 100 - Decimal("0.25") < found.computed < 100


def test_city_tells_one_story(home: Path) -> None:
    """The order, the board and the thresholds name one day; heads, councils and acts agree."""
    actions.load(at=NOW)

    order = Act.objects.get(kind="authority_order", number="21")
    year = SchoolYear.objects.get(name=plan.LAST_YEAR)
    june, august = (policies.due_on(kind, year) for kind in ("preschool", "gymnasium"))
    assert f"līdz {june.day}. jūnijam" in order.duties
    assert f"līdz {august.day}. augustam" in order.duties
    schools = {name for name in plan.SCHOOLS if name not in plan.SUCCESSORS}
    appraised = Appraisal.objects.values_list("institution__name", flat=True)
    assert set(appraised) == schools
    assert len(schools) == 11
    councils = Body.objects.filter(kind="institution_council")
    assert not councils.exclude(members__represents="founder").exists()
    titles = " ".join(Act.objects.filter(kind__in=OF_THE_STATE).values_list("title", flat=True))
    for topic in TOPICS:
        assert topic in titles

    # The totals of clubs are the same people as those of schools.
    lake.refresh(reason="test", at=NOW)
    totals, records = (
        figures.answer("learners.count", filters={}, by=(), as_of=day)[0].value
        for day in (date(2022, 9, 15), date(2023, 9, 15))
    )
    assert (totals, records) == (14_773, 14_526)


def test_region_of_three_lies_in_the_lake_only_and_goes_back_to_the_city(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scale, "CITIES", {"city": 1, "region": 3})
    monkeypatch.setattr(scale, "BATCH", 1)
    actions.load(at=NOW)
    scale.ensure("city", at=NOW)
    city, people = rows(), Person.objects.count()

    region = scale.ensure("region", at=NOW)

    # What is only ever added, such as answers to surveys, stays that of the one city.
    added = {fact.key for fact in gathered("FACTS") if fact.rows is None}
    assert rows() == {
        table: count if table in added else 3 * count for table, count in city.items()
    }
    assert Person.objects.count() == people
    files = region.contents["enrolments"]["files"]
    cuts = {(file["cut"]["authority"], file["cut"]["school_year"]) for file in files}
    assert len(cuts) == len(files) == 3 * 5
    assert scale.ensure("region", at=NOW).number == region.number
    scale.ensure("city", at=NOW)
    assert differing() == []


def rows() -> dict[str, int]:
    """How many rows each table of the newest version holds."""
    return {table: held["rows"] for table, held in versions.version(None).contents.items()}
