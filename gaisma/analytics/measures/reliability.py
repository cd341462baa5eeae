"""Whether the items of a construct measure one thing."""

from dataclasses import dataclass

import polars as pl

from gaisma.analytics.measures.estimates import NEGLIGIBLE


@dataclass(frozen=True)
class Reliability:
    """Cronbach's alpha, at most 1, of those respondents who answered all items of a construct."""

    respondents: int
    items: int
    alpha: float | None


def cronbach_alpha(answers: pl.DataFrame) -> Reliability:
    """Alpha of a frame with a row a respondent and a numeric column an item.

    Items that ask the opposite are turned beforehand; respondents without an answer to one of the
    items are left out. None with fewer than two items or respondents, and where all sums are equal.
    Cronbach, "Coefficient alpha and the internal structure of tests", Psychometrika 16 (1951).
    """
    complete = answers.cast(pl.Float64).drop_nulls().drop_nans()
    return Reliability(complete.height, complete.width, _alpha(complete))


def _alpha(answers: pl.DataFrame) -> float | None:
    items = answers.width
    if items < 2 or answers.height < 2:
        return None
    of_items = answers.select(pl.sum_horizontal(pl.all().var())).item()
    of_sums = answers.select(pl.sum_horizontal(pl.all()).var()).item()
    # Items that mirror each other leave sums that differ by rounding only.
    if of_sums <= NEGLIGIBLE * of_items:
        return None
    return float(items / (items - 1) * (1 - of_items / of_sums))
