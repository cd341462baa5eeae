"""Teachers and their posts: most have one, some two, some of these at two institutions."""

import numpy as np
import polars as pl

from gaisma.sample import staff_plan
from gaisma.sample.city.apportionment import drawn
from gaisma.sample.city.institutions import Institution
from gaisma.sample.city.workplaces import (
    CLASSES,
    PRESCHOOL_GROUPS,
    ROLES,
    STAGES,
    TEACHERS,
    workplaces,
)


def teachers(known: tuple[Institution, ...], rng: np.random.Generator) -> pl.DataFrame:
    """Posts held on 1 September 2024: `person` from 0, `institution`, `place`, `role`, `load`."""
    places = workplaces(known)
    main = _main_posts(places, rng)
    posts = pl.concat([main, _both_stages(main, rng), _second_posts(main, places, rng)])
    return posts.with_columns(stage=pl.col("place").replace_strict(STAGES))


def _main_posts(places: dict[str, dict[str, float]], rng: np.random.Generator) -> pl.DataFrame:
    """Everybody's first post, at the place where they are counted but not only come to."""
    frames = []
    for place, institutions in places.items():
        count = TEACHERS[place] - _coming_to(place)
        frames.append(
            pl.DataFrame(
                {
                    "place": [place] * count,
                    "institution": drawn(
                        list(institutions), list(institutions.values()), count, rng
                    ),
                    "role": drawn(list(ROLES[place]), list(ROLES[place].values()), count, rng),
                }
            )
        )
    posts = pl.concat(frames).with_row_index("person")
    return posts.with_columns(_loads(staff_plan.LOADS, posts.height, rng))


def _coming_to(place: str) -> int:
    """So many of the place's teachers have their first post elsewhere."""
    shared = sum(s.count for s in staff_plan.SHARINGS if s.to == place != s.place)
    return shared + (staff_plan.BOTH_STAGES_OF_A_SCHOOL if place == CLASSES else 0)


def _both_stages(main: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Second posts in the classes of the school whose preschool groups the teacher works with."""
    several = main.filter(place=PRESCHOOL_GROUPS).tail(staff_plan.BOTH_STAGES_OF_A_SCHOOL)
    return several.with_columns(
        _loads(staff_plan.SECOND_LOADS, several.height, rng), place=pl.lit(CLASSES)
    )


def _second_posts(
    main: pl.DataFrame, places: dict[str, dict[str, float]], rng: np.random.Generator
) -> pl.DataFrame:
    frames, used = [], dict.fromkeys(places, 0)
    for sharing in staff_plan.SHARINGS:
        people = main.filter(place=sharing.place).slice(used[sharing.place], sharing.count)
        used[sharing.place] += sharing.count
        frames.append(_shared(people, sharing.to, list(places[sharing.to]), rng))
    return pl.concat(frames)


def _shared(
    people: pl.DataFrame, to: str, institutions: list[str], rng: np.random.Generator
) -> pl.DataFrame:
    """Posts at another institution of the place to which they come."""
    elsewhere = [
        next(name for name in rng.permutation(institutions) if name != own)
        for own in people["institution"]
    ]
    roles = drawn(list(ROLES[to]), list(ROLES[to].values()), people.height, rng)
    return people.with_columns(
        _loads(staff_plan.SECOND_LOADS, people.height, rng),
        pl.Series("institution", elsewhere),
        pl.Series("role", roles),
        place=pl.lit(to),
    )


def _loads(values: tuple[str, ...], count: int, rng: np.random.Generator) -> pl.Series:
    return pl.Series("load", rng.choice(np.array(values), count)).cast(pl.Decimal(6, 3))
