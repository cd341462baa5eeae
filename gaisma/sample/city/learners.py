"""Who learns in which year: they move up, go over to other schools, leave."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from gaisma.sample import plan
from gaisma.sample.city.planned_groups import FIRST_COURSE

LAST_BASIC_GRADE = 9
LOWER_SECONDARY = 7
SEAT = ("institution", "level")


def seats(groups: pl.DataFrame) -> pl.DataFrame:
    """A row for each place to fill in the groups: `group`, `institution`, `level`, `stage`."""
    rows = np.repeat(np.arange(groups.height), groups["size"].to_numpy())
    return groups.select(
        "institution", "level", "stage", group="id", programme="programme_id"
    )[rows]  # fmt: skip


def following(learners: pl.DataFrame, free: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The places of the next year with the `person` who takes each; null is a newcomer.

    Learners stay at their institution, or go to its successor, as far as it has places in the
    next grade. Of the places left over, most go to those who found none or wish to move; after
    grade 9 also the first courses of vocational education.
    """
    candidates = _candidates(learners, rng)
    taken = _matched(free, candidates, SEAT)
    taken = _refilled(taken, candidates, rng)
    return _refilled(taken, _to_vocational(candidates, taken), rng)


def _candidates(learners: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    wishes_to_move = rng.random(learners.height) < plan.MOVER_SHARE
    return (
        learners.select("person", "institution", "level", order=rng.random(learners.height))
        .with_columns(
            pl.col("level") + 1,
            pl.when(~pl.Series(wishes_to_move))
            .then(pl.col("institution").replace(plan.SUCCESSORS))
            .alias("institution"),
        )
        .sort("order")
        .drop("order")
    )


def _matched(free: pl.DataFrame, candidates: pl.DataFrame, keys: tuple[str, ...]) -> pl.DataFrame:
    """The free places with candidates of the same keys, first come first served."""
    turn = pl.int_range(pl.len()).over(*keys).alias("turn")
    places = free.drop("person", strict=False).with_columns(turn)
    people = candidates.filter(pl.all_horizontal(pl.col(*keys).is_not_null()))
    people = people.select(*keys, "person").with_columns(turn)
    return places.join(people, on=[*keys, "turn"], how="left", maintain_order="left").drop("turn")


def _refilled(
    places: pl.DataFrame, candidates: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """The places with some of those that are still free given to candidates who have none."""
    waiting = candidates.join(places.drop_nulls("person"), on="person", how="anti")
    open_to_them = places["person"].is_null() & pl.Series(
        rng.random(places.height) >= plan.NEWCOMER_SHARE
    )
    found = _matched(places.filter(open_to_them), waiting, ("level",))
    return pl.concat([places.filter(~open_to_them), found.select(places.columns)]).sort(
        "group", maintain_order=True
    )


def _to_vocational(candidates: pl.DataFrame, taken: pl.DataFrame) -> pl.DataFrame:
    return candidates.filter(level=LAST_BASIC_GRADE + 1).with_columns(
        pl.lit(FIRST_COURSE, pl.Int64).alias("level")
    )


STAGES = ("preschool", "school", "vocational")
YEAR_STARTS, LAST_YEAR_STARTS = date(2024, 9, 1), date(2023, 9, 1)
YEAR_ENDS, LAST_YEAR_ENDS = date(2025, 8, 31), date(2024, 8, 31)
TO_LEAVE = {"left_the_municipality": 0.72, "withdrawn": 0.28}
FINISHING = {0: date(2024, 8, 31), 9: date(2024, 6, 14), 12: date(2024, 6, 28)}
"""Levels after which a learner has completed a stage, and the last day of it."""
LAST_COURSE = FIRST_COURSE + 3


@dataclass(frozen=True)
class Learners:
    """`enrolments` of both years and, for each `person`, the `level` of the later one."""

    enrolments: pl.DataFrame
    people: pl.DataFrame

    @property
    def count(self) -> int:
        return self.people.height


def learners(groups: pl.DataFrame, rng: np.random.Generator) -> Learners:
    """People for all places of preschools, schools and vocational education, in both years."""
    groups = groups.filter(pl.col("stage").is_in(STAGES))
    last = _last_year(groups.filter(school_year=plan.LAST_YEAR), rng)
    staying = last.filter(~pl.col("gone"))
    places = seats(groups.filter(school_year=plan.THIS_YEAR))
    this = following(staying, places, rng)
    this = _with_newcomers(this, known=last.height)
    enrolments = pl.concat(
        [_ended(last, this, rng), _begun(this, last, rng)], how="diagonal_relaxed"
    )
    levels = pl.concat(
        [
            this.select("person", "level"),
            last.join(this, on="person", how="anti").select("person", pl.col("level") + 1),
        ]
    ).sort("person")
    return Learners(enrolments, levels)


def _last_year(groups: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Those of 1 September 2023, of whom some left in the year, and those who came in their place.

    `gone` marks who left during the year.
    """
    places = seats(groups)
    leaving = rng.choice(places.height, plan.LEFT_DURING_YEAR, replace=False)
    gone = pl.Series("gone", np.isin(np.arange(places.height), leaving))
    from_september = places.with_columns(gone, from_on=pl.lit(LAST_YEAR_STARTS)).with_columns(
        to_on=pl.when("gone").then(_days(date(2023, 10, 2), 100, places.height, rng))
    )
    joined = from_september[leaving[: plan.JOINED_DURING_YEAR]].with_columns(
        pl.lit(value=False).alias("gone"),
        pl.lit(None, pl.Date).alias("to_on"),
        from_on=_days(date(2024, 1, 15), 90, plan.JOINED_DURING_YEAR, rng),
    )
    everyone = pl.concat([from_september, joined])
    registered = pl.col("from_on") - _spans(7, 190, everyone.height, rng)
    return everyone.with_row_index("person").with_columns(
        pl.col("person").cast(pl.Int64), registered_on=registered
    )


def _with_newcomers(this: pl.DataFrame, *, known: int) -> pl.DataFrame:
    new = pl.col("person").is_null()
    numbered = known + new.cum_sum() - 1
    return this.with_columns(person=pl.when(new).then(numbered).otherwise("person"), newcomer=new)


def _ended(last: pl.DataFrame, this: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Last year's enrolments with their last day and the reason of leaving."""
    following = this.select("person", next_level="level")
    finishes = pl.col("level").is_in([*FINISHING, LAST_COURSE])
    goes_on = pl.col("next_level").is_not_null()
    reason = (
        pl.when(pl.col("gone"))
        .then(pl.lit("left_the_municipality"))
        .when(finishes)
        .then(pl.lit("completed"))
        .when(goes_on & pl.col("institution").is_in(list(plan.SUCCESSORS)))
        .then(pl.lit("merger"))
        .when(goes_on)
        .then(pl.lit("moved"))
        .otherwise(pl.Series(_reasons(last.height, rng)))
    )
    # The older ones who were withdrawn by a letter of the family; every second broke off.
    breaks_off = (reason == "withdrawn") & (pl.col("level") >= LOWER_SECONDARY)
    reason = (
        pl.when(breaks_off & (pl.col("person") % 2 == 0))
        .then(pl.lit("left_early"))
        .otherwise(reason)
    )
    summer = _days(date(2024, 6, 3), 85, last.height, rng)
    to_on = (
        pl.when(pl.col("gone"))
        .then("to_on")
        .when(pl.col("level").is_in(list(FINISHING)))
        .then(pl.col("level").replace_strict(FINISHING, default=None, return_dtype=pl.Date))
        .when(goes_on | finishes)
        .then(pl.lit(LAST_YEAR_ENDS))
        .otherwise(summer)
    )
    return last.join(following, on="person", how="left", maintain_order="left").with_columns(
        leaving_reason=reason, to_on=to_on
    )


def _begun(this: pl.DataFrame, last: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """This year's enrolments: who goes on at the same place is entered in June, others apply."""
    before = last.select("person", before="institution")
    applied = _days(date(2024, 3, 1), 165, this.height, rng)
    entered = _days(date(2024, 6, 3), 25, this.height, rng)
    same = pl.col("before").replace(plan.SUCCESSORS) == pl.col("institution")
    return this.join(before, on="person", how="left", maintain_order="left").with_columns(
        registered_on=pl.when(same.fill_null(value=False)).then(entered).otherwise(applied),
        from_on=pl.lit(YEAR_STARTS),
        to_on=pl.lit(YEAR_ENDS),
        leaving_reason=pl.lit(""),
    )


def _reasons(count: int, rng: np.random.Generator) -> "np.ndarray[tuple[int], np.dtype[np.str_]]":
    return rng.choice(np.array(list(TO_LEAVE)), count, p=list(TO_LEAVE.values()))


def _days(start: date, within: int, count: int, rng: np.random.Generator) -> pl.Series:
    """Random days from the start on."""
    days = np.datetime64(start) + rng.integers(0, within, count)
    return pl.Series(days.astype("datetime64[D]")).cast(pl.Date)


def _spans(shortest: int, longest: int, count: int, rng: np.random.Generator) -> pl.Series:
    """Random numbers of days as durations."""
    days = rng.integers(shortest, longest, count).astype("timedelta64[D]")
    return pl.Series(days.astype("timedelta64[us]"))
