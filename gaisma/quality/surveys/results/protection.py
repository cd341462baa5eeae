"""Closing a wave: all of its tables are protected together, once, and only they are read then.

A group is those who answered an item: of an institution, of all institutions of a kind, of the
city. One that is too small is hidden whole. What is published leaves the sum of those that are
hidden, so others are hidden with them, until nobody learns more of a small group than of one that
is large enough. How many answered is taken as known to everybody and decides alone; what they
answered does not, so that the choice gives nothing away.

Only who answered by code counts. Answers on paper were entered by somebody who may know them, or
may have invented them: they make no group larger, and protect no other.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Any

import polars as pl

from gaisma.quality.surveys.results import counting, means
from gaisma.quality.surveys.results.counting import (
    ANSWER,
    ITEM,
    PLACE,
    Joined,
    completed,
    scales_of,
)
from gaisma.quality.surveys.thresholds import ByAudience, Thresholds, thresholds_of

TOGETHER = 2
"""So many who lead institutions may tell each other what they see of their own."""
COLUMNS = ["view", *ITEM, "construct", *PLACE, "position", "answer", "is_open"]
SHOWN = ["is_public", "is_inside"]


@dataclass(frozen=True, order=True)
class Group:
    """Those of an institution who answered an item, at least one; `base` answered by code."""

    base: int
    institution: str
    kind: str


Pool = frozenset[Group]
"""Groups hidden together: all else of a published sum is published, so theirs is known."""


@dataclass(frozen=True)
class Hidden:
    """What the public does not see."""

    institutions: frozenset[str]
    kinds: frozenset[str]
    city: bool


def hidden_of(groups: Collection[Group], thresholds: Thresholds) -> Hidden:
    """What to hide, of all groups of an audience that answered an item.

    Each kind is protected within itself where it can be. Where it cannot, its own row is hidden,
    with that of the fewest and smallest kinds that protect it; and at last the row of the city.
    """
    kinds = {
        kind: [group for group in groups if group.kind == kind]
        for kind in sorted({group.kind for group in groups})
    }
    pools = {kind: _pool(members, thresholds) for kind, members in kinds.items()}
    unprotected = {kind for kind, pool in pools.items() if pool is None}
    if not unprotected:
        return _hidden(pools.values())
    for together in _from_few_to_many(kinds, unprotected):
        pool = _pool(list(chain(*(kinds[kind] for kind in together))), thresholds)
        if pool is not None:
            others = (pools[kind] for kind in pools if kind not in together)
            return _hidden([pool, *others], kinds={group.kind for group in pool})
    small = frozenset(group for group in groups if group.base < thresholds.public)
    return _hidden([small, *pools.values()], kinds=unprotected, city=True)


def _hidden(
    pools: Iterable[Pool | None], *, kinds: Collection[str] = (), city: bool = False
) -> Hidden:
    hidden = chain(*(pool or () for pool in pools))
    return Hidden(frozenset(group.institution for group in hidden), frozenset(kinds), city)


def _from_few_to_many(
    kinds: Mapping[str, list[Group]], unprotected: Collection[str]
) -> Iterator[set[str]]:
    """The unprotected kinds with others, the fewest first and the smallest of as many."""
    others = [kind for kind in kinds if kind not in unprotected]
    for size in range(len(others) + 1):
        choices = [{*unprotected, *more} for more in combinations(others, size)]
        yield from sorted(choices, key=lambda each: sum(_base(kinds[kind]) for kind in each))


def _pool(members: Collection[Group], thresholds: Thresholds) -> Pool | None:
    """The small groups with the larger ones that protect them; None when all are not enough."""
    pool = {group for group in members if group.base < thresholds.public}
    larger = sorted(group for group in members if group not in pool)
    added: list[Group] = []
    while not _is_safe(pool, thresholds):
        if not larger:
            return None
        added.append(larger.pop(0))
        pool.add(added[-1])
    for group in reversed(added):
        if _is_safe(pool - {group}, thresholds):
            pool.remove(group)
    return frozenset(pool)


def _is_safe(pool: Collection[Group], thresholds: Thresholds) -> bool:
    """Whether the sum of these groups may be known.

    Every group, and all of a kind whose own row is hidden, must stand among others.
    """
    kinds = {group.kind for group in pool}
    rows = [{group} for group in pool]
    if len(kinds) > 1:
        rows += [{group for group in pool if group.kind == kind} for kind in kinds]
    return all(_is_among_others(row, set(pool) - row, thresholds) for row in rows)


def _is_among_others(row: set[Group], others: set[Group], thresholds: Thresholds) -> bool:
    """Whether a small row stands among so many others that they could be shown, even when the
    largest of them are known to those to whom they belong; and a larger one not alone."""
    if _base(row) >= thresholds.public:
        return bool(others)
    seen = sorted(group.base for group in others if group.base >= thresholds.inside)
    return _base(others) - sum(seen[-TOGETHER:]) >= thresholds.public


def _base(groups: Iterable[Group]) -> int:
    return sum(group.base for group in groups)


@dataclass(frozen=True)
class Protected:
    """All that may be read of a closed wave.

    `counts`: a row a view (public, inside), audience, item, level (city, kind, institution),
    place (the code, empty for the city) and answer, with count, base (how many answered the item)
    and share of the base, all three null where the row is_suppressed. Of the inside view, somebody
    may see the rows of one institution, their own.
    `means` of constructs and their `reliabilities`; `responses` beside populations, which are not
    protected: who took part is known while a survey runs.
    """

    counts: pl.DataFrame
    means: pl.DataFrame
    reliabilities: pl.DataFrame
    responses: pl.DataFrame


def protected(
    rows: pl.DataFrame,
    populations: pl.DataFrame,
    thresholds: ByAudience = Thresholds(),  # noqa: B008 - it is a constant
    *,
    scales: pl.DataFrame | None = None,
    joined: Joined | None = None,
    on_paper: Collection[Any] = (),
) -> Protected:
    """The protected tables of a wave.

    `rows`: a row an answer, with audience, institution, response, item, answer, and what `scales`
    holds where those are not given. `populations`: audience, institution, institution_kind,
    population. `scales`: a row for each answer that could be given, in order, with audience, item,
    construct, is_reversed, answer, value, is_open. Texts that people wrote are not counted here.
    `on_paper` are the responses that somebody entered, and may know: they are told among the others
    and count toward no threshold.
    Raises ValueError where these contradict each other.
    """
    joined = joined or {}
    answers = completed(scales_of(rows) if scales is None else scales, joined)
    counting.check(rows, populations, answers)
    by_code = rows.filter(~pl.col("response").is_in(list(on_paper)))
    exact = _exact(rows, by_code, populations, answers, thresholds, joined)
    counts = _views(exact).join(answers, on=ANSWER)
    of_constructs = means.means_of(counts)
    return Protected(
        counts=counts.select(*COLUMNS, "count", "base", "share", "is_suppressed").sort(
            COLUMNS[:-2]
        ),
        means=of_constructs,
        reliabilities=means.reliabilities_of(
            rows, answers, of_constructs, thresholds, joined, on_paper
        ),
        responses=_responses(rows, populations, joined),
    )


def _exact(
    rows: pl.DataFrame,
    by_code: pl.DataFrame,
    populations: pl.DataFrame,
    answers: pl.DataFrame,
    thresholds: ByAudience,
    joined: Joined,
) -> pl.DataFrame:
    """Counts of all audiences at all levels, and who may see them.

    A joined audience is shown where all its parts are, so that it says nothing that they do not.
    """
    single = answers.filter(~pl.col("audience").is_in(list(joined)))
    bases = counting.bases_of(rows, populations, single)
    known_to_nobody = counting.bases_of(by_code, populations, single).rename({"base": "by_code"})
    both = bases.join(known_to_nobody, on=[*ITEM, *counting.INSTITUTION])
    counts = counting.counts_of(rows, bases, single).join(
        _shown(both, thresholds), on=[*ITEM, *PLACE]
    )
    way = counting.added(by=["item", "answer", *PLACE], numbers=["count", "base"], truths=SHOWN)
    return counting.with_joined(counts, joined, way)


def _shown(bases: pl.DataFrame, thresholds: ByAudience) -> pl.DataFrame:
    """For each audience, item and place whether everybody, and whether the institution sees it."""
    rows = [
        (audience, item, *row)
        for (audience, item), groups in bases.partition_by(ITEM, as_dict=True).items()
        for row in _shown_places(groups, thresholds_of(str(audience), thresholds))
    ]
    schema = dict.fromkeys([*ITEM, *PLACE], pl.String) | dict.fromkeys(SHOWN, pl.Boolean)
    return pl.DataFrame(rows, schema=schema, orient="row")


def _shown_places(
    groups: pl.DataFrame, thresholds: Thresholds
) -> Iterator[tuple[str, str, bool, bool]]:
    """Everything is decided by how many answered by code: who entered all the others, and subtracts
    them from what is shown, is left with what would be shown without them."""
    names = ["base", "by_code", "institution", "institution_kind"]
    places = list(groups.select(names).iter_rows())
    hidden = hidden_of([Group(*place) for base, *place in places if base], thresholds)
    for base, by_code, institution, _ in places:
        is_inside = base == 0 or by_code >= thresholds.inside
        yield "institution", institution, institution not in hidden.institutions, is_inside
    for kind in {kind for *_, kind in places}:
        yield "kind", kind, kind not in hidden.kinds, False
    yield "city", "", not hidden.city, False


def _views(exact: pl.DataFrame) -> pl.DataFrame:
    """What everybody sees, and beside it what each institution sees of itself."""
    public = exact.with_columns(view=pl.lit("public"), is_suppressed=~pl.col("is_public"))
    inside = exact.filter(pl.col("level") == "institution").with_columns(
        view=pl.lit("inside"), is_suppressed=~(pl.col("is_public") | pl.col("is_inside"))
    )
    both = pl.concat([public, inside])
    share = pl.when(pl.col("base") > 0).then(pl.col("count") / pl.col("base"))
    return both.with_columns(share=share).with_columns(
        pl.when(~pl.col("is_suppressed")).then(pl.col("count", "base", "share"))
    )


def _responses(rows: pl.DataFrame, populations: pl.DataFrame, joined: Joined) -> pl.DataFrame:
    numbers = ["population", "responses"]
    way = counting.added(by=PLACE, numbers=numbers, truths=[])
    counted = counting.with_joined(counting.responses_of(rows, populations), joined, way)
    rate = pl.when(pl.col("population") > 0).then(pl.col("responses") / pl.col("population"))
    return counted.with_columns(rate=rate).sort("audience", *PLACE)
