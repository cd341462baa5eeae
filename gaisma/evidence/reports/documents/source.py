"""The report's HTML as pandoc is to read it."""

import re
from collections.abc import Mapping

from gaisma.evidence.reports.builder import Built

NUMBER = re.compile(r'<(t[hd])([^>]*) class="n"')
WORDS = re.compile(r"<(t[hd])((?: scope=\"\w+\")?)>")
FOOT = re.compile(r"<tfoot>.*?</tfoot>", re.DOTALL)
CELL = re.compile(r"(<t[hd][^>]*>)(?!</t[hd]>)(.+?)(</t[hd]>)")
SIZE = re.compile(r'<svg[^>]* width="([\d.]+)"')
WIDTH = re.compile(r'<col data-width="(\d+)">')
NOTE = re.compile(r'<p class="note">(.*?)</p>')


def source(built: Built, *, pictures: Mapping[str, str], form: str) -> str:
    """The body with what pandoc needs of it as styles; charts are files of that form."""
    html = NUMBER.sub(r'<\1\2 style="text-align: right"', built.body)
    html = html.replace('class="n"', 'style="text-align: right"')
    html = WORDS.sub(r'<\1\2 style="text-align: left">', html)
    html = WIDTH.sub(r'<col style="width: \1%">', html)
    html = NOTE.sub(r'<div custom-style="Note"><p>\1</p></div>', html)
    html = FOOT.sub(lambda foot: CELL.sub(r"\1<strong>\2</strong>\3", foot[0]), html)
    for anchor, svg in pictures.items():
        width = SIZE.search(svg)
        named = f'src="{anchor}.{form}" width="{width[1] if width else 600}px"'
        html = html.replace(f'src="{anchor}.svg"', named)
    return html


def options(metadata: Mapping[str, str]) -> list[str]:
    """Metadata as pandoc's arguments; empty ones are left out."""
    return [f"--metadata={name}={value}" for name, value in metadata.items() if value]
