from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from gaisma.base import request_cache
from gaisma.base.models import Installation, Organisation
from tests import factories


class Source:
    """Counts how often it is read."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def read(source: Source) -> Callable[[], int]:
    return request_cache.a_request(source)


def answered(method: str, asked: Callable[[], Any]) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        asked()
        return HttpResponse()

    request_cache.ReadOnce(view)(RequestFactory().generic(method, "/"))


@pytest.mark.parametrize(("method", "times"), [("GET", 1), ("HEAD", 1), ("POST", 2)])
def test_source_is_read_once_by_a_request_that_only_reads(
    method: str, times: int, source: Source, read: Callable[[], int]
) -> None:
    answered(method, lambda: (read(), read()))

    assert source.times == times


def test_next_request_reads_afresh(source: Source, read: Callable[[], int]) -> None:
    answered("GET", read)
    answered("GET", read)

    assert source.times == 2


def test_request_that_breaks_leaves_nothing_kept(source: Source, read: Callable[[], int]) -> None:
    def broken() -> None:
        read()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        answered("GET", broken)

    assert (read(), read()) == (2, 3)


def test_without_a_request_each_reads(source: Source, read: Callable[[], int]) -> None:
    assert (read(), read()) == (1, 2)


def test_current_installation_is_one_query_a_request(
    installation: object, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        answered("GET", lambda: (Installation.current(), Installation.current().authority))


@pytest.mark.django_db
def test_reach_of_nodes_holds_all_below_them(django_assert_num_queries: Any) -> None:
    school = factories.institution()
    branch = factories.institution(parent=school)
    unit = factories.institution(parent=branch)
    alone = factories.institution()

    with django_assert_num_queries(1):
        found = Organisation.objects.reach_of({school.pk, branch.pk, alone.pk})

    assert found == {
        school.pk: {school.pk, branch.pk, unit.pk},
        branch.pk: {branch.pk, unit.pk},
        alone.pk: {alone.pk},
    }


def test_block_that_only_reads_reads_once_and_the_next_afresh(
    source: Source, read: Callable[[], int]
) -> None:
    with request_cache.reading():
        assert (read(), read()) == (1, 1)
        with request_cache.reading():
            assert read() == 1
        assert read() == 1

    assert read() == 2


def test_block_within_a_request_that_reads_shares_what_that_has_read(
    source: Source, read: Callable[[], int]
) -> None:
    def both() -> None:
        read()
        with request_cache.reading():
            read()
        read()

    answered("GET", both)

    assert source.times == 1
