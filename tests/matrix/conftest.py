"""One town for all addresses: built once, its requests rolled back one by one."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.matrix.readers import Reader, readers


@pytest.fixture(scope="module")
def everybody(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Reader]]:
    """Everybody who may come, signed in."""
    with django_db_blocker.unblock(), readers(tmp_path_factory.mktemp("matrix")) as found:
        yield found
