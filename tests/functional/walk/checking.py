"""What is looked at on each page: axe, width, weight, words, troubles, life without scripts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.browser import PARTS_OF_A_PAGE
from tests.functional.walk.words import catalogue

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, Response

WIDE, NARROW, HEIGHT = 1440, 360, 900
PAGE_BYTES, SCRIPT_BYTES = 150_000, 40_000
COLOURS = ("color-contrast", "link-in-text-block")
SIZES = ("target-size", "scrollable-region-focusable", "aria-hidden-focus", "color-contrast")
IN_LIGHT = ((WIDE, "light", ()), (NARROW, "light", SIZES))
LOOKS = (*IN_LIGHT, (WIDE, "dark", COLOURS), (NARROW, "dark", COLOURS))
FIRST = "lv"
"""Colours are the same in all languages, so one of them is looked at in the dark too."""

STILL_ENGLISH = "English is left"
TEXTS = """() => {
  const said = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const within = walker.currentNode.parentElement;
    if (!within.closest('script, style, code, pre, [translate=no]'))
      said.push(walker.currentNode.data);
  }
  for (const each of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      if (each.hasAttribute(name)) said.push(each.getAttribute(name));
  return [document.title.split(' · ')[0], ...said];
}"""
OVERFLOW = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return '';
  const guilty = [...document.querySelectorAll('body *')].filter(
    each => each.getBoundingClientRect().right > wide + 1 && !each.closest('.region, .tabs'));
  return guilty.slice(-1).map(each => each.outerHTML.slice(0, 120)).join() || 'unknown';
}"""


@dataclass
class Listener:
    """What a page asks for and complains about, from one opening to the next."""

    site: str
    troubles: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    bytes: dict[str, int] = field(default_factory=dict)
    scripts: set[str] = field(default_factory=set)

    def attach(self, page: "Page") -> None:
        page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        page.on("console", self._hear)
        page.on("response", self._see)

    def begin(self) -> None:
        self.troubles.clear()
        self.asked.clear()

    def _hear(self, said: "ConsoleMessage") -> None:
        if said.type in {"error", "warning"}:
            self.troubles.append(f"console: {said.text}")

    def _see(self, response: "Response") -> None:
        kind, address = response.request.resource_type, response.url
        if address.startswith("data:"):
            return
        if urlsplit(address).netloc != urlsplit(self.site).netloc:
            self.troubles.append(f"asked another machine: {address}")
        if response.status >= 400 and kind in PARTS_OF_A_PAGE:
            self.troubles.append(f"{response.status} {address}")
        if response.status < 300:
            self.asked.append(address)
            self._weigh(response, kind)

    def _weigh(self, response: "Response", kind: str) -> None:
        # What the browser has kept from an earlier page is counted again: another comes here first.
        sent = int(response.headers.get("content-length") or len(response.body()))
        self.bytes[response.url] = max(self.bytes.get(response.url, 0), sent)
        if kind == "script":
            self.scripts.add(response.url)

    def weight(self) -> tuple[int, int]:
        """The bytes of the page with all its parts, and of its scripts."""
        asked = set(self.asked)
        scripts = sum(self.bytes[address] for address in asked & self.scripts)
        return sum(self.bytes[address] for address in asked), scripts


@cache
def axe_script() -> str:
    from axe_playwright_python.sync_playwright import Axe

    return str(Axe().axe_script)


def faults(page: "Page", listener: Listener, path: str, *, language: str) -> list[str]:
    """All that is wrong with the page at a path, in one language."""
    listener.begin()
    _look(page, width=WIDE, scheme="light")
    answer = page.goto(path, timeout=60_000)
    assert answer is not None
    if answer.status != 200:
        return [f"answers {answer.status}"]
    found = [*_told(page, language), *_without_scripts(page, answer.text())]
    page.evaluate(axe_script())
    for width, scheme, rules in LOOKS if language == FIRST else IN_LIGHT:
        _look(page, width=width, scheme=scheme)
        found += [f"{fault} ({width}, {scheme})" for fault in _violations(page, rules)]
    _look(page, width=NARROW, scheme="light")
    found += _too_wide(page)
    return [*found, *listener.troubles, *_too_heavy(listener)]


def _look(page: "Page", *, width: int, scheme: Any) -> None:
    # Without motion, so that no colour is caught on its way to another.
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": HEIGHT})


def _violations(page: "Page", rules: tuple[str, ...]) -> Iterator[str]:
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = list(rules)
    answer = page.evaluate("options => axe.run(options)", options)
    for violation in answer["violations"]:
        yield f"axe {violation['id']}: {violation['nodes'][0]['html'][:160]}"


def _too_wide(page: "Page") -> list[str]:
    guilty = page.evaluate(OVERFLOW)
    return [f"wider than {NARROW} px: {guilty}"] if guilty else []


def _too_heavy(listener: Listener) -> list[str]:
    whole, scripts = listener.weight()
    found = [f"{whole} bytes"] if whole > PAGE_BYTES else []
    return [*found, f"{scripts} bytes of scripts"] if scripts > SCRIPT_BYTES else found


def _told(page: "Page", language: str) -> list[str]:
    found = []
    if page.locator("html").get_attribute("lang") != language:
        found.append(f"does not say that it speaks {language}")
    if language != "en":
        left = catalogue(language).left(page.evaluate(TEXTS))
        found += [f"{STILL_ENGLISH}: {text}" for text in left]
    return found


def _without_scripts(page: "Page", html: str) -> list[str]:
    """The page as it was sent has the heading that the page with scripts has."""
    sent = [_plain(text) for text in re.findall(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)]
    shown = [_plain(text) for text in page.locator("h1").all_inner_texts()]
    if len(sent) != 1:
        return [f"has {len(sent)} main headings without scripts"]
    return [] if _letters(sent[0]) == _letters(shown[0]) else ["has another heading with scripts"]


def _plain(html: str) -> str:
    return re.sub(r"<[^>]*>", " ", html)


def _letters(text: str) -> str:
    import html

    return re.sub(r"\W", "", html.unescape(text)).lower()
