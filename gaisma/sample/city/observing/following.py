"""What came of a lesson that was observed: words of observer and teacher, and the sign-off."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from gaisma.sample import observing_plan, observing_words
from gaisma.sample.city.observing.judging import Answers, Texts

UNMET = ("no", "partly")
HELD, TALKED, REPLIED, AGREED = 0.02, 0.05, 0.08, 0.14
"""Below these chances an observation came no further than its name says; others are signed off."""
REPLYING, FOLLOWED = 0.32, 0.5
IN_SUMMER = 12
"""One in so many steps that end in the holidays keeps its day, and waits for a visit."""


def words(found: Answers, count: int, rng: np.random.Generator) -> pl.DataFrame:
    """`strengths` and `step` of each lesson, by what was judged."""
    strong = _picked(observing_words.STRENGTHS, found, count, rng, unmet=False)
    weak = _picked(observing_words.STEPS, found, count, rng, unmet=True)
    return pl.DataFrame(
        {
            "strengths": np.where(strong == "", observing_words.NO_STRENGTH, strong).astype(str),
            "step": np.where(weak == "", observing_words.NO_STEP, weak).astype(str),
        }
    )


def _picked(
    sentences: Mapping[str, str],
    found: Answers,
    count: int,
    rng: np.random.Generator,
    *,
    unmet: bool,
) -> Texts:
    """A sentence about one of the items that stand so; none where none does."""
    chances = np.zeros((len(sentences), count))
    for number, item in enumerate(sentences):
        if item in found:
            is_so = np.isin(found[item], UNMET) if unmet else np.isin(found[item], ("yes", "fully"))
            chances[number] = is_so * rng.random(count)
    best = np.array(list(sentences.values()), dtype=object)[chances.argmax(axis=0)]
    return np.where(chances.max(axis=0) > 0, best, "")


def followed(rows: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The rows with how far each has come; `step` is the next step that was proposed."""
    chance, other = (pl.lit(pl.Series(rng.random(rows.height))) for _ in range(2))
    number = pl.int_range(pl.len())
    day = pl.col("held_on")
    talked_on = pl.when(chance >= HELD).then(day.dt.add_business_days(number % 3, roll="forward"))
    is_replied = (chance >= TALKED) & (other < REPLYING) | chance.is_between(TALKED, REPLIED)
    is_agreed = chance >= REPLIED
    return (
        rows.with_columns(talked_on=talked_on)
        .with_columns(
            talk=pl.when(pl.col("talked_on").is_not_null())
            .then(_turn(observing_words.TALKS, number))
            .otherwise(pl.lit("")),
            reply=pl.when(is_replied)
            .then(_turn(observing_words.REPLIES, number + 1))
            .otherwise(pl.lit("")),
            read_at=pl.when(chance >= TALKED).then(_moment("talked_on", 1, 16)),
            replied_at=pl.when(is_replied).then(_moment("talked_on", 1, 17)),
            next_step="step",
            next_step_by=_until(number),
            agreed_at=pl.when(is_agreed).then(_moment("talked_on", 2, 9)),
            signed_at=pl.when(chance >= AGREED).then(_moment("talked_on", 4, 14)),
        )
        .drop("step")
    )


def with_visits_that_follow(rows: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Some later visits to a teacher look at the step that an earlier one agreed on."""
    own = ["observed_by", "institution_id", "teacher_id"]
    in_order = rows.sort(*own, "held_on", "id")
    earlier = pl.col("id").shift(1).over(own)
    later = pl.col("held_on") > pl.col("held_on").shift(1).over(own)
    chance = pl.Series(rng.random(rows.height) < FOLLOWED)
    told = in_order.with_columns(follows_id=pl.when(later & pl.lit(chance)).then(earlier))
    follows = pl.col("follows_id").is_not_null()
    return told.with_columns(
        purpose=pl.when(follows).then(pl.lit("next_step")).otherwise("purpose")
    ).sort("id")


def _until(number: pl.Expr) -> pl.Expr:
    """The day of the next step: most of those that would fall into the holidays are of autumn."""
    by = pl.col("talked_on") + pl.duration(days=30)
    is_late = (by > observing_plan.SCHOOLS_END) & (number % IN_SUMMER != 0)
    return pl.when(is_late).then(pl.lit(observing_plan.AUTUMN_ENDS)).otherwise(by)


def _turn(sentences: Sequence[str], number: pl.Expr) -> pl.Expr:
    return pl.lit(pl.Series(sentences)).gather(number % len(sentences))


def _moment(day: str, later: int, hour: int) -> pl.Expr:
    at = pl.col(day).dt.add_business_days(later, roll="forward")
    return at.cast(pl.Datetime("us", "UTC")) + pl.duration(hours=hour)
