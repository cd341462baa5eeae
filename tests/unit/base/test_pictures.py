import pytest
from django.utils import translation

from gaisma.base import pictures


@pytest.fixture(autouse=True)
def latvian() -> object:
    with translation.override("lv"):
        yield


def test_trend_draws_from_zero_and_marks_the_last() -> None:
    trend = pictures.trend([pictures.Point("2023", 50), pictures.Point("2024", 100)])

    assert trend is not None
    assert [bar.height for bar in trend.bars] == [18, 36]
    assert [bar.is_current for bar in trend.bars] == [False, True]
    assert [bar.top for bar in trend.bars] == [50, 0]


def test_trend_says_its_numbers_in_words() -> None:
    trend = pictures.trend([pictures.Point("2023", 4308), pictures.Point("2024", 3770)])

    assert trend is not None
    assert trend.label == "2023: 4\N{NO-BREAK SPACE}308; 2024: 3\N{NO-BREAK SPACE}770"


def test_trend_leaves_a_gap_for_what_is_not_known() -> None:
    trend = pictures.trend(
        [pictures.Point("2022", 5), pictures.Point("2023", None), pictures.Point("2024", 10)]
    )

    assert trend is not None
    assert [bar.x for bar in trend.bars] == [0, 25, 50]
    assert [bar.height for bar in trend.bars] == [18, 0, 36]


def test_trend_says_why_there_is_a_gap_and_where_it_counts_otherwise() -> None:
    trend = pictures.trend(
        [
            pictures.Point("2021", None, "–", "nav datu"),
            pictures.Point("2022", 5),
            pictures.Point("2023", 10, is_break=True),
        ]
    )

    assert trend is not None
    assert trend.label == "2021: nav datu; 2022: 5; 2023: 10 (skaitīts citādi nekā iepriekš)"
    assert trend.breaks == (47,)
    assert [bar.value for bar in trend.bars] == ["–", "5", "10"]


def test_trend_explains_each_sign_once() -> None:
    gaps = [pictures.Point(year, None, "–", "nav datu") for year in ("2020", "2021")]
    trend = pictures.trend([*gaps, pictures.Point("2022", 5), pictures.Point("2023", 10)])

    assert trend is not None
    assert [(gap.value, gap.why) for gap in trend.gaps] == [("–", "nav datu")]


@pytest.mark.parametrize("points", [[], [("2024", 5)], [("2023", None), ("2024", 5)]])
def test_trend_of_less_than_two_values_is_none(points: list[tuple[str, int | None]]) -> None:
    assert pictures.trend([pictures.Point(*point) for point in points]) is None


def test_trend_of_zeros_is_flat() -> None:
    trend = pictures.trend([pictures.Point("2023", 0), pictures.Point("2024", 0)])

    assert trend is not None
    assert {bar.height for bar in trend.bars} == {1}


def test_slopes_break_where_a_value_is_lacking() -> None:
    found = pictures.slopes(
        ["2021", "2022", "2023", "2024"],
        [("all", [50, 60, 55, 70]), ("one", [40, None, 45, 80]), ("other", [None, 60, None, 60])],
    )

    assert found
    assert (found.low, found.high) == ("40", "80")
    other, one, whole = found.lines
    assert (other.points, other.is_current) == ((), False)
    assert one.points == ("66.7,87.5 100.0,0.0",)
    assert whole.points == ("0.0,75.0 33.3,50.0 66.7,62.5 100.0,25.0",)
    assert whole.is_current
    assert found.label == "all: 2021: 50; 2022: 60; 2023: 55; 2024: 70"


@pytest.mark.parametrize("values", [[[]], [[None, None]], [[5, None], [None, 5]]])
def test_slopes_that_join_nothing_are_none(values: list[list[int | None]]) -> None:
    lines = [("", line) for line in values]

    assert pictures.slopes(["2021", "2022"][: len(values[0])], lines) is None


def test_slopes_of_one_value_lie_flat() -> None:
    found = pictures.slopes(["2021", "2022"], [("all", [50, 50])])

    assert found
    assert (found.low, found.high) == ("50", "60")
    assert found.lines[0].points == ("0.0,100.0 100.0,100.0",)


def test_shares_divide_the_whole() -> None:
    shares = pictures.shares([("here", 65, "/here/"), ("there", 83, "")])

    assert shares is not None
    assert sum(part.width for part in shares.parts) == pictures.WHOLE - pictures.SEAM
    assert shares.parts[1].x == shares.parts[0].width + pictures.SEAM
    assert shares.label == "here: 65; there: 83"


def test_shares_of_nothing_are_none() -> None:
    assert pictures.shares([("here", 0, ""), ("there", 0, "")]) is None
