"""The sheets of those who observed."""

import numpy as np
import polars as pl

from gaisma.quality.observations import questionnaires
from gaisma.sample import observing_words
from gaisma.sample.city.observing import following, judging
from gaisma.sample.city.observing.visits import LESSON, PRACTICES

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
    words = following.words(found, rows.height, rng)
    held = pl.col("held_on").cast(pl.Datetime("us", "UTC"))
    return rows.with_columns(judging.as_json(found), *words, notes=_notes(rows, rng)).select(
        observation_id="id",
        observer_id=observer,
        is_lead=pl.lit(observer == "lead"),
        answers="answers",
        notes="notes",
        strengths="strengths",
        advice=pl.lit(observing_words.ADVICE) + pl.col("step"),
        submitted_at=held + pl.duration(hours=13),
        step="step",
    )


def _notes(rows: pl.DataFrame, rng: np.random.Generator) -> pl.Series:
    """A note with its time in some of the sheets."""
    texts = [_note(item, text) for item, text in observing_words.NOTES]
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
