"""The support team gives a family an address; the family answers a signal; the team reads it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser import LANGUAGE, Troubles
from tests.functional.journeys.conftest import Entered
from tests.functional.walk.serving import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WRITTEN = "Slimoja divas nedēļas, zīme ir iesniegta."
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def phone(browser: "Browser", site: Site) -> Iterator["Page"]:
    """The family's phone."""
    profile = browser.new_context(base_url=site.address, locale=LANGUAGE, viewport=PHONE)
    page = profile.new_page()
    troubles = Troubles.of(page, site.address)
    yield page
    profile.close()
    assert not list(troubles)


def test_family_answers_a_signal_by_its_address(
    entered: Entered, phone: "Page", browser: "Browser", site: Site
) -> None:
    team = entered("support")
    team.goto("/prevention/signals/")
    line = team.locator("[aria-labelledby=open] li").first
    child = line.locator("a").first.inner_text()
    line.get_by_role("link", name="Adrese ģimenei").click()
    where = team.url
    team.get_by_role("button", name="Izveidot adresi").click()
    slip = team.locator(".slip")
    slip.wait_for()
    assert slip.locator("strong").inner_text() == child
    secret = slip.locator("b").inner_text()

    # Looking at the address, as previews do, tells nothing.
    phone.goto(f"/prevention/own/{secret}/")
    assert child not in phone.content()
    phone.get_by_role("button", name="Lasīt").click()
    phone.get_by_role("heading", level=1, name=child).wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    card = phone.locator("section.card").first
    title = card.locator("h2").inner_text()
    card.locator("textarea").fill(WRITTEN)
    card.get_by_role("button").click()
    card.get_by_text("Saglabāta").wait_for()
    assert card.locator("textarea").input_value() == WRITTEN

    team.goto("/prevention/signals/")
    line = team.locator("[aria-labelledby=open] li").filter(has_text=child)
    line.get_by_text(WRITTEN).wait_for()
    team.locator("[aria-labelledby=links] li").filter(has_text=child).get_by_text(
        "atbildēts"
    ).wait_for()

    team.goto(where)
    team.locator("[aria-labelledby=answers]").get_by_text(title).wait_for()
    team.get_by_role("button", name="Atsaukt").click()
    team.get_by_role("button", name="Izveidot adresi").wait_for()
    other = browser.new_context(base_url=site.address, locale=LANGUAGE)
    late = [
        page.request.get(f"/prevention/own/{one}/")
        for page, one in ((phone, secret), (other, "A" * len(secret)))
    ]
    assert [answer.status for answer in late] == [404, 404]
    other.close()
