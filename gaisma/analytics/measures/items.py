"""How the tasks of a test worked: how hard each was, whom it told apart, who left it blank.

Classical test theory, as in Lord and Novick, "Statistical Theories of Mental Test Scores" (1968),
chapters 15 and 16. The reliability of the whole is alpha (`reliability.cronbach_alpha`), which for
tasks of right and wrong is formula 20 of Kuder and Richardson, Psychometrika 2 (1937).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from gaisma.analytics.measures.reliability import cronbach_alpha

FEWEST = 2
Numbers = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@dataclass(frozen=True)
class ItemStatistics:
    """One task: all but the number of those who sat are parts of one, or correlations.

    `difficulty` is the mean part of its maximum that was reached: an easy task has a high one.
    `discrimination` is the correlation of its points with those of all other tasks, which the task
    itself does not raise; `with_total` is that with the whole. They are None where all reached the
    same. `blank` is the share of those who left it blank.
    """

    sat: int
    difficulty: float
    discrimination: float | None
    with_total: float | None
    blank: float


@dataclass(frozen=True)
class TestStatistics:
    """A test of several tasks, and how far it measures one thing."""

    items: tuple[ItemStatistics, ...]
    alpha: float | None


def analysed(points: pl.DataFrame, maxima: Sequence[float]) -> TestStatistics | None:
    """The statistics of a frame with a row for who sat and a column a task, null where it is blank.

    What is blank counts as no points. None where nobody sat, or where there is no task.
    Raises ValueError when there are not as many maxima as tasks.
    """
    if points.width != len(maxima):
        raise ValueError(f"{points.width} tasks have {len(maxima)} maxima.")
    if not points.width or not points.height:
        return None
    numbers = points.cast(pl.Float64)
    filled = numbers.fill_null(0.0)
    matrix = filled.to_numpy()
    total = matrix.sum(axis=1)
    blanks = numbers.null_count().row(0)
    items = tuple(
        ItemStatistics(
            sat=points.height,
            difficulty=float(matrix[:, place].mean() / most),
            discrimination=correlation(matrix[:, place], total - matrix[:, place]),
            with_total=correlation(matrix[:, place], total),
            blank=blanks[place] / points.height,
        )
        for place, most in enumerate(maxima)
    )
    return TestStatistics(items, cronbach_alpha(filled).alpha)


def correlation(one: Numbers, other: Numbers) -> float | None:
    """Pearson's correlation; with a task of right and wrong the point-biserial one.

    None where one of them does not vary.
    """
    if one.size < FEWEST or not one.std() or not other.std():
        return None
    return float(np.corrcoef(one, other)[0, 1])
