"""Waves for the tests and benchmarks of protected results."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

LEVELS = ("always", "often", "sometimes", "rarely", "never")
OPEN = "do not know"
ANSWERS = (*LEVELS, OPEN)
Given = Mapping[tuple[str, str], Sequence[str]]
"""What those of an audience in an institution answered to the only item, one after another."""


@dataclass(frozen=True)
class Wave:
    """What a wave is closed from."""

    rows: pl.DataFrame
    populations: pl.DataFrame
    scales: pl.DataFrame


def scales_of(audiences: Sequence[str], items: Sequence[str]) -> pl.DataFrame:
    """Five levels and "do not know" for each item, in constructs of three; every third turned."""
    return pl.DataFrame(
        [
            {
                "audience": audience,
                "item": item,
                "construct": f"construct {number // 3}",
                "is_reversed": number % 3 == 2,
                "answer": answer,
                "value": None if answer == OPEN else float(5 - place),
                "is_open": answer == OPEN,
            }
            for audience in audiences
            for number, item in enumerate(items)
            for place, answer in enumerate(ANSWERS)
        ]
    )


def wave_of(given: Given, kinds: Mapping[str, str], *, answers: Sequence[str] = ANSWERS) -> Wave:
    """A wave of one item, of what everybody answered."""
    rows = [
        (audience, institution, f"{audience} {institution} {number}", "item", answer)
        for (audience, institution), all_given in given.items()
        for number, answer in enumerate(all_given)
    ]
    populations = [
        (audience, institution, kinds[institution], 2 * len(all_given) + 1)
        for (audience, institution), all_given in given.items()
    ]
    audiences = list(dict.fromkeys(audience for audience, _ in given))
    scales = scales_of(audiences, ["item"])
    return Wave(
        rows=_rows(rows),
        populations=_populations(populations),
        scales=scales.filter(pl.col("answer").is_in(list(answers))),
    )


def city(seed: int, *, responses: int = 8000, institutions: int = 30, items: int = 15) -> Wave:
    """A city: preschools and schools of three kinds, some of both; five audiences."""
    rng = random.Random(seed)
    codes = [f"institution {number:02}" for number in range(institutions)]
    kinds = {
        code: ("preschool", "preschool", "basic", "secondary", "special")[rng.randrange(5)]
        for code in codes
    }
    places = [
        (audience, code, rng.choice([0.05, 0.2, 1, 1, 2]))
        for code in codes
        for audience in AUDIENCES
        if kinds[code] in AUDIENCES[audience]
    ]
    asked = [f"item {number:02}" for number in range(items)]
    rows, populations = [], []
    total = sum(weight for *_, weight in places)
    for audience, code, weight in places:
        answered = round(responses * weight / total)
        populations.append((audience, code, kinds[code], answered * 2 + 1))
        for number in range(answered):
            mood = rng.gauss(1, 1)
            for item in asked:
                if rng.random() < 0.97:
                    level = max(0, min(5, round(rng.gauss(mood, 1))))
                    rows.append((audience, code, f"{audience}{code}{number}", item, ANSWERS[level]))
    return Wave(_rows(rows), _populations(populations), scales_of(list(AUDIENCES), asked))


AUDIENCES = {
    "teachers": {"preschool", "basic", "secondary", "special"},
    "pupils_3_4": {"basic", "special"},
    "pupils_5_12": {"basic", "secondary", "special"},
    "parents_of_school": {"basic", "secondary", "special"},
    "parents_of_preschool": {"preschool", "basic"},
}
PARENTS = {"parents": ("parents_of_school", "parents_of_preschool")}


def _rows(rows: Sequence[tuple[str, ...]]) -> pl.DataFrame:
    names = ["audience", "institution", "response", "item", "answer"]
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def _populations(rows: Sequence[tuple[object, ...]]) -> pl.DataFrame:
    names = dict.fromkeys(["audience", "institution", "institution_kind"], pl.String)
    return pl.DataFrame(rows, schema={**names, "population": pl.Int64}, orient="row")
