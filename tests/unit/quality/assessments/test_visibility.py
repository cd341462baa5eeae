"""Who sees a child's result: a truth table of role, place and tie, written by hand."""

from datetime import date

import pytest

from gaisma.base.models import Organisation
from gaisma.evidence.interop import giving
from gaisma.quality.assessments import offers
from gaisma.quality.assessments.models import Result
from tests import factories
from tests.moments import NOW
from tests.unit.quality.assessments.conftest import somebody

pytestmark = pytest.mark.django_db

BY_ROLE = {
    "specialist": True,
    "manager": True,
    "head": True,
    "deputy": True,
    "founder": False,
    "auditor": False,
    "administrator": False,
    "methodologist": False,
    "support": False,
    "class_teacher": False,
    "teacher": False,
    "centre_staff": False,
    "finance": False,
    "project_manager": False,
}
"""Whether the role sees it where it was taken; who teaches sees own classes only."""


@pytest.mark.parametrize(("role", "sees"), BY_ROLE.items(), ids=str)
def test_role_sees_result_where_it_was_taken(role, sees, result, school):
    user = somebody(role, school)

    assert Result.objects.visible_to(user).exists() is sees
    assert bool(offers.open_results(user)) is sees


@pytest.mark.parametrize("role", [role for role, sees in BY_ROLE.items() if sees])
def test_nobody_sees_results_of_another_school(role, result):
    user = somebody(role, factories.institution())

    assert not Result.objects.visible_to(user).exists()


@pytest.mark.parametrize("role", ["specialist", "manager"])
def test_authority_sees_all(role, result):
    user = somebody(role, factories.authority())

    assert Result.objects.visible_to(user).get() == result


@pytest.mark.parametrize("role", ["founder", "auditor", "administrator"])
def test_who_is_above_and_no_official_sees_none(role, result):
    assert not Result.objects.visible_to(somebody(role, factories.authority())).exists()


@pytest.mark.parametrize("role", ["class_teacher", "teacher"])
@pytest.mark.parametrize(
    ("from_on", "to_on", "sees"),
    [
        (date(2023, 9, 1), None, True),
        (date(2023, 9, 1), date(2024, 8, 31), True),
        (date(2023, 9, 1), date(2024, 8, 20), True),
        (date(2023, 9, 1), date(2024, 8, 19), False),
        (date(2024, 8, 21), None, False),
    ],
)
def test_teacher_sees_the_class_while_teaching_it(role, from_on, to_on, sees, result, school):
    user = somebody(role, school)
    teaching = {"from_on": from_on, "to_on": to_on, "person": user.account.person}
    factories.group_teacher(group=result.group, **teaching)

    assert Result.objects.visible_to(user).exists() is sees


def test_teacher_sees_no_neighbour_class(result, school: Organisation):
    user = somebody("teacher", school)
    other = factories.group(institution=school, grade=9)
    factories.group_teacher(group=other, person=user.account.person)

    assert not Result.objects.visible_to(user).exists()


def test_who_taught_there_and_holds_no_role_any_more_sees_none(result, school):
    user = somebody("teacher", factories.institution())
    factories.group_teacher(group=result.group, person=user.account.person)

    assert not Result.objects.visible_to(user).exists()


@pytest.mark.parametrize(("role", "rows"), [("specialist", 1), ("auditor", 0)])
def test_table_of_results_is_not_the_auditors(role, rows, result, tmp_path, settings):
    settings.GAISMA_HOME = tmp_path
    user = somebody(role, factories.authority())
    frame = giving.table_kinds()["results"].export("gaisma")

    assert giving.reached(frame, "results", by=user).height == rows
    assert giving.stored("results", by=user, at=NOW)
