"""Whole numbers that add up."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike


def apportioned(total: int, weights: ArrayLike) -> list[int]:
    """The total in whole parts by the weights: the largest remainders are rounded up."""
    shares = np.asarray(weights, dtype=float)
    exact = total * shares / shares.sum()
    parts = np.floor(exact).astype(int)
    largest = np.argsort(parts - exact, kind="stable")[: total - int(parts.sum())]
    parts[largest] += 1
    return [int(part) for part in parts]


def spread(total: int, places: int, rng: np.random.Generator) -> list[int]:
    """The total dropped one by one into so many places."""
    return [int(part) for part in rng.multinomial(total, np.full(places, 1 / places))]


def drawn(
    values: Sequence[str], weights: ArrayLike, count: int, rng: np.random.Generator
) -> "np.ndarray[tuple[int], np.dtype[np.str_]]":
    """So many of the values in random order, in proportion to the weights."""
    parts = apportioned(count, weights)
    return rng.permutation(np.repeat(np.asarray(values), parts))
