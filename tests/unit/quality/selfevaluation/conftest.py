"""A self-evaluation that is begun, with its cast."""

from pathlib import Path
from typing import Any

import pytest

from gaisma.base.models import Organisation, User
from gaisma.quality.selfevaluation.actions import reports
from gaisma.quality.selfevaluation.models import SelfEvaluation
from tests import factories
from tests.moments import NOW


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    """Attachments lie in a place of the test's own."""
    settings.GAISMA_HOME = tmp_path
    return tmp_path


@pytest.fixture
def report(school: Organisation) -> SelfEvaluation:
    """The school's self-evaluation with an empty place for everything."""
    return reports.begin(
        institution=school,
        school_year=factories.school_year("2023/2024"),
        version=factories.framework_version(),
        by=None,
        at=NOW,
    )


@pytest.fixture
def other_head() -> User:
    """The head of another school."""
    user: User = factories.user()
    factories.role_grant(user=user, role="head", organisation=factories.institution())
    return user


@pytest.fixture
def deputy(school: Organisation) -> User:
    """Somebody who leads the school beside its head."""
    user: User = factories.user()
    factories.role_grant(user=user, role="deputy", organisation=school)
    return user
