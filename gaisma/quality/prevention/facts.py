"""Tables of the lake about cases, and about children whom no institution has: whose they are is a
pseudonym, and no word of them is copied.
"""

import polars as pl

from gaisma.analytics.support_terms import PROTECTIONS
from gaisma.analytics.tables import LakeTable
from gaisma.base import bulk
from gaisma.evidence.lake.facts import Fact
from gaisma.quality.prevention.models import Case, Declared, Given
from gaisma.quality.prevention.outside.spells import spells
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
DECLARED = LakeTable("declared_children", {"person": "int64", "from_on": "date", "to_on": "date"})
"""Children whom lists of the register of persons have, from which day to which."""
OUTSIDE = LakeTable(
    "out_of_education",
    {
        "person": "int64",
        "age_group": "string",
        "protection": "string",
        "tracing": "string",
        "from_on": "date",
        "to_on": "date",
    },
)
"""The times in which they learn nowhere, and what was known of them then."""


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


def declared() -> pl.DataFrame:
    """All children of the lists, those too who learn."""
    rows = bulk.frame_of(Declared.objects.order_by("pk"), "person__pseudonym", "from_on", "to_on")
    return rows.rename({"person__pseudonym": "person"})


def outside() -> pl.DataFrame:
    """Those times of theirs in which no institution has them."""
    temporary, resident = PROTECTIONS.codes
    kind = pl.when("is_protected").then(pl.lit(temporary)).otherwise(pl.lit(resident))
    return spells().with_columns(protection=kind).select(*OUTSIDE.columns)


CHANGED_BY = ("organisations", "people")
FACTS = [
    Fact(CASES, cases, (*CHANGED_BY, "support_cases")),
    Fact(GIVEN, given, (*CHANGED_BY, "support_cases", "support_given")),
    Fact(DECLARED, declared, ("people", "declared_children")),
    Fact(
        OUTSIDE,
        outside,
        ("people", "programmes", "groups", "enrolments", "declared_children", "contact_attempts"),
    ),
]
