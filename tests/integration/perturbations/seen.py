"""What the demo says after a change, number by number; runs in a process of its installation.

Prints JSON: a line for each number that is a door: the page, the words that are clicked, the
question behind them, and what that question is answered now. The bars of the report's charts and
the lines of its appendix are such numbers too, and those of its comparison with the last report.
"""

import html
import io
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from gaisma.analytics.calculation import Figure
from gaisma.base import listing
from gaisma.base.models import User
from gaisma.evidence.figures import asking, presentation, queries
from gaisma.evidence.reports import actions, charts
from gaisma.evidence.reports import queries as reports
from gaisma.evidence.reports.asking import ReportQuestion
from tests.tightening import tight

DOOR = re.compile(r'<a\b[^>]*\bhref="(/figures/[^"/]+/\?[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")
NO_FILTER = ("as_of", "lake_version", "by", "and_by", "format")
REPORT = "/reports/readiness-2024-2025-lv/"
PAGES = ("/", REPORT)
AS_OF = date(2024, 8, 20)
YEAR = "2024/2025"
READERS = ("specialists", "vaditajs", "parvalde")
CHARTS, APPENDIX, COMPARISON, PUBLISHED = "charts", "appendix", "comparison", "published"
LINE = re.compile(r'<a\b[^>]*\bhref="(/reports/\d+/figures/\d+/)"[^>]*>(.*?)</a>', re.DOTALL)
SAID = re.compile(r'<data value="([^"]*)">')
LONG = 10_000
"""So many rows stand on one page of a list."""


@dataclass(frozen=True)
class Door:
    """A number of a page, and what its question is answered."""

    page: str
    words: str
    indicator: str
    filters: dict[str, str]
    value: str
    before: str
    state: str


def after_each(changes: Iterable[Callable[[], None]]) -> None:
    """Make one change after the other, and read every page anew after each."""
    listing.PAGE = LONG
    for change in changes:
        change()
        json.dump([asdict(door) for door in _doors()], sys.stdout)
        sys.stdout.write("\n")


def _doors() -> Iterator[Door]:
    out = Path(settings.GAISMA_HOME) / "reports"
    call_command(
        "report", "build", "readiness", school_year=YEAR, as_of=AS_OF, language="lv",
        formats="html", out=out, stdout=io.StringIO(),
    )  # fmt: skip
    for reader in READERS:
        client = Client(headers={"accept-language": "lv"}, SERVER_NAME="localhost")
        client.force_login(User.objects.get(username=reader))
        for page in PAGES:
            yield from _of(page, tight(client.get(page).content.decode()))
    yield from _of_the_edition()
    yield from _of_the_comparison()


def _of_the_edition() -> Iterator[Door]:
    """The lines of the appendix, and the bars of the charts as they are drawn."""
    edition = reports.edition("readiness", school_year=YEAR, as_of=AS_OF, language="lv")
    built = reports.computed(edition, lake_version=None)
    for line in built.lines:
        if not line.question.by:
            yield from _asked(APPENDIX, line.value, line.question)
    for chart in built.charts:
        bars = charts.specification(chart)["data"]["values"]
        drawn = {(bar["row"], bar["series"]): bar for bar in bars}
        for row in chart.table.rows:
            name = " · ".join(head for head in row.heads if head)
            for title, cell in zip(chart.table.titles, row.cells, strict=True):
                bar = drawn.get((name, title))
                if bar and cell.question and not bar["why"]:
                    yield from _asked(CHARTS, bar["text"], cell.question)
                    yield from _asked(
                        CHARTS, f"{bar['value']:.6f}".replace(".", ","), cell.question
                    )


def _asked(page: str, words: str, question: ReportQuestion) -> Iterator[Door]:
    if question.is_asked and any(sign.isdigit() for sign in words):
        filters = dict(question.filters)
        as_of = question.as_of or AS_OF
        (figure,) = queries.answer(question.indicator, filters=filters, as_of=as_of)
        yield _door(page, " ".join(words.split()), question.indicator, filters, figure)


def _of_the_comparison() -> Iterator[Door]:
    """Every number of the comparison with the last report, of a draft that is begun for it."""
    at = datetime.combine(AS_OF, time(12), tzinfo=UTC)
    draft = actions.draft(name="readiness", school_year=YEAR, as_of=AS_OF, by=None, at=at)
    client = Client(headers={"accept-language": "lv"}, SERVER_NAME="localhost")
    client.force_login(User.objects.get(username="specialists"))
    answer = client.get(f"/reports/{draft.pk}/comparison/?with=earlier&show=all")
    text = tight(answer.content.decode())
    yield from _of(COMPARISON, text)
    for address, inner in dict.fromkeys(LINE.findall(text)):
        (said,) = SAID.findall(tight(client.get(address).content.decode()))
        words = " ".join(html.unescape(TAG.sub(" ", inner)).split())
        value = str(presentation.decimal(Fraction(said)))
        yield Door(PUBLISHED, words, address, {}, value, "None", "known")
    draft.delete()


def _of(page: str, text: str) -> Iterator[Door]:
    for address, inner in dict.fromkeys(DOOR.findall(text)):
        parts = urlsplit(html.unescape(address))
        given = dict(parse_qsl(parts.query))
        indicator = parts.path.split("/")[2]
        filters = {name: value for name, value in given.items() if name not in NO_FILTER}
        words = " ".join(html.unescape(TAG.sub(" ", inner)).split())
        if given.get("by") or not any(sign.isdigit() for sign in words):
            continue
        (figure,) = queries.answer(
            indicator, filters=filters, as_of=date.fromisoformat(given["as_of"])
        )
        yield _otherwise(page, words, filters, figure) or _door(
            page, words, indicator, filters, figure
        )


def _otherwise(page: str, words: str, filters: dict[str, str], figure: Figure) -> Door | None:
    """A number that the figure's page tells beside its value: a part of it, or how it changed."""
    value: object = None
    if " no " in words and figure.denominator is not None:
        value, kind = figure.numerator, "part"
    elif _is_of_a_year(figure) and words.isdigit() and Decimal(words) != figure.value:
        before = asking.year_before(figure.indicator, filters)
        (then,) = queries.answer(figure.indicator, filters=before, as_of=figure.as_of)
        moved = None if then.value is None else Fraction(figure.value or 0) - Fraction(then.value)
        value, kind = moved if moved is None else abs(moved), "change"
    if value is None:
        return None
    said = str(presentation.decimal(Fraction(str(value))))
    return Door(page, words, f"{figure.indicator} ({kind})", filters, said, "None", "known")


def _is_of_a_year(figure: Figure) -> bool:
    return "school_year" in figure.filters and not figure.indicator.endswith(".change")


def _door(page: str, words: str, indicator: str, filters: dict[str, str], figure: Figure) -> Door:
    return Door(
        page, words, indicator, filters,
        str(presentation.decimal(figure.value)),
        str(presentation.decimal(figure.compared_value)),
        str(figure.state),
    )  # fmt: skip
