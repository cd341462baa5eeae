from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from gaisma.analytics.tables import LakeTable
from gaisma.evidence.lake import files

LOADS = LakeTable(
    "loads",
    {
        "person": "int64",
        "school_year": "string",
        "load": "decimal(6, 3)",
        "on": "date",
        "special": "array<string>",
    },
    cut_by=("school_year",),
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: object) -> None:
    settings.GAISMA_HOME = tmp_path  # type: ignore[attr-defined]


def rows(*years: str) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "on": [date(2024, 9, 1)] * len(years),
            "load": [Decimal("0.5")] * len(years),
            "school_year": list(years),
            "person": range(len(years)),
            "special": [["language"]] * len(years),
        }
    )


def test_write_cuts_by_the_table_and_keeps_the_rows() -> None:
    frame = rows("2023/2024", "2024/2025", "2023/2024")

    written = files.write(LOADS, frame)

    assert [(file["cut"], file["rows"]) for file in written] == [
        ({"school_year": "2023/2024"}, 2),
        ({"school_year": "2024/2025"}, 1),
    ]
    read = pl.read_parquet([files.path(file) for file in written])
    assert_frame_equal(read, files.conforming(LOADS, frame), check_row_order=False)


def test_write_of_the_same_rows_names_the_same_files() -> None:
    assert files.write(LOADS, rows("2023/2024")) == files.write(LOADS, rows("2023/2024"))


def test_write_leaves_no_draft() -> None:
    files.write(LOADS, rows("2023/2024"))

    assert not list(files.folder().rglob("*.draft"))


def test_write_of_no_rows_makes_an_empty_file_with_the_schema() -> None:
    (file,) = files.write(LOADS, pl.DataFrame(schema=files.schema(LOADS)))

    assert pl.read_parquet(files.path(file)).schema == pl.Schema(files.schema(LOADS))


def test_conforming_without_a_column_is_refused() -> None:
    with pytest.raises(pl.exceptions.ColumnNotFoundError):
        files.conforming(LOADS, rows("2023/2024").drop("load"))
