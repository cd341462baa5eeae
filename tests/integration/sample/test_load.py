"""The sample city in the record and the figures that follow from it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, connection
from pytest_django import Settings

from gaisma.base.errors import GaismaError
from gaisma.base.models import (
    AuditRecord,
    Installation,
    Organisation,
    RoleGrant,
    SchoolYear,
    User,
)
from gaisma.base.registry import gathered
from gaisma.evidence.figures import comparison
from gaisma.evidence.figures import queries as figures
from gaisma.evidence.figures.comparison import Compared, Outcome, Published
from gaisma.evidence.lake import actions as lake
from gaisma.evidence.lake import queries as versions
from gaisma.quality.selfevaluation import policies
from gaisma.quality.selfevaluation.models import Appraisal
from gaisma.record.governance.kinds import OF_THE_STATE
from gaisma.record.governance.models import Act, Body
from gaisma.record.people.models import Employment, Person
from gaisma.record.programmes.models import Enrolment, Group
from gaisma.sample import accounts, actions, plan, scale
from gaisma.sample.management.commands.demo import PUBLISHED
from tests import factories
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
TOLD = ("observations.", "evaluations.", "appraisals.")


@pytest.fixture
def home(transactional_db: None, tmp_path: Path, settings: Settings) -> Path:
    """A home for the lake, whose refresh is a transaction of its own."""
    settings.GAISMA_HOME = tmp_path
    return tmp_path


def compared() -> list[Compared]:
    lake.refresh(reason="test", at=NOW)
    return [one for one in comparison.compare(PUBLISHED) if _is_told(one.published)]


def _is_told(row: Published) -> bool:
    return row.area == "foundation" or row.indicator.startswith(TOLD)


def test_load_gives_the_figures_that_the_city_published(home: Path) -> None:
    actions.load(at=NOW)

    found = compared()

    agreed = {Outcome.EQUAL, Outcome.INCONSISTENT}
    assert [one for one in found if one.outcome not in agreed] == []
    assert len(found) == 55 + 16 + 9


def test_load_contradicts_the_report_where_it_contradicts_itself(home: Path) -> None:
    actions.load(at=NOW)

    (contradiction,) = [one for one in compared() if one.outcome is Outcome.INCONSISTENT]

    assert (contradiction.published.published, contradiction.computed) == (7, 6)


def test_load_figures_follow_the_records(home: Path) -> None:
    actions.load(at=NOW)
    learner = Enrolment.objects.filter(group__grade=1, group__school_year__name="2024/2025")[0]
    learner.delete()
    lake.touch("enrolments")

    differing = [one for one in compared() if one.outcome is Outcome.DIFFERS]

    told = {(one.published.indicator, one.published.published - one.computed) for one in differing}
    assert told == {("learners.count", Decimal(1)), ("learners.change", Decimal(1))}
    assert len(differing) == 4


def test_share_of_all_differs_with_one_teacher_unqualified(home: Path) -> None:
    actions.load(at=NOW)
    teaching = Employment.objects.filter(stage="preschool", qualified=True, to_on=None)
    one = teaching.filter(role="preschool_teacher").order_by("pk")[0]
    Employment.objects.filter(person=one.person, stage="preschool").update(qualified=False)
    lake.touch("employments")

    (differing,) = [one for one in compared() if one.outcome is Outcome.DIFFERS]

    assert differing.published.indicator == "teachers.share_qualified"
    assert differing.published.filters["stage"] == "preschool"
    assert differing.published.published == 100
    assert 100 - Decimal("0.25") < differing.computed < 100


def test_load_is_done_once() -> None:
    assert actions.load(at=NOW)
    people = Person.objects.count()

    assert not actions.load(at=NOW)
    assert Person.objects.count() == people
    assert AuditRecord.objects.filter(action="sample.load").count() == 1


def test_load_marks_the_installation_as_a_demo_of_its_day() -> None:
    actions.load(at=NOW)

    installation = Installation.current()
    assert installation.is_demo
    assert installation.as_of() == plan.TODAY
    assert str(installation.authority) == plan.AUTHORITY


def test_load_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []

    actions.load(at=NOW, told=lambda done, total: told.append((done, total)))

    totals = {total for _done, total in told}
    assert len(totals) == 1
    assert told[-1][0] == totals.pop()
    assert told == sorted(told)


def test_load_refuses_a_real_installation() -> None:
    factories.installation(is_demo=False, today=None)

    with pytest.raises(actions.UnableToLoadDemo) as refused:
        actions.load(at=NOW)

    assert refused.value.code == "real_installation"
    assert not Person.objects.exists()


def test_load_refuses_a_record_that_was_begun_by_an_import() -> None:
    factories.institution()

    with pytest.raises(GaismaError):
        actions.load(at=NOW)


def test_load_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(accounts, "make", fail)

    with pytest.raises(IntegrityError):
        actions.load(at=NOW)

    assert not Organisation.objects.exists()
    assert not Installation.objects.exists()


def test_load_after_rows_were_deleted_uses_fresh_keys() -> None:
    factories.person().delete()
    factories.organisation().delete()
    Organisation.objects.all().delete()

    actions.load(at=NOW)

    connection.check_constraints()
    post = Employment.objects.select_related("person").filter(role="head").earliest("pk")
    assert post.person.born_on.year < 2000
    assert Group.objects.exclude(institution__kind__in=["authority"]).count() > 4000


def test_load_gives_nobody_a_personal_code() -> None:
    actions.load(at=NOW)

    assert not Person.objects.exclude(personal_code_hash=None).exists()
    assert not Person.objects.exclude(personal_code_encrypted="").exists()


@pytest.mark.parametrize("account", accounts.ACCOUNTS, ids=lambda account: account.username)
def test_load_makes_accounts_that_can_sign_in(account: accounts.DemoAccount) -> None:
    actions.load(at=NOW)

    user = User.objects.get(username=account.username)
    grant = RoleGrant.objects.select_related("organisation").get(user=user)
    assert user.check_password(account.password)
    assert (grant.role, grant.organisation.name) == (account.role, account.organisation)
    assert Person.objects.filter(family_name=user.full_name.split()[-1]).exists()


@pytest.fixture
def region_of_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale, "CITIES", {"city": 1, "region": 3})
    monkeypatch.setattr(scale, "BATCH", 1)


def rows() -> dict[str, int]:
    return {table: held["rows"] for table, held in versions.version(None).contents.items()}


@pytest.mark.usefixtures("region_of_three")
def test_region_holds_several_cities_in_the_lake_only(home: Path) -> None:
    actions.load(at=NOW)
    scale.ensure("city", at=NOW)
    city, people = rows(), Person.objects.count()

    scale.ensure("region", at=NOW)

    # What is only ever added, such as answers to surveys, stays that of the one city.
    added = {fact.key for fact in gathered("FACTS") if fact.rows is None}
    assert rows() == {
        table: count if table in added else 3 * count for table, count in city.items()
    }
    assert Person.objects.count() == people


@pytest.mark.usefixtures("region_of_three")
def test_region_is_written_once_and_goes_back_to_the_city(home: Path) -> None:
    actions.load(at=NOW)
    first = scale.ensure("region", at=NOW)

    assert scale.ensure("region", at=NOW).number == first.number
    scale.ensure("city", at=NOW)
    assert [one for one in compared() if one.outcome is Outcome.DIFFERS] == []


@pytest.mark.usefixtures("region_of_three")
def test_region_files_are_cut_by_authority_and_school_year(home: Path) -> None:
    actions.load(at=NOW)

    files = scale.ensure("region", at=NOW).contents["enrolments"]["files"]

    cuts = {(file["cut"]["authority"], file["cut"]["school_year"]) for file in files}
    assert len(cuts) == len(files) == 3 * 5


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


def test_totals_of_clubs_are_the_same_people_as_those_of_schools(home: Path) -> None:
    actions.load(at=NOW)
    lake.refresh(reason="test", at=NOW)

    totals, records = (
        figures.answer("learners.count", filters={}, by=(), as_of=day)[0].value
        for day in (date(2022, 9, 15), date(2023, 9, 15))
    )

    assert (totals, records) == (14_773, 14_526)
