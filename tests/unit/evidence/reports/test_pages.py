"""No page of a report is left half empty: chapters follow each other, only the last one ends."""

import io

import pytest
from PIL import Image

from gaisma.evidence.reports import charts
from gaisma.evidence.reports.documents import typography
from gaisma.evidence.reports.documents.pdf import pages
from gaisma.evidence.reports.documents.texts import texts_of
from gaisma.evidence.reports.painting import Painter

LANGUAGES = ("lv", "en", "ru")
DOTS = 36
"""Dots of an inch: enough to tell a line of text from paper."""
INCH, HEIGHT, TOP, BOTTOM = 25.4, 297, 26, 24
"""In millimetres: a page, and its margins."""
EMPTY = 1 / 3


def emptiness(png: bytes) -> float:
    """Which share of a page between its margins stays empty below its last line."""
    page = Image.open(io.BytesIO(png)).convert("L")
    scale = page.height / HEIGHT
    top, bottom = round(TOP * scale), round((HEIGHT - BOTTOM) * scale)
    inside = page.crop((0, top, page.width, bottom)).point(lambda light: 255 * (light < 200))
    box = inside.getbbox()
    return 1 - (box[3] if box else 0) / (bottom - top)


def painted(report) -> list[bytes]:
    import typst

    with Painter() as painter:
        pictures = charts.drawn(report.charts, painter)
    language = report.edition.language
    drawn = {key: typography.drawn(svg, language) for key, svg in pictures.items()}
    found = pages(report, texts_of(report), drawn)
    return typst.compile(found.files, format="png", ppi=DOTS, ignore_system_fonts=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_more_than_a_third_empty_but_cover_and_last(build, language):
    found = painted(build(language=language, is_demo=True))

    shares = [round(emptiness(page), 2) for page in found]

    assert len(shares) > 5
    half_empty = {n: share for n, share in enumerate(shares[1:-1], start=2) if share > EMPTY}
    assert half_empty == {}


def test_empty_page_is_seen():
    blank = io.BytesIO()
    Image.new("L", (298, 421), 255).save(blank, "png")

    assert emptiness(blank.getvalue()) == 1
