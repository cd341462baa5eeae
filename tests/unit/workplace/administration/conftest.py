from typing import Any

import pytest
from django.test import Client

from gaisma.base.models import User


@pytest.fixture
def keeper(reader: Client, administrator: User, settings: Any, tmp_path: Any) -> Client:
    """The administrator's browser."""
    settings.GAISMA_HOME = tmp_path
    reader.force_login(administrator)
    return reader
