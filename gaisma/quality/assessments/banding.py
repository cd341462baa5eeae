"""Into which bands results fall: measured by points, percent or the mark, or told by the examiner.

Figures and the analysis of a paper read it alike.
"""

import polars as pl
from django.db.models import QuerySet

from gaisma.base import bulk
from gaisma.quality.assessments.models import Band
from gaisma.quality.assessments.terms import MARK, PERCENT, POINTS, TOLD, WHOLE

MEASURES = {POINTS: "total", PERCENT: "percent", MARK: "mark"}


def in_bands(rows: pl.DataFrame, bands: QuerySet[Band]) -> pl.DataFrame:
    """A row for each band that a result falls into, with `skill`, `band`, `is_low` and `order`.

    `rows` have `result`, `paper_id`, `total`, `percent`, `mark` and `levels`, which go.
    """
    known = bulk.frame_of(
        bands.order_by("paper_id", "order"),
        "paper_id",
        "skill",
        "code",
        "basis",
        "least",
        "most",
        "is_low",
        "order",
    ).rename({"code": "band"})
    known = known.with_columns(pl.col("skill").replace("", WHOLE))
    measured = [
        _within(rows, known.filter(pl.col("basis") == basis), column)
        for basis, column in MEASURES.items()
    ]
    told = rows.explode("levels").drop_nulls("levels")
    parts = pl.col("levels").str.splitn("=", 2)
    named = told.with_columns(
        skill=parts.struct.field("field_0"), band=parts.struct.field("field_1")
    )
    of_examiners = known.filter(pl.col("basis") == TOLD)
    chosen = named.join(of_examiners, on=["paper_id", "skill", "band"], maintain_order="left")
    kept = [name for name in rows.columns if name != "levels"]
    columns = [*kept, "skill", "band", "is_low", "order"]
    every = [frame.select(columns) for frame in (*measured, chosen)]
    return pl.concat(every, how="vertical_relaxed")


def _within(rows: pl.DataFrame, known: pl.DataFrame, column: str) -> pl.DataFrame:
    """Rows with the band of each skill that holds their value.

    What lies between two bands, 39.6 percent of “20–39” and “40–59”, falls into the lower one.
    """
    value = pl.col(column).cast(pl.Decimal(9, 3))
    both = rows.join(known, on="paper_id", maintain_order="left")
    met = both.filter(value >= pl.col("least"), value < pl.col("most") + 1)
    return met.filter(pl.col("least") == pl.col("least").max().over("result", "skill"))
