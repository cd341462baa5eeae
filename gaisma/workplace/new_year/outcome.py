"""What a plan makes of every learner, as columns: the preview and the carrying out read this."""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl
from django.db.models import F, Q, QuerySet

from gaisma.analytics.moments import first_of_september
from gaisma.analytics.vocabulary import COMPLETED, EXCLUSIVE_STAGES, MOVED
from gaisma.base import bulk
from gaisma.record.programmes.models import Enrolment, Group
from gaisma.workplace.new_year.models import (
    CONTINUES,
    EMPTIES,
    ENDS,
    JOINS,
    Plan,
    PlannedGroup,
    PlannedLearner,
)
from gaisma.workplace.new_year.proposals import SCHOOL_AGE

GOES, LEAVES, ELSEWHERE = "goes", "leaves", "elsewhere"
"""A learner goes on in a planned group, leaves, or has a place in the coming year already."""


@dataclass(frozen=True)
class Outcome:
    """The planned groups, and a row for each learner who is there at the end of the running year.

    Columns of `learners`: enrolment, person, name, source (the group), planned (its row), into
    (planned group or none), fate (GOES, LEAVES, ELSEWHERE), reason, is_usual, and what the
    enrolment takes along: programme, is_special, home_municipality. `existing` leads from
    (institution, name) to a group that the coming year has already.
    """

    plan: Plan
    groups: tuple[PlannedGroup, ...]
    learners: pl.DataFrame
    existing: dict[tuple[int, str], int]

    @property
    def starts_on(self) -> date:
        return first_of_september(self.plan.school_year)

    @property
    def ends_on(self) -> date:
        return self.starts_on.replace(year=self.starts_on.year + 1) - timedelta(days=1)


def of(plan: Plan, *, only: PlannedGroup | None = None) -> Outcome:
    """The outcome of the plan as the record is now, for all learners or those of one group."""
    groups = tuple(plan.groups.select_related("programme", "source", "site", "institution"))
    sources = [only] if only else [group for group in groups if group.source_id]
    learners = _learners(plan, [group.source_id for group in sources])
    learners = _with_exceptions(_by_group(learners, groups, plan), plan)
    return Outcome(plan, groups, _elsewhere(learners, plan), _existing(plan, groups))


def _learners(plan: Plan, sources: list[int | None]) -> pl.DataFrame:
    """Those who are enrolled to the end of the running year and of whom no leaving is known."""
    last_day = first_of_september(plan.school_year) - timedelta(days=1)
    to_the_end = Q(to_on__isnull=True) | Q(to_on__gte=last_day)
    rows = bulk.frame_of(
        Enrolment.objects.filter(
            to_the_end,
            group__in=sources,
            leaving_reason="",
        ).order_by("person__family_name", "person__given_name", "pk"),
        "pk",
        "person_id",
        "group_id",
        "programme_id",
        "group__programme_id",
        "programme__stage",
        "home_municipality",
        "to_on",
        "person__born_on",
        "person__given_name",
        "person__family_name",
    )
    return rows.select(
        enrolment="pk",
        person="person_id",
        source="group_id",
        programme="programme_id",
        is_special=pl.col("programme_id") != pl.col("group__programme_id"),
        stage="programme__stage",
        home_municipality="home_municipality",
        to_on="to_on",
        born_on="person__born_on",
        name=pl.concat_str("person__family_name", "person__given_name", separator=", "),
    )


def _by_group(learners: pl.DataFrame, groups: tuple[PlannedGroup, ...], plan: Plan) -> pl.DataFrame:
    """Where each goes as the group does; of preschool groups children of school age leave."""
    rows = [
        (group.source_id, group.pk, group.act, _goes_to(group)) for group in groups if group.source
    ]
    schema = {"source": pl.Int64, "planned": pl.Int64, "act": pl.String, "into": pl.Int64}
    planned = pl.DataFrame(rows, schema=schema, orient="row")
    joined = learners.join(planned, on="source", how="inner", maintain_order="left")
    year_of_seven = int(plan.school_year[:4]) - SCHOOL_AGE
    grown = (pl.col("stage") == "preschool") & (pl.col("born_on").dt.year() <= year_of_seven)
    goes = pl.col("act").is_in([CONTINUES, JOINS]) & ~grown.fill_null(value=False)
    return joined.with_columns(
        into=pl.when(goes).then("into"),
        reason=pl.when(goes).then(pl.lit(MOVED)).otherwise(pl.lit(COMPLETED)),
        is_usual=pl.lit(value=True),
    )


def _goes_to(group: PlannedGroup) -> int | None:
    if group.act in (ENDS, EMPTIES):
        return None
    return group.into_id if group.act == JOINS else group.pk


def _with_exceptions(learners: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    chosen = bulk.frame_of(plan.learners.all(), "person_id", "into_id", "reason").select(
        person="person_id", chosen="into_id", because="reason"
    )
    both = learners.join(chosen, on="person", how="left", maintain_order="left")
    is_chosen = pl.col("because").is_not_null()
    because = pl.when(pl.col("because") == "").then(pl.lit(MOVED)).otherwise("because")
    return both.with_columns(
        into=pl.when(is_chosen).then("chosen").otherwise("into"),
        reason=pl.when(is_chosen).then(because).otherwise("reason"),
        is_usual=~is_chosen,
    ).drop("chosen", "because")


def _elsewhere(learners: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """Who has a place in the coming year already, here or elsewhere, goes on there."""
    # Written so that the year is read once, not looked into for each person and each of its groups.
    theirs = Enrolment.objects.alias(key=F("person_id") + 0).filter(key__in=_people(plan))
    placed = bulk.frame_of(
        theirs.filter(
            group__school_year__name=plan.school_year,
            programme__stage__in=EXCLUSIVE_STAGES,
        ),
        "person_id",
    )["person_id"].unique()
    exclusive = pl.col("stage").is_in(EXCLUSIVE_STAGES)
    is_placed = pl.col("person").is_in(placed.implode()) & exclusive
    is_known = pl.col("into").is_not_null()
    fate = pl.when(is_placed).then(pl.lit(ELSEWHERE)).when(is_known).then(pl.lit(GOES))
    return learners.with_columns(
        fate=fate.otherwise(pl.lit(LEAVES)),
        into=pl.when(~is_placed).then("into"),
        reason=pl.when(is_placed).then(pl.lit(MOVED)).otherwise("reason"),
    )


def _people(plan: Plan) -> "QuerySet[Enrolment, int]":
    sources = plan.groups.filter(source__isnull=False).values("source")
    return Enrolment.objects.filter(group__in=sources).values_list("person_id", flat=True)


def _existing(plan: Plan, groups: tuple[PlannedGroup, ...]) -> dict[tuple[int, str], int]:
    found = Group.objects.filter(
        school_year__name=plan.school_year,
        institution__in={group.institution_id for group in groups},
    )
    return {(where, name): pk for pk, where, name in found.values_list("pk", "institution", "name")}


def exceptions(plan: Plan) -> dict[int, PlannedLearner]:
    """The learners of the plan who do otherwise than their group, by person."""
    return {learner.person_id: learner for learner in plan.learners.all()}
