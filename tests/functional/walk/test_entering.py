"""Signing in at the served demo, by keyboard alone."""

import re
from typing import TYPE_CHECKING

import pytest

from gaisma.sample.accounts import ACCOUNTS
from tests.functional.walk.serving import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.walk]


def test_sign_in_by_keyboard_opens_the_page_that_was_asked_for(
    browser: "Browser", site: Site
) -> None:
    [head] = [account for account in ACCOUNTS if account.role == "head"]
    context = browser.new_context(base_url=site.address, locale="lv-LV")
    page = context.new_page()
    page.goto("/institutions/")
    page.locator("form:has(input[type=password]) input:not([type=hidden])").first.focus()

    page.keyboard.type(head.username)
    page.keyboard.press("Tab")
    page.keyboard.type(head.password)
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(r"^[^?]*/institutions/$"), timeout=60_000)
    assert page.get_by_role("heading", level=1).inner_text() == "Iestādes"
    context.close()
