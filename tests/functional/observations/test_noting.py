"""Notes are taken while the lesson runs: with their moment, for a criterion, and many of them."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from gaisma.base.models import User
from gaisma.quality.observations.models import Sheet

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DURING = datetime(2024, 4, 16, 9, 5)  # noqa: DTZ001 - the clock on the wall of the classroom
LATER = datetime(2024, 4, 17, 9, 5)  # noqa: DTZ001
SAID = ["Mērķis uz tāfeles", "Darbs pāros", "Jautājumi", "Izejas biļete", "Mājas darba nav"]


def opened(page: "Page", sheet: Sheet, *, at: datetime) -> None:
    page.clock.set_fixed_time(at)
    page.goto(f"/observations/sheets/{sheet.pk}/")
    page.locator("[data-offline-panel][data-offline=ready]").wait_for()


def write(page: "Page") -> None:
    """More notes than there are lines on the page at first."""
    for number, words in enumerate(SAID):
        page.locator(f"[name=note-{number}-text]").fill(words)


def save(page: "Page") -> list[dict[str, str]]:
    """The notes as the server has them."""
    page.locator("button[name=act][value=keep]").click()
    page.locator("[data-offline-panel][data-state=sent]").wait_for()
    notes: list[dict[str, str]] = Sheet.objects.get().notes
    return notes


def test_a_note_has_its_moment_and_the_criterion_from_which_it_was_begun(
    page: "Page", sign_in: Callable[[User], None], observer: User, sheet: Sheet
) -> None:
    sign_in(observer)
    opened(page, sheet, at=DURING)

    page.locator("[data-question=answer-outcomes] .button.link", has_text="Piezīme").click()
    page.keyboard.type(SAID[0])

    assert save(page) == [{"at": "09:05", "item": "outcomes", "text": SAID[0]}]


def test_from_the_note_the_way_leads_back_to_the_criterion(
    page: "Page", sign_in: Callable[[User], None], observer: User, sheet: Sheet
) -> None:
    sign_in(observer)
    opened(page, sheet, at=DURING)
    back = page.locator("[data-note=note-0] [data-note-back]")
    assert not back.is_visible()
    page.locator("[data-question=answer-outcomes] .button.link", has_text="Piezīme").click()

    back.click()

    focused = page.evaluate("document.activeElement.name")
    assert focused == "answer-outcomes"


def test_a_line_follows_as_the_last_is_begun(
    page: "Page", sign_in: Callable[[User], None], observer: User, sheet: Sheet
) -> None:
    sign_in(observer)
    opened(page, sheet, at=DURING)

    write(page)

    assert [note["text"] for note in save(page)] == SAID


def test_what_is_written_on_another_day_has_the_moment_that_is_asked_for(
    page: "Page", sign_in: Callable[[User], None], observer: User, sheet: Sheet
) -> None:
    sign_in(observer)
    opened(page, sheet, at=LATER)
    page.locator("[name=note-0-text]").fill(SAID[0])
    page.locator("[name=note-1-text]").fill(SAID[1])

    page.locator("[data-note=note-1] [data-note-now]").click()

    assert [note["at"] for note in save(page)] == ["", "09:05"]


def test_all_notes_stand_again_after_the_page_was_closed_without_a_network(
    page: "Page", sign_in: Callable[[User], None], observer: User, sheet: Sheet
) -> None:
    sign_in(observer)
    opened(page, sheet, at=DURING)
    page.context.set_offline(True)
    write(page)
    page.locator("[data-offline-panel][data-state=kept]").wait_for()

    page.reload()
    page.locator("[data-offline-panel][data-state=restored]").wait_for()

    found = [page.locator(f"[name=note-{number}-text]").input_value() for number in range(5)]
    assert found == SAID
