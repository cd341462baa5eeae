"""What is looked at on each page: axe, width, weight, words, troubles, life without scripts."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tests.functional.walk import looking
from tests.functional.walk.listening import Listener
from tests.functional.walk.words import catalogue

if TYPE_CHECKING:
    from playwright.sync_api import Page

ENGLISH = re.compile(
    r"(?<![\w-])(?:the|and|of|with|this|from|your|are|was|has|have|which|that)(?![\w-])", re.I
)
"""Words that no Latvian or Russian sentence has; texts outside the catalogues have them too.

What a page quotes in another language, and says so, is looked at where that language is spoken.
"""

TEXTS = """() => {
  const left = 'script, style, code, pre, [translate=no], main [lang]';
  const names = ['aria-label', 'title', 'placeholder', 'alt'];
  const said = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode())
    if (!walker.currentNode.parentElement.closest(left)) said.push(walker.currentNode.data);
  for (const each of document.querySelectorAll(names.map(name => `[${name}]`).join()))
    if (!each.closest(left))
      said.push(...names.map(name => each.getAttribute(name)).filter(given => given !== null));
  return [document.title.split(' · ')[0], ...said];
}"""
TOLD = f"""sent => ({{
  language: document.documentElement.lang,
  texts: ({TEXTS})(),
  shown: [...document.querySelectorAll('h1')].map(each => each.innerText),
  sent: [...new DOMParser().parseFromString(sent, 'text/html').querySelectorAll('h1')].map(
    each => each.textContent),
}})"""


def faults(
    page: "Page", listener: Listener, path: str, *, language: str, status: int = 200
) -> list[str]:
    """All that is wrong with the page at a path, in one language."""
    listener.begin()
    looking.FIRST.take(page)
    answer = page.goto(path)
    assert answer is not None
    if answer.status != status:
        return [f"answers {answer.status}"]
    told = page.evaluate(TOLD, answer.text())
    return [
        *listener.faults(),
        *_wrongly_said(told, language),
        *_without_scripts(told),
        *looking.faults(page, language),
    ]


def _wrongly_said(told: dict[str, Any], language: str) -> Iterator[str]:
    if told["language"] != language:
        yield f"does not say that it speaks {language}"
    if language != "en":
        left = {*catalogue(language).left(told["texts"]), *filter(ENGLISH.search, told["texts"])}
        yield from (f"English is left: {text.strip()}" for text in sorted(left))


def _without_scripts(told: dict[str, Any]) -> Iterator[str]:
    """The page as it was sent has the heading that the page with scripts has."""
    sent, shown = ([_letters(text) for text in told[name]] for name in ("sent", "shown"))
    if len(sent) != 1:
        yield f"has {len(sent)} main headings without scripts"
    elif sent != shown:
        yield "has another heading with scripts"


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).lower()
