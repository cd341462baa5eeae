"""A report of the record on its pages: its steps, its texts, its figures beside others."""

import re

import pytest
from django.test import Client

from gaisma.base.models import RoleGrant, User
from gaisma.evidence.lake import actions as lake
from gaisma.evidence.reports import shelf
from gaisma.evidence.reports.models import Narrative, Report
from tests import factories
from tests.moments import NOW, TODAY
from tests.pages import Town, read

pytestmark = pytest.mark.django_db
SECTION = "brief.figures"


@pytest.fixture
def manager(school: object) -> User:
    """The authority's manager, who approves."""
    user = factories.user(username="manager", full_name="Manager")
    factories.role_grant(user=user, role="manager", organisation=factories.authority())
    return user


@pytest.fixture
def report(town: Town) -> Report:
    return factories.report()


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def text_address(report: Report, language: str = "lv") -> str:
    return f"/reports/{report.pk}/texts/{SECTION}/{language}/"


def test_edition_page_says_how_far_it_is_and_what_comes_next(
    reader: Client, specialist: User, report: Report
) -> None:
    reader.force_login(specialist)

    page = read(reader, f"/reports/{report.pk}/")

    assert 'aria-current="step"' in page
    assert "Write the texts, then send the report for review." in page
    assert f'action="/reports/{report.pk}/send/"' in page
    assert text_address(report, "en") in page
    assert "Approve</" not in page
