"""What others still refer to is not removed, wherever it is asked, and the reader is told."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib import messages
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.http import HttpResponse

from gaisma.base.access import EVERYONE
from gaisma.base.acting import UNPROCESSABLE
from tests.matrix import odd
from tests.matrix.expectations import Request, holds
from tests.matrix.readers import Reader
from tests.matrix.test_queries import EVERYWHERE, FEW, _grow, _paths
from tests.matrix.walking import Readers, undone

pytestmark = pytest.mark.django_db

OF_REFERENCE_DATA = {"remove_term", "remove_moved_day", "remove_subject"}
BEYOND = ("base:health", "base:ready")


def test_what_others_refer_to_stays(everybody: dict[str, Reader]) -> None:
    deleted, silent, wrong = set(), set(), []
    for name, path, reader in _doors(everybody):
        with undone(), Referred() as asked:
            answer, said = _sent(reader, path)
            if answer.status_code >= 500:
                wrong.append(f"{name}: {answer.status_code}")
            if asked:
                deleted.add(name)
            if asked and not said and answer.status_code != UNPROCESSABLE:
                silent.add(name)

    assert wrong == []
    assert silent == set()
    assert {f"administration:{name}" for name in OF_REFERENCE_DATA} <= deleted


def test_what_nobody_refers_to_goes(everybody: dict[str, Reader]) -> None:
    for name, path, reader in _doors(everybody):
        if name == "administration:remove_subject":
            with undone():
                answer, said = _sent(reader, path)

                assert (answer.status_code, said) == (302, "")


def _doors(readers: Readers) -> Iterator[tuple[str, str, Reader]]:
    """Every address at which something is done, and the first who may."""
    with undone():
        place = readers["head"].inside
        paths = dict(_paths(place))
        _grow(place, FEW)
        for address in EVERYWHERE:
            if address.name in BEYOND or address.rule == EVERYONE or "remove" not in address.name:
                continue
            for reader in readers.values():
                if holds(Request(address, reader, True, "POST")):
                    yield address.name, paths[address.name], reader


class Referred:
    """Within, whatever is deleted is still referred to."""

    def __enter__(self) -> list[int]:
        self.asked: list[int] = []

        def refuse(_collector: Collector) -> Any:
            self.asked.append(1)
            raise ProtectedError("protected", set())

        self._patch = patch.object(Collector, "delete", refuse)
        self._patch.start()
        return self.asked

    def __exit__(self, *_error: object) -> None:
        self._patch.stop()


def _sent(reader: Reader, path: str) -> tuple[HttpResponse, str]:
    """The answer, and what the page to which it leads says of what could not be done."""
    fields = odd.Fields()
    client: Any = reader.signed_in()
    page = client.get(path)
    if page.status_code == 200 and not page.streaming:
        fields.feed(page.content.decode())
    with patch.object(messages, "error") as told:
        answer = client.post(path, fields.written, headers={"accept-language": "en"})
    return answer, " ".join(str(call.args[1]) for call in told.call_args_list)
