"""The contents list of a DOCX, filled when it is written.

It is a real TOC field, so that a word processor can bring it up to date, with an entry for each
heading: a link to it, and its page as a PAGEREF field. Only a word processor knows its own pages:
the fields hold those of the PDF, whose chapters begin on new pages as well, and are marked to be
computed when the document is opened.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

PLACE = re.compile(
    r'<w:p>\s*<w:pPr>\s*<w:pStyle w:val="ContentsPlace"\s*/>\s*</w:pPr>\s*</w:p>', re.DOTALL
)
PARAGRAPH = re.compile(r"<w:p>.*?</w:p>", re.DOTALL)
LEVEL = re.compile(r'<w:pStyle w:val="Heading([12])"\s*/>')
BOOKMARK = re.compile(r'<w:bookmarkStart[^>]*w:name="([^"]+)"[^>]*/>')
TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
INSTRUCTION = r'TOC \o "1-2" \h \z \u'


@dataclass(frozen=True)
class Entry:
    """A heading of the document; the text is as it stands in XML."""

    level: int
    anchor: str
    text: str


def entries(document: str) -> Iterator[Entry]:
    """The headings in their order."""
    bookmark = ""
    for found in re.finditer(f"{BOOKMARK.pattern}|{PARAGRAPH.pattern}", document, re.DOTALL):
        if found[1]:
            bookmark = found[1]
            continue
        level = LEVEL.search(found[0])
        if level:
            inside = BOOKMARK.search(found[0])
            yield Entry(
                int(level[1]), inside[1] if inside else bookmark, "".join(TEXT.findall(found[0]))
            )


def filled(document: str, *, title: str, pages: Mapping[str, int]) -> str:
    """The document with its contents list in its place; without a title there is none."""
    lines = [_line(entry, pages.get(entry.anchor, 1)) for entry in entries(document)]
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


def _line(entry: Entry, page: int) -> str:
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
