"""Who may is as the table says that was written by hand: permission × role × place."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from rules.permissions import permissions as declared

from gaisma.base import access, audit, clock, permissions
from gaisma.base.models import Organisation, User
from gaisma.base.models.accounts import ROLES
from tests import factories
from tests.matrix import truth
from tests.matrix.addresses import addresses

pytestmark = pytest.mark.django_db
WITHOUT_ROLE = "accounts.own"


@pytest.fixture
def places() -> dict[str, Organisation]:
    """A city with two institutions, one of them with a unit, and another city."""
    own = factories.institution(code="own")
    return {
        "own": own,
        "unit": factories.institution(code="unit", parent=own),
        "other": factories.institution(code="other"),
        "city": factories.authority(),
        "abroad": factories.institution(parent=factories.authority(name="Cita pilsēta")),
    }


def test_each_permission_address_and_act_is_in_the_table() -> None:
    permissions.gather()
    # Views that tests invent state permissions of their own.
    of_house = {each for each in declared if not each.startswith("tests.")}

    assert truth.permissions() | {WITHOUT_ROLE} == of_house
    assert truth.addresses() == {address.name for address in addresses()}
    assert truth.acts() == {action.key for action in audit.actions()}
    assert {each for act in truth.acts() for each in truth.demanded(act)} <= truth.permissions()


def test_each_address_is_opened_by_what_the_table_says() -> None:
    wrong = {
        address.name: address.rule
        for address in addresses()
        if address.rule != truth.opens(address.name)
    }

    assert not wrong


@pytest.mark.parametrize("role", ROLES)
def test_role_gives_what_the_table_says_where_it_reaches(
    role: str, places: dict[str, Organisation]
) -> None:
    """At the own institution and its unit; of the city at all of them, and never abroad."""
    of_school = _holding(role, places["own"])
    of_city = _holding(role, places["city"])
    nowhere: tuple[str, ...] = ("other", "city", "abroad")

    assert not list(_wrong(of_school, role, places, given=("own", "unit"), kept_from=nowhere))
    given = ("own", "unit", "other", "city")
    assert not list(_wrong(of_city, role, places, given=given, kept_from=("abroad",)))


@pytest.mark.parametrize("role", ROLES)
def test_role_that_has_ended_or_is_to_come_gives_nothing(
    role: str, places: dict[str, Organisation]
) -> None:
    ended = _holding(role, places["own"], to_on=clock.today() - timedelta(days=1))
    to_come = _holding(role, places["own"], from_on=clock.today() + timedelta(days=1))

    for user in (ended, to_come, factories.user(), AnonymousUser()):
        held = {each for each in truth.permissions() if access.may(user, each)}
        assert not held


def _holding(role: str, place: Organisation, **when: object) -> User:
    user: User = factories.user()
    factories.role_grant(user=user, role=role, organisation=place, **when)
    return user


def _wrong(
    user: User,
    role: str,
    places: dict[str, Organisation],
    *,
    given: tuple[str, ...],
    kept_from: tuple[str, ...],
) -> Iterator[str]:
    for permission in truth.permissions():
        gives = role in truth.who(permission)
        if access.may(user, permission) != gives:
            yield f"{role} {permission} anywhere"
        for name in (*given, *kept_from):
            if access.may(user, permission, places[name]) != (gives and name in given):
                yield f"{role} {permission} at {name}"
