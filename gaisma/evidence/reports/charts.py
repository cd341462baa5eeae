"""Charts of a report: calm bars from a table that stands beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from gaisma.analytics.calculation import State
from gaisma.evidence.figures import states
from gaisma.evidence.reports.painting import Painter
from gaisma.evidence.reports.sections import ReportChart
from gaisma.evidence.reports.tables import Cell, TableView

SERIES = ("#0f4c4a", "#cdc5b6")
"""The current value alone has colour; what it is compared with is quiet."""

INK, SOFT, LINE = "#1b2733", "#4c5a67", "#e2dccf"
FONT = "Liberation Sans"
"""Comes with the renderer, so that a chart is the same on every machine."""
WIDTH = 560
UPRIGHT_STEP = 64
NAMES = 230
LETTER = 5.6
"""How wide a letter of a label is."""


@dataclass(frozen=True)
class Point:
    """One bar."""

    row: str
    series: str
    value: float
    text: str
    why: str = ""


@dataclass(frozen=True)
class ChartView:
    """A chart as it is printed; its numbers stand in the table."""

    anchor: str
    number: int
    title: str
    table: TableView
    points: tuple[Point, ...]
    series: tuple[str, ...]
    upright: bool
    in_time: bool = False
    alternative: str = ""
    """What the chart shows, for those who do not see it."""

    @property
    def file(self) -> str:
        return f"{self.anchor}.svg"


def view(chart: ReportChart, table: TableView, *, anchor: str, number: int = 0) -> ChartView:
    """The chart of a printed table; rows that hide a number are left out of the picture."""
    titles = table.titles
    points = tuple(
        Point(
            " · ".join(head for head in row.heads if head),
            titles[index],
            float(cell.value or 0),
            cell.text,
            "" if cell.value is not None else states.meaning(cell.state),
        )
        for row in table.rows
        for index in chart.columns
        if (cell := row.cells[index]).value is not None or _is_gap(table, cell)
    )
    series = tuple(titles[index] for index in chart.columns)
    return ChartView(
        anchor=f"c-{anchor}-{chart.key}",
        number=number,
        title=_(chart.title),
        table=table,
        points=points,
        series=series,
        upright=chart.upright,
        in_time=table.in_time,
        alternative=_alternative(_(chart.title), table, points, is_single=len(series) == 1),
    )


def _is_gap(table: TableView, cell: Cell) -> bool:
    """Whether a year has a place without a bar; other rows that hide a number are left out."""
    return table.in_time and cell.state not in (State.KNOWN, State.PROTECTED)


def _alternative(title: str, table: TableView, points: Sequence[Point], *, is_single: bool) -> str:
    listed = "; ".join(
        f"{point.row}: {point.why or point.text}"
        if is_single
        else f"{point.row} ({point.series}): {point.why or point.text}"
        for point in points
    )
    if table.signs:
        listed += ". " + " ".join(f"{one.sign} {one.meaning}" for one in table.signs)
    message = _("Bar chart. %(title)s. %(numbers)s. The same numbers are in table %(table)s.")
    return message % {"title": title, "numbers": listed, "table": table.number}


def is_empty(chart: ChartView) -> bool:
    """Whether it has no bar of what it is about: of its first series, or of any year."""
    first = chart.series[0]
    return not any(not point.why and point.series == first for point in chart.points)


def drawn(charts: Sequence[ChartView], painter: Painter) -> dict[str, str]:
    """The charts as SVG, by anchor."""
    return {chart.anchor: painter.svg(specification(chart)) for chart in charts}


def specification(chart: ChartView) -> dict[str, Any]:
    """The chart in Vega-Lite's terms: bars, and each one's number at its end."""
    encoding = _encoding(chart)
    bars = {"mark": {"type": "bar", "cornerRadius": 1}, "encoding": encoding}
    colour = {"color": {"value": INK}, "text": {"field": "text", "type": "nominal"}}
    numbers = {"mark": {"type": "text", **_beside(chart)}, "encoding": encoding | colour}
    return {
        "data": {"values": [vars(point) for point in chart.points]},
        "layer": [bars, numbers],
        "background": "transparent",
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "legend": {"orient": "top", "title": None},
        },
        **_size(chart),
    }


def _encoding(chart: ChartView) -> dict[str, Any]:
    order = list(dict.fromkeys(point.row for point in chart.points))
    look = {"labelColor": INK, "domainColor": LINE, "ticks": False, "labelFontSize": 11}
    category = {
        "field": "row",
        "type": "nominal",
        "sort": order,
        "title": None,
        "axis": {"labelLimit": NAMES, "labelAngle": 0, "labelPadding": 6, **look} | _lines(chart),
        "scale": {"paddingInner": 0.28, "paddingOuter": 0.14},
    }
    size = {"field": "value", "type": "quantitative", "title": None, "axis": None, "stack": None}
    across, along = ("x", "y") if chart.upright else ("y", "x")
    encoding = {across: category, along: size, "color": _colour(chart, order)}
    if len(chart.series) > 1:
        offset = {"field": "series", "type": "nominal", "sort": list(chart.series)}
        encoding[f"{across}Offset"] = offset
    return encoding


def _lines(chart: ChartView) -> dict[str, Any]:
    """Below narrow bars each word has a line of its own."""
    longest = max((len(point.row) for point in chart.points), default=0)
    if chart.upright and longest * LETTER > _size(chart)["width"] / _rows(chart):
        return {"labelExpr": "split(datum.label, ' ')"}
    return {}


def _rows(chart: ChartView) -> int:
    return len({point.row for point in chart.points}) or 1


def _colour(chart: ChartView, order: Sequence[str]) -> dict[str, Any]:
    if len(chart.series) > 1:
        return {
            "field": "series",
            "type": "nominal",
            "scale": {"domain": list(chart.series), "range": list(SERIES)},
            "legend": {"labelFontSize": 11, "labelColor": INK, "symbolType": "square"},
        }
    if not chart.in_time or not order:
        return {"value": SERIES[0]}
    now = {"field": "row", "equal": order[-1]}
    return {"condition": {"test": now, "value": SERIES[0]}, "value": SERIES[1]}


def _beside(chart: ChartView) -> dict[str, Any]:
    if chart.upright:
        return {"baseline": "bottom", "dy": -3, "fontSize": 9 if len(chart.series) > 1 else 11}
    return {"align": "left", "dx": 4, "fontSize": 11}


def _size(chart: ChartView) -> dict[str, Any]:
    if chart.upright:
        return {"width": min(WIDTH, UPRIGHT_STEP * _rows(chart)), "height": 150}
    return {"width": WIDTH - NAMES, "height": {"step": 10 if len(chart.series) > 1 else 15}}
