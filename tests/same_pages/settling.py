"""What of an answer tells nothing of what is shown: random words, times of the run, white space.

The rest is written a line a tag, so that what differs can be read.
"""

import hashlib
import html
import io
import json
import re
import zipfile
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

INLINE = re.compile(
    r"a|abbr|b|bdi|button|cite|code|data|del|dfn|em|i|img|input|ins|kbd|label|mark|meter|output"
    r"|progress|q|s|samp|select|small|span|strong|sub|sup|svg|time|u|var"
)
"""White space beside these is seen; beside all others it is not."""
KEEPING = frozenset(("pre", "textarea", "script", "style"))
VOID = frozenset(("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"))
LISTS = frozenset(("class", "rel", "aria-describedby", "aria-labelledby", "d", "points"))
"""Attributes whose value is words apart, however far; all others are what is written."""
BLANK = "‹blank›"
"""Stands in an element of white space alone: styles tell it from an empty one."""
UNSEEN = "\n"
"""Stands for white space alone between what is laid out."""
PACKAGE = Path(__file__).resolve().parents[2] / "gaisma"
CONDITIONED = re.compile(r"@(?:media|supports|container)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
DISPLAY = r"([^{{}}]+)\{{[^{{}}]*display:\s*(?:{})\b"
EMPTY = re.compile(r"([\w.]+):empty\b")
SIMPLE = re.compile(r"([a-z]\w*)?((?:\.[\w-]+)*)")
Simple = tuple[str, frozenset[str]]
"""Of a selector: the name of an element, or nothing, and its classes."""
RANDOM: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(found), put)
    for found, put in (
        (r'(name="csrfmiddlewaretoken"[^>]*value=")[^"]*', r"\1‹token›"),
        (r'(X-CSRFToken"?: ?"?)\w+', r"\1‹token›"),
        (r'(data-offline-key=")[^"]*', r"\1‹key›"),
        (r"nonce-[\w+/=-]+", "nonce-‹nonce›"),
        (r'nonce="[^"]*"', 'nonce="‹nonce›"'),
        (r"\.[0-9a-f]{12}\.(?=(?:css|js|svg|png|woff2|json|webmanifest)\b)", "."),
        (r"(?<=/styles-)[0-9a-f]{12}", "‹digest›"),
        (r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", "‹uuid›"),
        (r"\b[0-9a-f]{64}\b", "‹digest›"),
        (r"same-pages-\w+", "‹place›"),
        # When the demo was made: at the true time of its day, what it begins with at midnight.
        (r"(20\.08\.2024\.? )(?!00:00)\d\d:\d\d", r"\1‹time›"),
        (r"(2024-08-20[T ])(?!00:00)[\d:.]+Z?", r"\1‹time›"),
    )
)


def settled(content: bytes, type_: str) -> str:
    """The content as text that is the same whenever the same is shown."""
    if content.startswith(b"PK"):
        return _zipped(content)
    if type_.startswith("text/html"):
        return plain(page(content.decode()))
    if "json" in type_:
        return plain(json.dumps(json.loads(content), ensure_ascii=False, indent=1))
    if "xml" in type_ or "svg" in type_:
        return plain(content.decode().replace("><", ">\n<"))
    try:
        return plain(content.decode())
    except UnicodeDecodeError:
        return f"{len(content)} bytes: {hashlib.sha256(content).hexdigest()[:16]}\n"


def plain(text: str) -> str:
    """The text without what is random."""
    for pattern, put in RANDOM:
        text = pattern.sub(put, text)
    return text


def _zipped(content: bytes) -> str:
    parts = []
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for name in sorted(file.namelist()):
            kind = "application/xml" if name.endswith((".xml", ".rels")) else ""
            parts.append(f"== {name}\n{settled(file.read(name), kind)}")
    return "\n".join(parts)


def page(text: str) -> str:
    """A page, a line a tag or text; attributes by their names, white space as it is seen."""
    parser = _Lines()
    parser.feed(text)
    parser.close()
    return parser.text()


