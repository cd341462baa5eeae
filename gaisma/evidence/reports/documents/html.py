"""The report as a web page in one file: it opens anywhere and fetches nothing."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

import gaisma.base
from gaisma.evidence.reports import charts
from gaisma.evidence.reports.builder import Built
from gaisma.evidence.reports.documents import typography
from gaisma.evidence.reports.documents.texts import Texts

HERE = Path(__file__).parent
TOKENS = Path(gaisma.base.__file__).parent / "static" / "base" / "tokens.css"
IMAGE = re.compile(r'<img src="(?P<anchor>[^"]+)\.svg" alt="(?P<alt>[^"]*)">')
ROLES = re.compile(r' (?:role|aria-[a-z]+|class|pointer-events)="[^"]*"')
# What a chart is drawn with on paper, and what of the page's own colours it takes on a screen.
COLOURS = {
    charts.INK: "var(--ink)",
    charts.LINE: "var(--line)",
    charts.SERIES[0]: "var(--series-1)",
    charts.SERIES[1]: "var(--past)",
}


def html(built: Built, texts: Texts, pictures: Mapping[str, str]) -> bytes:
    """The document; charts are given as SVG by anchor."""
    body = IMAGE.sub(lambda found: drawn(pictures[found["anchor"]], found["alt"]), built.body)
    context = {
        "built": built,
        "texts": texts,
        "style": mark_safe(_style()),  # noqa: S308  our own file
        "body": mark_safe(body),  # noqa: S308  rendered from escaped parts
        "origins": mark_safe(built.origins),  # noqa: S308  rendered from escaped parts
    }
    with translation.override(texts.language):
        page = render_to_string("reports/web.html", context)
    return typography.page(page, texts.language).encode()


def drawn(svg: str, alternative: str) -> str:
    """A chart in the page: one picture to a screen reader, in the colours of the page.

    `alternative` is escaped already.
    """
    opening, content = svg.split(">", 1)
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', opening)
    width, height = size.groups() if size else ("600", "200")
    content = ROLES.sub("", content)
    content = content.replace(f'font-family="{charts.FONT}"', "")
    for colour, token in COLOURS.items():
        content = content.replace(f'"{colour}"', f'"{token}"')
    return (
        f'<svg role="img" aria-label="{alternative}" xmlns="http://www.w3.org/2000/svg" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}">{content}'
    )


@cache
def _style() -> str:
    # A style element ends where it says so, whatever it holds: ours holds no such words.
    return TOKENS.read_text(encoding="utf-8") + (HERE / "report.css").read_text(encoding="utf-8")
