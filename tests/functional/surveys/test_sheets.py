"""An official gives out codes and prints them: twelve slips a page, none cut in two."""

import re
from typing import TYPE_CHECKING, Any

import pytest

from gaisma.base.models import Installation, Organisation, User
from gaisma.quality.surveys.models import Batch
from tests import factories
from tests.browser import session_of
from tests.factories.surveys import OPEN_ON

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MILLIMETRE = 96 / 25.4
PRINTED = {
    "width": round((210 - 2 * 16) * MILLIMETRE),
    "height": round((297 - 2 * 18) * MILLIMETRE),
}
"""What the margins leave of a sheet of A4."""
BOTTOMS = "found => found.map(one => one.getBoundingClientRect().bottom)"


def test_codes_are_given_out_and_printed(
    context: "BrowserContext",
    page: "Page",
    live_server: Any,
    specialist: User,
    school: Organisation,
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    Installation.objects.update(today=OPEN_ON)
    part = factories.part(
        campaign=factories.campaign(institutions=[school]), audience="parents_of_school"
    )
    context.add_cookies([session_of(specialist, live_server.url)])

    page.goto(f"/surveys/{part.campaign_id}/")
    page.get_by_role("link", name="Iestādes kodi un atbildes").click()
    page.get_by_role("link", name="Izsniegt kodus").click()
    page.fill("[name=whole]", "14")
    page.locator("form.card button.primary").click()
    page.get_by_role("link", name="Drukājama lapa").click()
    faults = Axe().run(page)
    page.set_viewport_size(PRINTED)
    page.emulate_media(media="print")
    bottoms = page.locator(".slips").first.locator(".slip").evaluate_all(BOTTOMS)
    paper = page.pdf(prefer_css_page_size=True)

    assert Batch.objects.get().issued == 14
    assert faults.violations_count == 0, faults.generate_report()
    assert page.locator(".slip").count() == 14
    assert len(bottoms) == 12
    assert max(bottoms) < PRINTED["height"]
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 2
