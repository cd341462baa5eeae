"""Numbers that know which template wrote them: for a walk that asks what every number is.

Whatever is written as a number of the reader's language, and whatever whole or decimal number a
template prints, is wrapped in signs that no text has, with the template that put it on the page.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from tests.functional.doors.numbers import FIGURE, VOID

BEGIN, OF, END = "\ue000", "\ue001", "\ue002"
"""Signs for private use: before a number, before the name of its template, after it."""
MARK = re.compile(f"{BEGIN}([^{BEGIN}{OF}{END}]*)(?:{OF}([^{END}]*))?{END}")
TAG = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
BARE = re.compile(f"{BEGIN}([^{BEGIN}{OF}{END}]*){END}")


@dataclass(frozen=True)
class Numeral:
    """A number of a page: the template that wrote it, the element that holds it, its words.

    `is_door` of one that opens something which the walk opens too, or on whose list it stands.
    """

    text: str
    template: str
    element: str
    words: str
    is_door: bool


def begin() -> None:
    """Mark the numbers of everything that this process writes from now on."""
    from babel.numbers import format_decimal
    from django.template import base
    from django.templatetags.i18n import BlockTranslateNode

    from gaisma.base.wording import numbers

    written_plainly = base.render_value_in_context

    def formatted(*args: Any, **kwargs: Any) -> str:
        return f"{BEGIN}{format_decimal(*args, **kwargs)}{END}"

    def printed(value: Any, context: Any) -> str:
        text = str(written_plainly(value, context))
        is_number = isinstance(value, int | Decimal | float) and not isinstance(value, bool)
        return f"{BEGIN}{text}{END}" if is_number and text else text

    def told(node: Any, context: Any) -> str:
        text = render_annotated(node, context)
        if BEGIN not in text:
            return text
        template = node.origin.template_name if getattr(node, "origin", None) else ""
        return BARE.sub(lambda found: f"{BEGIN}{found[1]}{OF}{template}{END}", text)

    render_annotated = base.Node.render_annotated
    numbers.format_decimal = formatted
    numbers.number.cache_clear()
    base.render_value_in_context = printed
    BlockTranslateNode.render.__globals__["render_value_in_context"] = printed
    base.Node.render_annotated = told  # type: ignore[method-assign]


def plain(text: str) -> str:
    """The text as people get it."""
    return MARK.sub(lambda found: found[1], text)


def of_page(page: str) -> list[Numeral]:
    """The numbers of a page with marks, in its texts; what a form offers is left out."""
    reading = _Reading()
    reading.feed(TAG.sub(lambda found: plain(found[0]), page))
    reading.close()
    return reading.found


class _Reading(HTMLParser):
    """Reads a page and keeps what is open around each number."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.around: list[tuple[str, dict[str, str | None]]] = []
        self.found: list[Numeral] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.around.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self.around and self.around.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _given in self.around]
        if BEGIN not in data or {"script", "style", "option"} & set(tags):
            return
        is_door = any(_opens(tag, given) for tag, given in self.around)
        for one in MARK.finditer(data):
            self.found.append(Numeral(one[1], one[2] or "", tags[-1], plain(data).strip(), is_door))


def _opens(tag: str, given: dict[str, str | None]) -> bool:
    kinds = (given.get("class") or "").split()
    if tag == "a":
        to_figure = FIGURE.match(urlsplit(given.get("href") or "").path)
        return bool(to_figure) or bool({"figure", "count"} & set(kinds))
    return tag == "data" or (tag in ("footer", "nav") and bool({"files", "pager"} & set(kinds)))
