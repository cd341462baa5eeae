"""A lesson of the school with its cast, observed from inside and from outside."""

import pytest

from gaisma.base.models import Organisation
from tests.unit.quality.observations.visits import Visit, visit


@pytest.fixture
def inside(school: Organisation) -> Visit:
    """A lesson that the school's own people observe."""
    return visit(school)


@pytest.fixture
def outside(school: Organisation) -> Visit:
    """A lesson that the authority's people observe."""
    return visit(school, "external")
