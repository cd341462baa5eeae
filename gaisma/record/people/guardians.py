"""Who is responsible for a learner, as other systems say it."""

import polars as pl

from gaisma.base import bulk
from gaisma.evidence.interop.kinds import TableKind
from gaisma.evidence.interop.planning import Draft
from gaisma.record.people.imports import IDENTIFIERS, called
from gaisma.record.people.models import Guardian


def plan_guardians(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Pairs of people whom the source knows; rows about others go."""
    rows = draft.identified(rows, IDENTIFIERS, "person_id", into="learner_id")
    rows = draft.identified(rows, IDENTIFIERS, "guardian", into="guardian_id")
    rows = rows.filter(
        pl.col("learner_id").is_not_null(),
        pl.col("guardian_id").is_not_null(),
        pl.col("learner_id") != pl.col("guardian_id"),
    )
    return draft.upsert(
        Guardian,
        rows,
        match=("learner_id", "guardian_id"),
        values=("relation",),
        names={"learner_id": "person_id", "guardian_id": "guardian"},
    )


def export_guardians(source: str) -> pl.DataFrame:
    """All pairs by learner."""
    rows = bulk.frame_of(
        Guardian.objects.order_by("pk"), "learner_id", "guardian_id", "relation"
    ).rename({"learner_id": "person_id"})
    rows = called(rows, source).rename({"sender_id": "learner"}).drop("person_id")
    rows = called(rows.rename({"guardian_id": "person_id"}), source)
    return rows.select("relation", person_id="learner", guardian="sender_id")


TABLE_KINDS = [
    TableKind(
        "guardians",
        65,
        plan_guardians,
        export_guardians,
        {"people.Guardian": "guardians"},
        model=Guardian,
    )
]
