"""Which groups of one audience stay hidden for one item.

A group is those who answered: of an institution, of all institutions of a kind, of the city. One
that is too small is hidden whole. What is published leaves the sum of those that are hidden, so
others are hidden with them, until nobody learns more of a small group than of one that is large
enough. How many answered is taken as known to everybody and decides alone; what they answered does
not, so that the choice gives nothing away.

Only who answered by code counts. Answers on paper were entered by somebody who may know them, or
may have invented them: they make no group larger, and protect no other.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations

from gaisma.quality.surveys.results.thresholds import Thresholds


@dataclass(frozen=True, order=True)
class Group:
    """Those of an institution who answered an item, at least one; `base` answered by code."""

    base: int
    institution: str
    kind: str


TOGETHER = 2
"""So many who lead institutions may tell each other what they see of their own."""
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
