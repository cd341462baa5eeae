"""Who signs out leaves nothing of a sheet on the device."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from gaisma.base.accounts.entrance import views
from gaisma.base.models import User
from gaisma.quality.observations.models import Sheet
from tests.functional.observations.test_offline import fill, opened

if TYPE_CHECKING:
    from playwright.sync_api import Page

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
    monkeypatch.setattr(views, "FORGOTTEN", "")

    assert "drafts" in leave(written)


def test_who_is_asked_may_stay(written: "Page", sheet: Sheet) -> None:
    kept = leave(written, answer="dismiss")

    assert "drafts" in kept
    assert f"/sheets/{sheet.pk}/" in written.url
