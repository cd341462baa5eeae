"""Invented people: names in keeping with sex and language, birth days in keeping with grades."""

from datetime import date

import numpy as np
import polars as pl

from gaisma.sample import names, plan
from gaisma.sample.city.vocational import FIRST_COURSE

LATVIAN_SHARE = 0.46
OTHER_LANGUAGES = ("pl", "uk", "be")
ENTERS_SCHOOL_AT = 7
"""The age reached in the calendar year of grade 1."""
OLDER_SHARE = 0.04
WOMEN_AMONG_STAFF = 0.86
YOUNGEST_AT_WORK = 22
BASIC_GRADES = 9


def learners(levels: pl.Series, rng: np.random.Generator) -> pl.DataFrame:
    """Rows of Person for learners of these levels in the school year 2024/2025."""
    grade = levels.to_numpy()
    grade = np.where(grade >= FIRST_COURSE, grade - FIRST_COURSE + BASIC_GRADES + 1, grade)
    year = 2024 - ENTERS_SCHOOL_AT + 1 - grade
    older = (rng.random(year.size) < OLDER_SHARE) & (grade > 1)
    # A child of the youngest groups is a year and a half old: born before March.
    last_day = np.where(grade <= -plan.AGES[-2], 60, 365)
    day = (rng.random(year.size) * last_day).astype(int)
    born = _years(year - older) + day
    girls = rng.random(year.size) < 0.49
    return _people(girls, born, (names.CHILD_GIRLS, names.CHILD_BOYS), rng)


def staff(begun: pl.Series, rng: np.random.Generator) -> pl.DataFrame:
    """Rows of Person for people of working age; `begun` tells when each first took up a post."""
    count = len(begun)
    born = np.datetime64(date(1955, 1, 1)) + rng.triangular(0, 6900, 16000, count).astype(int)
    youngest = begun.dt.offset_by(f"-{YOUNGEST_AT_WORK}y").to_numpy().astype("datetime64[D]")
    women = rng.random(count) < WOMEN_AMONG_STAFF
    given = (names.ADULT_WOMEN, names.ADULT_MEN)
    return _people(women, np.minimum(born, youngest), given, rng)


def with_ids(people: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The people numbered, each with a pseudonym of its own."""
    pseudonyms = np.unique(rng.integers(1, 2**63 - 1, people.height + 100))
    chosen = rng.permutation(pseudonyms)[: people.height]
    return people.with_row_index("id", offset=1).with_columns(pl.Series("pseudonym", chosen))


def _people(
    women: "np.ndarray[tuple[int], np.dtype[np.bool_]]",
    born: "np.ndarray[tuple[int], np.dtype[np.datetime64]]",
    given: tuple[dict[str, list[str]], dict[str, list[str]]],
    rng: np.random.Generator,
) -> pl.DataFrame:
    latvian = rng.random(women.size) < LATVIAN_SHARE
    rare = rng.random(women.size) < 0.03
    rare_language = rng.choice(np.array(OTHER_LANGUAGES), women.size)
    spoken = np.where(latvian, "lv", np.where(rare, rare_language, "ru"))
    given_names, families = np.empty(women.size, object), np.empty(women.size, object)
    for origin, of_origin in (("lv", latvian), ("ru", ~latvian)):
        for sex, of_sex in ((given[0], women), (given[1], ~women)):
            here = of_origin & of_sex
            given_names[here] = rng.choice(np.array(sex[origin]), here.sum())
            forms = names.FAMILIES[origin]
            forms = [names.feminine(name) for name in forms] if sex is given[0] else forms
            families[here] = rng.choice(np.array(forms), here.sum())
    return pl.DataFrame(
        {
            "given_name": given_names.astype(str),
            "family_name": families.astype(str),
            "born_on": pl.Series(born.astype("datetime64[D]")).cast(pl.Date),
            "language": spoken,
        }
    )


def _years(
    years: "np.ndarray[tuple[int], np.dtype[np.int64]]",
) -> "np.ndarray[tuple[int], np.dtype[np.datetime64]]":
    """The first days of the calendar years."""
    return (years - 1970).astype("datetime64[Y]").astype("datetime64[D]")
