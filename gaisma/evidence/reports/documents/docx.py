"""The report as a word processor's file: pandoc with our reference document, then finished."""

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from math import ceil
from pathlib import Path

from gaisma.evidence.reports.builder import Built
from gaisma.evidence.reports.documents import packed, reference, unpacked
from gaisma.evidence.reports.documents.pandoc import converted, options, source
from gaisma.evidence.reports.documents.texts import Texts

HERE = Path(__file__).parent
REGIONS = {"lv": "lv-LV", "en": "en-GB", "ru": "ru-RU"}
TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
SHORT, TALL = 9, 5
"""Tables of fewer lines, the header included, are kept on one page; rows of more may be parted."""
LETTERS = 90
"""About as many stand on a line of a table of one column."""
CELL = re.compile(r"<w:tc>.*?</w:tc>", re.DOTALL)

INTRODUCTION = re.compile(
    r'(<w:pStyle w:val="(?:FirstParagraph|BodyText)" />)'
    r"((?:(?!</w:p>).)*</w:p>)"
    r"(?=(?:(?!</?w:p>).)*(?:<w:tbl>|<w:p>\s*<w:pPr>\s*"
    r'<w:pStyle w:val="(?:TableCaption|CaptionedFigure|Caption)"))',
    re.DOTALL,
)
"""A sentence before a table or a chart stays with it; more words may end a page."""
SENTENCE = 200
WORDS = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")

AFTER_TABLE = re.compile(
    r"(</w:tbl>\s*<w:p>\s*<w:pPr>\s*"
    r'<w:pStyle w:val="(?:FirstParagraph|BodyText)" />(?:<w:keepNext />)?)'
)
"""What follows a table keeps its distance, which a table itself cannot ask for."""
DISTANCE = '<w:spacing w:before="160" />'

LEAD = re.compile(
    r'(<w:pStyle w:val="(?:FirstParagraph|BodyText)" />)'
    r"(?=(?:<w:spacing [^>]*/>)?</w:pPr><w:r><w:rPr><w:b />(?:(?!</?w:r>).)*</w:r></w:p>)"
)
"""Bold words that stand alone stay with what they head."""

CHAPTER = re.compile(r'(<w:pStyle w:val="Heading1"\s*/>)')
"""Chapters follow each other on the page; without contents the first one ends the cover."""


def docx(
    built: Built,
    texts: Texts,
    pictures: Mapping[str, str],
    png: Callable[[str], bytes],
    pages: Callable[[], Mapping[str, int]],
    photos: Mapping[str, bytes] | None = None,
) -> bytes:
    """The document; charts are given as SVG by anchor. The same report is the same bytes.

    `png` paints a chart; `pages` tells on which page of the PDF each heading stands; `photos` are
    files by the names under which the body shows them.
    """
    with tempfile.TemporaryDirectory(prefix="gaisma-report-") as folder:
        for anchor, svg in pictures.items():
            (Path(folder) / f"{anchor}.png").write_bytes(png(svg))
        for name, content in (photos or {}).items():
            (Path(folder) / name).write_bytes(content)
        files = unpacked(_converted(built, texts, pictures, Path(folder)))
    return packed(_finished(files, built, texts, pages()))


def _converted(built: Built, texts: Texts, pictures: Mapping[str, str], folder: Path) -> bytes:
    target = folder / "report.docx"
    converted(
        source(built, pictures=pictures, form="png"),
        "docx",
        f"--output={target}",
        f"--template={HERE / 'openxml.txt'}",
        f"--reference-doc={HERE / 'reference.docx'}",
        f"--resource-path={folder}",
        *options(texts, lang=REGIONS[texts.language]),
    )
    return target.read_bytes()


def _finished(
    files: dict[str, bytes], built: Built, texts: Texts, pages: Mapping[str, int]
) -> dict[str, bytes]:
    document = files["word/document.xml"].decode()
    document = with_contents(document, title=texts.contents, pages=pages)
    document = INTRODUCTION.sub(introduced, document)
    document = AFTER_TABLE.sub(rf"\1{DISTANCE}", document)
    document = TABLE.sub(lambda table: _table(table[0]), document)
    document = document.replace('<w:rStyle w:val="Hyperlink" />', "")
    document = LEAD.sub(r"\1<w:keepNext />", document)
    if not texts.contents:
        document = CHAPTER.sub(r"\1<w:pageBreakBefore/>", document, count=1)
    files["word/document.xml"] = document.encode()
    for name in [name for name in files if re.fullmatch(r"word/(header|footer)\d\.xml", name)]:
        files[name] = _edge(files[name].decode(), texts).encode()
    files["word/styles.xml"] = _in_language(files["word/styles.xml"].decode(), texts).encode()
    files["docProps/core.xml"] = _properties(built, texts).encode()
    return files


def introduced(found: re.Match[str]) -> str:
    """The sentence before a table or chart, kept with it unless it is long."""
    if sum(len(words) for words in WORDS.findall(found[2])) > SENTENCE:
        return found[0]
    return f"{found[1]}<w:keepNext />{found[2]}"


