"""What a set says that belongs to nobody: terms of school years, subjects.

Both are catalogues: what is missing is added, what stands is left, and undoing an import leaves
them, because others may have come to use them.
"""

from datetime import datetime

import polars as pl
from django.apps import apps

from gaisma.base import bulk
from gaisma.base.models import SchoolYear, Term
from gaisma.evidence.interop.oneroster.roster import Roster


def write_terms(terms: pl.DataFrame) -> None:
    """Add the terms of school years that have none."""
    years = SchoolYear.ensured(terms["school_year"].unique().to_list())
    settled = set(Term.objects.values_list("school_year__name", flat=True))
    fresh = terms.filter(~pl.col("school_year").is_in(list(settled)))
    ids = {name: year.pk for name, year in years.items()}
    bulk.insert(
        Term,
        fresh.select(
            "number",
            "from_on",
            "to_on",
            school_year_id=pl.col("school_year").replace_strict(
                ids, default=None, return_dtype=pl.Int64
            ),
        ),
    )


def write_subjects(roster: Roster, *, at: datetime) -> None:
    """Add the subjects of the set's courses that the catalogue lacks, by their codes."""
    model = apps.get_model("programmes", "Subject")
    known = bulk.frame_of(model._default_manager.all(), "code")
    said = (
        roster.active("courses")
        .select(
            code=pl.coalesce(_first("subjectCodes"), "courseCode", "sourcedId").str.slice(0, 64),
            title=pl.coalesce(_first("subjects"), "title").str.slice(0, 255),
        )
        .unique("code", keep="first", maintain_order=True)
    )
    fresh = said.join(known, on="code", how="anti", maintain_order="left")
    bulk.insert(model, fresh.with_columns(changed_at=pl.lit(at)))


def _first(name: str) -> pl.Expr:
    return pl.col(name).str.split(",").list.first().str.strip_chars()