class _Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[tuple[str, str]] = []
        """Each the name of a tag, or nothing for text, and what is written."""
        self.keeping = 0
        self.around: list[Simple] = []
        """The elements that are open, each with its classes."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.keeping += tag in KEEPING
        written = "".join(f" {name}{_value(name, value)}" for name, value in sorted(attrs))
        classes = frozenset((dict(attrs).get("class") or "").split())
        self.around.append((tag, classes))
        is_block = _are_meant(tuple(self.around), "block")
        self.parts.append(("block" if is_block else tag, f"<{tag}{written}>"))
        if tag in VOID:
            self.around.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.keeping -= tag in KEEPING
        if tag not in VOID:
            self._close(tag)

    def handle_endtag(self, tag: str) -> None:
        self.keeping -= tag in KEEPING
        is_block = _are_meant(tuple(self.around), "block")
        self._close(tag)
        self.parts.append(("block" if is_block else tag, f"</{tag}>"))

    def handle_data(self, data: str) -> None:
        if self.keeping:
            self.parts.append(("", data))
            return
        data = html.escape(re.sub(r"[ \t\r\n\f]+", " ", data), quote=False)
        is_laid_out = _are_meant(tuple(self.around), "(?:inline-)?(?:flex|grid)")
        self.parts.append(("", data.strip(" ") or UNSEEN if is_laid_out else data))

    def _close(self, tag: str) -> None:
        names = [name for name, _ in self.around]
        if tag in names:
            del self.around[len(names) - 1 - names[::-1].index(tag) :]

    def text(self) -> str:
        """The lines; a space is left beside a text only where something is seen beside it."""
        lines = []
        around = [("html", ""), *self.parts, ("html", "")]
        for before, (kind, written), after in zip(around, around[1:], around[2:], strict=False):
            if not kind and written in (" ", UNSEEN) and _is_told_from_empty(before[1], after[1]):
                written = BLANK
            elif written == UNSEEN:
                written = ""
            elif not kind:
                written = written if INLINE.fullmatch(before[0]) else written.lstrip(" ")
                written = written if INLINE.fullmatch(after[0]) else written.rstrip(" ")
            if written:
                lines.append(written)
        return "\n".join(lines)


def _is_told_from_empty(before: str, after: str) -> bool:
    """Whether a style asks if the element is empty that opens and closes there."""
    tag = re.split("[ >]", before[1:])[0]
    classes = re.search(r' class="([^"]*)"', before)
    this = (tag, frozenset(classes[1].split() if classes else ()))
    return after == f"</{tag}>" and any(_fits((this,), (one,)) for one in _asked_to_be_empty())


def _fits(around: tuple[Simple, ...], selector: tuple[Simple, ...]) -> bool:
    """Whether the innermost element is one that the selector means."""
    *outer, last = selector
    if not around or not _is(around[-1], last):
        return False
    place = len(around) - 1
    for one in reversed(outer):
        place = next((n for n in range(place - 1, -1, -1) if _is(around[n], one)), -1)
        if place < 0:
            return False
    return True


def _is(element: Simple, meant: Simple) -> bool:
    return meant[0] in ("", element[0]) and meant[1] <= element[1]


def _value(name: str, value: str | None) -> str:
    if value is None:
        return ""
    return f'="{" ".join(value.split()) if name in LISTS else value}"'


@cache
def _are_meant(around: tuple[Simple, ...], display: str) -> bool:
    """Whether a style displays the innermost element so."""
    return any(_fits(around, selector) for selector in _displayed(display))


@cache
def _displayed(as_: str) -> frozenset[tuple[Simple, ...]]:
    """What is displayed so, however wide the window is."""
    plain = CONDITIONED.sub("", _styles())
    found = re.findall(DISPLAY.format(as_), plain)
    named = (part.strip() for one in found for part in one.split(","))
    return frozenset(read for part in named if (read := _selector(part)))


@cache
def _asked_to_be_empty() -> frozenset[Simple]:
    return frozenset(read[0] for found in EMPTY.findall(_styles()) if (read := _selector(found)))


def _selector(text: str) -> tuple[Simple, ...]:
    """The selector's parts; none where one is more than an element and classes."""
    parts = [SIMPLE.fullmatch(part) for part in text.replace(">", " ").split()]
    read = [(found[1] or "", frozenset(found[2].split(".")[1:])) for found in parts if found]
    return tuple(read) if len(read) == len(parts) else ()


@cache
def _styles() -> str:
    styles = "".join(file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.css"))
    return re.sub(r"/\*.*?\*/|@layer \w+ (?=\{)\{", "", styles, flags=re.DOTALL)
