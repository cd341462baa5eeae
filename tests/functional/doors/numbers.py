"""Numbers that are links to figures, and the number that a figure's page says."""

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from html.parser import HTMLParser
from urllib.parse import urlsplit

FIGURE = re.compile(r"^/figures/[\w.]+/$")
PAIR = re.compile(r"^[\d\s]+ (no|of|из) [\d\s]+$")
"""So many of so many, as the page of a share says below its value."""
SPACES = re.compile(r"[\s\u00a0\u202f\u2009]")
MINUS = {"\u2212": "-", "\u2013": "-"}
HIDDEN = ("…",)
EMPTY = ("", "–", "-", "›", "×", "≠", "…")
REDEFINED = "≠"
VOID = ("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr")


@dataclass(frozen=True)
class Door:
    """A link to a figure's page, with the words on it.

    A number of a report's own file may lead to its line in the list of figures instead.
    """

    address: str
    text: str
    line: str = ""

    @property
    def is_of_change(self) -> bool:
        """Whether it opens the difference that a figure's page says beside its value."""
        return urlsplit(self.address).fragment == "change"


@dataclass
class Shown(HTMLParser):
    """What a page shows: its doors, what it says as a value, and numbers that are no doors.

    `counts` are links to a list of so many rows; `rows` are those of the page's first table and
    `listed` how many its list says that there are. `changes` and `parts` are what a figure's page
    says beside its value: the difference to the year before, and so many of so many.

    Numbers of tables stand in cells of the class `n`, but in the list of origins; those of tiles
    in paragraphs of the class `value`.
    """

    doors: list[Door] = field(default_factory=list)
    counts: list[Door] = field(default_factory=list)
    rows: int | None = None
    listed: int | None = None
    changes: list[tuple[str, str]] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    values: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self._closed_tables = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self._open.append((tag, {name: value or "" for name, value in attrs}, []))

    def handle_data(self, data: str) -> None:
        for _tag, _given, texts in self._open:
            texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            found, given, texts = self._open.pop()
            self._closed(found, given, "".join(texts).strip())
            if found == tag:
                return

    def _closed(self, tag: str, given: dict[str, str], text: str) -> None:
        if tag == "data":
            told = self.changes if given.get("id") == "change" else self.values
            told.append((given.get("value", ""), text))
        if tag == "span" and "parts" in given.get("class", "").split():
            self.parts.append(text)
        self._count(tag, given, text)
        if tag == "a" and (is_number(text) or "figure" in given.get("class", "").split()):
            address = line = given.get("href", "")
            if given.get("data-indicator"):
                address = asked(given)
            if FIGURE.match(urlsplit(address).path):
                self.doors.append(Door(address, text, line if line.startswith("#") else ""))
        self._left(tag, given, text)

    def _count(self, tag: str, given: dict[str, str], text: str) -> None:
        kinds = given.get("class", "").split()
        if tag == "a" and "count" in kinds:
            self.counts.append(Door(given.get("href", ""), text))
        if tag == "tr" and self._inside("tbody") and not self._closed_tables:
            self.rows = (self.rows or 0) + 1
        if tag == "table":
            self._closed_tables += 1
        if tag == "footer" and "files" in kinds and self.listed is None:
            self.listed = first_number(text)

    def _inside(self, tag: str) -> bool:
        return any(found == tag for found, _given, _texts in self._open)

    def _left(self, tag: str, given: dict[str, str], text: str) -> None:
        kinds = given.get("class", "").split()
        is_cell = tag == "td" and "n" in kinds and not self._is_within("origins")
        is_tile = tag == "p" and "value" in kinds and self._is_within("tile")
        is_door = [text] == [door.text for door in self.doors[-1:]]
        if (is_cell or is_tile) and not is_door and _number(text) is not None:
            self.plain.append(text)

    def _is_within(self, kind: str) -> bool:
        return any(kind in given.get("class", "").split() for _tag, given, _texts in self._open)


def first_number(text: str) -> int | None:
    """The whole number with which the words begin, or the first that stands in them."""
    found = re.search(r"\d[\d\u00a0\u202f]*", text)
    return int(SPACES.sub("", found[0])) if found else None


def asked(given: dict[str, str]) -> str:
    """The address of what a number of a report's own file says of itself."""
    from urllib.parse import urlencode

    pairs = (pair.partition("=") for pair in given["data-filters"].split(";") if pair)
    words = {name: value for name, _, value in pairs}
    words |= {"as_of": given["data-as-of"], "lake_version": given["data-lake-version"]}
    return f"/figures/{given['data-indicator']}/?{urlencode(words)}"


def shown(page: str) -> Shown:
    """What a page shows."""
    found = Shown()
    found.feed(page)
    found.close()
    return found


def told(page: Shown, door: Door) -> tuple[str, str]:
    """What of a figure's page a door opens: a value as a machine reads it, and in words."""
    if door.is_of_change:
        return page.changes[0] if page.changes else ("", "?")
    if PAIR.match(door.text):
        return ("", page.parts[0] if page.parts else "?")
    return page.values[0] if page.values else ("", "?")


def is_number(text: str) -> bool:
    """Whether the words are a number and nothing else; a number kept back is one too."""
    return text in HIDDEN or _number(text) is not None


def _number(text: str) -> Decimal | None:
    plain = SPACES.sub("", text).rstrip("%")
    for written, sign in MINUS.items():
        plain = plain.replace(written, sign)
    try:
        number = Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def agree(clicked: str, value: str, words: str, spelled: dict[str, int]) -> bool:
    """Whether the number that was clicked is the one that the figure's page says.

    `value` is the exact one, `words` how the page writes it. A change in words says its size
    without its sign; a share is never rounded up to all or down to none.
    """
    if clicked == REDEFINED:
        # It claims no number: what it opens tells the one of then, which was counted otherwise.
        return True
    clicked = clicked.removeprefix(REDEFINED).lstrip()
    if SPACES.sub("", clicked) == SPACES.sub("", words):
        return True
    if clicked in EMPTY or not value:
        return clicked in EMPTY and not value
    number = _number(clicked)
    if number is None:
        number = Decimal(spelled[clicked]) if clicked in spelled else None
    if number is None:
        # A sentence may say in words that there is nothing, or no change.
        return Decimal(value) == 0 and not any(letter.isdigit() for letter in clicked)
    exact = Decimal(value)
    if not clicked.startswith(("+", *MINUS)) and exact < 0:
        exact = -exact
    step = Decimal(1).scaleb(int(number.as_tuple().exponent))
    if exact.quantize(step, rounding=ROUND_HALF_UP) == number:
        return True
    is_nearly = 0 < exact < step or 100 - step < exact < 100
    return is_nearly and abs(exact - number) <= step
