"""Posts that nobody holds."""

from typing import Any

import polars as pl

from gaisma.sample import staff_plan


def vacancies(institutions: dict[str, int]) -> pl.DataFrame:
    """Rows of Vacancy."""
    rows = [
        {
            "institution_id": institutions[vacancy.institution],
            "role": vacancy.role,
            "load": vacancy.load,
            "opened_on": vacancy.opened_on,
            "expected_on": vacancy.expected_on,
            "closed_on": vacancy.closed_on,
            "source": vacancy.source,
            "filling": vacancy.filling,
        }
        for vacancy in staff_plan.VACANCIES
    ]
    schema: dict[str, Any] = {
        "load": pl.Decimal(6, 3),
        "expected_on": pl.Date,
        "closed_on": pl.Date,
    }
    return pl.DataFrame(rows, schema_overrides=schema).with_row_index("id", offset=1)
