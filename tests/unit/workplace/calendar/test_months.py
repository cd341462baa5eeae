import pytest
from django.test import Client

from gaisma.base.models import User
from tests.pages import read

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("2024-09", "September 2024"),
        ("9999-12", "August 2024"),
        ("0001-01", "August 2024"),
        ("9998-12", "December 9998"),
        ("0002-01", "January 2"),
        ("2024-13", "August 2024"),
    ],
)
def test_month_at_the_end_of_all_dates_is_not_shown(
    reader: Client, specialist: User, asked: str, shown: str
) -> None:
    reader.force_login(specialist)

    assert shown in read(reader, f"/calendar/?month={asked}")
