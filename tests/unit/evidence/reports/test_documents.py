import contextlib
import io
import re
import zipfile
import zlib
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from gaisma.evidence.reports.documents import docx, drawing, packed, pandoc, reference, unpacked
from gaisma.evidence.reports.painting import Painter

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def documents():
    """The three documents of the invented city, written once for this module."""
    from datetime import date

    from gaisma.base.registry import gathered
    from gaisma.evidence.reports import builder
    from gaisma.evidence.reports.asking import Asker
    from gaisma.evidence.reports.editions import Edition
    from tests.unit.evidence.reports import invented

    edition = Edition(
        kind=gathered("REPORTS")["readiness"],
        language="lv",
        school_year="2024/2025",
        as_of=date(2024, 8, 20),
        authority="Paraugpils & Co Izglītības pārvalde",
        municipality="Paraugpils",
        places=invented.PLACES,
        is_demo=True,
    )
    indicators = {one.key: one for one in gathered("INDICATORS")}
    asker = Asker(invented.answer, indicators, "2024/2025", date(2024, 8, 20), None)
    built = builder.built(edition, offered=list(gathered("REPORT_SECTIONS")), asker=asker)
    with Painter() as painter:
        first = drawing.documents(built, drawing.FORMATS, painter)
        return first, drawing.documents(built, ["docx", "pdf"], painter)


@pytest.fixture(scope="module")
def parts(documents):
    first, _second = documents
    return {
        name: content.decode("utf-8", "replace")
        for name, content in unpacked(first["docx"]).items()
    }


def test_same_report_is_the_same_bytes(documents):
    first, second = documents

    assert first["docx"] == second["docx"]
    assert first["pdf"] == second["pdf"]


def test_pdf_is_universally_accessible(documents):
    pdf = documents[0]["pdf"]

    assert pdf.startswith(b"%PDF")
    assert b"pdfuaid:part" in pdf
    assert b"/Lang(lv" in pdf.replace(b" ", b"")


def test_page_opens_without_anything_else(documents):
    page = documents[0]["html"].decode()

    assert '<html lang="lv">' in page
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', page) == []
    assert "url(" not in page
    assert "<script" not in page
    assert page.count('<svg role="img" aria-label=') == page.count("<figure")


def test_page_takes_the_colours_of_the_theme(documents):
    page = documents[0]["html"].decode()

    assert "light-dark(" in page
    assert 'fill="var(--series-1)"' in page
    assert "@media print" in page
    assert " style=" not in page


def test_every_document_of_a_demo_says_that_it_is_invented(documents, parts):
    notice = "Parauga dati"

    assert notice in documents[0]["html"].decode()
    assert notice in parts["word/document.xml"]
    assert notice in parts["word/footer1.xml"]


def test_docx_members_are_well_formed(documents):
    for name, content in unpacked(documents[0]["docx"]).items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(content)


def test_docx_contents_list_is_filled(parts):
    document = parts["word/document.xml"]

    listed = re.findall(r'<w:pStyle w:val="TOC1"/>.*?<w:t[^>]*>([^<]*)</w:t>', document)
    headings = [one.text for one in docx.headings_of(document) if one.level == 1]
    assert listed == headings
    assert headings[0] == "I.\u00a0Kopsavilkums"
    assert "TOC \\o" in document


def test_docx_contents_lead_to_headings_with_pages(parts):
    document = parts["word/document.xml"]

    anchors = set(re.findall(r"PAGEREF (\S+) ", document))
    bookmarks = set(re.findall(r'<w:bookmarkStart[^>]*w:name="([^"]+)"', document))
    pages = [int(page) for page in re.findall(r"PAGEREF .*?<w:t>(\d+)</w:t>", document)]
    assert anchors
    assert anchors <= bookmarks
    assert pages == sorted(pages)
    assert pages[0] in (2, 3)  # after contents that may fill a page


def test_docx_is_a4_with_header_and_footer(parts):
    document = parts["word/document.xml"]

    assert re.search(r'<w:pgSz [^>]*w:w="11906"', document)
    assert "Paraugpils &amp; Co Izglītības pārvalde" in parts["word/header1.xml"]
    assert "NUMPAGES" in parts["word/footer1.xml"]
    assert reference.AUTHORITY not in parts["word/header1.xml"]


def test_docx_is_in_the_language_of_the_report(parts):
    assert 'w:val="lv-LV"' in parts["word/styles.xml"]
    assert "<dc:language>lv-LV</dc:language>" in parts["docProps/core.xml"]
    assert "2024-08-20T00:00:00Z" in parts["docProps/core.xml"]


