"""Who is proposed for individual support, and to whom alone: a truth table written by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from gaisma.base.models import AuditRecord
from gaisma.quality.assessments.queries.support import LITTLE, for_support
from tests import factories
from tests.moments import TODAY
from tests.unit.quality.assessments.conftest import somebody

pytestmark = pytest.mark.django_db

BY_ROLE = {
    "specialist": False,
    "manager": False,
    "head": True,
    "deputy": True,
    "founder": False,
    "auditor": False,
    "administrator": False,
    "methodologist": False,
    "support": True,
    "class_teacher": False,
    "teacher": False,
    "centre_staff": False,
    "finance": False,
    "project_manager": False,
}
"""Whether the role reads the list of the institution; who teaches reads own classes only."""


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.GAISMA_HOME = tmp_path


@pytest.fixture
def result(own_class):
    """A fifth of a percent too little in grade 7, of somebody who is in grade 9 here now."""
    person = factories.enrolment(group=own_class).person
    before = factories.institution(name="Iepriekšējā skola")
    paper = factories.paper(grade=7, assessment=factories.assessment(kind="monitoring"))
    given = {"paper": paper, "person": person, "institution": before}
    return factories.result(**given, percent=Decimal("19.8"))


def seen(user, on=TODAY):
    return list(for_support(user, on=on))


@pytest.mark.parametrize(("role", "reads"), BY_ROLE.items(), ids=str)
def test_role_reads_of_learners_who_are_there_now(role, reads, result, school):
    assert seen(somebody(role, school)) == ([result] if reads else [])


@pytest.mark.parametrize("role", BY_ROLE)
def test_nobody_of_another_school_reads_it_nor_of_the_one_before(role, result):
    assert seen(somebody(role, factories.institution())) == []
    assert seen(somebody(role, result.institution)) == []


@pytest.mark.parametrize("role", sorted(set(BY_ROLE) - {"head", "deputy", "support"}))
def test_nobody_of_the_authority_reads_it(role, result):
    assert seen(somebody(role, factories.authority())) == []


@pytest.mark.parametrize("role", ["class_teacher", "teacher"])
@pytest.mark.parametrize(
    ("teaches", "until", "reads"),
    [("own", None, True), ("other", None, False), ("own", TODAY - timedelta(days=1), False)],
    ids=["the class", "another class", "no more"],
)
def test_teacher_reads_of_classes_taught_now(
    role, teaches, until, reads, result, own_class, school
):
    user = somebody(role, school)
    held = own_class if teaches == "own" else factories.group(institution=school, grade=9)
    factories.group_teacher(group=held, person=user.account.person, to_on=until)

    assert seen(user) == ([result] if reads else [])


@pytest.mark.parametrize(
    ("field", "value"),
    [("percent", Decimal(20)), ("attempt", 2), ("paper__grade", 6)],
    ids=["the threshold itself", "a second attempt", "another grade"],
)
def test_what_is_not_too_little_in_grade_7_proposes_nobody(field, value, result, school):
    row = result.paper if field == "paper__grade" else result
    setattr(row, field.removeprefix("paper__"), value)
    row.save()

    assert seen(somebody("head", school)) == []


def test_threshold_is_data(result, school):
    factories.changed_threshold(key=LITTLE.key, value=19)

    assert seen(somebody("head", school)) == []


def test_who_has_left_or_is_past_grade_9_is_named_no_more(result, school, own_class):
    user = somebody("head", school)
    enrolment = result.person.enrolments.get(group=own_class)
    enrolment.to_on = date(2024, 1, 31)
    enrolment.save()
    assert seen(user) == []
    enrolment.to_on = None
    enrolment.save()
    own_class.grade = 10
    own_class.save()
    assert seen(user) == []


def test_page_names_them_with_the_class_of_now_and_is_noted(reader, result, school):
    user = somebody("support", school)
    reader.force_login(user)

    page = reader.get("/assessments/support/").content.decode()

    assert f"{result.person.family_name}, {result.person.given_name}" in page
    assert "9.b" in page
    assert "Iepriekšējā skola" not in page
    assert AuditRecord.objects.filter(action="result.look", by=user).exists()
    assert "/assessments/support/" in reader.get("/assessments/").content.decode()


def test_who_may_not_is_led_nowhere(reader, specialist, result):
    reader.force_login(specialist)

    assert reader.get("/assessments/support/").status_code == 403
    assert "/assessments/support/" not in reader.get("/assessments/").content.decode()
