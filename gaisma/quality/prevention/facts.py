"""Tables of the lake about cases: whose they are is a pseudonym, and no word of them is copied."""

import polars as pl

from gaisma.analytics.tables import LakeTable
from gaisma.base import bulk
from gaisma.evidence.lake.facts import Fact
from gaisma.quality.prevention.models import Case, Given
from gaisma.record.organisations.facts import PLACE, places

CASES = LakeTable(
    "support_cases",
    {
        **PLACE,
        "case": "int64",
        "person": "int64",
        "from_on": "date",
        "to_on": "date",
        "case_outcome": "string",
    },
    cut_by=("authority",),
)
"""Cases from the day they were opened to the day they were closed, and what became of them."""
GIVEN = LakeTable(
    "support_given",
    {
        **PLACE,
        "case": "int64",
        "person": "int64",
        "support_kind": "string",
        "funding": "string",
        "given_on": "date",
        "hours": "decimal(8, 2)",
        "amount": "decimal(10, 2)",
    },
    cut_by=("authority",),
)
"""Support that was given on a day: hours, or euros."""


def cases() -> pl.DataFrame:
    """Every case."""
    rows = bulk.frame_of(
        Case.objects.order_by("pk"),
        "pk",
        "institution_id",
        "learner__pseudonym",
        "opened_on",
        "closed_on",
        "outcome",
    )
    named = rows.rename(
        {
            "pk": "case",
            "institution_id": "unit",
            "learner__pseudonym": "person",
            "opened_on": "from_on",
            "closed_on": "to_on",
            "outcome": "case_outcome",
        }
    )
    return named.join(places(), on="unit", maintain_order="left").select(*CASES.columns)


def given() -> pl.DataFrame:
    """What was given in every case."""
    rows = bulk.frame_of(
        Given.objects.order_by("pk"),
        "support__case_id",
        "support__case__institution_id",
        "support__case__learner__pseudonym",
        "support__kind",
        "support__funding",
        "on",
        "hours",
        "amount",
    )
    named = rows.rename(
        {
            "support__case_id": "case",
            "support__case__institution_id": "unit",
            "support__case__learner__pseudonym": "person",
            "support__kind": "support_kind",
            "support__funding": "funding",
            "on": "given_on",
        }
    )
    return named.join(places(), on="unit", maintain_order="left").select(*GIVEN.columns)


CHANGED_BY = ("organisations", "people")
FACTS = [
    Fact(CASES, cases, (*CHANGED_BY, "support_cases")),
    Fact(GIVEN, given, (*CHANGED_BY, "support_cases", "support_given")),
]
