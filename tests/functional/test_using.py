"""The site used as people use it: by keyboard alone, on a phone, without scripts."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from gaisma.base.models import User
from tests.browser import enter
from tests.pages import Town

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def signed_in(town: Town, specialist: User, sign_in: Callable[[User], None]) -> Town:
    sign_in(specialist)
    return town


@pytest.fixture
def phone_without_scripts(browser: Any, live_server: Any) -> "Iterator[Page]":
    """A page of 360 px in a browser that runs no scripts."""
    context = browser.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        viewport={"width": 360, "height": 800},
    )
    yield context.new_page()
    context.close()


def test_skip_link_is_the_first_stop_and_leads_to_the_content(
    page: "Page", signed_in: Town
) -> None:
    page.goto("/institutions/")

    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")

    assert first == "#content"
    assert page.url.endswith("#content")
    assert page.evaluate("document.activeElement.id") == "content"


def test_keyboard_reaches_everything_that_can_be_done_in_the_order_in_which_it_stands(
    page: "Page", signed_in: Town
) -> None:
    page.goto("/institutions/")
    stops = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select,"
        ' [tabindex="0"]\')].filter(each => each.checkVisibility({visibilityProperty: true}))'
        ".map((each, place) => { each.dataset.place = place; return place; })"
    )

    reached = []
    for _ in stops:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("Number(document.activeElement.dataset.place)"))

    assert reached == stops


def test_focus_is_seen(page: "Page", signed_in: Town) -> None:
    page.goto("/institutions/")

    for _ in range(4):
        page.keyboard.press("Tab")

    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"


def test_number_opens_its_explanation_and_the_records(page: "Page", signed_in: Town) -> None:
    page.goto("/figures/learners.count/?school_year=2024/2025&institution=zilite")

    assert page.locator(".hero .value").inner_text() == "6 izglītojamie"
    page.locator(".origin a[href*='/records/']").click()

    assert page.locator(".data tbody tr").count() == 6


def test_menu_on_a_phone_opens_without_scripts(
    phone_without_scripts: "Page", signed_in: Town
) -> None:
    page = phone_without_scripts
    enter(page, "specialist")
    menu = page.locator("#menu")

    hidden_at_first = not menu.is_visible()
    page.locator(".menu-opener").click()

    assert hidden_at_first
    assert menu.is_visible()
    menu.locator("a[href='/institutions/']").click()
    assert page.url.endswith("/institutions/")


def test_list_is_narrowed_without_scripts(phone_without_scripts: "Page", signed_in: Town) -> None:
    page = phone_without_scripts
    enter(page, "specialist")
    page.goto("/institutions/")

    page.locator(".filters-opener button").click()
    page.locator("form.filters input[type=search]").first.fill("Zīlīte")
    page.locator("form.filters button").first.click()

    assert "q=" in page.url
    assert page.locator(".data tbody tr").count() == 1


def test_language_is_changed_without_scripts(
    phone_without_scripts: "Page", signed_in: Town
) -> None:
    page = phone_without_scripts
    page.goto("/sign-in/")

    page.get_by_role("button", name="Русский").click()

    assert page.url.endswith("/sign-in/")
    assert page.locator("html").get_attribute("lang") == "ru"
