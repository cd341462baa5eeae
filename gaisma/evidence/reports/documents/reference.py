"""Makes `reference.docx`, from which the report takes its styles: pandoc's own, in our look.

    python -m gaisma.evidence.reports.documents.reference

The result is committed; an authority puts its own in its place.
"""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from gaisma.evidence.reports.documents import packed, unpacked

FONT = "Times New Roman"
MONO = "Courier New"
INK, SOFT, BRAND, AMBER, LINE, STRONG = "1B2733", "4C5A67", "0F4C4A", "C77F0A", "D8D2C5", "8B8475"
FONTS = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"/>'
TEXT_WIDTH = 9242
"""Of A4 between its margins, in twentieths of a point."""


def style(
    name: str,
    identifier: str,
    *,
    paragraph: str = "",
    run: str = "",
    based_on: str = "Normal",
    following: str = "BodyText",
    kind: str = "paragraph",
) -> tuple[str, str]:
    """One style by its identifier; what is not said it takes from the one it is based on."""
    after = f'<w:next w:val="{following}"/>' if kind == "paragraph" else ""
    parent = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    content = f"<w:pPr>{paragraph}</w:pPr>" if kind == "paragraph" else ""
    default = ' w:default="1"' if identifier == "Normal" else ""
    return identifier, (
        f'<w:style{default} w:type="{kind}" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f"{parent}{after}<w:qFormat/>{content}<w:rPr>{run}</w:rPr></w:style>"
    )


