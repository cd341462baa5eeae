from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared as they were written."""
    with translation.override("en"):
        yield
