"""Numbers, dates, school years and nouns as Latvian, English and Russian write them.

What is named here writes in the reader's language; the modules take the language as an argument.
"""

from gaisma.base.wording.reader import (
    DASH,
    Number,
    day,
    interval,
    language,
    moment,
    number,
    percent,
    period,
    school_year,
    share,
    signed,
    term,
)

__all__ = [
    "DASH",
    "Number",
    "day",
    "interval",
    "language",
    "moment",
    "number",
    "percent",
    "period",
    "school_year",
    "share",
    "signed",
    "term",
]
