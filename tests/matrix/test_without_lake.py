"""Without the lake every page opens that shows more than figures, and says what is missing."""

from typing import Any

import pytest
from django.http import HttpResponse

from gaisma.evidence.lake import engines, files
from tests.matrix.readers import Reader
from tests.matrix.test_queries import AS, FEW, _grow, _paths
from tests.matrix.walking import undone

pytestmark = pytest.mark.django_db

NOTHING_BUT_FIGURES = {
    "figures:figure",
    "figures:records",
    "reports:doubts",
    "reports:send_for_review",
    "surveys:texts",
}
"""Pages that refuse, with the sentence that says what is missing."""
UNABLE, FAULT = 503, 500


def test_pages_open_without_the_lake(everybody: dict[str, Reader]) -> None:
    found = dict(_opened(everybody))

    wrong = [name for name, answer in found.items() if answer.status_code == FAULT]
    refused = {name for name, answer in found.items() if answer.status_code == UNABLE}
    assert wrong == []
    assert refused - {"base:ready", "base:health"} <= NOTHING_BUT_FIGURES
    # A page whose figures were asked for before still knows them, and lacks nothing.
    assert [
        name for name, answer in found.items() if b"files of the lake are missing" in said(answer)
    ]


def said(answer: HttpResponse) -> bytes:
    """The page; nothing of a file."""
    return b"" if answer.streaming else answer.content


def _opened(everybody: dict[str, Reader]) -> Any:
    with undone():
        place = everybody["head"].inside
        paths = dict(_paths(place))
        _grow(place, FEW)
        lake = files.folder()
        aside = lake.rename(lake.with_name("lake-aside"))
        engines._opened.cache_clear()
        engines.look_anew()
        try:
            for name, path in paths.items():
                if answer := _answer(path, everybody):
                    yield name, answer
        finally:
            aside.rename(lake)
            engines.look_anew()


def _answer(path: str, everybody: dict[str, Reader]) -> HttpResponse | None:
    for role in AS:
        client: Any = everybody[role].signed_in()
        answer: HttpResponse = client.get(path, headers={"accept-language": "en"})
        if answer.status_code not in (403, 404, 405):
            return answer
    return None
