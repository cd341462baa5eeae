"""Charts of a report: calm bars from a table that stands beside them."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from gaisma.evidence.reports.sections import ReportChart
from gaisma.evidence.reports.tables import TableView

SERIES = ("#0f4c4a", "#cdc5b6")
"""The current value alone has colour; what it is compared with is quiet."""

INK, SOFT, LINE = "#1b2733", "#4c5a67", "#e2dccf"
FONT = "Liberation Sans"
"""Comes with the renderer, so that a chart is the same on every machine."""
WIDTH = 560
UPRIGHT_STEP = 64
NAMES = 230
PIXELS = 2.5


@dataclass(frozen=True)
class Point:
    """One bar."""

    row: str
    series: str
    value: float
    text: str


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


def view(chart: ReportChart, table: TableView, *, number: int, anchor: str) -> ChartView:
    """The chart of a printed table; rows that hide a number are left out of the picture."""
    titles = table.titles
    points = tuple(
        Point(
            " · ".join(head for head in row.heads if head),
            titles[index],
            float(cell.value),
            cell.text,
        )
        for row in table.rows
        for index in chart.columns
        if (cell := row.cells[index]).value is not None
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


def _alternative(title: str, table: TableView, points: Sequence[Point], *, is_single: bool) -> str:
    listed = "; ".join(
        f"{point.row}: {point.text}" if is_single else f"{point.row} ({point.series}): {point.text}"
        for point in points
    )
    message = _("Bar chart. %(title)s. %(numbers)s. The same numbers are in table %(table)s.")
    return message % {"title": title, "numbers": listed, "table": table.number}


@contextmanager
def loading() -> Iterator[None]:
    """Load what draws beside the work that is done meanwhile: it takes longer than drawing."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        loaded = pool.submit(drawn, [_EMPTY])
        yield
        loaded.result()


def drawn(charts: Sequence[ChartView]) -> dict[str, str]:
    """The charts as SVG, by anchor."""
    import vl_convert

    return {
        chart.anchor: vl_convert.vegalite_to_svg(_specification(chart).to_dict(validate=False))
        for chart in charts
    }


def pixels(svg: str) -> bytes:
    """The picture as PNG, for word processors."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=PIXELS, ppi=72 * PIXELS))


def _specification(chart: ChartView) -> Any:
    import altair as alt

    data = alt.InlineData(values=[vars(point) for point in chart.points])
    base = alt.Chart(data).encode(**_encoding(chart, alt))
    marks = base.mark_bar(cornerRadius=1)
    texts = base.encode(text="text:N", color=alt.value(INK)).mark_text(**_beside(chart))
    sized = alt.layer(marks, texts).properties(**_size(chart), background="transparent")
    return sized.configure(
        font=FONT, view={"stroke": None}, legend={"orient": "top", "title": None}
    )


def _encoding(chart: ChartView, alt: Any) -> dict[str, Any]:
    order = list(dict.fromkeys(point.row for point in chart.points))
    look = {"labelColor": INK, "domainColor": LINE, "ticks": False, "labelFontSize": 11}
    axis = alt.Axis(labelLimit=NAMES, labelAngle=0, labelPadding=6, **look)
    padded = alt.Scale(paddingInner=0.28, paddingOuter=0.14)
    category = {"field": "row", "type": "nominal", "sort": order, "title": None}
    category |= {"axis": axis, "scale": padded}
    size = {"field": "value", "type": "quantitative", "title": None, "axis": None, "stack": None}
    offset = {"field": "series", "type": "nominal", "sort": list(chart.series)}
    colour = _colour(chart, order, alt)
    if chart.upright:
        encoding = {"x": alt.X(**category), "y": alt.Y(**size), "color": colour}
        return encoding | ({"xOffset": alt.XOffset(**offset)} if len(chart.series) > 1 else {})
    encoding = {"y": alt.Y(**category), "x": alt.X(**size), "color": colour}
    return encoding | ({"yOffset": alt.YOffset(**offset)} if len(chart.series) > 1 else {})


def _colour(chart: ChartView, order: Sequence[str], alt: Any) -> Any:
    if len(chart.series) > 1:
        return alt.Color(
            "series:N",
            scale=alt.Scale(domain=list(chart.series), range=list(SERIES)),
            legend=alt.Legend(labelFontSize=11, labelColor=INK, symbolType="square"),
        )
    if not chart.in_time or not order:
        return alt.value(SERIES[0])
    now = alt.datum.row == order[-1]
    return alt.condition(now, alt.value(SERIES[0]), alt.value(SERIES[1]))


def _beside(chart: ChartView) -> dict[str, Any]:
    if chart.upright:
        return {"baseline": "bottom", "dy": -3, "fontSize": 11}
    return {"align": "left", "dx": 4, "fontSize": 11}


def _size(chart: ChartView) -> dict[str, Any]:
    if chart.upright:
        rows = len({point.row for point in chart.points})
        return {"width": min(WIDTH, UPRIGHT_STEP * rows), "height": 150}
    import altair as alt

    return {"width": WIDTH - NAMES, "height": alt.Step(13 if len(chart.series) > 1 else 19)}


_EMPTY_TABLE = TableView("", 0, "", (), (), (), None, has_hidden=False)
_EMPTY = ChartView("empty", 0, "", _EMPTY_TABLE, (), ("",), upright=False)
