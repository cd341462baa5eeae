"""The new school year, the confirmed register, and an institution that closes and opens again."""

import re
from typing import TYPE_CHECKING

import pytest

from gaisma.sample import plan
from tests.functional.journeys.conftest import Entered, open_result

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

CLOSING = "Paraugpils PII „Saulīte”"
SUCCESSOR = "Paraugpils PII „Zīlīte”"
NEXT_YEAR = "2025/2026"


def test_head_begins_the_new_year_and_takes_it_back(entered: Entered) -> None:
    head = entered("head")
    head.goto(f"/new-year/?school_year={NEXT_YEAR}")
    before = head.locator(".data tbody tr").inner_text()
    head.get_by_role("link", name=plan.HEAD_AT).click()
    head.select_option("#id_school_year", value=NEXT_YEAR)
    go_on(head)
    head.get_by_role("link", name="Turpināt bez izmaiņām").click()
    head.get_by_role("link", name="Visi turpina kā parasti: tālāk uz programmām").click()
    go_on(head)
    learners = head.locator(".tile", has_text="Izglītojamie").inner_text()
    head.get_by_role("button", name="Izpildīt").click()
    undo = head.get_by_role("link", name="Atsaukt visu")
    open_result(head, undo)
    way_back = head.url
    head.goto(f"/programmes/groups/?school_year={NEXT_YEAR}&q=2.a")
    opened = head.locator(".data tbody tr").first.inner_text()

    head.goto(way_back)
    undo.click()
    head.check("main form.form input[type=checkbox]")
    head.locator("main form.form button").first.click()
    head.get_by_role("button", name="Izpildīt").wait_for()

    then, now = (int(number) for number in re.findall(r"\d+", learners.replace("\xa0", "")))
    assert 0 < then < now
    assert "25" in opened
    head.goto(f"/programmes/groups/?school_year={NEXT_YEAR}&q=2.a")
    assert head.locator(".data tbody th a").count() == 0
    head.goto(f"/new-year/?school_year={NEXT_YEAR}")
    after = head.locator(".data tbody tr").inner_text()
    assert before.split("\t")[2:4] == after.split("\t")[2:4]


def test_specialist_sees_that_the_head_has_confirmed(entered: Entered) -> None:
    head, specialist = entered("head"), entered("specialist")
    specialist.goto("/new-year/confirmations/")
    row = specialist.locator(".data tbody tr", has_text=plan.HEAD_AT)
    before = row.inner_text()

    head.goto("/new-year/confirmations/")
    head.get_by_role("link", name=plan.HEAD_AT).click()
    head.check("#id_is_right")
    go_on(head)
    head.get_by_role("status").first.wait_for()
    specialist.reload()

    assert "nav apstiprināts" in before
    assert "nav apstiprināts" not in row.inner_text()
    assert "Zane Lāce" in row.inner_text()


def test_specialist_closes_an_institution_and_opens_it_again(entered: Entered) -> None:
    specialist = entered("specialist")
    before = preschool(specialist)
    specialist.goto("/closing/")
    specialist.get_by_role("link", name="Slēgt vai apvienot iestādi").click()
    specialist.select_option("#id_institution", label=CLOSING)
    specialist.select_option("#id_successor", label=SUCCESSOR)
    specialist.fill("#id_on", "2024-08-31")
    specialist.fill("#id_decision", "Nr. 512")
    go_on(specialist)
    while specialist.get_by_role("button", name=f"Slēgt: {CLOSING}").count() == 0:
        go_on(specialist)
    specialist.get_by_role("button", name=f"Slēgt: {CLOSING}").click()
    undo = specialist.get_by_role("link", name="Atsaukt visu")
    open_result(specialist, undo)
    way_back, closed = specialist.url, preschool(specialist)

    specialist.goto(way_back)
    undo.click()
    specialist.check("main form.form input[type=checkbox]")
    specialist.locator("main form.form button").first.click()
    specialist.get_by_role("button", name=f"Slēgt: {CLOSING}").wait_for()

    assert closed != before
    assert preschool(specialist) == before


def preschool(page: "Page") -> list[str]:
    """The groups of the coming year at the preschool."""
    page.goto("/programmes/groups/?school_year=2024/2025&stage=preschool")
    page.select_option("#id_institution", label=CLOSING)
    page.locator("form.filters button").first.click()
    page.wait_for_url("**institution=*")
    return page.locator(".data tbody th").all_inner_texts()


def go_on(page: "Page") -> None:
    """Send the form of the page, and wait for the next one."""
    with page.expect_navigation():
        page.locator("main form button.primary").last.click()
