"""Figures about staff, vacancies, and teachers' professional development.

A teacher improves professional competence in at least 36 hours within three years (Cabinet
regulations No. 569 of 11 September 2018). Special knowledge of child protection is learnt anew at
least every five years (Cabinet regulations No. 173 of 1 April 2014); in how many hours depends on
the post and is not judged here. Both end on the day of the question: the three and the five years
are those before it.
"""

from datetime import date
from typing import TYPE_CHECKING

from gaisma.analytics.indicators import Chapter, Measure, Unit, distinct, indicator, total
from gaisma.analytics.moments import Moment
from gaisma.analytics.tables import Lake
from gaisma.analytics.work_terms import TRAINING_TOPICS

if TYPE_CHECKING:
    import ibis.expr.types as ir
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


HOURS, YEARS, VALID_YEARS = 36, 3, 5
PLACES = ("institution", "institution_kind", "founder")


def completed(lake: Lake, when: Moment, *, years: int) -> "ir.Table":
    """Courses completed in so many years before the day, as far as they are known by then."""
    import ibis

    last = min(when.day, when.as_of)
    courses = lake.development
    since, until = _years_before(when.day, years).isoformat(), last.isoformat()
    return courses.filter(
        courses.completed_on > ibis.date(since), courses.completed_on <= ibis.date(until)
    )


def _years_before(day: date, years: int) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if is_leap_day else day.day)


def recorded(lake: Lake, when: Moment) -> "ir.Table":
    """Courses by which it is known that learning was recorded by the day, and who taught then."""
    import ibis

    last = min(when.day, when.as_of)
    courses = lake.development.filter(lake.development.completed_on <= ibis.date(last.isoformat()))
    return when.known_whole(courses, lake.employments, of="person")


def recorded_throughout(lake: Lake, when: Moment) -> "ir.Table":
    """Courses by which it is known that learning was recorded when the three years began."""
    import ibis

    since = _years_before(when.day, YEARS).isoformat()
    courses = lake.development.filter(lake.development.completed_on <= ibis.date(since))
    return when.known_whole(courses, lake.employments, of="person")


def main_posts(lake: Lake, when: Moment) -> "ir.Table":
    """Teachers, each once: at the teaching post with the largest load."""
    import ibis

    held = teachers.rows(lake, when)
    order = [held.load.desc(), held.unit, held.role, held.stage]
    turn = ibis.row_number().over(ibis.window(group_by=held.person, order_by=order))
    numbered = held.mutate(turn=turn)
    return numbered.filter(numbered.turn == 0).drop("turn")


def courses_of_teachers(lake: Lake, when: Moment) -> "ir.Table":
    """What those who teach on the day have learnt in three years, at their main post."""
    posts = main_posts(lake, when)
    learnt = completed(lake, when, years=YEARS).rename(learner="person")
    return posts.inner_join(learnt, posts.person == learnt.learner).drop("learner")


@indicator(
    "development.hours",
    title="Hours of professional development",
    description="Hours that the teachers counted on the day have completed in the three years "
    "before it. Each teacher is counted at the teaching post with the largest load.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="hour",
    measure=total("hours"),
    by=(*PLACES, "topic"),
    parameters=("school_year",),
    covered=recorded,
    only_covered=True,
    subject="course",
)
def hours(lake: Lake, when: Moment) -> "ir.Table":
    """Courses of three years."""
    return courses_of_teachers(lake, when)


@indicator(
    "development.teachers",
    title="Teachers who completed professional development",
    description="Of the teachers counted on the day, those who have completed a course in the "
    "three years before it, each counted once, at the teaching post with the largest load.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="teacher",
    measure=distinct("person"),
    by=(*PLACES, "topic"),
    parameters=("school_year",),
    covered=recorded,
    only_covered=True,
    subject="person",
)
def learning(lake: Lake, when: Moment) -> "ir.Table":
    """Courses of three years."""
    return courses_of_teachers(lake, when)


@indicator(
    "development.share_with_hours",
    title="Share of teachers with 36 hours in three years",
    description="Of the teachers counted, those who have completed at least 36 hours of "
    "professional development in the three years before the day.",
    unit=Unit.PERCENT,
    chapter=CHAPTER,
    noun="teacher",
    measure=Measure(
        lambda rows: rows.person.nunique(where=rows.enough), lambda rows: rows.person.nunique()
    ),
    by=POSTS,
    parameters=("school_year",),
    covered=recorded_throughout,
    only_covered=True,
    subject="person",
)
def with_hours(lake: Lake, when: Moment) -> "ir.Table":
    """Teaching posts in force, and whether the hours are enough."""
    import ibis

    learnt = completed(lake, when, years=YEARS)
    sums = learnt.group_by(learner="person").aggregate(learnt_hours=learnt.hours.sum())
    held = teachers.rows(lake, when)
    joined = held.left_join(sums, held.person == sums.learner)
    enough = (joined.learnt_hours >= HOURS).fill_null(ibis.literal(value=False))
    return joined.mutate(enough=enough).drop("learner")


@indicator(
    "development.share_trained",
    title="Share of teachers trained in a topic",
    description="Of the teachers counted, those who have completed a course on the topic in the "
    "five years before the day; without a topic, a course on any. It is not judged whether its "
    "hours are enough for the post.",
    unit=Unit.PERCENT,
    chapter=CHAPTER,
    noun="teacher",
    measure=Measure(
        lambda rows: rows.person.nunique(where=rows.trained), lambda rows: rows.person.nunique()
    ),
    by=(*POSTS, "topic"),
    parameters=("school_year",),
    covered=recorded,
    only_covered=True,
    subject="person",
)
def trained(lake: Lake, when: Moment) -> "ir.Table":
    """Teaching posts in force for each topic, and whether one is trained in it."""
    import ibis

    held = teachers.rows(lake, when)
    posts = held.mutate(topic=ibis.array(TRAINING_TOPICS.codes).unnest())
    learnt = completed(lake, when, years=VALID_YEARS)
    known = learnt.select(learner="person", about="topic").distinct()
    joined = posts.left_join(known, [posts.person == known.learner, posts.topic == known.about])
    return joined.mutate(trained=joined.learner.notnull()).drop("learner", "about")


DEVELOPMENT = [hours, learning, with_hours, trained]
