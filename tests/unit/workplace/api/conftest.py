from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_rates() -> Iterator[None]:
    """Every test may ask as often as the rate allows."""
    cache.clear()
    yield
    cache.clear()