def spaced(before: int = 0, after: int = 0, *, line: int = 264) -> str:
    """Space before and after in twentieths of a point, lines in 240ths."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def sized(half_points: int, *, colour: str = INK, bold: bool = False, italic: bool = False) -> str:
    """The size and colour of a text."""
    marks = ("<w:b/>" if bold else '<w:b w:val="0"/>') + ("<w:i/>" if italic else "")
    size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    return f'{FONTS}{marks}<w:color w:val="{colour}"/>{size}'


def bordered(edge: str, width: int, colour: str, *, space: int) -> str:
    """A line at one edge of a paragraph, its width in eighths of a point."""
    line = f'w:val="single" w:sz="{width}" w:space="{space}" w:color="{colour}"'
    return f"<w:pBdr><w:{edge} {line}/></w:pBdr>"


# The parts of a paragraph's properties stand in the order that the format prescribes.
KEPT = "<w:keepNext/><w:keepLines/>"
TABS = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>'
EDGE_TABS = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
# Where the signature is written, and the name where none is known.
SIGNED = (
    '<w:tabs><w:tab w:val="left" w:pos="4500"/>'
    '<w:tab w:val="right" w:leader="underscore" w:pos="6700"/>'
    '<w:tab w:val="left" w:pos="7000"/>'
    f'<w:tab w:val="right" w:leader="underscore" w:pos="{TEXT_WIDTH}"/></w:tabs>'
)
STYLES = dict(
    (
        style(
            "Normal", "Normal", paragraph=spaced(), run=sized(22), based_on="", following="Normal"
        ),
        style("Body Text", "BodyText", paragraph=spaced(0, 140)),
        style("First Paragraph", "FirstParagraph", paragraph=spaced(0, 140), based_on="BodyText"),
        style("Compact", "Compact", paragraph=spaced(0, 60)),
        style("Table Text", "TableText", paragraph=spaced(30, 30, line=240), run=sized(19)),
        style(
            "Title",
            "Title",
            paragraph=bordered("top", 18, AMBER, space=10) + spaced(2600, 120, line=240),
            run=sized(52, colour=BRAND, bold=True),
        ),
        style("Subtitle", "Subtitle", paragraph=spaced(0, 0), run=sized(30)),
        style("Author", "Author", paragraph=spaced(0, 0), run=sized(24, bold=True)),
        style(
            "Annex",
            "Annex",
            paragraph=spaced(0, 20) + '<w:jc w:val="right"/>',
            run=sized(22),
        ),
        style("Date", "Date", paragraph=spaced(600, 40), run=sized(22)),
        style("Edition", "Edition", paragraph=spaced(0, 0), run=sized(20, colour=SOFT)),
        style(
            "Notice",
            "Notice",
            paragraph='<w:shd w:val="clear" w:color="auto" w:fill="FDF1D8"/>' + spaced(3600, 0),
            run=sized(20, colour="7A4A00"),
        ),
        style("Contents Place", "ContentsPlace"),
        style(
            "heading 1",
            "Heading1",
            paragraph=KEPT + spaced(440, 160, line=240) + '<w:outlineLvl w:val="0"/>',
            run=sized(36, colour=BRAND, bold=True),
        ),
        style(
            "heading 2",
            "Heading2",
            paragraph=KEPT + spaced(320, 120, line=240) + '<w:outlineLvl w:val="1"/>',
            run=sized(26, bold=True),
        ),
        style(
            "heading 3",
            "Heading3",
            paragraph=KEPT + spaced(240, 80, line=240) + '<w:outlineLvl w:val="2"/>',
            run=sized(23, bold=True),
        ),
        style(
            "TOC Heading",
            "TOCHeading",
            paragraph="<w:pageBreakBefore/>" + spaced(0, 200),
            run=sized(36, colour=BRAND, bold=True),
        ),
        style(
            "toc 1",
            "TOC1",
            paragraph=TABS + spaced(140, 30),
            run=sized(22, bold=True),
            following="Normal",
        ),
        style(
            "toc 2",
            "TOC2",
            paragraph=TABS + spaced(0, 20) + '<w:ind w:left="284"/>',
            run=sized(21),
            following="Normal",
        ),
        style(
            "caption",
            "Caption",
            paragraph=KEPT + spaced(200, 80),
            run=sized(19, colour=SOFT, italic=True),
        ),
        style(
            "Table Caption",
            "TableCaption",
            paragraph=KEPT + spaced(200, 80),
            run=sized(19, colour=SOFT, italic=True),
            based_on="Caption",
        ),
        style(
            "Image Caption",
            "ImageCaption",
            paragraph=spaced(60, 200),
            run=sized(19, colour=SOFT, italic=True),
            based_on="Caption",
        ),
        style("Picture", "Picture", paragraph=spaced(0, 200)),
        style(
            "Sources",
            "Sources",
            paragraph=KEPT + bordered("top", 4, LINE, space=6) + spaced(480, 0),
            run=sized(18, colour=SOFT),
        ),
        style("Decision", "Decision", paragraph=KEPT + spaced(480, 0)),
        style(
            "Signature",
            "Signature",
            paragraph=KEPT + SIGNED + spaced(640, 0),
            following="Statement",
        ),
        style("Statement", "Statement", paragraph="<w:keepLines/>" + spaced(400, 0), run=sized(20)),
        style("Captioned Figure", "CaptionedFigure", paragraph=KEPT + spaced(160, 0)),
        style("Note", "Note", paragraph=spaced(60, 200), run=sized(17, colour=SOFT)),
        style(
            "Definition Term",
            "DefinitionTerm",
            paragraph=KEPT + spaced(140, 0),
            run=sized(21, bold=True),
            following="Definition",
        ),
        style("Definition", "Definition", paragraph=spaced(0, 60), run=sized(20)),
        style(
            "header",
            "Header",
            paragraph=bordered("bottom", 4, LINE, space=4) + EDGE_TABS,
            run=sized(17, colour=SOFT),
            following="Header",
        ),
        style(
            "footer", "Footer", paragraph=EDGE_TABS, run=sized(17, colour=SOFT), following="Footer"
        ),
        style(
            "Hyperlink",
            "Hyperlink",
            kind="character",
            based_on="DefaultParagraphFont",
            run="",
        ),
        style(
            "Verbatim Char",
            "VerbatimChar",
            kind="character",
            based_on="DefaultParagraphFont",
            run=f'<w:rFonts w:ascii="{MONO}" w:hAnsi="{MONO}" w:cs="{MONO}"/>'
            f'<w:color w:val="{SOFT}"/><w:sz w:val="14"/>',
        ),
    )
)
TABLE = f"""<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/>
<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>
<w:tblBorders><w:bottom w:val="single" w:sz="6" w:color="{STRONG}"/>
<w:insideH w:val="single" w:sz="4" w:color="{LINE}"/></w:tblBorders>
<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>
<w:bottom w:w="30" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="{SOFT}"/></w:rPr><w:tblPr/>
<w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="6" w:color="{STRONG}"/></w:tcBorders>
<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>
<w:top w:val="single" w:sz="6" w:color="{STRONG}"/></w:tcBorders></w:tcPr></w:tblStylePr>
</w:style>"""


TARGET = Path(__file__).parent / "reference.docx"
AUTHORITY, RUNNING, FOOTING = "AUTHORITY", "RUNNING", "FOOTING"
"""What stands in the header and footer until a document is written."""

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
# Twentieths of a point: A4, and the width between its margins.
PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1474" w:right="1247" w:bottom="1361" w:left="1417" '
    'w:header="680" w:footer="624" w:gutter="0"/>'
)

FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {0} '
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def line(part: str, kind: str, left: str, right: str) -> str:
    """A header or footer: a text at either edge."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:{part} {NAMESPACES}><w:p><w:pPr>'
        f'<w:pStyle w:val="{kind}"/></w:pPr><w:r><w:t>{left}</w:t></w:r><w:r><w:tab/></w:r>{right}'
        f"</w:p></w:{part}>"
    )


