"""What of an answer tells nothing of what is shown: random words, times of the run, white space.

The rest is written a line a tag, so that what differs can be read.
"""

import hashlib
import html
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from itertools import pairwise

INLINE = re.compile(
    r"a|abbr|b|bdi|button|cite|code|data|del|dfn|em|i|img|input|ins|kbd|label|mark|meter|output"
    r"|progress|q|s|samp|select|small|span|strong|sub|sup|svg|time|u|var"
)
"""White space beside these is seen; beside all others it is not."""
KEEPING = frozenset(("pre", "textarea", "script", "style"))
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

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.keeping += tag in KEEPING
        written = "".join(f" {name}{_value(value)}" for name, value in sorted(attrs))
        self.parts.append((tag, f"<{tag}{written}>"))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.keeping -= tag in KEEPING

    def handle_endtag(self, tag: str) -> None:
        self.keeping -= tag in KEEPING
        self.parts.append((tag, f"</{tag}>"))

    def handle_data(self, data: str) -> None:
        if not self.keeping:
            data = re.sub(r"[ \t\r\n\f]+", " ", data)
        self.parts.append(("", data if self.keeping else html.escape(data, quote=False)))

    def text(self) -> str:
        """The lines; a space is left beside a text only where something is seen beside it."""
        lines = []
        around = [("html", ""), *self.parts, ("html", "")]
        for (before, _), ((kind, written), (after, _)) in zip(
            around, pairwise(around[1:]), strict=False
        ):
            if not kind:
                written = written if INLINE.fullmatch(before) else written.lstrip(" ")
                written = written if INLINE.fullmatch(after) else written.rstrip(" ")
            if written:
                lines.append(written)
        return "\n".join(lines)


def _value(value: str | None) -> str:
    return "" if value is None else f'="{" ".join(value.split())}"'
