"""The report as a word processor's file: pandoc with our reference document, then finished."""

import re
import tempfile
from collections.abc import Mapping
from html import escape
from pathlib import Path

from gaisma.evidence.reports import charts
from gaisma.evidence.reports.builder import Built
from gaisma.evidence.reports.documents import contents, reference
from gaisma.evidence.reports.documents.archive import packed, unpacked
from gaisma.evidence.reports.documents.source import options, source
from gaisma.evidence.reports.documents.texts import Texts

HERE = Path(__file__).parent
REGIONS = {"lv": "lv-LV", "en": "en-GB", "ru": "ru-RU"}
TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
ROW = re.compile(r"<w:tr>(\s*<w:trPr>)?")


def docx(built: Built, texts: Texts, pictures: Mapping[str, str]) -> bytes:
    """The document; charts are given as SVG by anchor. The same report is the same bytes."""
    with tempfile.TemporaryDirectory(prefix="gaisma-report-") as folder:
        for anchor, svg in pictures.items():
            (Path(folder) / f"{anchor}.png").write_bytes(charts.pixels(svg))
        files = unpacked(_converted(built, texts, pictures, Path(folder)))
    return packed(_finished(files, built, texts))


def _converted(built: Built, texts: Texts, pictures: Mapping[str, str], folder: Path) -> bytes:
    import pypandoc

    target = folder / "report.docx"
    pypandoc.convert_text(
        source(built, pictures=pictures, form="png"),
        "docx",
        format="html",
        outputfile=str(target),
        extra_args=[
            "--standalone",
            f"--template={HERE / 'report.openxml'}",
            f"--reference-doc={HERE / 'reference.docx'}",
            f"--lua-filter={HERE / 'figures.lua'}",
            f"--resource-path={folder}",
            "--shift-heading-level-by=-1",
            *options(_metadata(texts)),
        ],
    )
    return target.read_bytes()


def _metadata(texts: Texts) -> dict[str, str]:
    return {
        "title": texts.title,
        "subtitle": texts.subtitle,
        "authority": texts.authority,
        "annex": texts.annex,
        "notice": texts.notice,
        "place-and-day": texts.place_and_day,
        "state-of-data": texts.state_of_data,
        "lang": REGIONS[texts.language],
    }


def _finished(files: dict[str, bytes], built: Built, texts: Texts) -> dict[str, bytes]:
    document = files["word/document.xml"].decode()
    document = contents.filled(document, title=texts.contents)
    document = TABLE.sub(lambda table: _table(table[0]), document)
    files["word/document.xml"] = document.encode()
    for name in [name for name in files if re.fullmatch(r"word/(header|footer)\d\.xml", name)]:
        files[name] = _edge(files[name].decode(), texts).encode()
    files["word/styles.xml"] = _in_language(files["word/styles.xml"].decode(), texts).encode()
    files["docProps/core.xml"] = _properties(built, texts).encode()
    return files


def _table(xml: str) -> str:
    """Rows stay whole, and numbers are plain: there the marks of links would be noise."""
    xml = xml.replace('<w:rStyle w:val="Hyperlink" />', "")
    xml = xml.replace('<w:pStyle w:val="Compact" />', '<w:pStyle w:val="TableText" />')
    return ROW.sub(
        lambda row: f"<w:tr>{row[1] or '<w:trPr>'}<w:cantSplit/>{'' if row[1] else '</w:trPr>'}",
        xml,
    )


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
