"""Periods of days, both ends included."""

import polars as pl


def overlaps(rows: pl.DataFrame, *, of: str) -> pl.DataFrame:
    """Pairs (`id`, `other_id`) of rows of the same `of` that share a day; the other began earlier.

    `rows` have `id`, `from_on` and `to_on`, none of them null. Each row is named once as `id`.
    """
    ordered = rows.select("id", of, "from_on", "to_on").sort(of, "from_on", "id")
    latest = pl.col("to_on").cum_max().shift(1).over(of)
    late = ordered.with_row_index("place").with_columns(latest=latest)
    late = late.filter(pl.col("from_on") <= pl.col("latest")).drop("latest")
    earlier = ordered.with_row_index("other_place").select(
        of, "other_place", other_id="id", other_to="to_on"
    )
    return (
        late.join(earlier, on=of)
        .filter(pl.col("other_place") < pl.col("place"), pl.col("other_to") >= pl.col("from_on"))
        .unique("id", keep="first", maintain_order=True)
        .select("id", "other_id")
    )
