"""Whoever relies on an order that is left to the database is found on every day."""

import pytest
from django.db import connection

from gaisma.base.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def users() -> list[str]:
    for name in ("first", "second", "third"):
        factories.user(username=name, full_name="Same")
    return ["third", "second", "first"]


def test_rows_of_a_query_without_an_order_come_newest_first(users: list[str]) -> None:
    assert [user.username for user in User.objects.filter(full_name="Same")] == users
    assert list(User.objects.filter(full_name="Same").values_list("username", flat=True)) == users


def test_rows_that_an_order_leaves_equal_come_newest_first(users: list[str]) -> None:
    found = User.objects.filter(username__in=users).order_by("full_name")

    assert [user.username for user in found] == users


def test_order_that_leaves_nothing_open_is_kept(users: list[str]) -> None:
    found = User.objects.filter(username__in=users).order_by("full_name", "pk")

    assert [user.username for user in found] == users[::-1]


def test_rows_of_a_statement_of_our_own_without_an_order_come_newest_first(
    users: list[str],
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT username FROM base_user WHERE full_name = 'Same'")

        assert [name for (name,) in cursor.fetchall()] == users


def test_counts_and_groups_are_asked_as_they_are(users: list[str]) -> None:
    same = User.objects.filter(full_name="Same")

    assert same.count() == 3
    assert same.values("full_name").distinct().count() == 1
    assert User.objects.filter(pk__in=same.values("pk")).update(email="") == 3
