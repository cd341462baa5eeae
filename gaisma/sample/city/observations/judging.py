"""What observers answer: as many meet each criterion as the plan says, better lessons first."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from gaisma.record.instruments.questionnaire import MANY, Choice, Item, Questionnaire
from gaisma.sample import observation_plan
from gaisma.sample.city.apportionment import apportioned

Texts = np.ndarray[tuple[int], np.dtype[np.object_]]
Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]
Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]
Answers = dict[str, Texts]
"""Text by item, one for each lesson; empty where nothing is answered."""

SHARES = {"load": (0.36, 0.48, 0.16), "active": (0.30, 0.45, 0.25), "": (0.95, 0.05)}
"""Of answers that judge nothing, in the order of their list."""
BY_LANGUAGE = ("recall", "argue", "create")
"""Items of which the city tells the share among lessons in Latvian."""
PHASES = ("evocation", "comprehension", "reflection")
SKILLS = "skill"


def answers(asked: Questionnaire, lessons: pl.DataFrame, rng: np.random.Generator) -> Answers:
    """Answers of whoever leads, to lessons of one kind of observer."""
    meeting = observation_plan.MEETING[lessons["observed_by"][0]]
    quality = _quality(lessons, rng)
    in_latvian = lessons["language"].to_numpy() == "lv"
    found: Answers = {}
    for item in asked.items:
        choices = asked.choices_of(item)
        weight = observation_plan.WEIGHT_OF_QUALITY.get(item.name, 0.8)
        score = weight * quality + rng.normal(size=lessons.height)
        if item.name == "latvian":
            score -= 10 * ~in_latvian
        if any(choice.meets for choice in choices):
            share = meeting[item.name] if item.name in meeting else _of_practice(item.name)
            parts = [in_latvian, ~in_latvian] if item.name in BY_LANGUAGE else [in_latvian | True]
            found[item.name] = _judged(item, choices, score, share, parts, rng)
        else:
            found[item.name] = _chosen(item, choices, score, rng)
    return _completed(asked, found, rng)


def _of_practice(name: str) -> float:
    """Of the other questionnaire: a snapshot, an element, or one of its signs by number."""
    known = observation_plan.MEETING_PRACTICES
    if name in known:
        return known[name]
    element, _, number = name.rpartition("_")
    return known[element] + observation_plan.SIGNS_APART[int(number) - 1]


def again(
    asked: Questionnaire, first: Answers, severity: Numbers, rng: np.random.Generator
) -> Answers:
    """Answers of another observer of the same lessons, who is more or less severe."""
    found: Answers = {}
    for item in asked.items:
        choices = asked.choices_of(item)
        levels = [choice.name for choice in _best_first(choices, meets=None)]
        if any(choice.meets for choice in choices):
            found[item.name] = _shifted(first[item.name], levels, severity, rng)
        else:
            other = _chosen(item, choices, rng.normal(size=severity.size), rng)
            found[item.name] = np.where(rng.random(severity.size) < 0.85, first[item.name], other)
    return _completed(asked, found, rng)


def as_json(found: Answers) -> pl.Series:
    """The answers of each lesson as the text of a JSON object; what is empty is left out."""
    frame = pl.DataFrame({name: pl.Series(texts, dtype=pl.String) for name, texts in found.items()})
    pairs = [
        pl.when(pl.col(name) != "").then(pl.format('"{}":"{}"', pl.lit(name), pl.col(name)))
        for name in found
    ]
    inside = pl.concat_str(pairs, separator=",", ignore_nulls=True)
    return frame.select(answers=pl.lit("{") + inside + pl.lit("}"))["answers"]


def _quality(lessons: pl.DataFrame, rng: np.random.Generator) -> Numbers:
    """How good each lesson is: the teacher's share, and the day's."""
    _, who = np.unique(lessons["teacher_id"].to_numpy(), return_inverse=True)
    of_teachers = rng.normal(size=who.max() + 1)
    quality: Numbers = 0.6 * of_teachers[who] + 0.8 * rng.normal(size=lessons.height)
    return quality


def _judged(
    item: Item,
    choices: Sequence[Choice],
    score: Numbers,
    share: float,
    parts: Sequence[Flags],
    rng: np.random.Generator,
) -> Texts:
    found = np.full(score.size, "", dtype=object)
    no_judgement = [choice.name for choice in choices if choice.is_open]
    is_open = np.zeros(score.size, dtype=bool)
    if no_judgement:
        is_open = rng.random(score.size) < _cannot(item)
        found[is_open] = no_judgement[0]
    for part in parts:
        judged = np.flatnonzero(part & ~is_open)
        in_order = judged[np.argsort(-score[judged], kind="stable")]
        met = round(share * judged.size)
        names = [
            *_spread(_best_first(choices, meets=True), met),
            *_spread(_best_first(choices, meets=False), judged.size - met),
        ]
        found[in_order] = np.array(names, dtype=object)
    return found


def _cannot(item: Item) -> float:
    usual = observation_plan.ELSE_CANNOT_JUDGE
    if item.choices == SKILLS:
        usual = observation_plan.SKILLS_CANNOT_JUDGE
    return observation_plan.CANNOT_JUDGE.get(item.name, usual)


def _best_first(choices: Sequence[Choice], *, meets: bool | None) -> list[Choice]:
    """Levels from the highest down: all of them, those that meet the criterion, or those not."""
    levels = [one for one in choices if not one.is_open and meets in (None, one.meets)]
    return sorted(levels, key=lambda one: -(one.value or 0))


def _spread(levels: Sequence[Choice], count: int) -> list[str]:
    """So many names of levels, most at the one nearest to the middle of the scale."""
    nearest = len(levels) - 1 if levels[0].meets else 0
    weights = [0.62 if number == nearest else 0.38 for number in range(len(levels))]
    parts = apportioned(count, weights)
    return [one.name for one, part in zip(levels, parts, strict=True) for _ in range(part)]


def _chosen(
    item: Item, choices: Sequence[Choice], score: Numbers, rng: np.random.Generator
) -> Texts:
    """Answers that judge nothing: lists in the order of their values, forms by chance."""
    names = [choice.name for choice in choices]
    if item.kind == MANY:
        one, other = (rng.integers(len(names), size=score.size) for _ in range(2))
        pairs = zip(np.minimum(one, other), np.maximum(one, other), strict=True)
        return np.array([" ".join(dict.fromkeys((names[a], names[b]))) for a, b in pairs], object)
    shares = SHARES.get(item.name, SHARES[""])
    place = np.searchsorted(np.cumsum(shares)[:-1], score.argsort().argsort() / score.size, "right")
    return np.array(names, dtype=object)[place]


def _completed(asked: Questionnaire, found: Answers, rng: np.random.Generator) -> Answers:
    """What follows from other answers: the phases that were seen, what is not asked."""
    if "phases" in found:
        found["phases"] = _phases(asked, found["three_phases"], rng)
    for item in asked.items:
        if item.name.startswith("busy_"):
            given = found[item.name.replace("busy", "given")]
            found[item.name] = np.where(given == "yes", found[item.name], "")
    return found


def _phases(asked: Questionnaire, level: Texts, rng: np.random.Generator) -> Texts:
    meets = [one.name for one in asked.lists["three_phases"] if one.meets]
    two = np.where(rng.random(level.size) < 0.7, " ".join(PHASES[:2]), " ".join(PHASES[1:]))
    fewer = np.where(level == "partly", two, PHASES[1]).astype(object)
    return np.where(np.isin(level, meets), " ".join(PHASES), fewer)


def _shifted(
    first: Texts, levels: Sequence[str], severity: Numbers, rng: np.random.Generator
) -> Texts:
    """The levels moved: a severe observer oftener down; where one could not judge, another may."""
    place = {name: number for number, name in enumerate(levels)}
    known = np.array([place.get(name, -1) for name in first])
    chance = rng.random(first.size)
    size = np.where(chance < observation_plan.FAR, 2, 1) * (chance < 1 - observation_plan.SAME)
    down = rng.random(first.size) < 0.5 + severity
    moved = np.clip(known + np.where(down, size, -size), 0, len(levels) - 1)
    may_judge = (known < 0) & (rng.random(first.size) < 0.4) & (first != "")
    now = np.where(known < 0, len(levels) // 2, moved)
    return np.where((known >= 0) | may_judge, np.array(levels, dtype=object)[now], first)
