"""The table of the lake about activities that were held; it names no person."""

import polars as pl

from gaisma.analytics.tables import LakeTable
from gaisma.base import bulk
from gaisma.evidence.interop.columns import OWN
from gaisma.evidence.lake.facts import Fact
from gaisma.quality.wellbeing.audited import LAKE
from gaisma.quality.wellbeing.models import SupportActivity
from gaisma.quality.wellbeing.tables import ACTIVITIES
from gaisma.quality.wellbeing.workflow import HELD
from gaisma.record.organisations.facts import PLACE, places

SUPPORT_ACTIVITIES = LakeTable(
    "support_activities",
    {
        **PLACE,
        "activity": "int64",
        "activity_kind": "string",
        "hours": "decimal(8, 2)",
        **ACTIVITIES.lake_types(OWN),
    },
    cut_by=("authority",),
)
"""Activities on the day on which they were held, with hours, and learners and adults reached."""


def activities() -> pl.DataFrame:
    """Every activity that was held."""
    own = ACTIVITIES.in_lake(OWN)
    rows = bulk.frame_of(
        SupportActivity.objects.filter(state=HELD).order_by("pk"),
        "pk",
        "institution_id",
        "kind",
        "hours",
        *own,
    ).rename({"pk": "activity", "institution_id": "unit", "kind": "activity_kind"})
    placed = rows.join(places(), on="unit", maintain_order="left")
    return placed.select(*SUPPORT_ACTIVITIES.columns)


FACTS = [Fact(SUPPORT_ACTIVITIES, activities, ("organisations", *LAKE))]
