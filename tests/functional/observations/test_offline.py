"""A sheet is filled where there is no network: nothing is lost, nothing is sent twice."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gaisma.base.models import User
from gaisma.quality.observations import selectors
from gaisma.quality.observations.models import Observation, Sheet
from tests import factories, programs
from tests.browser import LANGUAGE, session_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "Skolēni paši nosauca, ko iemācīsies."


def opened(page: "Page", sheet: Sheet, state: str = "ready") -> None:
    """The sheet's page, once it works without a network."""
    page.goto(f"/observations/sheets/{sheet.pk}/")
    page.locator(f"[data-offline-panel][data-offline={state}]").wait_for()


def fill(page: "Page", words: str = WORDS) -> None:
    """Answer what is asked, and wait until the device has kept it."""
    page.locator("[name=held_on]").fill("2024-04-16")
    page.locator("[name='answer-outcomes'][value=yes]").check()
    page.locator("[name=strengths]").fill(words)
    page.locator("[data-offline-panel][data-state=kept]").wait_for()


def in_trouble(*_: object) -> Sheet:
    """What a server does whose disk is gone."""
    raise OSError


def submit(page: "Page") -> None:
    page.locator("button[name=act][value=submit]").click()


def submitted() -> Sheet:
    """The sheet, which has reached the server whole and once."""
    row = Sheet.objects.get()
    assert (row.answers, row.strengths) == ({"outcomes": "yes"}, WORDS)
    assert Observation.objects.get().held_on == date(2024, 4, 16)
    return row


def test_a_sheet_that_is_submitted_without_a_network_is_sent_when_it_is_back(
    page: "Page", sign_in: Callable[[User], None], observer: User, sheet: Sheet
) -> None:
    sign_in(observer)
    opened(page, sheet)
    page.context.set_offline(True)
    fill(page)
    submit(page)
    page.locator("[data-offline-panel][data-state=waiting]").wait_for()
    assert Sheet.objects.get().submitted_at is None

    page.context.set_offline(False)

    page.wait_for_url(f"**/observations/{sheet.observation_id}/")
    assert submitted().revision == 2


def test_a_sheet_opens_and_is_filled_without_a_network_after_the_page_was_closed(
    context: "BrowserContext",
    page: "Page",
    sign_in: Callable[[User], None],
    observer: User,
    sheet: Sheet,
) -> None:
    sign_in(observer)
    opened(page, sheet)
    context.set_offline(True)
    fill(page)
    page.close()

    again = context.new_page()
    opened(again, sheet)
    restored = again.locator("[name=strengths]").input_value()
    submit(again)
    again.locator("[data-offline-panel][data-state=waiting]").wait_for()
    again.close()
    context.set_offline(False)
    last = context.new_page()
    last.goto(f"/observations/sheets/{sheet.pk}/")
    last.wait_for_url(f"**/observations/{sheet.observation_id}/")

    assert restored == WORDS
    assert submitted().revision == 2


def test_a_server_in_trouble_does_not_take_the_sheet_from_the_device(
    page: "Page",
    sign_in: Callable[[User], None],
    observer: User,
    sheet: Sheet,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sign_in(observer)
    opened(page, sheet)
    with monkeypatch.context() as broken:
        broken.setattr(selectors, "own_sheet", in_trouble)
        answer = page.reload()
    assert answer is not None
    assert answer.status == 500

    page.context.set_offline(True)

    opened(page, sheet)


def test_two_devices_see_what_the_other_wrote(
    browser: Any,
    context: "BrowserContext",
    page: "Page",
    sign_in: Callable[[User], None],
    observer: User,
    sheet: Sheet,
    live_server: Any,
) -> None:
    sign_in(observer)
    opened(page, sheet)
    other = browser.new_context(base_url=live_server.url, locale=LANGUAGE)
    other.add_cookies([session_of(observer, live_server.url)])
    phone = other.new_page()
    opened(phone, sheet)
    other.set_offline(True)
    fill(phone, "No tālruņa")
    submit(phone)
    phone.locator("[data-offline-panel][data-state=waiting]").wait_for()
    fill(page)
    submit(page)
    page.wait_for_url(f"**/observations/{sheet.observation_id}/")

    other.set_offline(False)
    differences = phone.locator("[data-offline-differences]")
    differences.get_by_text("No tālruņa").wait_for()
    told = differences.inner_text()
    phone.locator("[data-offline-theirs]").click()
    phone.locator("[data-offline-panel][data-state=ready]").wait_for()

    assert WORDS in told
    assert phone.locator("[name=strengths]").input_value() == WORDS
    assert submitted().revision == 2
    other.close()


def test_what_another_person_wrote_is_not_shown(
    page: "Page", sign_in: Callable[[User], None], observer: User, sheet: Sheet
) -> None:
    sign_in(observer)
    opened(page, sheet)
    page.context.set_offline(True)
    fill(page)
    page.context.set_offline(False)
    page.context.clear_cookies()
    page.goto("/sign-in/")
    page.wait_for_function("async () => !(await caches.has('work'))")
    Sheet.objects.update(observer=factories.person())
    other = factories.user(username="other", language="lv")
    factories.role_grant(user=other, role="deputy", organisation=sheet.observation.institution)
    factories.account(user=other, person=Sheet.objects.get().observer)

    sign_in(other)
    opened(page, sheet)

    assert page.locator("[name=strengths]").input_value() == ""


@pytest.fixture
def device(browser: "Browser", live_server: Any, tmp_path: Path) -> Callable[[], "BrowserContext"]:
    """Begins the browser of a device that keeps what it holds between one start and the next."""

    def begun() -> "BrowserContext":
        return browser.browser_type.launch_persistent_context(
            tmp_path,
            executable_path=programs.chromium(),
            base_url=live_server.url,
            locale=LANGUAGE,
        )

    return begun


def kill(profile: Path) -> None:
    """End every process of the browser with that profile as a dead battery would."""
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if str(profile).encode() in entry.read_bytes():
                os.kill(int(entry.parent.name), signal.SIGKILL)


def test_a_sheet_survives_that_the_browser_is_killed(
    device: Callable[[], "BrowserContext"],
    observer: User,
    sheet: Sheet,
    live_server: Any,
    tmp_path: Path,
) -> None:
    first = device()
    first.add_cookies([session_of(observer, live_server.url)])
    page = first.new_page()
    opened(page, sheet)
    first.set_offline(True)
    fill(page)
    kill(tmp_path)

    second = device()
    second.set_offline(True)
    page = second.new_page()
    opened(page, sheet)
    restored = page.locator("[name=strengths]").input_value()
    submit(page)
    page.locator("[data-offline-panel][data-state=waiting]").wait_for()
    kill(tmp_path)

    third = device()
    third.add_cookies([session_of(observer, live_server.url)])
    page = third.new_page()
    page.goto(f"/observations/sheets/{sheet.pk}/")
    page.wait_for_url(f"**/observations/{sheet.observation_id}/")
    third.close()

    assert restored == WORDS
    assert submitted().revision == 2
