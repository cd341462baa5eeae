"""An exercise, and observers of the authority and of the school."""

import pytest

from gaisma.base.models import Organisation, User
from gaisma.quality.calibration.models import Exercise
from tests import factories


@pytest.fixture
def exercise(school: Organisation) -> Exercise:
    """One that is open."""
    made: Exercise = factories.exercise()
    return made


@pytest.fixture
def outsider(school: Organisation) -> User:
    """An observer of the authority."""
    person = factories.observer(
        institution=factories.authority(),
        role="methodologist",
        given_name="Vera",
        family_name="Vērotāja",
    )
    user: User = person.account.user
    return user


@pytest.fixture
def insider(school: Organisation) -> User:
    """An observer of the school."""
    person = factories.observer(
        institution=school, role="deputy", given_name="Ilze", family_name="Iekšēja"
    )
    user: User = person.account.user
    return user


@pytest.fixture
def author(school: Organisation) -> User:
    """A specialist of the authority, who is a person of the record too."""
    user: User = factories.observer(
        institution=factories.authority(), role="specialist"
    ).account.user
    return user