def _table(xml: str) -> str:
    """The table with its rows whole, unless they are tall; a short one stays on one page."""
    xml = xml.replace('<w:pStyle w:val="Compact" />', '<w:pStyle w:val="TableText" />')
    before, *rows = xml.split("<w:tr>")
    lines = [_lines(row) for row in rows]
    rows = [_whole(row) if tall <= TALL else row for row, tall in zip(rows, lines, strict=True)]
    if sum(lines) < SHORT:
        kept = '<w:pStyle w:val="TableText" /><w:keepNext />'
        text = '<w:pStyle w:val="TableText" />'
        rows[:-1] = [row.replace(text, kept) for row in rows[:-1]]
    return "<w:tr>".join([before, *rows])


def _lines(row: str) -> int:
    """On about how many lines a row of a table stands."""
    cells = CELL.findall(row)
    letters = max((sum(map(len, WORDS.findall(cell))) for cell in cells), default=0)
    return max(1, ceil(letters * len(cells) / LETTERS))


def _whole(row: str) -> str:
    """The row, which no page parts; what is said of it stands at its beginning."""
    begun, said = row.lstrip(), "<w:trPr>"
    if begun.startswith(said):
        return f"{said}<w:cantSplit/>{begun.removeprefix(said)}"
    return f"<w:trPr><w:cantSplit/></w:trPr>{row}"


def _edge(xml: str, texts: Texts) -> str:
    for mark, text in (
        (reference.AUTHORITY, texts.authority),
        (reference.RUNNING, texts.running),
        (reference.FOOTING, texts.footing),
    ):
        xml = xml.replace(f"<w:t>{mark}</w:t>", f"<w:t>{escape(text)}</w:t>")
    return xml


def _in_language(xml: str, texts: Texts) -> str:
    region = REGIONS[texts.language]
    return re.sub(r'<w:lang [^>]*w:val="[^"]*"', f'<w:lang w:val="{region}"', xml)


def _properties(built: Built, texts: Texts) -> str:
    day = f"{built.edition.as_of.isoformat()}T00:00:00Z"
    return (
        '<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(texts.running)}</dc:title><dc:creator>{escape(texts.authority)}"
        f"</dc:creator><dc:language>{REGIONS[texts.language]}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified>'
        "</cp:coreProperties>"
    )


PLACE = re.compile(
    r'<w:p>\s*<w:pPr>\s*<w:pStyle w:val="ContentsPlace"\s*/>\s*</w:pPr>\s*</w:p>', re.DOTALL
)
PARAGRAPH = re.compile(r"<w:p>.*?</w:p>", re.DOTALL)
LEVEL = re.compile(r'<w:pStyle w:val="Heading([12])"\s*/>')
BOOKMARK = re.compile(r'<w:bookmarkStart[^>]*w:name="([^"]+)"[^>]*/>')
TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
INSTRUCTION = r'TOC \o "1-2" \h \z \u'


@dataclass(frozen=True)
class Heading:
    """A heading of the document; the text is as it stands in XML."""

    level: int
    anchor: str
    text: str


def headings_of(document: str) -> Iterator[Heading]:
    """The headings in their order."""
    bookmark = ""
    for found in re.finditer(f"{BOOKMARK.pattern}|{PARAGRAPH.pattern}", document, re.DOTALL):
        if found[1]:
            bookmark = found[1]
            continue
        level = LEVEL.search(found[0])
        if level:
            inside = BOOKMARK.search(found[0])
            yield Heading(
                int(level[1]), inside[1] if inside else bookmark, "".join(TEXT.findall(found[0]))
            )


def with_contents(document: str, *, title: str, pages: Mapping[str, int]) -> str:
    """The document with its contents list in its place; without a title there is none.

    It is a real TOC field, so that a word processor can bring it up to date, with an entry for
    each heading: a link to it, and its page as a PAGEREF field. Only a word processor knows its
    own pages: the fields hold those of the PDF, whose chapters begin on new pages as well, and are
    marked to be computed when the document is opened.
    """
    lines = [_contents_line(entry, pages.get(entry.anchor, 1)) for entry in headings_of(document)]
    if not (title and lines):
        return PLACE.sub("", document, count=1)
    lines[0] = lines[0].replace("</w:pPr>", f"</w:pPr>{_field('begin', INSTRUCTION)}", 1)
    heading = (
        '<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr>'
        f"<w:r><w:t>{escape(title)}</w:t></w:r></w:p>"
    )
    end = f"<w:p>{_mark('end')}</w:p>"
    listed = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>{heading}{''.join(lines)}{end}"
        "</w:sdtContent></w:sdt>"
    )
    return PLACE.sub(lambda _found: listed, document, count=1)


def _contents_line(entry: Heading, page: int) -> str:
    reference = rf"PAGEREF {entry.anchor} \h"
    number = f"<w:r><w:t>{page}</w:t></w:r>"
    field = _field("begin", reference, dirty=True) + number + _mark("end")
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TOC{entry.level}"/></w:pPr>'
        f'<w:hyperlink w:anchor="{entry.anchor}" w:history="1">'
        f'<w:r><w:t xml:space="preserve">{entry.text}</w:t></w:r><w:r><w:tab/></w:r>{field}'
        "</w:hyperlink></w:p>"
    )


def _mark(kind: str, *, dirty: bool = False) -> str:
    attribute = ' w:dirty="true"' if dirty else ""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"{attribute}/></w:r>'


def _field(kind: str, instruction: str, *, dirty: bool = False) -> str:
    text = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return f"{_mark(kind, dirty=dirty)}{text}{_mark('separate')}"
