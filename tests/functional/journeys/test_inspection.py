"""A commission signs an act, a head acknowledges hers and mends a defect, somebody checks."""

from typing import TYPE_CHECKING

import pytest

from gaisma.sample import plan
from tests.factories import attaching
from tests.functional.journeys.conftest import Entered

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
PHOTO = {
    "name": "IMG_0001.JPG",
    "mimeType": "image/jpeg",
    "buffer": attaching.photo_with_place(),
}


def open_inspection(page: "Page", institution: str) -> None:
    """Find the institution's inspection in the list and open it."""
    page.goto("/inspections/?school_year=2024/2025")
    page.locator(".data tbody th a", has_text=institution).click()
    page.get_by_role("heading", level=1, name=institution).wait_for()


def send(page: "Page") -> None:
    """Send the form of the page."""
    page.locator("main form.form button.primary").click()


def test_commission_adds_what_it_sees_and_signs(entered: Entered) -> None:
    page = entered("specialist")
    open_inspection(page, plan.YOUTH_CENTRE)

    page.get_by_role("link", name="Mainīt lapu").click()
    page.locator("[name=answer-fence][value=not_in_order]").check()
    page.get_by_role("button", name="Saglabāt un pierakstīt trūkumu").click()
    page.fill("#id_what", "Vārti neslēdzas")
    page.fill("#id_place", "Pagalms")
    page.select_option("#id_item", "fence")
    send(page)
    page.get_by_role("link", name="Pievienot fotoattēlu").click()
    page.set_input_files("#id_picture", PHOTO)
    page.select_option("#id_about", label="Vārti neslēdzas")
    page.fill("#id_caption", "Vārti vaļā")
    send(page)
    page.get_by_role("link", name="Parakstīt aktu").click()
    page.get_by_label("Gatava, trūkumi jānovērš").check()
    send(page)

    page.get_by_role("heading", level=1, name="Gatavības akts").wait_for()
    assert "Vārti neslēdzas" in page.locator("main").inner_text()


def test_head_acknowledges_and_mends_and_the_authority_checks(entered: Entered) -> None:
    head, specialist = entered("head"), entered("specialist")
    open_inspection(head, plan.HEAD_AT)

    head.get_by_role("link", name="Apliecināt iepazīšanos").click()
    head.fill("#id_remark", "Galdus pārvietosim šonedēļ.")
    send(head)
    head.get_by_text("Galdus pārvietosim šonedēļ.").wait_for()
    open_inspection(head, plan.HEAD_AT)
    head.get_by_role("link", name="Evakuācijas izeju aizsprosto galdi un krēsli").click()
    head.get_by_role("link", name="Ziņot par novēršanu").click()
    head.fill("#id_how", "Galdi aiznesti uz noliktavu")
    head.set_input_files("#id_picture", PHOTO)
    send(head)
    head.get_by_role("img", name="Galdi aiznesti uz noliktavu").wait_for()
    specialist.goto(head.url)
    specialist.get_by_role("link", name="Pārbaudīt, vai novērsts").click()
    specialist.get_by_label("Jā, ir novērsts").check()
    send(specialist)

    specialist.get_by_text("novērsts un pārbaudīts").first.wait_for()
