"""Who sees exercises, results and days, and what is told where lessons are planned."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from gaisma.base import access, duties
from gaisma.base.models import Organisation, User
from gaisma.base.models.accounts import ROLES
from gaisma.quality.calibration.models import Attempt, Exercise
from tests import factories
from tests.moments import TODAY
from tests.pages import read

pytestmark = pytest.mark.django_db
KEEPERS = {"specialist", "manager", "head", "deputy"}
AT_WORK = {"teacher", "class_teacher", "support", "methodologist", "centre_staff"}
VALIDITY = "/observations/calibration/validity/"


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("calibration.see", KEEPERS | AT_WORK),
        ("calibration.take", KEEPERS | AT_WORK),
        ("calibration.keep", {"specialist", "manager"}),
        ("calibration.see_validity", KEEPERS),
    ],
)
def test_permission_is_held_by(permission: str, roles: set[str]) -> None:
    authority, holding = factories.authority(), set()
    for role in ROLES:
        user = factories.user()
        factories.role_grant(user=user, role=role, organisation=authority)
        if access.may(user, permission):
            holding.add(role)

    assert holding == roles


@pytest.fixture
def results(exercise: Exercise, outsider: User, insider: User) -> dict[str, Attempt]:
    """A result of the authority's observer, and one of the school's."""
    return {
        name: factories.attempt(
            exercise=exercise, observer=user.account.person, valid_until=date(2025, 8, 20)
        )
        for name, user in (("outsider", outsider), ("insider", insider))
    }


def path(attempt: Attempt) -> str:
    return f"/observations/calibration/results/{attempt.pk}/"


@pytest.mark.parametrize(
    ("who", "of_outsider", "of_insider"),
    [
        ("outsider", 200, 404),
        ("insider", 404, 200),
        ("head", 404, 404),
        ("specialist", 404, 404),
        ("teacher", 404, 404),
        ("auditor", 403, 403),
    ],
)
def test_results_are_the_observers_own(
    client: Client,
    results: dict[str, Attempt],
    request: Any,
    who: str,
    of_outsider: int,
    of_insider: int,
) -> None:
    client.force_login(request.getfixturevalue(who))

    read(client, path(results["outsider"]), status=of_outsider)
    read(client, path(results["insider"]), status=of_insider)
    read(client, f"{path(results['insider'])}print/", status=of_insider)


def test_who_knows_the_levels_reads_results_of_the_authoritys_observers(
    client: Client, results: dict[str, Attempt], exercise: Exercise, specialist: User
) -> None:
    exercise.known_to.add(specialist)
    client.force_login(specialist)

    read(client, path(results["outsider"]))
    read(client, path(results["insider"]), status=404)


def test_the_authority_sees_results_of_its_own_and_no_others(
    reader: Client, results: dict[str, Attempt], specialist: User
) -> None:
    reader.force_login(specialist)

    page = read(reader, VALIDITY)

    assert "Vērotāja" in page
    assert "20 August 2025" in page
    assert "Same level" in page
    assert "Iekšēja" not in page


def test_the_head_sees_days_of_her_observers_and_nothing_else(
    reader: Client, results: dict[str, Attempt], head: User
) -> None:
    reader.force_login(head)

    page = read(reader, VALIDITY)

    assert "Iekšēja" in page
    assert "20 August 2025" in page
    assert "Vērotāja" not in page
    assert "Same level" not in page
    assert "60" not in page.split("<tbody>")[1].split("</tbody>")[0]


def test_nobody_is_put_in_the_order_of_results(
    reader: Client, results: dict[str, Attempt], specialist: User
) -> None:
    reader.force_login(specialist)

    assert "sort=exact" not in read(reader, VALIDITY)


def test_a_file_of_observers_is_noted(
    reader: Client, results: dict[str, Attempt], head: User
) -> None:
    from gaisma.base.models import AuditRecord

    reader.force_login(head)

    answer = reader.get(f"{VALIDITY}?format=csv")

    assert "Iekšēja" in b"".join(answer).decode("utf-8-sig")
    assert AuditRecord.objects.get(action="people.export").details["rows"] == 1


def test_drafts_and_levels_are_hidden_from_observers(
    client: Client, exercise: Exercise, insider: User, specialist: User
) -> None:
    draft = factories.exercise(opened_on=None)
    client.force_login(insider)
    read(client, f"/observations/calibration/{draft.pk}/", status=404)
    assert "Tā bija." not in read(client, f"/observations/calibration/{exercise.pk}/")
    assert "Tā bija." not in read(client, f"/observations/calibration/{exercise.pk}/print/")

    client.force_login(specialist)
    assert "Tā bija." not in read(client, f"/observations/calibration/{exercise.pk}/")
    assert "Tā bija." not in read(client, f"/observations/calibration/{exercise.pk}/print/")
    read(client, f"/observations/calibration/{draft.pk}/levels/", status=403)


@pytest.fixture
def planned(exercise: Exercise, school: Organisation, insider: User) -> Any:
    """A lesson that the school's observer is to see in October."""
    row = factories.observation(
        institution=school, version=exercise.version, planned_on=date(2024, 10, 1)
    )
    factories.sheet(observation=row, observer=insider.account.person)
    return row


@pytest.mark.parametrize(
    ("until", "told"),
    [
        (date(2024, 9, 1), "calibrated until 1 September 2024"),
        (None, "not calibrated with this instrument"),
        (date(2024, 10, 1), None),
    ],
)
def test_the_plan_tells_whose_calibration_runs_out(
    reader: Client,
    planned: Any,
    exercise: Exercise,
    insider: User,
    head: User,
    until: date | None,
    told: str | None,
) -> None:
    given = {"taken_on": date(2024, 1, 1), "valid_until": until}
    factories.attempt(exercise=exercise, observer=insider.account.person, **given)

    for user in (head, insider):
        reader.force_login(user)
        page = read(reader, f"/observations/{planned.pk}/")
        assert told in page if told else "calibrated" not in page


def test_the_teacher_is_not_told_of_the_observers_calibration(reader: Client, planned: Any) -> None:
    teacher = factories.account(person=planned.teacher).user
    factories.role_grant(user=teacher, role="teacher", organisation=planned.institution)
    reader.force_login(teacher)

    assert "calibrated" not in read(reader, f"/observations/{planned.pk}/")


def owed(user: User) -> list[str]:
    return [due.owed.sentence for due in duties.owed(user, TODAY) if due.duty.key == "calibration"]


def test_a_duty_tells_of_calibration_that_runs_out_before_a_lesson(
    planned: Any, exercise: Exercise, insider: User, head: User, specialist: User
) -> None:
    person = insider.account.person
    assert owed(head) == []

    factories.attempt(
        exercise=exercise, observer=person, taken_on=TODAY.replace(month=1),
        valid_until=date(2024, 9, 1),
    )  # fmt: skip

    assert owed(head) == ["The calibration of an observer ends before the lesson: 1 September 2024"]
    assert owed(specialist) == []
    factories.attempt(exercise=exercise, observer=person, valid_until=date(2025, 9, 1))
    assert owed(head) == []
