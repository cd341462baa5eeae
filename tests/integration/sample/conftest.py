"""A home for the sample city."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture
def home(transactional_db: None, tmp_path: Path, settings: Settings) -> Path:
    """A home for the lake, whose refresh is a transaction of its own."""
    settings.GAISMA_HOME = tmp_path
    return tmp_path
