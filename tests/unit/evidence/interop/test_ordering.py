"""Millions of rows in order: by one number each as by their columns."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from gaisma.evidence.interop.mass.ordering import in_order, numbered, said_again

SUBJECTS = pl.Enum(["art", "music", "sport"])
FAR_APART = st.integers(-(2**63), 2**63 - 1)
COLUMNS: Mapping[str, tuple[Any, st.SearchStrategy[Any]]] = {
    "unit": (pl.Int64, st.none() | st.integers(-5, 5)),
    "person": (pl.Int64, st.none() | st.sampled_from([-(2**63), -7, 3, 2**62, 2**63 - 1])),
    "day": (pl.Date, st.none() | st.dates()),
    "lesson": (pl.Int32, st.none() | st.integers(0, 3)),
    "subject": (SUBJECTS, st.none() | st.sampled_from(["art", "music", "sport"])),
}
ROWS = st.lists(st.tuples(*(cells for _type, cells in COLUMNS.values())), max_size=20)


def rows_of(told: list[Any]) -> pl.DataFrame:
    schema = {name: kind for name, (kind, _cells) in COLUMNS.items()}
    return pl.DataFrame(told, schema=schema, orient="row")


@given(ROWS)
def test_numbers_order_rows_as_their_columns_do(told: list[Any]) -> None:
    rows = rows_of(told)

    assert numbered(rows, rows.columns) is not None
    assert in_order(rows, rows.columns).rows() == rows.sort(rows.columns).rows()


@given(ROWS)
def test_a_row_says_again_what_one_before_it_says(told: list[Any]) -> None:
    rows = rows_of(told)

    assert said_again(rows, rows.columns).to_list() == [
        row in told[:place] for place, row in enumerate(told)
    ]


@given(st.lists(st.tuples(*[FAR_APART] * 2, st.text(max_size=2)), max_size=12))
def test_what_is_not_numbered_is_asked_by_its_columns(told: list[Any]) -> None:
    schema = {"one": pl.Int64, "other": pl.Int64, "text": pl.String}
    rows = pl.DataFrame(told, schema=schema, orient="row")

    assert numbered(rows, rows.columns) is None
    assert in_order(rows, rows.columns).rows() == rows.sort(rows.columns).rows()
    assert said_again(rows, rows.columns).to_list() == [
        row in told[:place] for place, row in enumerate(told)
    ]


def test_more_than_there_are_numbers_is_not_numbered() -> None:
    wide = pl.DataFrame({f"c{place}": [0, 2**20] for place in range(4)})

    assert numbered(wide, wide.columns) is None
    assert in_order(wide, wide.columns).rows() == wide.sort(wide.columns).rows()
