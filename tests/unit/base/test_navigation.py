import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from gaisma.base import navigation
from gaisma.base.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> object:
    with translation.override("en"):
        yield


def titles(user: User) -> list[str]:
    return [link.title for section in navigation.menu(user, "/") for link in section.links]


def test_menu_of_a_specialist_leads_to_record_and_evidence(specialist: User) -> None:
    assert {"Home", "Institutions", "Learners", "Figures", "Reports"} <= set(titles(specialist))


def test_menu_leaves_out_what_may_not_be_opened(teacher: User) -> None:
    seen = titles(teacher)

    assert {"Home", "Institutions", "Figures"} <= set(seen)
    assert not {"Reports", "Imports", "Staff", "Accounts and roles"} & set(seen)


def test_menu_of_nobody_is_empty() -> None:
    assert navigation.menu(AnonymousUser(), "/") == ()


def test_menu_marks_the_page_and_what_is_within(head: User) -> None:
    sections = navigation.menu(head, "/institutions/5/")
    links = {link.title: link for section in sections for link in section.links}

    assert links["Institutions"].is_within
    assert not links["Institutions"].is_current
    assert not links["Home"].is_within


def test_menu_marks_only_the_nearest_of_entries_within_each_other(administrator: User) -> None:
    sections = navigation.menu(administrator, "/administration/audit/")

    within = [link.address for section in sections for link in section.links if link.is_within]
    assert within == ["/administration/audit/"]


def test_menu_marks_nothing_on_the_pages_of_the_own_account(administrator: User) -> None:
    sections = navigation.menu(administrator, "/accounts/own/name/")

    assert not [link for section in sections for link in section.links if link.is_within]


def test_menu_sections_have_titles_but_for_the_first(specialist: User) -> None:
    sections = navigation.menu(specialist, "/")

    assert [section.title for section in sections][:5] == [
        "",
        "The year",
        "Quality",
        "Record",
        "Evidence",
    ]
