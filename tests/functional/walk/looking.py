"""The looks of a page: light and dark, wide and narrow, without loading it again."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDE, NARROW, HEIGHT = 1440, 360, 900
COLOURS = ("color-contrast", "link-in-text-block")
OVERFLOW = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return '';
  const guilty = [...document.querySelectorAll('body *')].filter(
    each => each.getBoundingClientRect().right > wide + 1 && !each.closest('.region, .tabs'));
  return guilty.slice(-1).map(each => each.outerHTML.slice(0, 120)).join() || 'unknown';
}"""
AXE = """async ([rules, isOfColours]) => {
  if (!window.axe) window.takeAxe();
  const kinds = new Map(), grounds = new Map();
  for (const each of isOfColours ? document.querySelectorAll('*') : []) {
    const style = getComputedStyle(each), above = grounds.get(each.parentElement) ?? '';
    const own = [style.color, style.backgroundColor, style.backgroundImage, style.opacity].join();
    grounds.set(each, above.endsWith(own) ? above : above + own);
    const isText = node => node.nodeType === Node.TEXT_NODE && node.data.trim();
    const look = [style.fontSize, style.fontWeight, each.tagName, each.getAttribute('class')];
    if (each.checkVisibility() && [...each.childNodes].some(isText))
      kinds.set([grounds.get(each), ...look].join(), each);
  }
  const answer = await axe.run(isOfColours ? {include: [...kinds.values()]} : document, {
    resultTypes: ['violations'], preload: false,
    ...(rules.length ? {runOnly: rules} : {rules: {'target-size': {enabled: true}}})});
  return answer.violations.map(each => [each.id, each.nodes.map(node => node.html.slice(0, 160))]);
}"""
"""Where colours alone are asked for, they are of one text of each kind: a class, colour and size on
one ground. What else lies above or below a text is the same in the light, where all are asked."""


@dataclass(frozen=True)
class Look:
    """A width and a colour scheme, and the rules of axe that are asked there: all, if none.

    All are those that axe asks by itself and the size of what is touched, new in WCAG 2.2.
    """

    width: int
    scheme: Literal["light", "dark"]
    rules: tuple[str, ...] = ()

    def take(self, page: "Page") -> None:
        page.emulate_media(color_scheme=self.scheme)
        page.set_viewport_size({"width": self.width, "height": HEIGHT})

    def faults(self, page: "Page") -> Iterator[str]:
        for rule, nodes in page.evaluate(AXE, [list(self.rules), self.rules == COLOURS]):
            yield f"axe {rule}: {nodes[0]} and {len(nodes) - 1} more ({self.width}, {self.scheme})"


OF_LANGUAGES = (
    "aria-command-name",
    "aria-dialog-name",
    "aria-input-field-name",
    "aria-meter-name",
    "aria-progressbar-name",
    "aria-toggle-field-name",
    "aria-tooltip-name",
    "aria-treeitem-name",
    "button-name",
    "document-title",
    "empty-heading",
    "empty-table-header",
    "form-field-multiple-labels",
    "frame-title",
    "html-has-lang",
    "html-lang-valid",
    "html-xml-lang-mismatch",
    "image-alt",
    "image-redundant-alt",
    "input-button-name",
    "input-image-alt",
    "label",
    "label-title-only",
    "landmark-unique",
    "link-name",
    "object-alt",
    "role-img-alt",
    "scrollable-region-focusable",
    "select-name",
    "summary-name",
    "svg-img-alt",
    "table-duplicate-name",
    "target-size",
    "valid-lang",
)
"""Rules of axe whose answer depends on words: names, languages, and the size that words give."""

FIRST = Look(WIDE, "light")
LOOKS = (FIRST, Look(WIDE, "dark", COLOURS), Look(NARROW, "dark", COLOURS), Look(NARROW, "light"))
"""In the dark, only colours differ: the stylesheet asks for the scheme in its tokens alone, so what
is there, its names, its order and its size are those of the light look of the same width. Each look
is one step from the one before it, so that little is laid out again."""

FULLY = "lv"
"""The language in which all looks are taken: the installation's own."""

IN_OTHER_LANGUAGES = (Look(NARROW, "light", OF_LANGUAGES),)
"""What a language changes: words, and with them names and the width, which is scarce on a phone.
Which element has which colour and stands in which is told by templates and styles, which know no
language; whether a wide page gives a name, by the language in which all looks are taken."""


def prepare(page: "Page") -> None:
    """Let what the page opens take axe: it is sent to the browser once, not with each opening."""
    page.add_init_script(f"window.takeAxe = () => {{{_axe()}\n}}")


def faults(page: "Page", language: str) -> list[str]:
    """What is wrong with the page in all the looks that are taken in the language."""
    found: list[str] = []
    for look in LOOKS if language == FULLY else IN_OTHER_LANGUAGES:
        look.take(page)
        found += look.faults(page)
        if look.width == NARROW and (guilty := page.evaluate(OVERFLOW)):
            found.append(f"wider than {NARROW} px ({look.scheme}): {guilty}")
    return found


@cache
def _axe() -> str:
    from axe_playwright_python.sync_playwright import Axe

    return str(Axe().axe_script)
