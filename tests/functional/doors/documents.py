"""Opens every number of a report's DOCX and PDF; run in a copy of the demo.

    python -m tests.functional.doors.documents SEED AT_MOST USERNAME...

The documents are built for an installation that has an address. Writes as JSON what each holds,
and what disagreed.
"""

import html
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from tests.functional.doors.numbers import Door
from tests.functional.doors.walking import Reader, Told, opened, prepared, sampled

SITE = "https://gaisma.example.lv/"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
LINK = re.compile(r'#link\("(?P<address>[^"]*)"\)\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\]]*\])*)\]')
LINE = re.compile(r"f\d+")
"""The anchor of a line in the list of figures."""
MARKS = re.compile(r"#strong\[(.*?)\]|[*_]|\\(.)")


def of_docx(content: bytes) -> Iterator[Door]:
    """The links of a word processor's file, with their words."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        relations = ElementTree.fromstring(file.read("word/_rels/document.xml.rels"))
        document = ElementTree.fromstring(file.read("word/document.xml"))
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    for link in document.iter(f"{WORD}hyperlink"):
        text = "".join(part.text or "" for part in link.iter(f"{WORD}t"))
        yield from _door(targets.get(link.get(RELATION), ""), text)


def of_typst(source: str) -> Iterator[Door]:
    """The links of what a PDF is made of."""
    for found in LINK.finditer(source):
        text = MARKS.sub(lambda mark: mark[1] or mark[2] or "", found["text"])
        text = text.replace("~", "\u00a0").replace("--", "–")
        yield from _door(found["address"], text)


def of_html(page: bytes) -> list[Door]:
    """The numbers of the web page, with the addresses that are written there."""
    found = re.finditer(r'<a class="figure" href="([^"]*)"[^>]*>([^<]*)</a>', page.decode())
    links = ((html.unescape(link[1]), html.unescape(link[2])) for link in found)
    return [door for address, text in links for door in _door(address, text)]


def _door(address: str, text: str) -> Iterator[Door]:
    parts = urlsplit(address)
    if address.startswith(SITE):
        yield Door(f"{parts.path}?{parts.query}", text)
    elif LINE.fullmatch(parts.fragment):
        yield Door("", text, f"#{parts.fragment}")


def documents() -> tuple[dict[str, list[Door]], str]:
    """The numbers of the report in each form, and the list of its figures."""
    from gaisma.evidence.reports import charts, queries
    from gaisma.evidence.reports.documents import drawing
    from gaisma.evidence.reports.documents.pdf import typst_source
    from gaisma.evidence.reports.documents.texts import texts_of
    from gaisma.evidence.reports.models import Report
    from gaisma.evidence.reports.painting import Painter

    report = Report.objects.order_by("-school_year").first()
    assert report is not None
    edition = replace(queries.edition_of(report, "lv"), site=SITE)
    built = queries.computed(edition, lake_version=report.lake_version)
    with Painter() as painter:
        files = drawing.documents(built, ("html", "docx"), painter)
        pictures = charts.drawn(built.charts, painter)
    every = {
        "html": of_html(files["html"]),
        "docx": list(of_docx(files["docx"])),
        "pdf": list(of_typst(typst_source(built, texts_of(built), pictures))),
    }
    return every, built.origins


def main(seed: str, at_most: str, *usernames: str) -> dict[str, Any]:
    prepared(marks=False)
    forms, origins = documents()
    return {
        f"{username} {form}": asdict(_judged(Reader(username), doors, origins, seed, at_most))
        for username in usernames
        for form, doors in forms.items()
    }


def _judged(reader: Reader, doors: list[Door], origins: str, seed: str, at_most: str) -> Told:
    """What leads to a page is opened; what leads to a line of the list finds it there."""
    told = Told(pages=1, numbers=len(doors))
    lines = {door for door in doors if door.line}
    told.wrong += [
        f"{door.text!r} has no line {door.line}"
        for door in lines
        if f'<span id="{door.line[1:]}">' not in origins
    ]
    told.annexed = len(lines) - len(told.wrong)
    pages = dict.fromkeys((door for door in doors if door.address), "")
    opened(reader, sampled(pages, int(seed), int(at_most)), told)
    return told


if __name__ == "__main__":
    json.dump(main(*sys.argv[1:]), sys.stdout, ensure_ascii=False, indent=1)
