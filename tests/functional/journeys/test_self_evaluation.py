"""Two write a self-evaluation, the head signs, the founder agrees, and all of it is published."""

from typing import TYPE_CHECKING

import pytest

from gaisma.sample import plan
from tests.functional.journeys.conftest import Entered

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

LESSONS = "Mācīšana un mācīšanās"
SAFETY = "Drošība un psiholoģiskā labklājība"


def open_report(page: "Page", institution: str) -> str:
    """Find the self-evaluation in the list and open it; its address."""
    page.goto("/self-evaluation/")
    page.get_by_role("link", name=institution).click()
    page.get_by_role("heading", level=1, name=institution).wait_for()
    return page.url


def open_place(page: "Page", report: str, place: str) -> None:
    page.goto(report)
    page.get_by_role("link", name=f"Rakstīt: {place}").click()
    page.get_by_role("heading", level=1, name=place).wait_for()


def send(page: "Page") -> None:
    """Send the form of the page."""
    page.locator("main form.form button.primary").click()


def test_two_write_the_head_signs_and_the_founder_agrees(entered: Entered) -> None:
    head, deputy, founder = entered("head"), entered("deputy"), entered("founder")
    report = open_report(head, plan.HEAD_AT)

    # The same place: who saves second is told. Another place: both are kept.
    for page in (head, deputy):
        open_place(page, report, LESSONS)
    head.fill("#id_narrative", "Vērojām katru pedagogu.")
    send(head)
    head.wait_for_url(f"{report}**")
    deputy.fill("#id_narrative", "Vērojām dažus.")
    send(deputy)
    deputy.locator(".message.bad").wait_for()
    open_place(deputy, report, SAFETY)
    deputy.fill("#id_needs", "Vairāk mierīgu vietu starpbrīžos.")
    send(deputy)

    # A figure that fits the place, and a passage that a teacher wrote.
    open_place(head, report, LESSONS)
    fitting = head.locator("#id_offer optgroup").first.locator("option").first
    head.select_option("#id_offer", value=fitting.get_attribute("value"))
    head.get_by_role("button", name="Pievienot rādītāju").click()
    pieces = head.locator("[aria-labelledby=evidence] li")
    before = pieces.count()
    head.get_by_role("button", name="Pārņemt kā pamatojumu").first.click()
    pieces.nth(before).wait_for()

    head.goto(report)
    head.get_by_role("link", name="Izskatīts padomē").click()
    head.fill("#id_on", "2024-08-19")
    head.fill("#id_protocol", "7")
    send(head)
    head.get_by_role("button", name="Noslēgt").click()
    head.get_by_role("button", name="Parakstīt").click()
    founder.goto(report)
    text = founder.locator("main").inner_text()
    assert "Vērojām katru pedagogu." in text
    assert "Vairāk mierīgu vietu starpbrīžos." in text
    founder.get_by_role("button", name="Saskaņot dibinātāja vārdā").click()
    head.goto(report)
    head.get_by_role("button", name="Publicēt").click()

    founder.goto(report)
    founder.get_by_role("link", name="PDF").wait_for()
    assert founder.locator("h1 .badge").inner_text().lower() == "publicēts"
