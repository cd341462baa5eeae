"""What of a sheet lies on the device cannot be read there, and goes when the person signs out."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from gaisma.base import offline
from gaisma.base.accounts.entrance import pages
from gaisma.base.models import User
from gaisma.quality.observations.models import Sheet
from tests.functional.observations.test_offline import WORDS, fill, opened

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEPT = """async () => {
  const kept = [];
  for (const { name, version } of await indexedDB.databases()) {
    const base = await new Promise((done) => {
      const asked = indexedDB.open(name, version);
      asked.onsuccess = () => done(asked.result);
    });
    for (const store of base.objectStoreNames) {
      const count = base.transaction(store).objectStore(store).count();
      const number = await new Promise((done) => (count.onsuccess = () => done(count.result)));
      kept.push(...Array(number).fill(name));
    }
    base.close();
  }
  for (const name of await caches.keys()) {
    const pages = await (await caches.open(name)).keys();
    const paths = pages.map((page) => new URL(page.url).pathname);
    kept.push(...paths.filter((path) => path.startsWith("/observations/")));
  }
  return [...kept, ...Object.keys(localStorage), ...Object.keys(sessionStorage)];
}"""
"""Everything that a browser keeps for us, by its name."""


def leave(page: "Page", *, answer: str = "accept") -> list[str]:
    """Sign out, and say so when asked; what the device still keeps."""
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), getattr(dialog, answer)()))
    page.locator("form[data-leaves] button").click()
    if answer == "accept":
        page.wait_for_url("**/sign-in/**")
    else:
        page.wait_for_timeout(500)
    assert len(asked) == 1
    found: list[str] = page.evaluate(KEPT)
    return found


@pytest.fixture
def written(page: "Page", sign_in: Callable[[User], None], observer: User, sheet: Sheet) -> "Page":
    """The page of a sheet on which something was written that the server has not seen."""
    sign_in(observer)
    opened(page, sheet)
    fill(page)
    return page


def test_nothing_stays_on_the_device(written: "Page") -> None:
    assert leave(written) == []


def test_without_the_word_to_the_browser_it_would_stay(
    written: "Page", monkeypatch: pytest.MonkeyPatch
) -> None:
    """The weakened twin."""
    monkeypatch.setattr(pages, "FORGOTTEN", "")

    assert "drafts" in leave(written)


def test_who_is_asked_may_stay(written: "Page", sheet: Sheet) -> None:
    kept = leave(written, answer="dismiss")

    assert "drafts" in kept
    assert f"/sheets/{sheet.pk}/" in written.url


LYING = """async () => {
  const text = (value) =>
    value instanceof ArrayBuffer || ArrayBuffer.isView(value)
      ? new TextDecoder().decode(value)
      : value && typeof value === "object"
        ? Object.entries(value).flat().map(text).join(" ")
        : String(value);
  const found = [];
  for (const { name, version } of await indexedDB.databases()) {
    const base = await new Promise((done) => {
      const asked = indexedDB.open(name, version);
      asked.onsuccess = () => done(asked.result);
    });
    for (const store of base.objectStoreNames) {
      const all = base.transaction(store).objectStore(store).getAll();
      const rows = await new Promise((done) => (all.onsuccess = () => done(all.result)));
      found.push(...rows.map(text));
    }
    base.close();
  }
  return [...found, JSON.stringify(localStorage), JSON.stringify(sessionStorage)].join(" ");
}"""
"""All that databases and stores of the browser hold for us, as text."""

KEYED = """async () => {
  const pages = [];
  for (const name of await caches.keys()) {
    const store = await caches.open(name);
    for (const page of await store.keys()) {
      pages.push(await (await store.match(page, { ignoreVary: true })).text());
    }
  }
  return pages.filter((page) => page.includes("data-offline-key")).length;
}"""
"""How many kept pages hold the key."""


def signed_out_by_the_server(page: "Page") -> None:
    """The session ends; the device is told when the next page asks to sign in."""
    page.context.clear_cookies()
    page.goto("/sign-in/")
    page.wait_for_function("async () => !(await caches.has('work'))")


def test_words_do_not_lie_readable_on_the_device(written: "Page") -> None:
    lying = written.evaluate(LYING)

    assert "/observations/sheets/" in lying
    for word in (WORDS, *WORDS.split(), "2024-04-16", "held_on"):
        assert word not in lying


def test_words_that_are_not_sealed_would_lie_there(
    page: "Page", sign_in: Callable[[User], None], observer: User, sheet: Sheet
) -> None:
    """The weakened twin."""

    def weakened(route: "Route") -> None:
        came = route.fetch()
        assert "await sealed(draft, key)" in came.text()
        route.fulfill(response=came, body=came.text().replace("await sealed(draft, key)", "draft"))

    page.route("**/offline/drafts*.js", weakened)
    sign_in(observer)
    opened(page, sheet)
    fill(page)

    assert WORDS in page.evaluate(LYING)


def test_key_goes_with_the_session_and_comes_back_with_the_person(
    written: "Page", sign_in: Callable[[User], None], observer: User, sheet: Sheet
) -> None:
    kept = written.evaluate(KEYED)

    signed_out_by_the_server(written)
    left, lying = written.evaluate(KEYED), written.evaluate(LYING)
    sign_in(observer)
    opened(written, sheet)

    assert (kept, left) == (1, 0)
    assert offline.key_of(observer) not in lying
    assert written.locator("[name=strengths]").input_value() == WORDS


def test_draft_that_does_not_open_is_as_if_it_were_not_there(
    written: "Page", sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as when the installation has another secret."""
    another = "A" * 43 + "="
    monkeypatch.setattr(offline, "key_of", lambda _user: another)

    opened(written, sheet)

    assert written.locator("[name=strengths]").input_value() == ""


PUT = """async (draft) => {
  const base = await new Promise((done) => {
    const asked = indexedDB.open("drafts", 1);
    asked.onsuccess = () => done(asked.result);
  });
  const change = base.transaction("drafts", "readwrite");
  change.objectStore("drafts").put(draft);
  await new Promise((done) => (change.oncomplete = done));
  base.close();
}"""
"""Puts a draft onto the device as it was kept before drafts were sealed."""


def test_draft_from_before_is_sealed_when_its_owner_opens_the_page(
    page: "Page", sign_in: Callable[[User], None], observer: User, sheet: Sheet
) -> None:
    sign_in(observer)
    opened(page, sheet)
    place = f"/observations/sheets/{sheet.pk}/"
    draft = {"address": place, "owner": str(observer.pk), "act": "", "at": 0, "submission": ""}
    page.evaluate(PUT, draft | {"fields": [["strengths", WORDS]], "revision": str(sheet.revision)})
    before = page.evaluate(LYING)

    opened(page, sheet)
    page.locator("[data-offline-panel][data-state=restored]").wait_for()

    assert page.locator("[name=strengths]").input_value() == WORDS
    assert WORDS in before
    assert WORDS not in page.evaluate(LYING)
