"""Tasks of a test: equal to published worked examples."""

import polars as pl
import pytest

from gaisma.analytics.measures.items import analysed
from gaisma.analytics.measures.reliability import cronbach_alpha

PATTERNS = """
00000 3, 00001 6, 00010 2, 00011 11, 00100 1, 00101 1, 00110 3, 00111 4, 01000 1, 01001 8, 01011 16,
01101 3, 01110 2, 01111 15, 10000 10, 10001 29, 10010 14, 10011 81, 10100 3, 10101 28, 10110 15,
10111 80, 11000 16, 11001 56, 11010 21, 11011 173, 11100 11, 11101 61, 11110 28, 11111 298
"""
"""Section 6 of the Law School Admission Test: Bock and Lieberman, Psychometrika 35 (1970), 179."""
SECTION_6 = [
    [int(answer) for answer in pattern]
    for pattern, count in (line.split() for line in PATTERNS.replace("\n", " ").split(","))
    for _ in range(int(count))
]


@pytest.fixture(scope="module")
def section():
    return analysed(pl.DataFrame(SECTION_6, orient="row"), [1] * 5)


def test_thousand_candidates_sat() -> None:
    assert len(SECTION_6) == 1000


def test_statistics_equal_those_of_rizopoulos_2006(section) -> None:
    """`descript(LSAT)` of ltm: Journal of Statistical Software 17 (5), page 7.

    It divides by the deviation of a sample where a correlation has that of all who sat.
    """
    as_printed = (999 / 1000) ** 0.5
    items = section.items

    assert [round(one.difficulty, 3) for one in items] == [0.924, 0.709, 0.553, 0.763, 0.870]
    with_total = [round((one.with_total or 0) * as_printed, 4) for one in items]
    assert with_total == [0.3618, 0.5665, 0.6181, 0.5342, 0.4351]
    without = [round((one.discrimination or 0) * as_printed, 4) for one in items]
    assert without == [0.1128, 0.1531, 0.1727, 0.1444, 0.1215]
    assert round(section.alpha or 0, 4) == 0.2950


@pytest.mark.parametrize(
    ("left_out", "alpha"), [(0, 0.2754), (1, 0.2376), (2, 0.2168), (3, 0.2459), (4, 0.2663)]
)
def test_alpha_without_a_task_equals_rizopoulos_2006(left_out, alpha) -> None:
    frame = pl.DataFrame(SECTION_6, orient="row")

    found = cronbach_alpha(frame.drop(frame.columns[left_out])).alpha

    assert round(found or 0, 4) == alpha


def test_alpha_of_right_and_wrong_is_formula_20_of_kuder_and_richardson(section) -> None:
    shares = [one.difficulty for one in section.items]
    totals = pl.Series([sum(row) for row in SECTION_6])
    # With the sums of squares above the count, as the formula of 1937 has them.
    spread = totals.var(ddof=0)

    formula = 5 / 4 * (1 - sum(p * (1 - p) for p in shares) / spread)

    assert section.alpha == pytest.approx(formula)


def test_blank_task_counts_no_points_and_is_told() -> None:
    points = pl.DataFrame({"a": [2, None, 1, None], "b": [1, 1, 0, 0]})

    first, second = analysed(points, [2, 1]).items

    assert (first.difficulty, first.blank) == (3 / 8, 0.5)
    assert (second.difficulty, second.blank) == (0.5, 0.0)


@pytest.mark.parametrize("points", [{"a": [1, 1, 1], "b": [0, 1, 1]}, {"a": [1], "b": [0]}])
def test_task_that_all_did_alike_tells_nobody_apart(points) -> None:
    found = analysed(pl.DataFrame(points), [1, 1])

    assert found.items[0].discrimination is None


def test_nobody_or_nothing_is_analysed() -> None:
    assert analysed(pl.DataFrame({"a": []}, schema={"a": pl.Float64}), [1]) is None
    assert analysed(pl.DataFrame(), []) is None
    with pytest.raises(ValueError, match="2 tasks have 1 maxima"):
        analysed(pl.DataFrame({"a": [1], "b": [1]}), [1])
