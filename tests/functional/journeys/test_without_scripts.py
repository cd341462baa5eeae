"""The work itself in a browser that runs no scripts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from gaisma.sample.accounts import PASSWORD
from tests.browser import LANGUAGE, WITHIN_MILLISECONDS, enter
from tests.functional.journeys.conftest import OTHER_HEAD, OTHER_SCHOOL, USERNAMES, open_result
from tests.functional.walk.serving import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

VACANCIES = """institution,role,load,opened_on
VSK-01,physics teacher,0.5,2024-08-01
"""


@pytest.fixture
def page(browser: "Browser", site: Site) -> "Iterator[Page]":
    """A page without scripts, on which nobody has signed in."""
    context = browser.new_context(base_url=site.address, locale=LANGUAGE, java_script_enabled=False)
    context.set_default_timeout(3 * WITHIN_MILLISECONDS)
    yield context.new_page()
    context.close()


def test_head_narrows_a_list_changes_a_group_and_delivers(page: "Page") -> None:
    enter(page, USERNAMES["head"], PASSWORD)
    page.goto("/programmes/groups/")
    page.fill("form.filters #id_q", "5.d")
    page.locator("form.filters button").first.click()
    page.locator(".data tbody th a").click()
    page.get_by_role("link", name="Mainīt", exact=True).click()
    page.fill("#id_max_size", "31")
    page.locator("main form.form button.primary").click()

    page.locator("main", has_text="…31").wait_for()
    page.goto("/calendar/missing/")
    page.get_by_role("link", name="Pedagogu tarifikācijas saraksts").click()
    page.locator("main form.form button.primary").click()
    page.locator(".toast, .message.good").wait_for()
    page.goto("/calendar/missing/")
    assert "Pedagogu tarifikācijas saraksts" not in page.locator("main").inner_text()


def test_teacher_hands_over_what_she_says_of_her_year(page: "Page") -> None:
    enter(page, USERNAMES["teacher"], PASSWORD)
    page.goto("/self-evaluation/own/")
    page.locator(".data tbody tr", has_text="–").get_by_role("link").last.click()
    page.get_by_role("link", name="Rakstīt", exact=True).click()
    page.fill("[name=answer-aims]", "")
    page.get_by_role("button", name="Iesniegt").click()
    page.locator(".message.bad").first.wait_for()
    page.fill("[name=answer-aims]", "Katrā stundā skaidrs mērķis.")
    page.get_by_role("button", name="Iesniegt").click()

    page.locator("h1 .badge", has_text="iesniegts").wait_for()
    assert "Katrā stundā skaidrs mērķis." in page.locator("main").inner_text()


def test_head_signs_a_self_evaluation_and_the_founder_agrees(page: "Page") -> None:
    enter(page, OTHER_HEAD, PASSWORD)
    page.goto("/self-evaluation/")
    page.get_by_role("link", name=OTHER_SCHOOL).click()
    page.get_by_role("button", name="Parakstīt").click()
    page.locator(".message.good").first.wait_for()
    report = page.url

    page.context.clear_cookies()
    enter(page, USERNAMES["founder"], PASSWORD)
    page.goto(report)
    page.get_by_role("button", name="Saskaņot dibinātāja vārdā").click()

    page.locator(".message.good").first.wait_for()
    assert page.locator("h1 .badge").inner_text().lower() == "saskaņots ar dibinātāju"


def test_specialist_takes_a_file_in_and_undoes_it(page: "Page") -> None:
    enter(page, USERNAMES["specialist"], PASSWORD)
    page.goto("/imports/new/")
    page.set_input_files(
        "#id_files",
        [{"name": "vakances.csv", "mimeType": "text/csv", "buffer": VACANCIES.encode()}],
    )
    page.locator("main form.form button.primary").click()
    take_in = page.get_by_role("button", name="Ievadīt")
    open_result(page, take_in)
    take_in.click()
    undo = page.get_by_role("link", name="Atsaukt")
    open_result(page, undo)
    page.goto("/people/vacancies/")
    taken = page.locator(".data tbody tr", has_text="fizikas").count()
    page.go_back()
    undo.click()
    page.locator("main form.form button").first.click()
    open_result(page, page.locator(".badge", has_text="atsaukts"))
    page.goto("/people/vacancies/")

    assert taken == page.locator(".data tbody tr", has_text="fizikas").count() + 1
