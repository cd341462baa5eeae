"""All documents of a report at once: web page, Word, PDF, and the annex of its figures."""

import io
import re
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, time
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

import gaisma.base
from gaisma.evidence.reports import charts
from gaisma.evidence.reports.builder import Built
from gaisma.evidence.reports.documents import packed, typography, unpacked
from gaisma.evidence.reports.documents.docx import docx
from gaisma.evidence.reports.documents.pdf import Pages, pages
from gaisma.evidence.reports.documents.texts import Texts, texts_of, texts_of_origins
from gaisma.evidence.reports.painting import Painter

FORMATS = ("html", "docx", "pdf")
ORIGINS = ("origins.pdf", "origins.xlsx")
"""The annex that lists where the figures come from goes with what leaves the screen."""


def documents(built: Built, formats: Iterable[str], painter: Painter) -> dict[str, bytes]:
    """The report in each of the formats, with its annex; pandoc and Typst work side by side."""
    texts = texts_of(built)
    chosen = [*formats]
    chosen += ORIGINS if {"docx", "pdf"} & set(chosen) else ()
    pictures = {
        anchor: typography.drawn(svg, texts.language)
        for anchor, svg in charts.drawn(built.charts, painter).items()
    }
    with ThreadPoolExecutor(max_workers=len(FORMATS) + 1) as pool:
        paged: Future[Pages] = pool.submit(pages, built, texts, pictures)
        writers: Mapping[str, Callable[[], bytes]] = {
            "html": lambda: html(built, texts, pictures),
            "docx": lambda: docx(
                built, texts, pictures, painter.png, lambda: paged.result().of_headings()
            ),
            "pdf": lambda: paged.result().pdf(),
            "origins.pdf": lambda: origins_pdf(built),
            "origins.xlsx": lambda: origins_xlsx(built),
        }
        work = {form: pool.submit(writers[form]) for form in chosen}
        return {form: done.result() for form, done in work.items()}


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
    body = IMAGE.sub(
        lambda found: inline_chart(pictures[found["anchor"]], found["alt"]), built.body
    )
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


def inline_chart(svg: str, alternative: str) -> str:
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


WIDTHS = (6, 36, 26, 48, 48, 14, 14, 10, 20)


def origins_pdf(built: Built) -> bytes:
    """The list as pages, each line a place that can be opened by its name."""
    return pages(replace(built, body=built.origins), texts_of_origins(built), {}).pdf()


def origins_xlsx(built: Built) -> bytes:
    """The list as a sheet: a line for each figure, in the words of the command line as well."""
    import xlsxwriter

    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False}) as book:
        created = datetime.combine(built.edition.as_of, time())
        book.set_properties({"title": texts_of_origins(built).title, "created": created})
        sheet = book.add_worksheet("origins")
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, _heads(built), book.add_format({"bold": True}))
        for number, width in enumerate(WIDTHS):
            sheet.set_column(number, number, width)
        for number, line in enumerate(built.lines, start=1):
            question = line.question
            filters = ";".join(f"{name}={value}" for name, value in question.filters)
            told = (line.title, question.indicator, line.chosen, filters, line.value)
            stamped = (line.as_of, line.lake_version, line.definition)
            sheet.write_row(number, 0, (line.number, *told, *stamped))
    return packed(unpacked(written.getvalue()))


def _heads(built: Built) -> tuple[str, ...]:
    with translation.override(built.edition.language):
        return (
            _("No."),
            _("Indicator"),
            _("Code"),
            _("What was chosen"),
            _("Filters"),
            _("Value"),
            _("Day"),
            _("Version"),
            _("Definition"),
        )
