"""One question is one text of SQL, whichever process writes it: its hash is the definition."""

import ibis

from gaisma.analytics import compiling

COLUMNS = ("unit", "observer", "at", "seen", "seen_in", "seen_by", "grade", "stage")


def test_columns_that_are_dropped_leave_no_set_in_the_sql() -> None:
    table = ibis.table(dict.fromkeys(COLUMNS, "string"), name="visits")
    dropped = table.filter(table.seen.notnull()).drop("seen", "seen_by")

    sql = ibis.to_sql(compiling.in_one_way(dropped.distinct()), dialect="duckdb")

    assert "EXCLUDE" in ibis.to_sql(dropped, dialect="duckdb")
    assert "EXCLUDE" not in sql
    assert [f'"{name}"' in sql for name in ("observer", "seen_by")] == [True, False]
