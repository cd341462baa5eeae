"""Figures about programmes, groups, learners, places and the queue."""

from typing import TYPE_CHECKING

from gaisma.analytics.indicators import (
    Chapter,
    Measure,
    Told,
    Unit,
    change_of,
    distinct,
    indicator,
    total,
)
from gaisma.analytics.moments import Moment
from gaisma.analytics.tables import Lake
from gaisma.analytics.vocabulary import EXCLUSIVE_STAGES
from gaisma.evidence.interop.columns import SHARED
from gaisma.record.programmes.tables import GROUPS

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import polars as pl

PLACES = ("institution", "institution_kind", "founder")
OFFERS = ("stage", "special_programme", "language", "form_of_study", "field")
CLASSES = tuple(sorted(GROUPS.in_lake(SHARED)))
OF_PLACES = (("institution", "stage"), ("institution_kind", "stage"), ("founder", "stage"))
TABLES = (*OF_PLACES, ("grade", "stage"))
"""What everybody may read of the city's learners; all else is for those who open their records."""
OF_PROGRAMMES = (*OF_PLACES, ("form_of_study", "stage"), ("field", "stage"))

CHAPTER = Chapter("programmes", title="Learners, groups and places")


def heads(rows: "ir.Table") -> "ir.IntegerValue":
    """People counted once, and the heads of groups of which only the total is kept.

    Who goes to a club or to sports learns at a preschool or a school as well: beside the heads of
    those, the heads of clubs are the same people again.
    """
    once = rows.heads.sum(where=rows.stage.isin(EXCLUSIVE_STAGES))
    return rows.person.nunique() + once.fill_null(rows.heads.sum()).fill_null(0)


def heads_in_memory() -> "pl.Expr":
    """The same count over rows that are read already."""
    import polars as pl

    once = pl.col("stage").is_in(EXCLUSIVE_STAGES)
    heads = pl.col("heads").fill_null(0)
    of_groups = pl.when(once.any()).then(heads.filter(once).sum()).otherwise(heads.sum())
    return people_in_memory() + of_groups


def people_in_memory() -> "pl.Expr":
    """People, each counted once, over rows that are read already."""
    import polars as pl

    return pl.col("person").drop_nulls().n_unique().cast(pl.Int64)


def taken_in_memory() -> "pl.Expr":
    """Places that are taken, over rows that are read already."""
    import polars as pl

    return pl.col("taken").sum()


@indicator(
    "learners.count",
    title="Learners",
    description="People enrolled on the day, each counted once in a selection. For years of which "
    "only totals by group are kept, the groups' head counts of 1 September; clubs and sports are "
    "not added to preschools and schools, where the same people learn.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="learner",
    noun_where={"stage=preschool": "child", "stage=school": "pupil", "grade": "pupil"},
    measure=Measure(heads, totals=lambda rows: rows.heads.sum().fill_null(0)),
    by=(*PLACES, *OFFERS, *CLASSES, "home_municipality"),
    protected=True,
    told=Told(TABLES, heads_in_memory),
    subject="person",
)
def learners(lake: Lake, when: Moment) -> "ir.Table":
    """Enrolments in force and known."""
    return when.holding(lake.enrolments)


learners_change = change_of(
    learners,
    "learners.change",
    title="Change in the number of learners",
    description="Learners less those of the year compared with; last year's learners of a closed "
    "institution are counted at its successor.",
)


@indicator(
    "groups.count",
    title="Groups and classes",
    description="Groups and classes of the school year.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="group",
    noun_where={"stage=school": "class"},
    measure=distinct("group"),
    by=(*PLACES, *OFFERS, *CLASSES),
    told=Told(TABLES, hides=False),
    subject="group",
)
def groups(lake: Lake, when: Moment) -> "ir.Table":
    """Groups of the school year."""
    return when.holding(lake.groups)


groups_change = change_of(
    groups,
    "groups.change",
    title="Change in the number of groups",
    description="Groups less those of the year compared with; last year's groups of a closed "
    "institution are counted at its successor.",
)


def sized_groups(lake: Lake, when: Moment) -> "ir.Table":
    """Groups with the number enrolled in each, in `size`."""
    enrolled = when.holding(lake.enrolments)
    sizes = enrolled.group_by(sized="group").aggregate(size=heads(enrolled))
    held = when.holding(lake.groups)
    joined = held.left_join(sizes, held.group == sizes.sized)
    return joined.mutate(size=joined["size"].fill_null(0)).select(*held.columns, "size")


