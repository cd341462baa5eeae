"""The report as PDF for people and for screen readers: pandoc to Typst, Typst to PDF/UA-1."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path

from gaisma.evidence.reports.builder import Built
from gaisma.evidence.reports.documents.source import options, source
from gaisma.evidence.reports.documents.texts import Texts

HERE = Path(__file__).parent
STANDARD = "ua-1"
FAMILY = "Libertinus Serif"
"""Comes with the compiler; the machine's own fonts are left out, so that pages never differ."""


def pdf(built: Built, texts: Texts, pictures: Mapping[str, str]) -> bytes:
    """The document; charts are given as SVG by anchor.

    The compiler refuses what does not meet PDF/UA-1.
    """
    import typst

    from gaisma.evidence.reports.charts import FONT

    files = {
        f"{anchor}.svg": svg.replace(FONT, FAMILY).encode() for anchor, svg in pictures.items()
    }
    moment = datetime.combine(built.edition.as_of, time(), tzinfo=UTC)
    compiled = typst.compile(
        {"main.typ": typst_source(built, texts, pictures).encode(), **files},
        ignore_system_fonts=True,
        pdf_standards=[STANDARD],
        timestamp=int(moment.timestamp()),
    )
    return bytes(compiled)


def typst_source(built: Built, texts: Texts, pictures: Mapping[str, str]) -> str:
    """The report in Typst's own language."""
    import pypandoc

    written = pypandoc.convert_text(
        source(built, pictures=pictures, form="svg"),
        "typst",
        format="html",
        extra_args=[
            "--standalone",
            f"--template={HERE / 'report.typ'}",
            f"--lua-filter={HERE / 'figures.lua'}",
            "--shift-heading-level-by=-1",
            "--wrap=none",
            *options(
                {
                    "title": texts.title,
                    "title-plain": texts.running,
                    "subtitle": texts.subtitle,
                    "authority": texts.authority,
                    "annex": texts.annex,
                    "footing": texts.footing,
                    "running": texts.running,
                    "notice": texts.notice,
                    "place-and-day": texts.place_and_day,
                    "state-of-data": texts.state_of_data,
                    "contents-title": texts.contents,
                    "lang": texts.language,
                }
            ),
        ],
    )
    return str(written)
