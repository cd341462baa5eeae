"""All documents of a report at once."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

from gaisma.evidence.reports import charts
from gaisma.evidence.reports.builder import Built
from gaisma.evidence.reports.documents.docx import docx
from gaisma.evidence.reports.documents.html import html
from gaisma.evidence.reports.documents.pdf import Pages, pages
from gaisma.evidence.reports.documents.texts import texts_of
from gaisma.evidence.reports.painting import Painter

FORMATS = ("html", "docx", "pdf")


def documents(built: Built, formats: Iterable[str], painter: Painter) -> dict[str, bytes]:
    """The report in each of the formats; pandoc and Typst work beside each other."""
    texts = texts_of(built)
    pictures = charts.drawn(built.charts, painter)
    with ThreadPoolExecutor(max_workers=len(FORMATS)) as pool:
        paged: Future[Pages] = pool.submit(pages, built, texts, pictures)
        writers: Mapping[str, Callable[[], bytes]] = {
            "html": lambda: html(built, texts, pictures),
            "docx": lambda: docx(
                built, texts, pictures, painter.png, lambda: paged.result().of_headings()
            ),
            "pdf": lambda: paged.result().pdf(),
        }
        work = {form: pool.submit(writers[form]) for form in formats}
        return {form: done.result() for form, done in work.items()}
