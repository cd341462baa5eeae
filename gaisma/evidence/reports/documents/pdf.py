"""The report as PDF for people and for screen readers: pandoc to Typst, Typst to PDF/UA-1."""

import base64
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from threading import Lock
from typing import Any

from gaisma.evidence.reports.builder import Built
from gaisma.evidence.reports.documents.pandoc import converted, options, source
from gaisma.evidence.reports.documents.texts import Texts

HERE = Path(__file__).parent
FAMILY = "Libertinus Serif"
"""Comes with the compiler; the machine's own fonts are left out, so that pages never differ."""


@dataclass(frozen=True)
class Pages:
    """The report in Typst's own language, with its charts."""

    files: Any  # the compiler takes a mapping, its stubs do not know that
    day: date
    # The compiler keeps what it has laid out: who comes second does not lay it out again.
    turn: Lock = field(default_factory=Lock, compare=False, repr=False)

    def pdf(self) -> bytes:
        """The document; the compiler refuses what does not meet PDF/UA-1."""
        import typst

        moment = datetime.combine(self.day, time(), tzinfo=UTC)
        with self.turn:
            compiled = typst.compile(
                self.files,
                ignore_system_fonts=True,
                pdf_standards=["ua-1"],
                timestamp=int(moment.timestamp()),
            )
        return bytes(compiled)

    def of_headings(self) -> dict[str, int]:
        """On which page each heading stands, by its anchor."""
        import typst

        with self.turn:
            found = typst.query(
                self.files, "<pages>", field="value", one=True, ignore_system_fonts=True
            )
        return dict(json.loads(found))


def pages(
    built: Built,
    texts: Texts,
    pictures: Mapping[str, str],
    photos: Mapping[str, bytes] | None = None,
) -> Pages:
    """The report as pages; charts are given as SVG by anchor, photos as files by their names."""
    from gaisma.evidence.reports.charts import FONT

    files = {
        f"{anchor}.svg": svg.replace(FONT, FAMILY).encode() for anchor, svg in pictures.items()
    }
    files |= {_within(name): _drawing(content) for name, content in (photos or {}).items()}
    main = {"main.typ": typst_source(built, texts, pictures, photos or ()).encode()}
    return Pages({**main, **files}, built.edition.as_of)


def _within(photo: str) -> str:
    """What the drawing that holds a photo is called."""
    return f"{photo}.svg"


def _drawing(photo: bytes) -> bytes:
    """A drawing that is the photo: in its mapping the compiler takes nothing but text."""
    from PIL import Image

    with Image.open(io.BytesIO(photo)) as seen:
        size = f'width="{seen.width}" height="{seen.height}"'
    data = base64.b64encode(photo).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
        f'<image {size} href="data:image/jpeg;base64,{data}"/></svg>'
    ).encode()


def typst_source(
    built: Built, texts: Texts, pictures: Mapping[str, str], photos: Iterable[str] = ()
) -> str:
    """The report in Typst's own language."""
    html = source(built, pictures=pictures, form="svg")
    for name in photos:
        html = html.replace(f'src="{name}"', f'src="{_within(name)}"')
    return converted(
        html,
        "typst",
        f"--template={HERE / 'report.typ'}",
        "--wrap=none",
        *options(
            texts,
            **{
                "title-plain": texts.running,
                "footing": texts.footing,
                "running": texts.running,
                "contents-title": texts.contents,
                "lang": texts.language,
            },
        ),
    )
