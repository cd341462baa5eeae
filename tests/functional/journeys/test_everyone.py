"""Everybody who can sign in to the demo: the first page has something for them, nothing is shut."""

from typing import TYPE_CHECKING

import pytest

from gaisma.sample.accounts import ACCOUNTS
from tests.functional.journeys.conftest import Entered
from tests.functional.walk.checking import TEXTS
from tests.functional.walk.words import catalogue

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

HREFS = "all => [...new Set(all.map(each => each.getAttribute('href')))]"
SOMETHING = ".tile, main .list li, main .data tbody tr"


@pytest.mark.parametrize("role", [account.role for account in ACCOUNTS])
def test_everybody_has_a_first_page_and_no_dead_end(entered: Entered, role: str) -> None:
    page = entered(role)
    page.goto("/")
    menu = page.locator("#menu a").evaluate_all(HREFS)
    home = [link for link in page.locator("main a").evaluate_all(HREFS) if link.startswith("/")]

    assert page.locator(SOMETHING).count() >= 3
    assert english(page) == []
    assert dead(page, {*home, *menu}) == []
    tried = {*home, *menu}
    for link in menu:
        page.goto(link)
        assert page.locator("h1").count() == 1, link
        assert page.locator(f"#menu a[href='{link}'][aria-current]").count() == 1, link
        assert english(page) == [], link
        ways_on = _first_ways_on(page) - tried
        assert dead(page, ways_on) == [], link
        tried |= ways_on


def english(page: "Page") -> list[str]:
    """English that is left on the page."""
    return catalogue("lv").left(page.evaluate(TEXTS))


def dead(page: "Page", links: set[str]) -> list[str]:
    """Links that answer with an error."""
    answers = {link: page.request.get(link, max_redirects=3).status for link in sorted(links)}
    return [f"{link}: {status}" for link, status in answers.items() if status >= 400]


def _first_ways_on(page: "Page") -> set[str]:
    """Buttons of the page's head, and the links of the first row."""
    parts = ".head a, .data tbody tr:first-child a, main .list li:first-child a"
    return {link for link in page.locator(parts).evaluate_all(HREFS) if link.startswith("/")}
