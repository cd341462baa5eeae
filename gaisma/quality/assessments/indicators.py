"""Figures about results: who sat, means over learners, who is below a threshold, bands.

They are told of an assessment, by its key, and of its papers by subject, grade or stage, and level.
A result counts in the school year of its assessment, without one in that of the day, from the day
on which it was first told; an appeal that is decided changes it.
Absent and exempt learners have none. Means are of first attempts.
"""

from typing import TYPE_CHECKING

from gaisma.analytics.indicators import Chapter, Measure, Told, Unit, distinct, indicator
from gaisma.analytics.moments import Moment
from gaisma.analytics.tables import Lake
from gaisma.quality.assessments.terms import WHOLE
from gaisma.record.programmes.indicators import people_in_memory

if TYPE_CHECKING:
    import ibis.expr.types as ir

PLACES = ("institution", "institution_kind", "founder")
EXAM = ("assessment_kind", "assessment", "subject", "stage", "grade", "level")
LEARNER = ("language", "special_programme")
BY = (*EXAM, *PLACES, *LEARNER)
CHAPTER = Chapter("assessments", title="Tests and exams")
FIRST, SECOND = 1, 2

TABLES = tuple(
    ("assessment_kind", "assessment", "subject", name) for name in ("level", "grade", "stage")
)
"""What everybody is told; all else, and all of bands, is for those who open learners by name."""


OF_EVERYBODY = Told(TABLES, people_in_memory)
AMONG = Told(TABLES, people_in_memory, among="assessments.learners")
LIKE = Told(TABLES, people_in_memory, like="assessments.learners")
OF_NOBODY = Told(())
"""Told to the circle only."""


def known(table: "ir.Table", when: Moment) -> "ir.Table":
    """The rows of the school year that were told by the day."""
    return when.within_year(table, "known_on")


@indicator(
    "assessments.learners",
    title="Learners who sat",
    description="Learners with a result of a first attempt, each counted once in a selection.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="learner",
    measure=distinct("person"),
    by=BY,
    parameters=("school_year",),
    protected=True,
    told=OF_EVERYBODY,
    subject="result",
)
def learners(lake: Lake, when: Moment) -> "ir.Table":
    """First attempts."""
    told = known(lake.assessment_results, when)
    return told.filter(told.attempt == FIRST)


@indicator(
    "assessments.mean_percent",
    title="Mean result in percent",
    description="The mean, over learners, of the percent of the maximum that they reached at the "
    "first attempt. Averages that institutions publish are not averaged into it.",
    unit=Unit.PERCENT,
    chapter=CHAPTER,
    noun="result",
    measure=Measure(lambda rows: rows.share.sum(), lambda rows: rows.share.count()),
    by=BY,
    parameters=("school_year",),
    protected=True,
    told=LIKE,
    subject="result",
)
def mean_percent(lake: Lake, when: Moment) -> "ir.Table":
    """First attempts of which percent are told."""
    first = learners.rows(lake, when)
    return first.filter(first.share.notnull())


def _only(rows: "ir.Table") -> "ir.Value":
    """The value where there is one; averages are not averaged."""
    return rows.share.sum() * (rows.share.count() == 1).cast("int64")


@indicator(
    "assessments.reference_percent",
    title="Reference value in percent",
    description="The mean that the state, or another named source, has published of a paper. It "
    "is told of one paper and one source: published means are not averaged.",
    unit=Unit.PERCENT,
    chapter=CHAPTER,
    noun="result",
    measure=Measure(_only, lambda rows: (rows.share.count() == 1).cast("int64")),
    by=("reference", *EXAM),
    parameters=("school_year",),
)
def reference_percent(lake: Lake, when: Moment) -> "ir.Table":
    """What is published by the day."""
    return known(lake.assessment_references, when)


def measured_by_threshold(lake: Lake, when: Moment) -> "ir.Table":
    """First attempts at papers with a threshold: that none is below it is a counted zero."""
    first = learners.rows(lake, when)
    return first.filter(first.is_below.notnull())


@indicator(
    "assessments.below_threshold",
    title="Learners below the threshold",
    description="Learners who reached less than the threshold of a paper at the first attempt, "
    "each counted once in a selection, however many papers it were.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="learner",
    measure=distinct("person"),
    by=BY,
    parameters=("school_year",),
    protected=True,
    told=AMONG,
    subject="result",
    covered=measured_by_threshold,
    covered_of=("assessment", "subject", "level"),
)
def below_threshold(lake: Lake, when: Moment) -> "ir.Table":
    """First attempts below the threshold."""
    first = learners.rows(lake, when)
    return first.filter(first.is_below)


def second_attempts(lake: Lake, when: Moment) -> "ir.Table":
    """Where some tried again, that none failed is a counted zero."""
    told = known(lake.assessment_results, when)
    return told.filter(told.attempt == SECOND, told.is_below.notnull())


@indicator(
    "assessments.second_failures",
    title="Learners below the threshold again",
    description="Learners who reached less than the threshold of a paper at the second attempt "
    "as well, each counted once in a selection.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="learner",
    measure=distinct("person"),
    by=BY,
    parameters=("school_year",),
    protected=True,
    told=AMONG,
    subject="result",
    covered=second_attempts,
    covered_of=("assessment", "subject", "level"),
)
def second_failures(lake: Lake, when: Moment) -> "ir.Table":
    """Second attempts below the threshold."""
    second = second_attempts(lake, when)
    return second.filter(second.is_below)


def in_any_band(lake: Lake, when: Moment) -> "ir.Table":
    """First attempts with all their bands."""
    told = known(lake.assessment_bands, when)
    return told.filter(told.attempt == FIRST)


@indicator(
    "assessments.in_band",
    title="Learners in a band",
    description="Learners whose result of the first attempt falls into the band of the whole "
    "paper; with a skill, into that of the skill.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="learner",
    measure=distinct("person"),
    by=("skill", "band", *BY),
    parameters=("school_year",),
    protected=True,
    told=OF_NOBODY,
    subject="result",
    defaults={"skill": (WHOLE,)},
    covered=in_any_band,
    covered_of=("assessment", "skill", "stage", "grade"),
)
def in_band(lake: Lake, when: Moment) -> "ir.Table":
    """First attempts by band."""
    return in_any_band(lake, when)


def measured_by_low_bands(lake: Lake, when: Moment) -> "ir.Table":
    """First attempts at papers with a low band: that none is in it is a counted zero."""
    first = learners.rows(lake, when)
    return first.filter(first.is_low.notnull())


@indicator(
    "assessments.low_language_level",
    title="Learners on a low level of the language",
    description="Learners whose result of the first attempt falls into a band of the whole paper "
    "that counts as a low level of the language, each counted once.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="learner",
    measure=distinct("person"),
    by=BY,
    parameters=("school_year",),
    protected=True,
    told=AMONG,
    subject="result",
    covered=measured_by_low_bands,
    covered_of=("assessment", "subject", "level"),
)
def low_language_level(lake: Lake, when: Moment) -> "ir.Table":
    """First attempts in a low band."""
    first = learners.rows(lake, when)
    return first.filter(first.is_low)


INDICATORS = [
    learners,
    mean_percent,
    reference_percent,
    below_threshold,
    second_failures,
    in_band,
    low_language_level,
]