def test_docx_charts_have_alternative_texts(parts):
    described = re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', parts["word/document.xml"])

    assert described
    assert all(text.startswith("Stabiņu diagramma.") for text in described)


def test_docx_tables_have_repeated_headers_and_numbers_right(parts):
    root = ElementTree.fromstring(parts["word/document.xml"])
    tables = list(root.iter(f"{W}tbl"))

    assert tables
    for table in tables:
        first = table.find(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert table.find(f".//{W}jc[@{W}val='right']") is not None


def test_reference_document_is_the_one_that_its_script_makes():
    import subprocess

    import pypandoc

    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    default = subprocess.run(command, check=True, capture_output=True).stdout

    assert unpacked(reference.made(default)) == unpacked(reference.TARGET.read_bytes())


def test_archive_does_not_tell_when_it_was_written():
    archive = packed({"a.txt": b"a", "b/c.txt": b"c"})

    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert {member.date_time for member in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert unpacked(archive) == {"a.txt": b"a", "b/c.txt": b"c"}


ORDER = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "pBdr", "shd", "tabs", "spacing")
ORDER += ("ind", "contextualSpacing", "jc", "outlineLvl")


@pytest.mark.parametrize("name", ["word/styles.xml", "word/document.xml"])
def test_paragraph_properties_stand_in_the_order_of_the_format(parts, name):
    root = ElementTree.fromstring(parts[name])

    for properties in root.iter(f"{W}pPr"):
        names = [child.tag.removeprefix(W) for child in properties]
        known = [one for one in names if one in ORDER]
        assert known == sorted(known, key=ORDER.index), names


@pytest.mark.parametrize(
    "table", ['<w:p><w:pPr><w:pStyle w:val="TableCaption" /></w:pPr></w:p>', "<w:tbl></w:tbl>"]
)
def test_sentence_before_a_table_stays_with_it_in_a_word_processor(table):
    sentence = '<w:p><w:pPr><w:pStyle w:val="BodyText" /></w:pPr><w:t>One.</w:t></w:p>'

    kept = docx.INTRODUCTION.sub(docx.introduced, sentence + sentence + table)

    assert kept == sentence + sentence.replace('Text" />', 'Text" /><w:keepNext />') + table


def test_what_follows_a_table_keeps_its_distance_in_a_word_processor():
    text = '<w:p><w:pPr><w:pStyle w:val="BodyText" /></w:pPr><w:t>One.</w:t></w:p>'

    spaced = docx.AFTER_TABLE.sub(rf"\1{docx.DISTANCE}", f"{text}</w:tbl>{text}{text}")

    assert spaced == text + "</w:tbl>" + text.replace('" /></', f'" />{docx.DISTANCE}</') + text


def test_numbers_of_a_total_are_bold_beside_an_empty_head():
    foot = "<tfoot><tr><th>Kopā</th><td></td><td>6,88</td></tr></tfoot>"

    bold = pandoc.FOOT.sub(
        lambda found: pandoc.CELL.sub(r"\1<strong>\2</strong>\3", found[0]), foot
    )

    cells = "<th><strong>Kopā</strong></th><td></td><td><strong>6,88</strong></td>"
    assert bold == f"<tfoot><tr>{cells}</tr></tfoot>"


def test_ordinal_begins_no_list_in_typst():
    cells = "<table><thead><tr><th>a</th></tr></thead><tr><td>1. klase</td></tr></table>"

    written = pandoc.converted(f"{cells}<p>2. tabula</p>", "typst", "--metadata=title=x")

    assert r"[1\. klase]" in written
    assert r"2\. tabula" in written


def test_chapters_follow_each_other_on_the_page(parts):
    document, styles = parts["word/document.xml"], parts["word/styles.xml"]

    heading = re.search(r'<w:style [^>]*w:styleId="Heading1".*?</w:style>', styles, re.DOTALL)[0]
    assert "pageBreakBefore" not in document
    assert "pageBreakBefore" not in heading
    assert "keepNext" in heading


def test_docx_keeps_no_more_together_than_a_third_of_a_page(parts):
    root = ElementTree.fromstring(parts["word/document.xml"])
    tables = list(root.iter(f"{W}tbl"))

    for table in tables:
        rows = table.findall(f"{W}tr")
        kept = [row for row in rows if row.find(f".//{W}keepNext") is not None]
        assert len(kept) < docx.SHORT
        assert kept == [] or len(kept) == len(rows) - 1
    heights = [
        int(size)
        for size in re.findall(r'<wp:extent cx="\d+" cy="(\d+)"', parts["word/document.xml"])
    ]
    assert heights
    assert max(heights) / EMU <= A_THIRD


def row(letters):
    return (
        '<w:tr><w:tc><w:p><w:pPr><w:pStyle w:val="Compact" /></w:pPr>'
        f"<w:r><w:t>{'a' * letters}</w:t></w:r></w:p></w:tc></w:tr>"
    )


@pytest.mark.parametrize(
    ("rows", "is_kept", "unparted"),
    [
        ((10, 10, 10), True, 3),
        ((10,) * docx.SHORT, False, docx.SHORT),
        ((10, 4 * docx.LETTERS, 4 * docx.LETTERS), False, 3),
        ((10, (docx.TALL + 1) * docx.LETTERS, 10), True, 2),
    ],
)
def test_table_is_kept_together_while_its_words_are_few(rows, is_kept, unparted):
    xml = docx._table(f"<w:tbl>{''.join(map(row, rows))}</w:tbl>")

    assert xml.count("<w:keepNext />") == (len(rows) - 1 if is_kept else 0)
    assert xml.count("<w:cantSplit/>") == unparted
    assert "keepNext" not in xml[xml.rindex("<w:tr>") :]


EMU, A_THIRD = 36000, 85
"""Units of a millimetre, and a third of a page between its margins, with a caption."""


def test_captions_of_tables_and_charts_stand_above_them(parts):
    document = parts["word/document.xml"]

    mark = '<w:pStyle w:val="T"/>'
    outside = re.sub(r"<w:tbl>.*?</w:tbl>", mark, document, flags=re.DOTALL)
    styles = re.findall(r'<w:pStyle w:val="(\w+)" ?/>', outside)
    pairs = list(pairwise(styles))
    assert {after for before, after in pairs if before == "TableCaption"} == {"T"}
    assert {after for before, after in pairs if before == "Caption"} == {"Picture"}
    assert {before for before, after in pairs if after == "Picture"} == {"Caption"}


def test_figures_are_underlined_on_the_screen_alone(documents, parts):
    assert 'w:val="Hyperlink"' not in parts["word/document.xml"]
    assert "<w:u " not in parts["word/styles.xml"]
    page = documents[0]["html"].decode()
    paper = page[page.index("@media print") :]
    assert "text-decoration: none" in paper[: paper.index("</style>")]


def test_origins_are_a_file_of_their_own(documents, parts):
    first = documents[0]

    assert list(first) == ["html", "docx", "pdf", "origins.pdf", "origins.xlsx"]
    assert "0123456789abcdef" not in parts["word/document.xml"]
    assert "0123456789abcdef" in first["html"].decode()
    assert first["origins.pdf"].startswith(b"%PDF")
    assert b"pdfuaid:part" in first["origins.pdf"]


def test_every_number_of_a_document_opens_its_line_in_the_annex(documents, parts):
    relations = parts["word/_rels/document.xml.rels"]

    opened = set(re.findall(r'Target="readiness-2024-2025-lv-origins.pdf#(f\d+)"', relations))
    lines = set(re.findall(r'<span id="(f\d+)">', documents[0]["html"].decode()))
    assert len(opened) > 50
    assert opened <= lines
    assert len(re.findall("<w:hyperlink r:id", parts["word/document.xml"])) >= len(opened)


def test_every_line_of_the_annex_is_a_place_that_other_files_open(documents):
    pdf = documents[0]["origins.pdf"]

    lines = set(re.findall(r'<span id="(f\d+)">', documents[0]["html"].decode()))
    assert set(re.findall(r"\((f\d+)\)", named(pdf))) == lines


def named(pdf):
    """What a PDF says in its objects, those packed into streams too."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return b"".join([pdf, *map(unpacked_stream, streams)]).decode("latin-1")


def unpacked_stream(stream):
    with contextlib.suppress(zlib.error):
        return zlib.decompress(stream)
    return b""


def test_annex_as_a_sheet_has_a_line_for_every_figure(documents):
    import python_calamine

    sheet = python_calamine.load_workbook(io.BytesIO(documents[0]["origins.xlsx"]))
    heads, *lines = sheet.get_sheet_by_index(0).to_python()

    anchors = re.findall(r'<span id="f(\d+)">', documents[0]["html"].decode())
    assert [str(int(line[0])) for line in lines] == anchors
    assert heads[-1] == "Definīcija"
    assert {line[-1] for line in lines if line[-1]} == {"0123456789abcdef"}


def test_report_ends_with_its_signature(documents, parts):
    document = parts["word/document.xml"]

    assert 'w:val="Signature"' in document
    assert document.index("vadītājs(-a)") > document.rindex('w:val="Heading2"')
    assert "vadītājs(-a)" in documents[0]["html"].decode()
