"""Who left education early, as far as the register of a city can tell.

Somebody left whose learning at a school or in vocational education ended before the programme was
finished, and who learns nowhere in the city after. Who moved away is told apart: the register does
not know whether they learn elsewhere. Nothing else is known of them here, and no name.
"""

from collections.abc import Collection
from datetime import date

import polars as pl

from gaisma.analytics.vocabulary import COMPLETED, MOVED_AWAY
from gaisma.base import bulk
from gaisma.base.models import SchoolYear
from gaisma.record.programmes.models import Enrolment

STAGES = ("school", "vocational")
"""Compulsory and secondary education."""
LAST_GRADES = (9, 12)
"""After these a learner may have finished although no reason was written."""
COLUMNS = {
    "person__pseudonym": "person",
    "group_id": "group",
    "group__institution_id": "unit",
    "group__grade": "grade",
    "programme__language": "language",
    "programme__special": "special",
    "from_on": "from_on",
    "to_on": "to_on",
    "leaving_reason": "reason",
}


def learners(year: SchoolYear, places: Collection[int], *, on: date) -> pl.DataFrame:
    """Those who learned at these places in the year, by the day, each in the last of their classes.

    Columns: person, group, unit, grade, language, has_need; `left_on` where they left early,
    `is_away` where they moved away. Where no later year is in the register yet, nobody is said
    to have left with the end of the year.
    """
    rows = Enrolment.objects.filter(programme__stage__in=STAGES)
    held = bulk.frame_of(
        rows.filter(group__school_year=year).order_by("pk"), *COLUMNS, "group__school_year__ends_on"
    ).rename({**COLUMNS, "group__school_year__ends_on": "ends_on"})
    held = held.with_columns(until=pl.min_horizontal("to_on", "ends_on"))
    last = held.sort("until", "from_on").unique("person", keep="last", maintain_order=True)
    here = last.filter(pl.col("unit").is_in(list(places)), pl.col("from_on") <= on)
    goes_on = here.join(_since(year), on="person", how="left", maintain_order="left")
    stops = pl.col("later_from").is_null()
    is_over = pl.col("until") <= on
    is_told = (pl.col("until") < pl.col("ends_on")) | pl.lit(_is_followed(year))
    finished = (pl.col("reason") == COMPLETED) | (
        (pl.col("reason") == "")
        & pl.col("grade").is_in(LAST_GRADES)
        & (pl.col("until").dt.month().is_between(5, 8))
    )
    ended = stops & is_over & is_told & ~finished.fill_null(value=False)
    away = pl.col("reason") == MOVED_AWAY
    return goes_on.select(
        "person",
        "group",
        "unit",
        "grade",
        "language",
        has_need=pl.col("special").list.len() > 0,
        left_on=pl.when(ended & ~away).then("until"),
        is_away=ended & away,
    )


def _is_followed(year: SchoolYear) -> bool:
    """Whether the register has learners of a later year."""
    return Enrolment.objects.filter(group__school_year__starts_on__gt=year.starts_on).exists()


def _since(year: SchoolYear) -> pl.DataFrame:
    """Those who learn in the city in a later year."""
    later = Enrolment.objects.filter(
        programme__stage__in=STAGES, group__school_year__starts_on__gt=year.starts_on
    )
    found = bulk.frame_of(later.order_by("pk"), "person__pseudonym", "from_on")
    return (
        found.group_by("person__pseudonym")
        .agg(pl.col("from_on").min())
        .rename({"person__pseudonym": "person", "from_on": "later_from"})
    )
