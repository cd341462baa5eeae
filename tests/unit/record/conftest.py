from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.utils import translation

from gaisma.base.models import Organisation, User
from gaisma.base.models.accounts import ROLES
from tests import factories
from tests.written import Written


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared as they were written."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def fresh_figures() -> None:
    """What an earlier test's lake said under the same version number is forgotten."""


@pytest.fixture
def each_role(school: Organisation) -> Callable[[], dict[str, User]]:
    """Somebody for every role, each at the school."""

    def made() -> dict[str, User]:
        users = {role: factories.user() for role in ROLES}
        for role, user in users.items():
            factories.role_grant(user=user, role=role, organisation=school)
        return users

    return made


@pytest.fixture(autouse=True)
def _told_and_noted(request: pytest.FixtureRequest) -> Iterator[None]:
    """After every test: the lake is told of what the program wrote, and the audit has it."""
    if request.node.get_closest_marker("django_db") is None:
        yield
        return
    request.getfixturevalue("db")
    written = Written()
    with connection.execute_wrapper(written):
        yield
    assert not written.untold()
    assert not written.unnoted()
