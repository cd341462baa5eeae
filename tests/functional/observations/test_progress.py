"""How far a sheet is answered stays in sight, with what saves it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from gaisma.base.models import User
from gaisma.quality.observations.models import Sheet

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_sheet_tells_how_far_it_is_answered(
    page: "Page", sign_in: Callable[[User], None], observer: User, sheet: Sheet
) -> None:
    sign_in(observer)
    page.goto(f"/observations/sheets/{sheet.pk}/")
    words = page.locator("[data-answered-words]")
    before = words.text_content()

    # Then it is asked what is missing, too.
    page.locator("[name='answer-outcomes'][value=partly]").check()
    meanwhile = words.text_content()
    page.locator("[name='answer-missing']").fill("Mērķis")

    assert (before, meanwhile) == ("atbildēts: 0 no 1", "atbildēts: 1 no 2")
    assert words.text_content() == "atbildēts: 2 no 2"


def test_what_saves_a_sheet_is_in_sight_from_its_top(
    page: "Page", sign_in: Callable[[User], None], observer: User, sheet: Sheet
) -> None:
    sign_in(observer)
    page.set_viewport_size({"width": 390, "height": 640})
    page.goto(f"/observations/sheets/{sheet.pk}/")

    box = page.locator("button[name=act][value=submit]").bounding_box()

    assert box is not None
    assert box["y"] + box["height"] <= 640
