"""How many give each answer, so that the shares are those that were published."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np

from gaisma.sample.city.apportionment import apportioned
from gaisma.sample.surveying.plan import USUAL, Published


def answered(responses: int, published: Published, *, open_share: float) -> int:
    """Of so many how many answer the item, near the share, so that its published shares exist."""
    wished = round(responses * (1 - open_share))
    near = sorted(range(round(responses * 0.9), responses + 1), key=lambda n: abs(n - wished))
    for count in near:
        if all(_parts(count, share, published.decimals) for share in published.shares.values()):
            return count
    raise ValueError(f"Nobody of {responses} can answer {published.item} as it was published.")


def of_published(count: int, published: Published) -> dict[str, int]:
    """How many of those who answered give each answer."""
    found: dict[str, int] = {}
    for answers, share in published.shares.items():
        number = _parts(count, share, published.decimals)
        if number is None:
            raise ValueError(f"{share} of a hundred of {count} is no number of people.")
        names = answers.split("|")
        found |= dict(zip(names, apportioned(number, range(len(names) + 1, 1, -1)), strict=True))
    left = count - sum(found.values())
    others = {name: weight for name, weight in published.others.items() if name not in found}
    return found | dict(zip(others, apportioned(left, list(others.values())), strict=True))


def usual(count: int, listed: str, rng: np.random.Generator) -> dict[str, int]:
    """How many give each answer of an item of which nothing was published."""
    weights = np.array(list(USUAL[listed].values()), dtype=float)
    weights *= rng.uniform(0.7, 1.4, len(weights))
    return dict(zip(USUAL[listed], apportioned(count, weights), strict=True))


def split(counts: Mapping[str, int], sizes: list[int]) -> list[dict[str, int]]:
    """The counts of several audiences together as those of each: rows add up to the sizes."""
    left = dict(counts)
    parts: list[dict[str, int]] = []
    for number, size in enumerate(sizes):
        is_last = number == len(sizes) - 1
        taken = left if is_last else _taken(left, size)
        parts.append(dict(taken))
        left = {name: left[name] - taken[name] for name in left}
    return parts


def _taken(left: Mapping[str, int], size: int) -> dict[str, int]:
    return dict(zip(left, apportioned(size, list(left.values())), strict=True))


def _parts(count: int, share: float, decimals: int) -> int | None:
    """How many of the count are the share, rounded half up; None where no number is."""
    wished = round(count * share / 100)
    step = Decimal(1).scaleb(-decimals)
    target = Decimal(str(share)).quantize(step)
    for number in (wished, wished - 1, wished + 1):
        exact = Fraction(number * 100, count)
        value = Decimal(exact.numerator) / Decimal(exact.denominator)
        if value.quantize(step, ROUND_HALF_UP) == target:
            return number
    return None
