"""A questionnaire in a browser: what is not asked is hidden, and without scripts all is shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from gaisma.base.models import User
from gaisma.record.instruments.models import Version
from tests import factories

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def version(page: "Page", specialist: User, sign_in: Callable[[User], None]) -> Version:
    """A version whose second question is asked when the first is answered with “partly”."""
    # What is asked for the first time is compiled first.
    page.set_default_timeout(30_000)
    sign_in(specialist)
    found: Version = factories.version()
    return found


def test_question_appears_when_it_is_asked(page: "Page", version: Version) -> None:
    page.goto(f"/instruments/versions/{version.pk}/")
    missing = page.get_by_label("Kā pietrūkst?")
    assert missing.is_hidden()

    page.get_by_label("daļēji").check()
    missing.fill("Uzdevumi")
    page.get_by_label("ir", exact=True).check()
    assert missing.is_hidden()
    page.get_by_label("daļēji").check()

    assert missing.input_value() == "Uzdevumi"
    assert page.get_by_text("Tikai tad, ja").first.is_hidden()


def test_problems_lead_to_their_questions(page: "Page", version: Version) -> None:
    page.goto(f"/instruments/versions/{version.pk}/")

    page.get_by_role("button", name="Izmēģināt nosūtīšanu").click()

    summary = page.get_by_role("alert")
    page.locator("[role=alert]:focus").wait_for()
    summary.get_by_role("link", name="Rezultāti ir skaidri").click()
    assert page.get_by_role("radio", name="nav", exact=True).evaluate(
        "each => each === document.activeElement"
    )


def test_questions_come_one_by_one(page: "Page", version: Version) -> None:
    page.goto(f"/instruments/versions/{version.pk}/?paced=question")
    sending = page.get_by_role("button", name="Izmēģināt nosūtīšanu")
    assert page.get_by_role("button", name="Tālāk").is_hidden()

    page.get_by_label("daļēji").check()
    assert sending.is_hidden()
    page.get_by_role("button", name="Tālāk").click()
    page.get_by_label("Kā pietrūkst?").fill("Uzdevumi")
    assert page.get_by_text("2. no 2").is_visible()
    sending.click()

    assert page.get_by_text("To varētu nosūtīt").is_visible()


def test_optional_answer_is_cleared(page: "Page", specialist: User, version: Version) -> None:
    item = next(iter(version.asks.items))
    free = factories.asked(key="free", sections=(factories.section_of(item, is_required=False),))
    page.goto(f"/instruments/versions/{factories.version(free).pk}/")
    clear = page.get_by_role("button", name="Notīrīt atbildi")
    assert clear.is_hidden()

    page.get_by_label("daļēji").check()
    clear.click()

    assert not page.get_by_label("daļēji").is_checked()
    assert clear.is_hidden()


def test_without_scripts_all_is_shown_and_the_server_decides(
    browser: "Browser", page: "Page", live_server: Any, version: Version
) -> None:
    state = page.context.storage_state()
    context = browser.new_context(
        base_url=live_server.url, locale="lv-LV", java_script_enabled=False, storage_state=state
    )
    plain = context.new_page()
    plain.goto(f"/instruments/versions/{version.pk}/?paced=question")
    assert plain.get_by_label("Kā pietrūkst?").is_visible()
    assert plain.get_by_text("Tikai tad, ja uz „Rezultāti ir skaidri” atbildēts").is_visible()
    assert plain.get_by_role("button", name="Tālāk").is_hidden()

    plain.get_by_label("ir", exact=True).check()
    plain.get_by_label("Kā pietrūkst?").fill("Neskaitās")
    plain.get_by_role("button", name="Izmēģināt nosūtīšanu").click()

    assert plain.get_by_text("To varētu nosūtīt").is_visible()
    assert plain.locator("dl").get_by_text("Neskaitās").count() == 0
    context.close()
