"""Posts that nobody holds."""

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
            "expected_on": None if vacancy.closed_on else staff_plan.EXPECTED_ON,
            "closed_on": vacancy.closed_on,
            "source": vacancy.source,
        }
        for vacancy in staff_plan.VACANCIES
    ]
    schema = {"load": pl.Decimal(6, 3)}
    return pl.DataFrame(rows, schema_overrides=schema).with_row_index("id", offset=1)