def empty(part: str) -> str:
    """The header or footer of the title page."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{part} {NAMESPACES}><w:p/></w:{part}>'


OF = '<w:r><w:t xml:space="preserve"> / </w:t></w:r>'
PAGES = FIELD.format("PAGE") + OF + FIELD.format("NUMPAGES")
PARTS = {
    "header1": line("hdr", "Header", AUTHORITY, f"<w:r><w:t>{RUNNING}</w:t></w:r>"),
    "footer1": line("ftr", "Footer", FOOTING, PAGES),
    "header2": empty("hdr"),
    "footer2": empty("ftr"),
}
SECTION = (
    "<w:sectPr>"
    '<w:headerReference w:type="default" r:id="rIdheader1"/>'
    '<w:headerReference w:type="first" r:id="rIdheader2"/>'
    '<w:footerReference w:type="default" r:id="rIdfooter1"/>'
    '<w:footerReference w:type="first" r:id="rIdfooter2"/>'
    f"{PAGE}<w:titlePg/></w:sectPr>"
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def made(default: bytes) -> bytes:
    """Pandoc's own reference document in our look."""
    files = unpacked(default)
    files["word/styles.xml"] = _styles(files["word/styles.xml"].decode()).encode()
    document = files["word/document.xml"].decode()
    document = re.sub(r"<w:sectPr\s*/>|<w:sectPr[ >].*?</w:sectPr>", "", document, flags=re.DOTALL)
    files["word/document.xml"] = document.replace("</w:body>", f"{SECTION}</w:body>").encode()
    relations, types = "", ""
    for name, content in PARTS.items():
        kind = name[:-1]
        files[f"word/{name}.xml"] = content.encode()
        relations += f'<Relationship Id="rId{name}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
        types += f'<Override PartName="/word/{name}.xml" ContentType="{CONTENT}.{kind}+xml"/>'
    _insert(files, "word/_rels/document.xml.rels", relations, "</Relationships>")
    _insert(files, "[Content_Types].xml", types, "</Types>")
    return packed(files)


def _insert(files: dict[str, bytes], name: str, text: str, before: str) -> None:
    files[name] = files[name].decode().replace(before, text + before).encode()


def _always(text: str) -> Callable[[re.Match[str]], str]:
    """A replacement that is taken as it is, backslashes and all."""
    return lambda _found: text


def _styles(xml: str) -> str:
    for identifier, ours in {**STYLES, "Table": TABLE}.items():
        pattern = rf'<w:style [^>]*w:styleId="{identifier}"[^>]*>.*?</w:style>'
        xml, replaced = re.subn(pattern, _always(ours), xml, flags=re.DOTALL)
        if not replaced:
            xml = xml.replace("</w:styles>", f"{ours}</w:styles>")
    return re.sub(r"<w:rFonts w:asciiTheme[^>]*>", FONTS, xml)


def main() -> None:
    """Write the reference document beside this module."""
    import pypandoc

    pandoc = pypandoc.get_pandoc_path()
    command = [pandoc, "--print-default-data-file", "reference.docx"]
    default = subprocess.run(command, check=True, capture_output=True).stdout
    TARGET.write_bytes(made(default))


if __name__ == "__main__":
    main()
