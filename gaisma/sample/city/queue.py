"""The queue for preschool: whoever waited has left it, with a place or without."""

from datetime import date

import numpy as np
import polars as pl

from gaisma.sample import plan
from gaisma.sample.city.learners import YEAR_STARTS, Learners

YOUNGEST = (-5, -4)
LONGEST_WAIT = 600
LAST_LEAVING = date(2024, 8, 14)


def waiting(
    learners: Learners,
    people: pl.DataFrame,
    institutions: dict[str, int],
    rng: np.random.Generator,
) -> pl.DataFrame:
    """Rows of QueueEntry for children who got a place, and for the last people, who withdrew."""
    placed = _placed(learners, institutions)
    withdrawn = pl.DataFrame(
        {
            "person_id": people["id"].tail(plan.QUEUE_WITHDRAWN),
            "left_on": np.datetime64(LAST_LEAVING) - rng.integers(0, 300, plan.QUEUE_WITHDRAWN),
        }
    ).with_columns(pl.col("left_on").cast(pl.Date))
    entries = pl.concat([placed, withdrawn], how="diagonal_relaxed")
    waited = rng.integers(30, LONGEST_WAIT, entries.height).astype("timedelta64[D]")
    wish = pl.Series(rng.random(entries.height) < 0.7)
    return (
        entries.join(people.select("born_on", person_id="id"), on="person_id", how="left")
        .with_columns(
            stage=pl.lit("preschool"),
            registered_on=pl.min_horizontal(
                "left_on",
                pl.max_horizontal(
                    pl.col("left_on") - pl.Series(waited.astype("timedelta64[us]")),
                    pl.col("born_on") + pl.duration(days=14),
                ),
            ),
            institution_id=pl.when(wish).then("institution_id"),
        )
        .drop("born_on")
        .with_row_index("id", offset=1)
    )


def _placed(learners: Learners, institutions: dict[str, int]) -> pl.DataFrame:
    """Those who came to preschool for the first time, in both years."""
    preschool = learners.enrolments.filter(stage="preschool")
    last = preschool.filter(pl.col("from_on") < YEAR_STARTS, pl.col("level").is_in(YOUNGEST))
    first = preschool.filter(pl.col("newcomer").fill_null(value=False))
    return pl.concat([last, first]).select(
        person_id=pl.col("person") + 1,
        institution_id=pl.col("institution").replace_strict(institutions, return_dtype=pl.Int64),
        left_on=pl.min_horizontal("registered_on", pl.lit(LAST_LEAVING)),
    )
