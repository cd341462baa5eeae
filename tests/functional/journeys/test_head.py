"""A head corrects a group while her deputy does, and gives a learner over to another school."""

from typing import TYPE_CHECKING

import pytest

from tests.functional.journeys.conftest import OTHER_HEAD, OTHER_SCHOOL, Entered

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def open_group(page: "Page", name: str) -> str:
    """Find the group in the list and open it; its address."""
    page.goto(f"/programmes/groups/?q={name}")
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_role("heading", level=1, name=name).wait_for()
    return page.url


def send(page: "Page") -> None:
    """Send the form of the page."""
    page.locator("main form.form button.primary").click()


def held(page: "Page", group: str) -> int:
    """How many learners the page of the group counts on the second day of the school year."""
    page.goto(f"{group}?on=2024-09-02")
    return page.locator("[aria-labelledby=learners] tbody tr").count()


def test_group_is_corrected_and_the_second_of_two_is_told(entered: Entered) -> None:
    head, deputy = entered("head"), entered("deputy")
    for page in (head, deputy):
        open_group(page, "3.c")
        page.get_by_role("link", name="Mainīt", exact=True).click()

    head.fill("#id_name", "3.c STEM")
    head.fill("#id_max_size", "30")
    send(head)
    deputy.fill("#id_max_size", "12")
    send(deputy)

    head.get_by_role("heading", level=1, name="3.c STEM").wait_for()
    assert "…30" in head.locator("main").inner_text()
    deputy.locator(".message.bad").wait_for()
    assert deputy.input_value("#id_max_size") == "12"
    open_group(deputy, "3.c STEM")
    assert "…30" in deputy.locator("main").inner_text()


def test_learner_goes_over_to_another_school(entered: Entered) -> None:
    head, other = entered("head"), entered(OTHER_HEAD)
    here, there = open_group(head, "7.b"), open_group(other, "7.a")
    before = (held(head, here), held(other, there))
    head.locator("[aria-labelledby=learners] tbody th a").first.click()
    transfer = head.get_by_role("link", name="Pārcelt uz citu iestādi")
    transfer.wait_for()
    learner, name = head.url, head.locator("h1").inner_text()

    transfer.click()
    head.select_option("#id_to", label=OTHER_SCHOOL)
    send(head)
    other.goto("/programmes/transfers/")
    other.get_by_role("link", name=name).click()
    other.get_by_role("link", name="Pieņemt").click()
    other.select_option("#id_group", label=f"{OTHER_SCHOOL} · 7.a · 2024./2025.")
    send(other)

    other.get_by_role("heading", level=1, name=name).wait_for()
    assert (held(head, here), held(other, there)) == (before[0] - 1, before[1] + 1)
    head.goto(learner)
    places = head.locator("[aria-labelledby=enrolments] tbody tr").all_inner_texts()
    assert OTHER_SCHOOL in places[0]
    assert "7.b" in places[1]
    head.get_by_role("link", name="Piekļuves žurnāls").click()
    assert "pārcelts" in head.locator("main").inner_text().lower()
