"""A head makes the slips of a class, and a family reads by its slip what the child reached."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser import LANGUAGE
from tests.functional.journeys.conftest import Entered
from tests.functional.walk.serving import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

MONITORING = "Latviešu valodas prasmes monitorings 2024"
USED = "Tā izmantota"


@pytest.fixture
def phone(browser: "Browser", site: Site) -> Iterator["Page"]:
    """The family's phone."""
    profile = browser.new_context(
        base_url=site.address, locale=LANGUAGE, viewport={"width": 390, "height": 844}
    )
    yield profile.new_page()
    profile.close()


def test_family_reads_by_its_slip_once(
    entered: Entered, phone: "Page", browser: "Browser", site: Site
) -> None:
    head = entered("head")
    head.goto("/assessments/?school_year=2023/2024")
    head.get_by_role("link", name=MONITORING).click()
    head.get_by_role("link", name="Lapiņas ģimenēm").click()
    head.locator("main tbody a").first.click()
    head.get_by_role("button", name="Sagatavot lapiņas klasei").click()
    slips = head.locator(".slip")
    slips.first.wait_for()
    child = slips.first.locator("strong").inner_text()
    secret = slips.first.locator("b").inner_text()
    assert slips.count() == len(set(head.locator(".slip b").all_inner_texts()))

    phone.goto(f"/assessments/families/{secret}/")
    assert child not in phone.content()
    phone.get_by_role("button", name="Atvērt rezultātus").click()
    phone.get_by_role("heading", level=1, name=child).wait_for()
    phone.reload()
    phone.get_by_role("heading", level=1, name=child).wait_for()

    other = browser.new_context(base_url=site.address, locale=LANGUAGE).new_page()
    other.goto(f"/assessments/families/{secret}/")
    other.get_by_text(USED).wait_for()
    assert child not in other.content()
    other.context.close()

    # The school sees that it was used, and makes the child another; the old one is void.
    head.go_back()
    head.reload()
    head.get_by_role("button", name=f"Jauna lapiņa: {child}").click()
    slips.first.wait_for()
    assert slips.count() == 1
    assert phone.request.get(f"/assessments/families/{secret}/").status == 404
