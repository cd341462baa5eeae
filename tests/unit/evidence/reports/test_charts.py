import pytest

from gaisma.evidence.reports import charts
from gaisma.evidence.reports.charts import ChartView, Point
from gaisma.evidence.reports.tables import TableView

TABLE = TableView("t", 1, "Pupils", (), (), (), None, has_hidden=False)


def chart(rows, *, series=("Pupils",), upright=True, in_time=False):
    points = tuple(Point(row, one, 1.0, "1") for row in rows for one in series)
    return ChartView("c", 1, "Pupils", TABLE, points, series, upright=upright, in_time=in_time)


def encoding(view):
    return charts.specification(view)["layer"][0]["encoding"]


def test_upright_bars_stand_on_their_names():
    drawn = encoding(chart(["2023", "2024"]))

    assert drawn["x"]["field"] == "row"
    assert drawn["y"]["field"] == "value"


def test_lying_bars_begin_at_their_names():
    drawn = encoding(chart(["Rūķītis"], upright=False))

    assert drawn["y"]["field"] == "row"
    assert drawn["x"]["field"] == "value"


def test_rows_keep_the_order_of_the_table():
    assert encoding(chart(["b", "a"]))["x"]["sort"] == ["b", "a"]


@pytest.mark.parametrize(("upright", "offset"), [(True, "xOffset"), (False, "yOffset")])
def test_two_series_stand_side_by_side_in_two_colours(upright, offset):
    drawn = encoding(chart(["1"], series=("Now", "Before"), upright=upright))

    assert drawn[offset]["sort"] == ["Now", "Before"]
    assert drawn["color"]["scale"]["range"] == list(charts.SERIES)


def test_one_series_in_time_has_colour_for_the_last_year_alone():
    drawn = encoding(chart(["2023", "2024"], in_time=True))["color"]

    assert drawn["condition"] == {
        "test": {"field": "row", "equal": "2024"},
        "value": charts.SERIES[0],
    }
    assert drawn["value"] == charts.SERIES[1]


def test_long_names_below_narrow_bars_break_into_lines():
    many = encoding(chart([f"{grade}-й класс" for grade in range(1, 13)]))
    few = encoding(chart(["2023/2024", "2024/2025"]))

    assert "labelExpr" in many["x"]["axis"]
    assert "labelExpr" not in few["x"]["axis"]


def test_chart_without_points_is_drawn_with_nothing():
    assert charts.specification(chart([]))["data"] == {"values": []}
