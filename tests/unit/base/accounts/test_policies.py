"""Who may grant which role where: the whole table."""

from datetime import date

import pytest

from gaisma.base.accounts import policies
from gaisma.base.models import Organisation, User
from gaisma.base.models.accounts import ROLES
from tests import factories
from tests.moments import TODAY

pytestmark = pytest.mark.django_db

AT_SCHOOL = {
    "administrator": set(ROLES) - {"administrator"},
    "manager": set(ROLES) - {"administrator"},
    "specialist": {"head", "deputy", "methodologist", "class_teacher", "teacher", "support",
                   "centre_staff"},
    "head": {"deputy", "methodologist", "class_teacher", "teacher", "support", "centre_staff"},
    "deputy": {"class_teacher", "teacher", "support"},
}  # fmt: skip
AT_AUTHORITY = {
    "administrator": set(ROLES) - set(policies.NOT_AT_AUTHORITIES),
    "manager": set(ROLES) - set(policies.NOT_AT_AUTHORITIES) - {"administrator"},
    "specialist": {"methodologist"},
}
OF_A_SCHOOL = ("head", "deputy", "class_teacher", "teacher", "support")


@pytest.fixture
def states(school: Organisation) -> Organisation:
    """A school of the state, in a tree of its own."""
    ministry = factories.authority(code="ministry", name="Izglītības ministrija")
    made: Organisation = factories.institution(parent=ministry, founder="state")
    return made


def holder(role: str, school: Organisation) -> User:
    node = school if role in OF_A_SCHOOL else factories.authority()
    user: User = factories.user()
    factories.role_grant(user=user, role=role, organisation=node)
    return user


@pytest.mark.parametrize("role", ROLES)
def test_grantable_at_a_school_of_ones_own(role: str, school: Organisation) -> None:
    assert policies.grantable(holder(role, school), school) == AT_SCHOOL.get(role, set())


@pytest.mark.parametrize("role", ROLES)
def test_grantable_at_the_authority(role: str, school: Organisation) -> None:
    by = holder(role, school)

    assert policies.grantable(by, factories.authority()) == AT_AUTHORITY.get(role, set())


@pytest.mark.parametrize("role", ROLES)
def test_grantable_in_another_tree_is_nothing_but_the_administrators_first_head(
    role: str, school: Organisation, states: Organisation
) -> None:
    expected = {"head"} if role == "administrator" else set()

    assert policies.grantable(holder(role, school), states) == expected


@pytest.mark.parametrize("role", OF_A_SCHOOL)
def test_grantable_at_another_school_is_nothing(role: str, school: Organisation) -> None:
    other = factories.institution()

    assert policies.grantable(holder(role, school), other) == set()


def test_head_outside_the_authoritys_tree_shares_her_own_node(states: Organisation) -> None:
    head = holder("head", states)

    assert policies.grantable(head, states) == AT_SCHOOL["head"] | policies.SHARED
    assert policies.offered(head) == AT_SCHOOL["head"] | policies.SHARED


def test_offered_to_a_head_inside_are_the_schools_roles(head: User) -> None:
    assert policies.offered(head) == AT_SCHOOL["head"]


def test_places_are_those_that_the_role_reaches(head: User, school: Organisation) -> None:
    unit = factories.institution(kind="neighbourhood_club", parent=school)
    factories.institution()

    assert set(policies.places(head)) == {school, unit}


def test_places_of_the_administrator_are_all(
    administrator: User, states: Organisation, school: Organisation
) -> None:
    assert {states, school} <= set(policies.places(administrator))


def test_places_of_an_auditor_are_none(auditor: User) -> None:
    assert not policies.places(auditor).exists()


def test_grantable_by_a_role_that_is_over_is_nothing(school: Organisation) -> None:
    user = factories.user()
    factories.role_grant(user=user, role="head", organisation=school, to_on=date(2024, 1, 1))

    assert policies.grantable(user, school) == set()


@pytest.mark.parametrize(
    ("from_on", "to_on", "code"),
    [
        (date(2024, 9, 1), date(2024, 8, 31), "ends_too_early"),
        (date(2024, 1, 1), date(2024, 8, 19), "ends_too_early"),
    ],
)
def test_possible_refuses_days_that_make_no_sense(
    school: Organisation, from_on: date, to_on: date, code: str
) -> None:
    with pytest.raises(policies.UnableToGrant) as refused:
        policies.possible("teacher", school, from_on=from_on, to_on=to_on, today=TODAY)

    assert refused.value.code == code


def test_possible_refuses_a_place_that_is_closed_by_then(installation: object) -> None:
    closed = factories.institution(closed_on=date(2024, 8, 31))

    with pytest.raises(policies.UnableToGrant, match="closed"):
        policies.possible("teacher", closed, from_on=date(2024, 9, 1), to_on=None, today=TODAY)


@pytest.mark.parametrize("role", sorted(policies.NOT_AT_AUTHORITIES))
def test_possible_refuses_roles_of_institutions_at_an_authority(
    installation: object, role: str
) -> None:
    with pytest.raises(policies.UnableToGrant, match="another role"):
        policies.possible(role, factories.authority(), from_on=TODAY, to_on=None, today=TODAY)


def test_possible_lets_the_last_day_be_today(school: Organisation) -> None:
    policies.possible("teacher", school, from_on=TODAY, to_on=TODAY, today=TODAY)
