"""All documents of a report at once."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

from gaisma.evidence.reports import charts
from gaisma.evidence.reports.builder import Built
from gaisma.evidence.reports.documents import origins, typography
from gaisma.evidence.reports.documents.docx import docx
from gaisma.evidence.reports.documents.html import html
from gaisma.evidence.reports.documents.pdf import Pages, pages
from gaisma.evidence.reports.documents.texts import texts_of
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
            "origins.pdf": lambda: origins.pdf(built),
            "origins.xlsx": lambda: origins.xlsx(built),
        }
        work = {form: pool.submit(writers[form]) for form in chosen}
        return {form: done.result() for form, done in work.items()}
