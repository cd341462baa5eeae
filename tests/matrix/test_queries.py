"""Pages ask the database little, and lists ask it as often for many rows as for few."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.db import IntegrityError, connection, reset_queries, transaction
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.matrix import samples
from tests.matrix.addresses import addresses
from tests.matrix.readers import Reader

pytestmark = pytest.mark.django_db

AS = ("specialist", "administrator", "head", "class_teacher")
"""Who opens a page: the first of them who may."""

FEW, MANY = 2, 12
WIDTH = 160
SESSION = 1
"""Sessions lie in the database, but for the tests of the matrix."""

OF_A_LIST = 12 - SESSION
OF_A_PAGE = 25 - SESSION
OF_A_PERSON = {"people:person": 26, "people:held": 42, "people:merge": 43}
"""Pages that ask every table that holds something of a person."""

OF_ALL_ROOMS = {
    "calendar:missing": 34,
    "calendar:agenda": 12,
    "home:home": 43,
    "administration:retention": 29,
}
"""Pages for which every room is asked once that has duties, appointments, or terms of keeping."""

OF_A_YEAR = {"socialemotional:places": 14, "socialemotional:place": 15}
"""Lists that count over the whole year of each class: its terms and days off belong to it."""

OF_A_REPORT = {
    "reports:edition": 29,
    "reports:doubts": 40,
    "reports:send_for_review": 46,
}
"""Pages that read a report with what every room says in it; what is left out of it is known when
the rows that rooms print are read too."""

EVERYWHERE = [each for each in addresses() if not each.is_programs]
SAYS_FILES = 'class="files"'


@dataclass(frozen=True)
class Counted:
    """How many queries a page asks with few rows and with many, and what they are."""

    is_list: bool
    few: list[str]
    many: list[str]


@pytest.fixture(scope="module")
def counted(everybody: dict[str, Reader]) -> Iterator[dict[str, Counted]]:
    """Every page that opens, by the name of its address."""
    savepoint = transaction.savepoint()
    place = everybody["head"].inside
    paths = dict(_paths(place))
    _grow(place, FEW)
    opened = {name: found for name, path in paths.items() if (found := _opened(path, everybody))}
    lists = {name for name, (_reader, answer) in opened.items() if SAYS_FILES in answer}
    few = {name: _asked(opened[name][0], paths[name])[1] for name in lists}
    _grow(place, MANY - FEW)
    yield {
        name: Counted(name in lists, few.get(name, []), _asked(reader, paths[name])[1])
        for name, (reader, _answer) in opened.items()
    }
    transaction.savepoint_rollback(savepoint)


def _paths(place: samples.Place) -> Iterator[tuple[str, str]]:
    """The address of each page, of rows of which there can be one the same."""
    known: dict[Any, Any] = {}
    for address in EVERYWHERE:
        made: dict[str, Any] = {}
        for name in address.parameters:
            maker = samples.sample(address.name, name)
            if maker not in known:
                known[maker] = maker(replace(place, made=made))
            made[name] = known[maker]
        yield address.name, address.path(made)


def _grow(place: samples.Place, times: int) -> None:
    """So many more rows of every kind that stands in an address, and of what holds them."""
    for _time in range(times):
        group = factories.group(institution=place.organisation)
        learner = factories.enrolment(group=group).person
        factories.institution(parent=place.organisation.parent)
        made: dict[str, Any] = {}
        for key, sample in samples.SAMPLES.items():
            here = replace(place, group=group, learner=learner, made=made)
            try:
                with transaction.atomic():
                    made[key] = sample(here)
            except (IntegrityError, KeyError):
                continue  # There can be one only, or it belongs to what can be one only.


def _opened(path: str, everybody: dict[str, Reader]) -> tuple[Reader, str] | None:
    """Who opens the page, and the page; figures are computed then, and kept."""
    for role in AS:
        answer = _asked(everybody[role], path)[0]
        if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
            return everybody[role], "" if answer.streaming else answer.content.decode()
    return None


def _asked(reader: Reader, path: str) -> tuple[HttpResponse, list[str]]:
    """The answer, and the queries that it took."""
    client: Any = reader.signed_in()
    reset_queries()  # else those of all pages before are kept, and of too many the first are lost
    with CaptureQueriesContext(connection) as context:
        answer = client.get(path)
        queries = [query["sql"] for query in context.captured_queries]
    return answer, [query for query in queries if "SAVEPOINT" not in query]


def test_pages_ask_little_and_lists_no_more_for_more_rows(counted: dict[str, Counted]) -> None:
    lists = {name for name, found in counted.items() if found.is_list}
    wrong = [fault for name, found in counted.items() if (fault := _fault(name, found))]

    # Else nothing would be found wrong because nothing was found.
    assert {"organisations:list", "people:staff", "programmes:groups", "accounts:accounts"} <= lists
    assert len(counted) > len(EVERYWHERE) / 2
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def _fault(name: str, found: Counted) -> str:
    usual = OF_A_LIST if found.is_list else OF_A_PAGE
    most = (OF_A_PERSON | OF_ALL_ROOMS | OF_A_YEAR | OF_A_REPORT).get(name, usual)
    if len(found.many) > most:
        return f"{name} asks {len(found.many)} queries, {most} at most:\n" + _told(found.many)
    if found.is_list and len(found.many) > len(found.few):
        return f"{name} asks more for more rows:\n" + _told(_more(found))
    return ""


def _told(queries: list[str]) -> str:
    return "\n".join(f"    {query[:WIDTH]}" for query in queries)


def _more(found: Counted) -> list[str]:
    """The queries that are asked more often when there are more rows."""
    few, many = ([query[:WIDTH] for query in queries] for queries in (found.few, found.many))
    return sorted({query for query in many if many.count(query) > few.count(query)})
