"""The report's HTML as pandoc is to read it, and pandoc called on it."""

import re
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from gaisma.evidence.reports.builder import Built
from gaisma.evidence.reports.documents import typography
from gaisma.evidence.reports.documents.texts import Texts, listed_in

NUMBER = re.compile(r'<(t[hd])([^>]*) class="n"')
WORDS = re.compile(r"<(t[hd])((?: scope=\"\w+\")?)>")
FOOT = re.compile(r"<tfoot>.*?</tfoot>", re.DOTALL)
CELL = re.compile(r"(<t[hd][^>]*>)(?!</t[hd]>)(.+?)(</t[hd]>)")
SIZE = re.compile(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"')
TALLEST = 250
"""Pixels of a printed chart: it takes less than a third of a page."""
SMALLEST = 0.8
"""A chart is never printed smaller than that: its words would be too small to read."""

LINE = re.compile(r'(<a class="figure" href=")(#f\d+")')
WIDTH = re.compile(r'<col data-width="(\d+)">')
NOTE = re.compile(r'<p class="note">(.*?)</p>')


def source(built: Built, *, pictures: Mapping[str, str], form: str) -> str:
    """The body with what pandoc needs of it as styles; charts are files of that form.

    What opens a line in the list of figures opens it in the list's own file.
    """
    body = typography.page(built.body, built.edition.language)
    html = NUMBER.sub(r'<\1\2 style="text-align: right"', LINE.sub(_of_the_list(built), body))
    html = html.replace('class="n"', 'style="text-align: right"')
    html = WORDS.sub(r'<\1\2 style="text-align: left">', html)
    html = WIDTH.sub(r'<col style="width: \1%">', html)
    html = NOTE.sub(r'<div custom-style="Note"><p>\1</p></div>', html)
    html = FOOT.sub(lambda foot: CELL.sub(r"\1<strong>\2</strong>\3", foot[0]), html)
    for anchor, svg in pictures.items():
        named = f'src="{anchor}.{form}" width="{_width(svg):.0f}px"'
        html = html.replace(f'src="{anchor}.svg"', named)
    return html


def _of_the_list(built: Built) -> str:
    return rf"\1{listed_in(built.edition)}\2"


def _width(svg: str) -> float:
    size = SIZE.search(svg)
    width, height = (float(one) for one in size.groups()) if size else (600.0, 200.0)
    return width * max(SMALLEST, min(1, TALLEST / height))


def options(texts: Texts, **more: str) -> list[str]:
    """The texts as pandoc's arguments; empty ones are left out, several lines are several."""
    return [f"--metadata={name}={value}" for name, value in _metadata(texts, more) if value]


def _metadata(texts: Texts, more: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield from (
        ("title", texts.title),
        ("subtitle", texts.subtitle),
        ("authority", texts.authority),
        ("notice", texts.notice),
        ("place-and-day", texts.place_and_day),
        ("state-of-data", texts.state_of_data),
        ("sources", texts.sources),
        *(("annex", line) for line in texts.annex),
        *more.items(),
    )
    if texts.signature:
        yield "signed", "yes"
        yield "decision", texts.signature.decision
        yield "position", texts.signature.position
        yield "signatory", texts.signature.name
        yield "statement", texts.signature.statement


FILTER = Path(__file__).with_name("figures.lua")


def converted(html: str, form: str, *arguments: str) -> str:
    """The HTML in another form, as far as pandoc writes it to its output.

    Its wrapper asks it for all its formats before each call; ours are known.
    """
    command = [
        _program(),
        "--from=html",
        f"--to={form}",
        "--standalone",
        f"--lua-filter={FILTER}",
        "--shift-heading-level-by=-1",
        *arguments,
    ]
    done = subprocess.run(command, input=html, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return done.stdout


@cache
def _program() -> str:
    import pypandoc

    return str(pypandoc.get_pandoc_path())
