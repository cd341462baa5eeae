"""The authority's commission, and the school that it inspects."""

import pytest

from gaisma.base.models import Organisation, User
from gaisma.quality.inspections.models import Inspection
from tests import factories


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    """Attachments lie in a place of the test's own."""
    settings.GAISMA_HOME = tmp_path
    return tmp_path


@pytest.fixture
def colleague(school: Organisation) -> User:
    """Another specialist of the authority, in no commission."""
    user: User = factories.user()
    factories.role_grant(user=user, role="specialist", organisation=factories.authority())
    return user


@pytest.fixture
def member(school: Organisation) -> User:
    """A member of the commission."""
    user: User = factories.user()
    factories.role_grant(user=user, role="specialist", organisation=factories.authority())
    return user


@pytest.fixture
def deputy(school: Organisation) -> User:
    """Somebody who leads the school beside its head."""
    user: User = factories.user()
    factories.role_grant(user=user, role="deputy", organisation=school)
    return user


@pytest.fixture
def other_head() -> User:
    """The head of another school."""
    user: User = factories.user()
    factories.role_grant(user=user, role="head", organisation=factories.institution())
    return user


@pytest.fixture
def planned(school: Organisation, specialist: User, member: User) -> Inspection:
    """The school's inspection, led by the specialist."""
    row = factories.inspection(institution=school, led_by=specialist)
    row.members.add(member)
    return row


@pytest.fixture
def filled(school: Organisation, specialist: User, member: User) -> Inspection:
    """The same with a whole sheet."""
    row = factories.filled_inspection(institution=school, led_by=specialist)
    row.members.add(member)
    return row


@pytest.fixture
def signed(school: Organisation, specialist: User, member: User) -> Inspection:
    """The same with an act that waits for the head."""
    row = factories.signed_inspection(institution=school, led_by=specialist)
    row.members.add(member)
    return row
