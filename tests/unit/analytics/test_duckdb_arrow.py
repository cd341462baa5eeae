from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from gaisma.analytics.engines.duckdb import DuckdbEngine


def test_arrow_gives_the_rows_as_columns(tmp_path: Path) -> None:
    pq.write_table(pa.table({"unit": [2, 1]}), tmp_path / "part.parquet")
    engine = DuckdbEngine({"institutions": [tmp_path / "part.parquet"]})

    table = engine.arrow("SELECT unit FROM institutions ORDER BY unit")

    assert table.to_pydict() == {"unit": [1, 2]}
