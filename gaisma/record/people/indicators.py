"""Figures about staff and vacancies."""

from typing import TYPE_CHECKING

from gaisma.analytics.indicators import Chapter, Measure, Unit, distinct, indicator, total
from gaisma.analytics.moments import Moment
from gaisma.analytics.tables import Lake

if TYPE_CHECKING:
    import ibis.expr.types as ir

POSTS = ("institution", "institution_kind", "founder", "stage", "role")

CHAPTER = Chapter("people", title="Teachers and staff")


def known_staff(lake: Lake, when: Moment) -> "ir.Table":
    """Staff of the day, from the school year in which somebody is first recorded to have left."""
    return when.known_whole(when.holding(lake.employments), lake.employments, of="person")


@indicator(
    "staff.count",
    title="Staff",
    description="People employed on the day, each counted once in a selection.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="staff_member",
    noun_where={"role=organiser_of_educational_activities": "organiser"},
    measure=distinct("person"),
    by=POSTS,
    subject="person",
    covered=known_staff,
    only_covered=True,
)
def staff(lake: Lake, when: Moment) -> "ir.Table":
    """Employments in force."""
    return when.holding(lake.employments)


@indicator(
    "staff.load",
    title="Loads of staff",
    description="The sum of the loads of the posts held on the day; a full-time post is 1.",
    unit=Unit.LOADS,
    chapter=CHAPTER,
    noun="load",
    measure=total("load"),
    by=POSTS,
    subject="person",
    covered=known_staff,
    only_covered=True,
)
def loads(lake: Lake, when: Moment) -> "ir.Table":
    """Employments in force."""
    return staff.rows(lake, when)


@indicator(
    "staff.share_permanent",
    title="Share of staff employed permanently",
    description="Of the people employed on the day, those who hold a permanent post.",
    unit=Unit.PERCENT,
    chapter=CHAPTER,
    noun="staff_member",
    measure=Measure(
        lambda rows: rows.person.nunique(where=rows.permanent), lambda rows: rows.person.nunique()
    ),
    by=POSTS,
    subject="person",
    covered=known_staff,
    only_covered=True,
)
def permanent(lake: Lake, when: Moment) -> "ir.Table":
    """Employments in force."""
    return staff.rows(lake, when)


@indicator(
    "teachers.count",
    title="Teachers",
    description="People who hold a teaching post on the day, each counted once in a selection.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="teacher",
    measure=distinct("person"),
    by=POSTS,
    subject="person",
    covered=known_staff,
    only_covered=True,
)
def teachers(lake: Lake, when: Moment) -> "ir.Table":
    """Teaching posts in force."""
    held = when.holding(lake.employments)
    return held.filter(held.teaching)


@indicator(
    "teachers.at_several_institutions",
    title="Teachers who work at several institutions",
    description="Of the teachers counted, those who at the same time are employed at another "
    "institution, in whatever role.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="teacher",
    measure=distinct("person"),
    by=POSTS,
    subject="person",
    covered=known_staff,
    only_covered=True,
)
def at_several(lake: Lake, when: Moment) -> "ir.Table":
    """Teaching posts of people who are employed at two institutions or more."""
    held = when.holding(lake.employments)
    places = held.group_by(busy="person").aggregate(places=held.institution.nunique())
    several = places.filter(places.places > 1)
    teaching = held.filter(held.teaching)
    return teaching.semi_join(several, teaching.person == several.busy)


def known_qualified(lake: Lake, when: Moment) -> "ir.Table":
    """Teaching posts of the day of which it is known whether the rules are met."""
    held = known_staff(lake, when)
    return held.filter(held.teaching, held.qualified.notnull())


@indicator(
    "teachers.share_qualified",
    title="Share of qualified teachers",
    description="Of the teachers counted, those whose education and qualification meet the rules "
    "for every teaching post counted; a post of which it is not known does not meet them, and "
    "where it is known of no post at all there is no figure.",
    unit=Unit.PERCENT,
    chapter=CHAPTER,
    noun="teacher",
    measure=Measure(
        lambda rows: rows.person.nunique() - rows.person.nunique(where=rows.unqualified),
        lambda rows: rows.person.nunique(),
    ),
    by=POSTS,
    subject="person",
    covered=known_qualified,
    only_covered=True,
)
def qualified(lake: Lake, when: Moment) -> "ir.Table":
    """Teaching posts in force, marked where the rules for the post are not known to be met."""
    held = teachers.rows(lake, when)
    return held.mutate(unqualified=held.qualified.isnull() | ~held.qualified)


def with_staff(lake: Lake, when: Moment) -> "ir.Table":
    """Staff of the day, from the first vacancy that is recorded; and vacancies.

    Where none was ever recorded nobody may have been asked, and no vacancies is not yet a fact.
    """
    import ibis

    held = when.holding(lake.employments)
    day = ibis.date(when.day.isoformat())
    first = lake.vacancies.aggregate(first=lake.vacancies.from_on.min())
    joined = held.cross_join(first)
    told = joined.filter(joined.first <= day).select("unit")
    return told.union(when.holding(lake.vacancies).select("unit"))


@indicator(
    "vacancies.load",
    title="Vacant loads",
    description="The sum of the loads of the posts that are vacant on the day; a full-time post "
    "is 1.",
    unit=Unit.LOADS,
    chapter=CHAPTER,
    noun="load",
    measure=total("load"),
    by=("institution", "institution_kind", "founder", "role", "expected", "filling"),
    parameters=("school_year",),
    subject="vacancy",
    covered=with_staff,
)
def vacancies(lake: Lake, when: Moment) -> "ir.Table":
    """Vacancies that are open."""
    return when.holding(lake.vacancies)
