from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from gaisma.analytics.engines.duckdb import DuckdbEngine


def test_arrow_gives_the_rows_as_columns(tmp_path: Path) -> None:
    pq.write_table(pa.table({"unit": [2, 1]}), tmp_path / "part.parquet")
    engine = DuckdbEngine({"institutions": [tmp_path / "part.parquet"]})

    table = engine.arrow("SELECT unit FROM institutions ORDER BY unit")

    assert table.to_pydict() == {"unit": [1, 2]}


def year(folder: Path, name: str, unit: int) -> Path:
    file = folder / f"it's {name[:4]}.parquet"
    pq.write_table(pa.table({"unit": [unit], "school_year": [name]}), file)
    return file


def test_rows_of_files_of_years_and_of_none_are_those_of_the_files(tmp_path: Path) -> None:
    files = [year(tmp_path, name, unit) for unit, name in enumerate(["2023/2024", "2024/2025"])]
    mixed = year(tmp_path, "2022/2023", 2)
    years = dict(zip(files, ["2023/2024", "2024/2025"], strict=True))
    engine = DuckdbEngine({"groups": [*files, mixed]}, years)

    rows = engine.rows("SELECT * FROM groups ORDER BY unit")

    assert rows == [(0, "2023/2024"), (1, "2024/2025"), (2, "2022/2023")]


def test_rows_of_a_year_open_only_the_files_of_the_year(tmp_path: Path) -> None:
    files = [year(tmp_path, name, unit) for unit, name in enumerate(["2024/2025", "2023/2024"])]
    years = dict(zip(files, ["2024/2025", "2023/2024"], strict=True))
    engine = DuckdbEngine({"groups": files}, years)

    plan = engine.rows("EXPLAIN SELECT sum(unit) FROM groups WHERE school_year = '2024/2025'")

    assert plan[0][1].count("PARQUET_SCAN") == 1
