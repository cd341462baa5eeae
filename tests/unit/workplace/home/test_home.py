import re

import pytest
from django.test import Client

from gaisma.base.models import User
from tests import factories
from tests.pages import Town, read

pytestmark = pytest.mark.django_db


def words(page: str) -> str:
    """What is read on the page."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_home_says_the_state_of_the_city(reader: Client, specialist: User, town: Town) -> None:
    reader.force_login(specialist)

    said = words(read(reader, "/"))

    assert "The city on the eve of 2024/2025" in said
    assert "In the coming school year" in said
    assert "evidence version 1" in said


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("Children in preschool programmes", "6 by 1 fewer than last year (7)"),
        ("Pupils in general education", "9 by 3 fewer than last year (12)"),
        ("Free places for preschool", "2 by 1 more than last year (1)"),
        ("Vacant full-time posts", "0.5"),
        ("Municipal preschools", "1 the same as last year"),
    ],
)
def test_home_shows_figures_with_their_change(
    reader: Client, specialist: User, town: Town, title: str, value: str
) -> None:
    reader.force_login(specialist)

    assert f"{title} {value}" in words(read(reader, "/"))


def test_home_tiles_open_their_figure(reader: Client, specialist: User, town: Town) -> None:
    reader.force_login(specialist)

    page = read(reader, "/")

    addresses = re.findall(r'<p class="value"><a href="([^"]*)"', page)
    assert len(addresses) == 12
    assert "Learners" in read(reader, addresses[0].replace("&amp;", "&"))


def test_home_of_last_year_shows_last_year(reader: Client, specialist: User, town: Town) -> None:
    reader.force_login(specialist)

    said = words(read(reader, "/?school_year=2023/2024"))

    assert "The city in 2023/2024" in said
    assert "Children in preschool programmes 7" in said


def test_home_of_a_year_that_is_not_known_shows_this_one(
    reader: Client, specialist: User, town: Town
) -> None:
    reader.force_login(specialist)

    assert "on the eve of 2024/2025" in read(reader, "/?school_year=1999/2000")


def test_home_lists_vacancies_by_institution(reader: Client, specialist: User, town: Town) -> None:
    reader.force_login(specialist)

    assert "PII “Zīlīte” 0.5 speech therapist" in words(read(reader, "/"))


def test_home_of_a_head_has_the_citys_figures_and_own_institutions(
    reader: Client, head: User, town: Town
) -> None:
    reader.force_login(head)

    said = words(read(reader, "/"))

    assert "Children in preschool programmes 6" in said
    assert "No preschool groups within your reach" in said


def test_home_of_a_demo_says_that_the_data_is_invented(
    reader: Client, specialist: User, town: Town
) -> None:
    reader.force_login(specialist)

    assert "are invented." in read(reader, "/")


@pytest.mark.parametrize("role", ["teacher", "support", "visitor", "administrator"])
def test_home_opens_for_every_role(
    request: pytest.FixtureRequest, reader: Client, town: Town, role: str
) -> None:
    reader.force_login(request.getfixturevalue(role))

    read(reader, "/")


def test_home_is_refused_without_a_role(reader: Client, town: Town) -> None:
    reader.force_login(factories.user())

    assert "not open to you" in read(reader, "/", status=403)


def test_home_before_anything_is_set_up_says_what_to_do(reader: Client, db: None) -> None:
    user = factories.user()
    factories.role_grant(user=user, organisation=factories.authority())
    reader.force_login(user)

    assert "gaisma init" in read(reader, "/", status=503)


def test_home_is_read_only(reader: Client, specialist: User, town: Town) -> None:
    reader.force_login(specialist)

    assert reader.post("/").status_code == 405
