"""A lesson that is to be observed, in a browser."""

from datetime import date

import pytest

from gaisma.base.models import Installation, User
from gaisma.quality.observations.models import Sheet
from tests import factories


@pytest.fixture
def observer(installation: Installation) -> User:
    """A deputy who is to observe a lesson."""
    post = factories.employment(role="deputy_head", from_on=date(2020, 9, 1))
    user = factories.user(username="observer", language="lv")
    factories.role_grant(user=user, role="deputy", organisation=post.institution)
    factories.account(user=user, person=post.person)
    return user


@pytest.fixture
def sheet(observer: User) -> Sheet:
    person = observer.account.person
    school = person.employments.get().institution
    observation = factories.observation(institution=school, planned_on=date(2024, 4, 16))
    row: Sheet = factories.sheet(observation=observation, observer=person)
    return row
