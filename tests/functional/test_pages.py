"""Every page in a browser: no fault that axe finds, in each language, light and dark, wide and
narrow; nothing wider than the window; usable by keyboard alone and without scripts."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gaisma.base.models import User
from tests.pages import Town

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEY = "readiness-2024-2025-lv"
REPORT = """<div class="page"><header class="cover"><h1>Gatavības ziņojums</h1></header>
<main id="report"><h2>I. Īsumā</h2><p>Ir <a class="figure" href="#f1" \
data-indicator="learners.count" data-filters="school_year=2024/2025" data-as-of="2024-08-20" \
data-lake-version="1" data-definition="0">15</a> izglītojamie.</p></main></div>"""
LEARNERS = "/figures/learners.count/{}?school_year=2024/2025"
PAGES = (
    "/",
    "/institutions/",
    "/institutions/?q=nonsense",
    "/institutions/{preschool}/",
    "/figures/",
    LEARNERS.format("") + "&by=institution",
    LEARNERS.format("records/"),
    "/reports/",
    f"/reports/{KEY}/",
    "/style/",
    "/nowhere/",
)
WIDTHS = (390, 1440)
SCHEMES = {"lv": ("light", "dark"), "en": ("light",), "ru": ("light",)}
"""Colours are the same in all languages, so one of them is looked at in the dark too."""


@pytest.fixture
def signed_in(town: Town, specialist: User, sign_in: Callable[[User], None], settings: Any) -> Town:
    folder = Path(settings.GAISMA_HOME) / "reports"
    folder.mkdir()
    (folder / f"{KEY}.html").write_text(REPORT, encoding="utf-8")
    sign_in(specialist)
    return town


def speak(context: "BrowserContext", live_server: Any, language: str) -> None:
    context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])


def faults(page: "Page", *, only_colours: bool = False) -> list[str]:
    """What axe finds, and whether the page is wider than the window.

    What axe checks but for colours is the same in light and dark.
    """
    rules = {"runOnly": ["color-contrast"]} if only_colours else {}
    answer = page.evaluate("options => axe.run(options)", {"resultTypes": ["violations"], **rules})
    found = [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in answer["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append("wider than the window")
    return found


def visit(page: "Page", address: str) -> None:
    """Open a page and give it axe; the first look at figures computes them."""
    from axe_playwright_python.sync_playwright import Axe

    page.goto(address, timeout=60_000)
    page.evaluate(Axe().axe_script)


@pytest.mark.parametrize("language", ["lv", "en", "ru"])
def test_pages_have_no_faults(
    page: "Page", context: "BrowserContext", live_server: Any, signed_in: Town, language: str
) -> None:
    speak(context, live_server, language)
    found = {}

    for address in PAGES:
        visit(page, address.format(preschool=signed_in.preschool.pk))
        assert page.locator("html").get_attribute("lang") == language
        for scheme in SCHEMES[language]:
            for width in WIDTHS:
                # Without motion, so that no colour is caught on its way to another.
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                page.set_viewport_size({"width": width, "height": 900})
                found[address, scheme, width] = faults(page, only_colours=scheme == "dark")

    assert not {where: what for where, what in found.items() if what}


@pytest.mark.parametrize("language", ["lv", "en", "ru"])
def test_sign_in_page_has_no_faults(
    page: "Page",
    context: "BrowserContext",
    live_server: Any,
    installation: object,
    language: str,
) -> None:
    speak(context, live_server, language)
    visit(page, "/sign-in/")

    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert faults(page) == []


def test_sign_in_by_keyboard_opens_the_first_page(page: "Page", town: Town, head: User) -> None:
    page.goto("/institutions/")
    page.get_by_label("Lietotājvārds").focus()

    page.keyboard.type("head")
    page.keyboard.press("Tab")
    page.keyboard.type("password")
    page.keyboard.press("Enter")

    page.wait_for_url("**/institutions/")
    # The page now speaks the language of the person who signed in.
    assert page.get_by_role("heading", level=1).inner_text() == "Institutions"


def test_number_opens_its_explanation_and_the_records(page: "Page", signed_in: Town) -> None:
    visit(page, "/")

    page.locator(".tile .value a").first.click()
    assert page.locator(".hero .value").inner_text() == "6"
    page.locator(".origin a[href*='/records/']").click()

    assert page.locator(".data tbody tr").count() == 6


def test_menu_on_a_phone_opens_without_scripts(
    browser: Any, live_server: Any, signed_in: Town
) -> None:
    context = browser.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        viewport={"width": 390, "height": 800},
    )
    page = context.new_page()
    page.goto("/sign-in/")
    page.locator("#id_username").fill("specialist")
    page.locator("#id_password").fill("password")
    page.locator("form button.primary").click()
    menu = page.locator("#menu")

    hidden_at_first = not menu.is_visible()
    page.locator(".menu-opener").click()

    assert hidden_at_first
    assert menu.is_visible()
    menu.get_by_role("link").nth(1).click()
    assert page.url.endswith("/institutions/")
    context.close()


def test_skip_link_leads_to_the_content(page: "Page", signed_in: Town) -> None:
    page.goto("/institutions/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.url.endswith("#content")