def with_limits(lake: Lake, when: Moment) -> "ir.Table":
    """Groups of which a limit is known."""
    held = groups.rows(lake, when)
    return held.filter(held.min_size.notnull() | held.max_size.notnull())


def with_places(lake: Lake, when: Moment) -> "ir.Table":
    """Groups of which it is known how many they take."""
    held = groups.rows(lake, when)
    return held.filter(held.max_size.notnull())


@indicator(
    "groups.within_limits",
    title="Groups within their limits",
    description="Groups whose number enrolled lies between their minimum and maximum size; "
    "a limit that is not set holds. Where none is set at all there is no figure.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="group",
    noun_where={"stage=school": "class"},
    measure=distinct("group"),
    by=(*PLACES, *OFFERS, *CLASSES),
    told=Told(TABLES, like="places.share_taken"),
    subject="group",
    covered=with_limits,
    only_covered=True,
)
def within_limits(lake: Lake, when: Moment) -> "ir.Table":
    """Groups neither too small nor too large."""
    sized = sized_groups(lake, when)
    return sized.filter(
        sized.min_size.isnull() | (sized["size"] >= sized.min_size),
        sized.max_size.isnull() | (sized["size"] <= sized.max_size),
    )


@indicator(
    "places.free",
    title="Free places",
    description="The sum over groups of the maximum size less those enrolled; a group above its "
    "maximum counts as zero, and so does a group without a maximum. Where none has one there is no "
    "figure.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="free_place",
    measure=total("free"),
    by=(*PLACES, *OFFERS, *CLASSES),
    told=Told(TABLES, like="places.share_taken"),
    subject="group",
    covered=with_places,
    only_covered=True,
    covered_of=("stage",),
)
def free_places(lake: Lake, when: Moment) -> "ir.Table":
    """Groups with their free places."""
    import ibis

    sized = sized_groups(lake, when)
    free = (sized.max_size - sized["size"]).fill_null(0)
    return sized.mutate(free=ibis.greatest(free, 0))


@indicator(
    "places.share_taken",
    title="Share of places taken",
    description="Of the places of groups that have a maximum size, those that are taken; a group "
    "above its maximum takes no more places than it has.",
    unit=Unit.PERCENT,
    chapter=CHAPTER,
    noun="free_place",
    measure=Measure(lambda rows: rows.taken.sum(), lambda rows: rows.max_size.sum()),
    by=(*PLACES, *OFFERS, *CLASSES),
    protected=True,
    told=Told(TABLES, taken_in_memory, among="learners.count"),
    subject="group",
    covered=groups.rows,
)
def taken_places(lake: Lake, when: Moment) -> "ir.Table":
    """Groups that have a maximum, with their places that are taken."""
    import ibis

    sized = sized_groups(lake, when)
    limited = sized.filter(sized.max_size.notnull())
    return limited.mutate(taken=ibis.least(limited["size"], limited.max_size))


@indicator(
    "programmes.count",
    title="Programmes",
    description="Programmes that have a group or a learner on the day.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="programme",
    measure=distinct("programme"),
    by=(*PLACES, *OFFERS),
    told=Told(OF_PROGRAMMES, hides=False),
    subject="programme",
)
def programmes(lake: Lake, when: Moment) -> "ir.Table":
    """Programmes in use."""
    of_groups = when.holding(lake.groups).select("programme")
    of_learners = when.holding(lake.enrolments).select("programme")
    used = of_groups.union(of_learners, distinct=True)
    return lake.programmes.semi_join(used, "programme")


def with_learners(lake: Lake, when: Moment) -> "ir.Table":
    """Where learners of the stage are recorded, nobody waits unless a queue says so."""
    waiting = when.holding(lake.queue).select("unit", "stage")
    return when.holding(lake.enrolments).select("unit", "stage").union(waiting)


@indicator(
    "queue.count",
    title="Children in the queue",
    description="People waiting for a place on the day, each counted once.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="learner",
    noun_where={"stage=preschool": "child"},
    measure=distinct("person"),
    by=("institution", "institution_kind", "stage"),
    parameters=(),
    protected=True,
    told=Told((("stage",),), people_in_memory),
    subject="person",
    covered=with_learners,
    covered_of=("stage",),
)
def queue(lake: Lake, when: Moment) -> "ir.Table":
    """Queue entries that have not left."""
    return when.holding(lake.queue)
