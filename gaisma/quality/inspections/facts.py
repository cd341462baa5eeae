"""Tables of the lake about inspections of readiness: the plan, the acts, the defects."""

from datetime import date, timedelta

import polars as pl

from gaisma.analytics.tables import LakeTable
from gaisma.base import bulk
from gaisma.evidence.lake.facts import Fact
from gaisma.quality.inspections.models import AcceptanceAct, Defect, Inspection
from gaisma.record.organisations.facts import PLACE, places

HELD = {**PLACE, "inspection": "int64", "school_year": "string"}
"""Columns of every fact about an inspection; the school year is the one it prepares for."""
INSPECTIONS = LakeTable("inspections", {**HELD, "planned_on": "date"}, cut_by=("authority",))
ACTS = LakeTable(
    "inspection_acts",
    {**HELD, "result": "string", "from_on": "date", "to_on": "date"},
    cut_by=("authority",),
)
"""What an inspection came to, until the day before a later version of its act says otherwise."""
DEFECTS = LakeTable(
    "inspection_defects",
    {
        **HELD,
        "defect": "int64",
        "severity": "string",
        "found_on": "date",
        "due_on": "date",
        "mended_on": "date",
        "checked_on": "date",
    },
    cut_by=("authority",),
)
"""What the acts tell to mend; a defect counts from the day of the act."""


def inspections() -> pl.DataFrame:
    """The whole plan."""
    return _inspections().select(*INSPECTIONS.columns)


def acts() -> pl.DataFrame:
    """Every version of an act that held for a day or longer."""
    rows = bulk.frame_of(
        AcceptanceAct.objects.order_by("inspection_id", "version"),
        "inspection_id",
        "result",
        "signed_on",
    )
    following = pl.col("signed_on").shift(-1).over("inspection_id")
    told = rows.with_columns(to_on=following - timedelta(days=1)).rename(
        {"inspection_id": "inspection", "signed_on": "from_on"}
    )
    lasting = told.filter(pl.col("to_on").is_null() | (pl.col("to_on") >= pl.col("from_on")))
    placed = lasting.join(_inspections(), on="inspection", maintain_order="left")
    return placed.select(*ACTS.columns)


def defects() -> pl.DataFrame:
    """The defects of inspections of which an act stands."""
    rows = bulk.frame_of(
        Defect.objects.filter(inspection__acts__version=1).order_by("pk"),
        "pk",
        "inspection_id",
        "severity",
        "due_on",
        "mended_on",
        "checked_on",
    ).rename({"pk": "defect", "inspection_id": "inspection"})
    signed: dict[int, date] = dict(
        AcceptanceAct.objects.filter(version=1).values_list("inspection_id", "signed_on")
    )
    found = pl.col("inspection").replace_strict(signed, default=None, return_dtype=pl.Date)
    placed = rows.join(_inspections(), on="inspection", maintain_order="left")
    return placed.with_columns(found_on=found).select(*DEFECTS.columns)


def _inspections() -> pl.DataFrame:
    rows = bulk.frame_of(
        Inspection.objects.order_by("pk"),
        "pk",
        "institution_id",
        "school_year__name",
        "planned_on",
    )
    named = rows.select(
        inspection="pk",
        unit="institution_id",
        school_year="school_year__name",
        planned_on="planned_on",
    )
    return named.join(places(), on="unit", maintain_order="left")


CHANGED_BY = ("organisations", "inspections")
FACTS = [
    Fact(INSPECTIONS, inspections, CHANGED_BY),
    Fact(ACTS, acts, CHANGED_BY),
    Fact(DEFECTS, defects, CHANGED_BY),
]
