"""School years with their terms, and the catalogue of subjects."""

from datetime import date

import polars as pl

from gaisma.sample import plan, taught

YEARS = (*plan.EARLIER_YEARS, plan.LAST_YEAR, plan.THIS_YEAR)
TERM_ENDS = {2020: 18, 2021: 17, 2022: 22, 2023: 22, 2024: 20}
"""The day of December on which the first term of the year ends."""


def school_years() -> pl.DataFrame:
    """Rows of SchoolYear."""
    rows = [(name, date(_start(name), 9, 1), date(_start(name) + 1, 8, 31)) for name in YEARS]
    schema = ["name", "starts_on", "ends_on"]
    return pl.DataFrame(rows, schema=schema, orient="row").with_row_index("id", offset=1)


def terms(years: pl.DataFrame) -> pl.DataFrame:
    """Rows of Term: two a year."""
    rows = [
        row
        for year, name in years.select("id", "name").rows()
        for row in (
            (year, 1, date(_start(name), 9, 1), date(_start(name), 12, TERM_ENDS[_start(name)])),
            (year, 2, date(_start(name) + 1, 1, 6), date(_start(name) + 1, 5, 31)),
        )
    ]
    schema = ["school_year_id", "number", "from_on", "to_on"]
    return pl.DataFrame(rows, schema=schema, orient="row").with_row_index("id", offset=1)


def subjects() -> pl.DataFrame:
    """Rows of Subject."""
    rows = list(taught.SUBJECTS.items())
    frame = pl.DataFrame(rows, schema=["code", "title"], orient="row")
    return frame.with_row_index("id", offset=1)


def _start(name: str) -> int:
    return int(name[:4])
