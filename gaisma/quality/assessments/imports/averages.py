"""Averages of institutions from a file, as a source published them.

They go into no figure. Two values of one source for an institution and a paper are for a person to
settle in the file; where sources differ, none holds until a person says which.
"""

import polars as pl
from django.utils.translation import gettext as _

from gaisma.base import wording
from gaisma.evidence.interop.planning import Draft
from gaisma.quality.assessments import tables
from gaisma.quality.assessments.imports.papers import with_papers
from gaisma.quality.assessments.models import PublishedAverage

KEY = ["paper_id", "institution_id", "source"]
OF_ONE = ["paper_id", "institution_id"]


def plan_averages(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Find paper and institution of each row; what contradicts is refused or asked about."""
    rows = with_papers(draft, draft.institution(rows), is_open=False)
    rows = _within(draft, rows.with_columns(pl.col("source").str.strip_chars()))
    rows = _telling_one(draft, rows)
    before = draft.records.of(PublishedAverage).select("id", former="percent")
    planned = draft.upsert(
        PublishedAverage,
        rows,
        match=tuple(KEY),
        values=("percent",),
        names=tables.AVERAGES.names,
    )
    _ask(draft, planned.join(before, on="id", how="inner", maintain_order="left"))
    _hold(draft, planned.filter(pl.col("outcome") != "unchanged"))
    return planned


def _within(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    odd = ~pl.col("percent").is_between(0, 100)
    draft.check.refuse(rows.filter(odd), "percent", _("Give a percent from 0 to 100."))
    return rows.filter(~odd)


def _telling_one(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows without those that tell another value than a row before them."""
    first = [pl.col(name).first().over(KEY).alias(f"first_{name}") for name in ("row", "percent")]
    other = rows.with_columns(first).filter(pl.col("percent") != pl.col("first_percent"))
    message = _(
        "Row %(row)s tells %(first)s of the same institution, and this one %(told)s: leave the "
        "one that is right."
    )
    messages = [
        message % {"row": row, "first": _percent(before), "told": _percent(told)}
        for row, before, told in other.select("first_row", "first_percent", "percent").iter_rows()
    ]
    draft.check.refuse_each(other, "percent", messages)
    return rows.join(other, on="row", how="anti", maintain_order="left")


def _ask(draft: Draft, planned: pl.DataFrame) -> None:
    """A source that tells another value than it told before."""
    changed = planned.filter(pl.col("percent") != pl.col("former"))
    columns = ("row", "institution", "source", "former", "percent")
    for row, place, source, former, told in changed.select(columns).iter_rows():
        question = _(
            "Row %(row)s: %(source)s told %(former)s of %(institution)s until now and tells "
            "%(told)s. Is the new value right?"
        ) % {
            "row": row,
            "source": source,
            "institution": place,
            "former": _percent(former),
            "told": _percent(told),
        }
        file, yes = draft.check.table.file, _("yes, the new one")
        draft.check.findings.ask("other_average", file, question, yes=yes, row=row)


def _hold(draft: Draft, touched: pl.DataFrame) -> None:
    """A first value holds; where values differ, all that were not ruled out wait."""
    pairs = touched.select(OF_ONE).unique()
    rows = draft.records.of(PublishedAverage).join(pairs, on=OF_ONE, how="semi")
    rows = rows.filter(pl.col("holds").fill_null(value=True)).sort(
        pl.col("id") < 0, pl.col("id").abs()
    )
    differ = pl.col("percent").n_unique().over(OF_ONE) > 1
    is_held = (pl.col("holds") == pl.lit(value=True)).any().over(OF_ONE)
    is_first = pl.int_range(pl.len()).over(OF_ONE) == 0
    holds = (
        pl.when(differ)
        .then(pl.lit(None, pl.Boolean))
        .when(~is_held & is_first)
        .then(pl.lit(value=True))
        .otherwise(pl.col("holds"))
    )
    draft.records.change(PublishedAverage, rows.select("id", holds=holds))


def _percent(value: object) -> str:
    return wording.percent(value, decimals=1)  # type: ignore[arg-type]


def export_averages(_source: str) -> pl.DataFrame:
    """All published averages by assessment, paper and institution."""
    rows = PublishedAverage.objects.order_by(
        "paper__assessment__key", "paper__code", "institution__code", "source"
    )
    return tables.AVERAGES.export(rows)
