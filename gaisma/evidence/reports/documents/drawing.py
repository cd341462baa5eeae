"""All documents of a report at once."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor

from gaisma.evidence.reports import charts
from gaisma.evidence.reports.builder import Built
from gaisma.evidence.reports.documents.docx import docx
from gaisma.evidence.reports.documents.html import html
from gaisma.evidence.reports.documents.pdf import pdf
from gaisma.evidence.reports.documents.texts import Texts, texts_of

Writer = Callable[[Built, Texts, Mapping[str, str]], bytes]
WRITERS: Mapping[str, Writer] = {"html": html, "docx": docx, "pdf": pdf}
FORMATS = tuple(WRITERS)


def documents(built: Built, formats: Iterable[str]) -> dict[str, bytes]:
    """The report in each of the formats; pandoc and Typst work beside each other."""
    chosen = list(formats)
    texts = texts_of(built)
    pictures = charts.drawn(built.charts)
    with ThreadPoolExecutor(max_workers=len(chosen)) as pool:
        work = {form: pool.submit(WRITERS[form], built, texts, pictures) for form in chosen}
        return {form: done.result() for form, done in work.items()}
