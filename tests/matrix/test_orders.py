"""Pages show the same rows in the same order, whatever order the database gives them in."""

import re
from difflib import unified_diff
from typing import Any

import pytest
from django.db import transaction

from tests import reversing
from tests.matrix.readers import Reader
from tests.matrix.test_queries import FEW, _grow, _opened, _paths

pytestmark = pytest.mark.django_db

ONE_TIME = re.compile(
    r'(csrfmiddlewaretoken"\s+value|submission"\s+value|nonce|"X-CSRFToken")(=|: ?)"[^"]+"'
)
"""What is another at each opening."""


def test_pages_show_one_order_whatever_the_database_gives(everybody: dict[str, Reader]) -> None:
    savepoint = transaction.savepoint()
    place = everybody["head"].inside
    paths = dict(_paths(place))
    _grow(place, FEW)
    wrong, pages = [], 0
    for name, path in paths.items():
        if found := _opened(path, everybody):
            pages += 1
            wrong += _moved(name, path, found[0])
    transaction.savepoint_rollback(savepoint)

    # Else nothing would be found wrong because nothing was found.
    assert pages > len(paths) / 2
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def _moved(name: str, path: str, reader: Reader) -> list[str]:
    reversed_ = _shown(reader, path)
    with reversing.as_written():
        written = _shown(reader, path)
    moved = list(unified_diff(written, reversed_, name, "reversed", lineterm="", n=0))
    return moved[:8]


def _shown(reader: Reader, path: str) -> list[str]:
    client: Any = reader.signed_in()
    answer = client.get(path)
    text = "" if answer.streaming else answer.content.decode()
    return [line.strip() for line in ONE_TIME.sub("", text).splitlines() if line.strip()]
