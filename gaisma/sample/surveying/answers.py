"""Who of those who answered gave which answer: people who feel well say so more often than not."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from gaisma.record.instruments.questionnaire import Item, Questionnaire
from gaisma.sample.surveying.words import WORDS

Answers = npt.NDArray[np.object_]
NOISE = 0.9
"""How much of an answer is chance, beside how somebody feels."""


def given(
    item: Item,
    asked: Questionnaire,
    counts: Mapping[str, int],
    feeling: npt.NDArray[np.float64],
    rng: np.random.Generator,
) -> Answers:
    """An answer for each who answered, best answers to those who feel best; empty for the others.

    `counts` say how many give each answer; the order of the questionnaire says which is better.
    """
    people = len(feeling)
    answers: Answers = np.full(people, "", dtype=object)
    who = rng.permutation(people)[: sum(counts.values())]
    felt = feeling[who] + rng.normal(0, NOISE, len(who))
    from_best = who[np.argsort(-felt)]
    answers[from_best] = np.repeat(
        np.array(_ordered(item, asked, counts), dtype=object),
        [counts[name] for name in _ordered(item, asked, counts)],
    )
    return answers


def _ordered(item: Item, asked: Questionnaire, counts: Mapping[str, int]) -> list[str]:
    names = [choice.name for choice in asked.choices_of(item) if choice.name in counts]
    judging = [
        choice.name
        for choice in asked.choices_of(item)
        if choice.name in counts and not choice.is_open
    ]
    undecided = [name for name in names if name not in judging]
    if item.is_reversed:
        judging.reverse()
    middle = len(judging) // 2
    return [*judging[:middle], *undecided, *judging[middle:]]


def written(
    item: Item, people: int, share: float, rng: np.random.Generator, *, among: Sequence[bool] | None
) -> Answers:
    """What some of them write in words, only those who were asked."""
    answers: Answers = np.full(people, "", dtype=object)
    asked = np.flatnonzero(among) if among is not None else np.arange(people)
    who = asked[rng.random(len(asked)) < share]
    answers[who] = rng.choice(np.array(WORDS[item.name], dtype=object), len(who))
    return answers
