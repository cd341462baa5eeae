from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared as they were written."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def fresh_figures() -> None:
    """What an earlier test's lake said under the same version number is forgotten."""
