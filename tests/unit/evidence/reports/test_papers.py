"""Papers that rooms write are drawn as the reports are."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.utils import translation
from PIL import Image

from gaisma.base.models import Installation
from gaisma.evidence.reports.documents import papers, unpacked
from gaisma.evidence.reports.documents.papers import Paper
from tests.factories import attaching

pytestmark = pytest.mark.django_db
BODY = """<h2 id="first">First</h2><p><strong>Level: good</strong></p><p>Text.</p>
<h2 id="second">Second</h2><h3 id="part">Part</h3><p>More.</p>"""
SHOWN = """<div class="photos"><figure id="p-1"><img src="p-1.jpg" alt="A door" width="298px">
<figcaption>The door</figcaption></figure></div>"""
FIRST = re.compile(r'<w:pStyle w:val="Heading1" ?/><w:pageBreakBefore ?/>')


@pytest.fixture(autouse=True)
def english(installation: Installation):
    with translation.override("en"):
        yield


def paper(**given) -> Paper:
    usual = {
        "title": "Act",
        "subtitle": "of a year",
        "institution": "School",
        "school_year": "2024/2025",
        "on": date(2024, 8, 20),
        "corner": "No. 7",
        "basis": "by a sheet",
        "running": "Act · 7",
        "body": BODY,
    }
    return Paper(**{**usual, **given})


def document(drawn: bytes) -> str:
    return unpacked(drawn)["word/document.xml"].decode()


def heading_style(drawn: bytes) -> str:
    styles = unpacked(drawn)["word/styles.xml"].decode()
    found = re.search(r'<w:style [^>]*w:styleId="Heading1".*?</w:style>', styles, re.DOTALL)
    assert found
    return found[0]


def test_chapters_of_a_paper_follow_each_other_on_the_page():
    drawn = papers.drawn(paper(), "docx")

    assert "pageBreakBefore" not in heading_style(drawn)
    assert "pageBreakBefore" not in document(drawn)


def test_first_chapter_of_a_paper_without_contents_ends_the_cover():
    drawn = papers.drawn(paper(is_short=True), "docx")

    assert len(FIRST.findall(document(drawn))) == document(drawn).count("pageBreakBefore") == 1


def test_bold_words_stay_with_what_they_head():
    drawn = document(papers.drawn(paper(), "docx"))

    lead = drawn[: drawn.index("Level: good")].rindex("<w:p>")
    assert "<w:keepNext />" in drawn[lead : drawn.index("Level: good")]
    assert "keepNext" not in drawn[drawn[: drawn.index("Text.")].rindex("<w:p>") :][:120]


@pytest.mark.parametrize(("is_short", "count"), [(False, 1), (True, 0)])
def test_short_paper_has_no_contents(is_short, count):
    drawn = document(papers.drawn(paper(is_short=is_short), "docx"))

    assert drawn.count("TOCHeading") == count
    assert ("PAGEREF second" in drawn) is not is_short
    assert "ContentsPlace" not in drawn


def test_photos_stand_in_both_forms_with_their_alternative_texts():
    given = {"body": BODY + SHOWN, "photos": {"p-1.jpg": attaching.picture(300, 200, form="JPEG")}}

    word, pdf = (papers.drawn(paper(**given), form) for form in ("docx", "pdf"))

    (name,) = [name for name in unpacked(word) if name.startswith("word/media/")]
    assert Image.open(BytesIO(unpacked(word)[name])).size == (300, 200)
    assert 'descr="A door"' in document(word)
    assert pdf.count(b"/DCTDecode") == 1


def test_letters_that_mean_something_to_a_drawing_program_stay_letters():
    odd = "#1 $x$ *a* _b_ @c ` \\\\ [d] “e”"
    shown = SHOWN.replace("A door", odd).replace("The door", f"{odd}<br>{odd}")
    photos = {"p-1.jpg": attaching.picture(form="JPEG")}
    given = paper(title=odd, corner=odd, institution=f'{odd} "f"', body=shown, photos=photos)

    word, pdf = (papers.drawn(given, form) for form in papers.TYPES)

    assert document(word).count(odd) >= 4
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize("form", papers.TYPES)
def test_same_paper_is_the_same_bytes(form):
    assert papers.drawn(paper(), form) == papers.drawn(paper(), form)


def test_paper_is_given_out_to_be_saved():
    answer = papers.answer(paper(), "pdf", name="act-7")

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="act-7.pdf"'
