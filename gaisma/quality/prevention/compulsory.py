"""The age of compulsory education, and who has what it asks for: Education Law, section 4.

From five a child is prepared for school, from seven it learns until grade 9 is finished, at most
until eighteen.
"""

from datetime import date

import polars as pl

from gaisma.analytics.vocabulary import COMPLETED

PREPARES_FROM, LEARNS_FROM, UNTIL = (5, 7, 18)
LAST_GRADE = 9


def birthday(years: int) -> pl.Expr:
    """The day on which so many years of age are reached, of rows that have `born_on`."""
    return pl.col("born_on").dt.offset_by(f"{years}y")


def is_of_age(on: date, *, since: int = PREPARES_FROM) -> pl.Expr:
    """Whether somebody is of that age on the day, from so many years on; nothing of no birthday."""
    return (birthday(since) <= on) & (birthday(UNTIL) > on)


def has_finished() -> pl.Expr:
    """Whether an enrolment, by its grade, stage and reason, says that grade 9 is finished."""
    beyond = (pl.col("grade") > LAST_GRADE) | (pl.col("stage") == "vocational")
    done = (pl.col("grade") == LAST_GRADE) & (pl.col("reason") == COMPLETED)
    return (beyond | done).fill_null(value=False)
