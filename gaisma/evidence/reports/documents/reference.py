"""Makes `reference.docx`, from which the report takes its styles: pandoc's own, in our look.

    python -m gaisma.evidence.reports.documents.reference

The result is committed; an authority puts its own in its place.
"""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from gaisma.evidence.reports.documents.archive import packed, unpacked
from gaisma.evidence.reports.documents.styles import FONTS, STYLES, TABLE

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
