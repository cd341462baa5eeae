"""The looks find what they are for: all faults in one language, what words change in the others."""

from typing import TYPE_CHECKING

import pytest

from tests.functional.walk import looking

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.walk]

NAMELESS = '<a href="/"></a>'
PALE = '<p style="color: #ccc; background: #fff">pale</p>'
WIDE = '<p style="width: 500px">wide</p>'


@pytest.mark.parametrize(
    ("fault", "language", "found"),
    [
        (NAMELESS, "lv", "axe link-name"),
        (NAMELESS, "ru", "axe link-name"),
        (PALE, "lv", "axe color-contrast"),
        (PALE, "ru", ""),
        (WIDE, "lv", "wider than"),
        (WIDE, "en", "wider than"),
        ("", "lv", ""),
        ("", "en", ""),
    ],
)
def test_fault_is_found_where_it_can_arise(
    browser: "Browser", fault: str, language: str, found: str
) -> None:
    page = browser.new_page()
    looking.prepare(page)
    page.goto("data:text/html,<p></p>")
    page.set_content(
        f"<!doctype html><html lang='{language}'><title>Page</title><body><main><h1>Page</h1>"
        f"{fault}</main></body></html>"
    )

    told = looking.faults(page, language)

    page.close()
    assert any(found in each for each in told) if found else told == []
