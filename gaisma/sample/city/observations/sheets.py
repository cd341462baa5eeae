"""What observers write of a lesson, and what follows from it."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from gaisma.quality.observations import questionnaires
from gaisma.sample import observation_plan
from gaisma.sample.city.observations import judging
from gaisma.sample.city.observations.judging import Answers, Texts
from gaisma.sample.city.observations.lessons import LESSON, PRACTICES

UNMET = ("no", "partly")
HELD, TALKED, REPLIED, AGREED = 0.02, 0.05, 0.08, 0.14
"""Below these chances an observation came no further than its name says; others are signed off."""
REPLYING, FOLLOWED = 0.32, 0.5
IN_SUMMER = 12
"""One in so many steps that end in the holidays keeps its day, and waits for a visit."""


def words(found: Answers, count: int, rng: np.random.Generator) -> pl.DataFrame:
    """`strengths` and `step` of each lesson, by what was judged."""
    strong = _picked(observation_plan.STRENGTHS, found, count, rng, unmet=False)
    weak = _picked(observation_plan.STEPS, found, count, rng, unmet=True)
    return pl.DataFrame(
        {
            "strengths": np.where(strong == "", observation_plan.NO_STRENGTH, strong).astype(str),
            "step": np.where(weak == "", observation_plan.NO_STEP, weak).astype(str),
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
            .then(_turn(observation_plan.TALKS, number))
            .otherwise(pl.lit("")),
            reply=pl.when(is_replied)
            .then(_turn(observation_plan.REPLIES, number + 1))
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
    is_late = (by > observation_plan.SCHOOLS_END) & (number % IN_SUMMER != 0)
    return pl.when(is_late).then(pl.lit(observation_plan.AUTUMN_ENDS)).otherwise(by)


def _turn(sentences: Sequence[str], number: pl.Expr) -> pl.Expr:
    return pl.lit(pl.Series(sentences)).gather(number % len(sentences))


def _moment(day: str, later: int, hour: int) -> pl.Expr:
    at = pl.col(day).dt.add_business_days(later, roll="forward")
    return at.cast(pl.Datetime("us", "UTC")) + pl.duration(hours=hour)


KEYS = {LESSON: questionnaires.LESSON, PRACTICES: questionnaires.PRACTICES}
TOGETHER = ("observed_by", "version_id")
NOTED = 0.35
SEVEREST = 0.3


def filled(rows: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Sheets of observations that were held, the lead's first, and `step` beside them."""
    parts = rows.sort(*TOGETHER, "id").partition_by(*TOGETHER, maintain_order=True)
    return pl.concat([_of_one_kind(part, rng) for part in parts]).sort(
        "observation_id", "is_lead", descending=[False, True]
    )


def waiting(rows: pl.DataFrame) -> pl.DataFrame:
    """Empty sheets of observations that are planned."""
    return rows.select(observation_id="id", observer_id="lead", is_lead=pl.lit(value=True))


def _of_one_kind(rows: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    asked = questionnaires.shipped(KEYS[rows["version_id"][0]])
    found = judging.answers(asked, rows, rng)
    leads = _sheets(rows, found, "lead", rng)
    twice = rows["second"].is_not_null()
    both = rows.filter(twice)
    if both.is_empty():
        return leads
    first = {name: texts[twice.to_numpy()] for name, texts in found.items()}
    other = judging.again(asked, first, _severity(both), rng)
    return pl.concat([leads, _sheets(both, other, "second", rng)])


def _severity(rows: pl.DataFrame) -> judging.Numbers:
    """How much oftener each second observer rates lower: a trait of the person."""
    people = rows["second"].to_numpy()
    return SEVEREST * np.sin(people * 2.4)


def _sheets(
    rows: pl.DataFrame, found: judging.Answers, observer: str, rng: np.random.Generator
) -> pl.DataFrame:
    written = words(found, rows.height, rng)
    held = pl.col("held_on").cast(pl.Datetime("us", "UTC"))
    return rows.with_columns(judging.as_json(found), *written, notes=_notes(rows, rng)).select(
        observation_id="id",
        observer_id=observer,
        is_lead=pl.lit(observer == "lead"),
        answers="answers",
        notes="notes",
        strengths="strengths",
        advice=pl.lit(observation_plan.ADVICE) + pl.col("step"),
        submitted_at=held + pl.duration(hours=13),
        step="step",
    )


def _notes(rows: pl.DataFrame, rng: np.random.Generator) -> pl.Series:
    """A note with its time in some of the sheets."""
    texts = [_note(item, text) for item, text in observation_plan.NOTES]
    notes = np.array([*texts, "[]"], dtype=object)
    chosen = np.where(
        (rng.random(rows.height) < NOTED) & (rows["version_id"].to_numpy() == LESSON),
        rng.integers(len(texts), size=rows.height),
        len(texts),
    )
    at = rows["starts_at"].str.slice(0, 3) + pl.Series(rng.integers(41, 59, rows.height)).cast(
        pl.String
    )
    told = pl.DataFrame({"note": notes[chosen].astype(str), "at": at})
    return told.select(pl.col("note").str.replace("@", pl.col("at"), literal=True))["note"]


def _note(item: str, text: str) -> str:
    return f'[{{"at":"@","item":"{item}","text":"{text}"}}]'
