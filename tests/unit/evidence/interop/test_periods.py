"""Periods that share a day."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gaisma.evidence.interop import complaints

Period = tuple[int, int, int]


def overlapping(*rows: Period) -> set[tuple[int, int]]:
    """Rows are whose they are, first and last day of January; their ids are 1, 2, …"""
    frame = pl.DataFrame(
        [
            (number, of, date(2024, 1, first), date(2024, 1, last))
            for number, (of, first, last) in enumerate(rows, start=1)
        ],
        schema={"id": pl.Int64, "of": pl.Int64, "from_on": pl.Date, "to_on": pl.Date},
        orient="row",
    )
    return set(complaints.overlaps(frame, of="of").iter_rows())


@pytest.mark.parametrize(
    ("rows", "pairs"),
    [
        ([(1, 1, 5), (1, 6, 9)], set()),
        ([(1, 1, 5), (1, 5, 9)], {(2, 1)}),
        ([(1, 1, 9), (2, 1, 9)], set()),
        ([(1, 5, 9), (1, 1, 6)], {(1, 2)}),
        ([(1, 1, 20), (1, 2, 3), (1, 10, 11)], {(2, 1), (3, 1)}),
        ([(1, 1, 1), (1, 1, 1)], {(2, 1)}),
        ([], set()),
    ],
)
def test_overlaps_name_the_later_and_the_earlier(
    rows: list[Period], pairs: set[tuple[int, int]]
) -> None:
    assert overlapping(*rows) == pairs


PERIOD = st.tuples(st.integers(1, 2), st.integers(1, 28), st.integers(0, 3)).map(
    lambda drawn: (drawn[0], drawn[1], min(28, drawn[1] + drawn[2]))
)


@settings(max_examples=80, deadline=None)
@given(rows=st.lists(PERIOD, max_size=7))
def test_overlaps_are_found_whenever_two_periods_share_a_day(rows: list[Period]) -> None:
    shared = any(
        one[0] == other[0] and one[1] <= other[2] and other[1] <= one[2]
        for number, one in enumerate(rows)
        for other in rows[number + 1 :]
    )

    assert bool(overlapping(*rows)) is shared
