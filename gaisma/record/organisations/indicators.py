"""Figures about institutions."""

from typing import TYPE_CHECKING

from gaisma.analytics.indicators import Chapter, Unit, distinct, indicator
from gaisma.analytics.moments import Moment
from gaisma.analytics.tables import Lake
from gaisma.analytics.vocabulary import KINDS, UNIT_KINDS

if TYPE_CHECKING:
    import ibis.expr.types as ir

INSTITUTION_KINDS = tuple(
    code for code in KINDS.codes if code not in UNIT_KINDS and code != "authority"
)

CHAPTER = Chapter("organisations", title="Institutions")
NOUNS = {
    "institution_kind=preschool": "preschool",
    "institution_kind=general_school": "school",
    "institution_kind=neighbourhood_club": "club",
}


def known_institutions(lake: Lake, when: Moment) -> "ir.Table":
    """Institutions of the day, from the school year in which groups or a closing are recorded."""
    held = when.holding(lake.institutions)
    return when.known_whole(held, lake.institutions, of="unit", since=lake.groups)


@indicator(
    "institutions.count",
    title="Institutions",
    description="Institutions that are open on the day. Without a kind, units of institutions and "
    "the authority itself are not counted. “Offers” keeps those that have a group of that stage.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="institution",
    noun_where=NOUNS,
    measure=distinct("unit"),
    by=("institution", "institution_kind", "founder"),
    filters=("offers",),
    defaults={"institution_kind": INSTITUTION_KINDS},
    subject="unit",
    covered=known_institutions,
    only_covered=True,
)
def institutions(lake: Lake, when: Moment) -> "ir.Table":
    """Open institutions and units; a row for each stage of which they have a group."""
    held = when.holding(lake.institutions)
    groups = when.holding(lake.groups)
    offers = groups.select(offering="institution", offers="stage").distinct()
    return held.left_join(offers, held.unit == offers.offering)


@indicator(
    "institutions.with_status",
    title="Institutions with a status",
    description="Institutions that hold the status on the day.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="institution",
    noun_where=NOUNS,
    measure=distinct("unit"),
    by=("institution", "institution_kind", "founder", "status"),
    subject="unit",
    covered=known_institutions,
    only_covered=True,
)
def with_status(lake: Lake, when: Moment) -> "ir.Table":
    """Statuses in force."""
    return when.holding(lake.statuses)


@indicator(
    "institutions.merged",
    title="Institutions merged into others",
    description="Institutions taken over by another in the calendar year, up to the day.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="institution",
    noun_where=NOUNS,
    measure=distinct("unit"),
    by=("institution", "institution_kind", "founder"),
    parameters=("year",),
    subject="unit",
    covered=institutions.rows,
)
def merged(lake: Lake, when: Moment) -> "ir.Table":
    """Successions of the year; a chain of successors counts its institution once."""
    import ibis

    past = lake.successions.filter(lake.successions.on <= ibis.date(when.as_of.isoformat()))
    if when.year is not None:
        past = past.filter(past.on.year() == when.year)
    taken = past.select(predecessor="unit").distinct()
    return lake.institutions.inner_join(taken, lake.institutions.unit == taken.predecessor)
