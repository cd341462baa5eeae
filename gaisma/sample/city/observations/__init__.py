"""Observations of lessons and activities, with the sheets of those who observed.

They draw from a source of their own, so that the rest of the city stays as it is.
"""

from collections.abc import Mapping

import numpy as np
import polars as pl
from django.db.models import Model

from gaisma.quality.observations.models import CoverageGoal, Observation, Sheet
from gaisma.sample import observation_plan
from gaisma.sample.city.observations import lessons, sheets
from gaisma.sample.city.observations.lessons import Made

__all__ = ["Made", "observing"]
PURPOSES = {
    "external": ("quality", "quality", "quality", "support"),
    "internal": ("quality", "quality", "support", "quality", "appraisal", "exchange"),
    "peer": ("exchange",),
}
OWN_SEED = 3


def observing(
    city: Made, ids: Mapping[str, int], years: pl.DataFrame, seed: int
) -> Mapping[type[Model], pl.DataFrame]:
    """Rows of CoverageGoal, Observation and Sheet; versions of instruments count from 1."""
    rng = np.random.default_rng([seed, OWN_SEED])
    held = _numbered(lessons.held(city, ids, rng), first=1)
    planned = _numbered(lessons.planned(city, ids, rng), first=held.height + 1)
    cancelled = _cancelled(held, first=held.height + planned.height + 1)
    filled = sheets.filled(held, rng)
    steps = filled.filter("is_lead").select("step", id="observation_id")
    told = sheets.followed(held.join(steps, on="id", maintain_order="left"), rng)
    told = sheets.with_visits_that_follow(told, rng)
    every = pl.concat([told, planned, cancelled], how="diagonal_relaxed")
    waiting = sheets.waiting(pl.concat([planned, cancelled], how="diagonal_relaxed"))
    return {
        CoverageGoal: _goals(years),
        Observation: _filled(every),
        Sheet: _filled(pl.concat([filled, waiting], how="diagonal_relaxed")).with_row_index(
            "id", offset=1
        ),
    }


def _numbered(rows: pl.DataFrame, *, first: int) -> pl.DataFrame:
    """The rows in the order of their days, each with its purpose."""
    in_order = rows.sort("planned_on", "institution_id", "starts_at", "teacher_id")
    number = pl.int_range(pl.len()).over("observed_by")
    return in_order.with_columns(
        id=pl.int_range(first, first + rows.height, eager=True),
        purpose=pl.col("observed_by")
        .replace_strict(PURPOSES, return_dtype=pl.List(pl.String))
        .pipe(lambda words: words.list.get(number % words.list.len())),
    )


def _cancelled(held: pl.DataFrame, *, first: int) -> pl.DataFrame:
    """Visits like some of those that were held, that did not come about."""
    count = observation_plan.CANCELLED
    like = held.filter(observed_by="internal").gather_every(held.height // count - 20).head(count)
    told = observation_plan.WHY_CANCELLED
    reasons = pl.lit(pl.Series(told))
    return like.with_columns(
        id=pl.int_range(first, first + like.height, eager=True),
        held_on=pl.lit(None, pl.Date),
        cancelled_on="planned_on",
        cancelled_because=reasons.gather(
            pl.int_range(pl.len()) % len(observation_plan.WHY_CANCELLED)
        ),
    )


def _filled(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with empty texts where nothing is written."""
    empty = {"answers": "{}", "notes": "[]"}
    texts = ("cancelled_because", "talk", "reply", "next_step", "strengths", "advice", *empty)
    return rows.with_columns(
        pl.col(name).fill_null(empty.get(name, "")) for name in texts if name in rows.columns
    )


def _goals(years: pl.DataFrame) -> pl.DataFrame:
    percents = pl.DataFrame(
        list(observation_plan.COVERAGE.items()), schema=["name", "percent"], orient="row"
    )
    joined = years.join(percents, on="name").select("percent", school_year_id="id")
    return joined.with_row_index("id", offset=1)
