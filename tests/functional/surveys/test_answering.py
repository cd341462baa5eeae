"""A parent answers on a phone: in each language, with scripts and without."""

from typing import TYPE_CHECKING, Any

import pytest

from gaisma.base.models import Installation
from gaisma.quality.surveys import codes, questionnaires
from gaisma.quality.surveys.models import Batch
from gaisma.record.instruments import shipping
from tests import factories
from tests.factories.surveys import OPEN_ON
from tests.sheets import given

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}
READ_A_SECOND, CHOOSE, TYPE_A_CODE, MOST_SECONDS = 2.5, 3.0, 20.0, 180
"""Words that a slow reader reads, 150 a minute; seconds to decide, point and scroll to an answer,
of which Card, Moran and Newell's keystroke-level model gives 1.35 and 1.1; and to type a code."""
LANGUAGES = {"lv": "Nosūtīt atbildes", "en": "Send the answers", "ru": "Отправить ответы"}
THANKS = {"lv": "Paldies", "en": "Thank you", "ru": "Спасибо"}


@pytest.fixture
def batch(installation: Installation) -> Batch:
    """Codes of a survey of parents that is open today."""
    Installation.objects.update(today=OPEN_ON)
    asked = shipping.shipped(questionnaires.FOLDER)["wellbeing-parents-school"]
    version = factories.survey_version(asks=asked)
    part = factories.part(version=version, audience="parents_of_school")
    row: Batch = factories.batch(part=part)
    return row


def address(batch: Batch) -> str:
    return f"/answer/{codes.written(codes.letters(batch.pk, 1))}/"


def answer(page: "Page") -> int:
    """Choose the first answer of every question that stands on the screen."""
    groups = page.locator("fieldset.question:visible")
    for number in range(groups.count()):
        groups.nth(number).locator("input").first.check()
    return groups.count()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_survey_is_answered_on_a_phone_without_scripts(
    browser: "Browser", live_server: Any, batch: Batch, language: str
) -> None:
    context = browser.new_context(
        base_url=live_server.url, locale=language, viewport=PHONE, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(address(batch))
    width = page.locator("body").bounding_box()
    words = len(page.locator("main").inner_text().split())

    chosen = answer(page)
    page.get_by_role("button", name=LANGUAGES[language]).click()
    page.get_by_role("heading", name=THANKS[language]).wait_for()
    context.close()

    assert width is not None
    assert width["width"] <= PHONE["width"]
    assert words / READ_A_SECOND + chosen * CHOOSE + TYPE_A_CODE < MOST_SECONDS
    [answers] = given()
    assert len(answers) == chosen == 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_a_phone_without_scripts(
    browser: "Browser", live_server: Any, batch: Batch, language: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(base_url=live_server.url, locale=language, viewport=PHONE)
    # Axe is a script itself: the page's own do not come.
    context.route("**/*.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(address(batch))
    found = Axe().run(page)
    questions = page.locator("fieldset.question:visible").count()
    context.close()

    assert found.violations_count == 0, found.generate_report()
    assert questions == 10


def test_a_survey_is_answered_screen_by_screen(
    browser: "Browser", live_server: Any, batch: Batch
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(base_url=live_server.url, locale="lv-LV", viewport=PHONE)
    page = context.new_page()
    page.goto("/answer/")
    found = Axe().run(page)
    page.fill("[name=code]", codes.letters(batch.pk, 1))
    page.locator("main form button.primary").click()
    send = page.get_by_role("button", name=LANGUAGES["lv"])
    # Until the script stands, all questions lie on one screen.
    page.locator("[data-pace-next]").wait_for()
    screens = 0
    while not send.is_visible():
        screens += 1
        faults = Axe().run(page)
        assert faults.violations_count == 0, faults.generate_report()
        answer(page)
        page.locator("[data-pace-next]").click()
    send.click()
    page.get_by_role("heading", name=THANKS["lv"]).wait_for()
    context.close()

    assert found.violations_count == 0, found.generate_report()
    assert screens == 2
    [answers] = given()
    assert len(answers) == 10
