"""The network is cut: the browser shows a page of ours, and has kept nothing else."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from gaisma.base import stylesheet
from gaisma.base.models import User
from tests.pages import Town

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADINGS = {"lv": "Nav savienojuma", "en": "No connection", "ru": "Нет соединения"}
AT_WORK = """async () => {
  const wanted = new URL(document.body.dataset.worker, location).href;
  for (let look = 0; look < 400; look += 1) {
    const { active } = await navigator.serviceWorker.ready;
    if (active.scriptURL === wanted && active.state === "activated") return;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error("The worker of the page does not begin.");
}"""
SPOKEN = """async (language) => {
  for (let look = 0; look < 400; look += 1) {
    const page = await caches.match("/offline/", { ignoreVary: true });
    if (page?.headers.get("Content-Language") === language) return;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error("The page is not kept in that language.");
}"""
KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys())
      kept.push(new URL(request.url).pathname);
  return kept.sort();
}"""


def ready(page: "Page") -> None:
    """Wait until the worker that the page names is at work."""
    page.evaluate(AT_WORK)


@pytest.mark.parametrize("language", HEADINGS)
def test_page_says_so_in_the_readers_language(
    page: "Page", sign_in: Callable[[User], None], head: User, live_server: Any, language: str
) -> None:
    context = page.context
    context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    sign_in(head)
    page.goto("/institutions/")
    ready(page)

    context.set_offline(True)
    page.goto("/people/me/")

    assert page.locator("h1").inner_text() == HEADINGS[language]
    assert page.locator("html").get_attribute("lang") == language
    assert page.url.endswith("/people/me/")
    styled = page.evaluate("getComputedStyle(document.querySelector('.card')).borderTopWidth")
    assert styled != "0px"
    context.set_offline(False)
    page.locator("a.primary").click()
    page.locator("#content").wait_for()


WORKERS = """async () => {
  const { active, waiting, installing } = await navigator.serviceWorker.getRegistration();
  return [active, waiting, installing].map((worker) => worker && worker.scriptURL);
}"""


def test_language_that_is_changed_begins_no_other_worker(
    page: "Page", sign_in: Callable[[User], None], head: User
) -> None:
    """A worker that takes the place of another one loses a form that is on its way."""
    sign_in(head)
    page.goto("/institutions/")
    ready(page)
    before = page.evaluate(WORKERS)

    page.get_by_role("button", name="Русский").click()
    page.wait_for_function("document.documentElement.lang === 'ru'")
    page.evaluate(SPOKEN, "ru")

    assert page.evaluate(WORKERS) == before
    assert before[1:] == [None, None]


def test_language_that_is_changed_is_kept_in_place_of_the_other(
    page: "Page", sign_in: Callable[[User], None], head: User
) -> None:
    sign_in(head)
    page.goto("/institutions/")
    ready(page)

    page.get_by_role("button", name="Русский").click()
    page.wait_for_function("document.documentElement.lang === 'ru'")
    page.evaluate(SPOKEN, "ru")
    page.context.set_offline(True)
    page.goto("/institutions/")

    assert page.locator("h1").inner_text() == HEADINGS["ru"]


def test_browser_keeps_no_page_with_data(
    page: "Page", sign_in: Callable[[User], None], head: User, town: Town
) -> None:
    sign_in(head)
    page.goto("/programmes/groups/")
    ready(page)
    for address in ("/programmes/learners/", "/people/staff/", "/people/me/"):
        page.goto(address)

    assert page.evaluate(KEPT) == [
        "/offline/",
        "/offline/",
        f"/styles-{stylesheet.fingerprint()}.css",
    ]


def test_form_that_is_sent_while_cut_off_is_sent_again_by_reloading(
    page: "Page", sign_in: Callable[[User], None], head: User, town: Town
) -> None:
    sign_in(head)
    group = town.school.groups.get(school_year__name="2024/2025")
    page.goto(f"/programmes/groups/{group.pk}/change/")
    ready(page)
    page.fill("#id_name", "1.b")

    page.context.set_offline(True)
    page.locator("main form.form button.primary").click()
    page.get_by_role("heading", name=HEADINGS["lv"]).wait_for()
    ways_on = page.locator("a.primary").count()
    page.context.set_offline(False)
    page.reload()

    page.get_by_role("heading", name="1.b").wait_for()
    group.refresh_from_db()
    assert (group.name, ways_on) == ("1.b", 0)


def test_page_has_no_faults(page: "Page", installation: object) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.goto("/offline/")

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
