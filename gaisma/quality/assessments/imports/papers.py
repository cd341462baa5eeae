"""Of which paper a row of a file is."""

import polars as pl
from django.utils.translation import gettext as _

from gaisma.evidence.interop.planning import Draft
from gaisma.quality.assessments.models import Assessment, Paper
from gaisma.quality.assessments.workflow import OPEN


def with_papers(draft: Draft, rows: pl.DataFrame, *, is_open: bool = True) -> pl.DataFrame:
    """The paper that the row names; an only one need not be named.

    `is_open` refuses rows of assessments that take no results.
    """
    rows = draft.refer(
        rows,
        Assessment,
        {"key": "assessment"},
        into="assessment_id",
        message=_("There is no assessment “%(value)s”. The nearest are: %(near)s."),
    )
    state = draft.records.of(Assessment).select("state", assessment_id="id")
    rows = rows.join(state, on="assessment_id", how="left", maintain_order="left")
    shut = (pl.col("state") != OPEN) & pl.lit(is_open)
    told = _("The assessment takes no results now: open it first.")
    draft.check.refuse(rows.filter(shut), "assessment", told)
    rows = rows.filter(~shut).drop("state")
    papers = draft.records.of(Paper).select("assessment_id", paper="code")
    only = papers.group_by("assessment_id").agg(
        only=pl.when(pl.len() == 1).then(pl.col("paper").first())
    )
    rows = rows.join(only, on="assessment_id", how="left", maintain_order="left")
    named = pl.col("paper") if "paper" in rows.columns else pl.lit(None, pl.String)
    rows = rows.with_columns(paper=pl.coalesce(named, "only")).drop("only")
    unnamed = pl.col("paper").is_null()
    told = _("The assessment has several papers: say which one this is of.")
    draft.check.refuse(rows.filter(unnamed), "paper", told)
    return draft.refer(
        rows.filter(~unnamed),
        Paper,
        {"assessment_id": "assessment_id", "code": "paper"},
        into="paper_id",
        message=_("The assessment has no paper “%(value)s”. It has: %(near)s."),
    )
