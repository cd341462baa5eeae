"""Results from files: their papers found, measured, held against what is final."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import polars as pl
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from gaisma.base import wording
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation, SchoolYear
from gaisma.evidence.interop.planning import Draft
from gaisma.quality.assessments import tables, terms
from gaisma.quality.assessments.imports.learners import with_learners
from gaisma.quality.assessments.imports.papers import with_papers
from gaisma.quality.assessments.models import Assessment, FormerResult, Paper, Result
from gaisma.quality.assessments.models.results import REACHED
from gaisma.quality.assessments.reaching import Measuring
from gaisma.quality.assessments.workflow import PROVISIONAL
from gaisma.record.organisations.models import Succession
from gaisma.record.people.imports import with_person

VALUES = (
    "institution_id",
    "group_id",
    "programme_id",
    *(name for name in REACHED if name != "state"),
)
COMPARED = ("total", "percent", "mark", "points", "levels", "absence")
"""What two rows of one attempt may tell differently."""


def plan_results(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Find paper and learner of each row, measure what was reached, keep what stood there."""
    rows = draft.institution(rows)
    rows = with_papers(draft, rows)
    rows = _after_closing(draft, rows)
    rows = with_learners(draft, rows)
    rows = tables.RESULTS.renamed(rows)
    attempt = pl.col("attempt") if "attempt" in rows.columns else pl.lit(None, pl.Int64)
    rows = rows.with_columns(attempt=attempt.fill_null(1), known_on=pl.lit(draft.today))
    rows = _telling_one(draft, _measured(draft, rows))
    planned = draft.upsert(
        Result,
        rows,
        match=("person_id", "paper_id", "attempt"),
        values=VALUES,
        names=tables.RESULTS.names,
    )
    _begin(draft, planned)
    _keep_former(draft, planned)
    return planned


def _after_closing(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Who took over a school that was closed before the school year is asked for in its place."""
    years = draft.records.of(SchoolYear).select("starts_on", school_year_id="id")
    of_years = draft.records.of(Assessment).select("school_year_id", assessment_id="id")
    places = draft.records.of(Organisation).select("closed_on", institution_id="id")
    successions = draft.records.of(Succession).select("institution_id", "successor_id")
    named = rows.select("row", "assessment_id", "institution_id")
    for frame, on in (
        (of_years.join(years, on="school_year_id"), "assessment_id"),
        (places, "institution_id"),
        (successions.unique("institution_id", keep="none"), "institution_id"),
    ):
        named = named.join(frame, on=on, how="left", maintain_order="left")
    gone = named.filter(pl.col("closed_on") < pl.col("starts_on")).drop_nulls("successor_id")
    titles = dict(draft.records.of(Organisation).select("id", "name").iter_rows())
    asked = gone.unique(["institution_id", "successor_id"], keep="first", maintain_order=True)
    for row, closed, successor, on in asked.select(
        "row", "institution_id", "successor_id", "closed_on"
    ).iter_rows():
        question = _(
            "Row %(row)s names %(closed)s, which was closed on %(on)s: is that %(successor)s, "
            "which took it over?"
        ) % {
            "row": row,
            "closed": titles[closed],
            "on": wording.day(on),
            "successor": titles[successor],
        }
        file, yes = draft.check.table.file, _("yes, that school")
        draft.check.findings.ask("closed_institution", file, question, yes=yes, row=row)
    found = gone.select("row", "successor_id")
    rows = rows.join(found, on="row", how="left", maintain_order="left")
    heir = pl.coalesce("successor_id", "institution_id")
    return rows.with_columns(institution_id=heir).drop("successor_id")


def _telling_one(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows without those that tell another value of an attempt than a row before them.

    Which of the two is right a person says, in the file; nothing is averaged.
    """
    key = ["person_id", "paper_id", "attempt"]
    told = pl.struct(name for name in COMPARED if name in rows.columns)
    first = rows.with_columns(first=pl.col("row").first().over(key), is_other=told.ne_missing(
        told.first().over(key)
    )).filter("is_other")  # fmt: skip
    by_row = {row["row"]: row for row in rows.join(
        first, left_on="row", right_on="first", how="semi"
    ).to_dicts()}  # fmt: skip
    message = _(
        "Row %(row)s tells %(first)s of the same attempt, and this one %(told)s: leave the one "
        "that is right."
    )
    messages = [
        message % {"row": row["first"], "first": said(by_row[row["first"]]), "told": said(row)}
        for row in first.to_dicts()
    ]
    name = next(name for name in COMPARED if name in rows.columns)
    column = tables.RESULTS.names.get(name, name)
    draft.check.refuse_each(first, column, messages, value=name)
    return rows.join(first, on="row", how="anti", maintain_order="left")


def said(row: Mapping[str, Any]) -> str:
    """What a row tells, in a few words."""
    if code := row.get("absence"):
        return gettext(terms.ABSENCES[code])
    told = []
    if row.get("total") is not None:
        points = wording.number(Decimal(row["total"]))
        told.append(_("%(points)s points") % {"points": points})
    elif row.get("percent") is not None:
        told.append(wording.percent(Decimal(row["percent"]), decimals=1))
    if row.get("mark") is not None:
        told.append(_("mark %(mark)s") % {"mark": row["mark"]})
    return ", ".join([*told, *(row.get("levels") or ())]) or wording.DASH


def _measured(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with their percent; what contradicts, or says nothing, is refused and goes."""
    empty: dict[str, Any] = {
        "total": None,
        "percent": None,
        "mark": None,
        "points": [],
        "levels": [],
    }
    measuring = {
        paper.pk: Measuring(paper)
        for paper in Paper.objects.filter(pk__in=rows["paper_id"].unique().to_list())
    }
    lines: list[dict[str, Any]] = []
    refused: dict[str, list[tuple[int, str]]] = {}
    for row in rows.to_dicts():
        told = {name: row.get(name) or default for name, default in empty.items()}
        told |= {name: row[name] for name in ("total", "percent") if row.get(name) is not None}
        try:
            told |= _of(measuring[row["paper_id"]], told, absence=row.get("absence") or "")
        except UnableToRecord as refusal:
            refused.setdefault(_column_of(refusal, told), []).append((row["row"], refusal.message))
            continue
        lines.append({"row": row["row"], **told})
    for column, each in refused.items():
        bad = pl.DataFrame(each, schema={"row": pl.Int64, "why": pl.String}, orient="row")
        draft.check.refuse_each(bad, column, bad["why"].to_list())
    schema: dict[str, Any] = {
        "row": pl.Int64,
        "total": pl.Decimal(7, 2),
        "percent": pl.Decimal(6, 3),
        "mark": pl.Int64,
        "points": pl.List(pl.String),
        "levels": pl.List(pl.String),
    }
    found = pl.DataFrame(lines, schema=schema).drop(_untold(rows))
    rest = rows.drop([name for name in empty if name in rows.columns])
    return rest.join(found, on="row", how="inner", maintain_order="left")


def _untold(rows: pl.DataFrame) -> list[str]:
    """Of what is measured that which the file has no column for: it leaves the record alone."""
    told: set[str] = {name for name in ("mark", "points", "levels") if name in rows.columns}
    if {"total", "percent", "points", "absence"} & {*rows.columns}:
        told |= {"total", "percent"}
    return [name for name in ("total", "percent", "mark", "points", "levels") if name not in told]


def _of(measuring: Measuring, told: dict[str, Any], *, absence: str) -> dict[str, Any]:
    values = [told[name] for name in ("total", "percent", "mark", "points", "levels")]
    if absence:
        if any(value not in (None, []) for value in values):
            raise UnableToRecord(
                _("Who was absent or exempt has no points: give the one or the other."),
                code="absent_with_points",
            )
        return {}
    if all(value in (None, []) for value in values):
        raise UnableToRecord(
            _("The row tells no points, no percent, no level and no absence."), code="nothing"
        )
    levels = ["=".join(part.strip() for part in one.split("=", 1)) for one in told["levels"]]
    measuring.check_levels(levels)
    total = measuring.total(told["total"], told["points"])
    percent = measuring.percent(total, told["percent"])
    return {"total": total, "percent": percent, "levels": levels}


def _column_of(refusal: UnableToRecord, told: dict[str, Any]) -> str:
    """Where in the row the problem stands."""
    if refusal.code in ("unknown_level", "level_twice"):
        return "levels"
    if refusal.code == "absent_with_points":
        return "absence"
    if refusal.code == "other_percent":
        return "percent"
    if told["points"]:
        return "tasks"
    return "percent" if told["percent"] is not None and told["total"] is None else "points"


def _begin(draft: Draft, planned: pl.DataFrame) -> None:
    """A new result is provisional and known from today; one that is corrected keeps its day."""
    new = planned.filter(pl.col("outcome") == "created").select("id")
    first = {"state": pl.lit(PROVISIONAL), "known_on": pl.lit(draft.today)}
    draft.records.change(Result, new.with_columns(**first))


def _keep_former(draft: Draft, planned: pl.DataFrame) -> None:
    """What stood in results that the file tells otherwise; final ones are refused."""
    changed = planned.filter(pl.col("outcome") == "changed").select("row", "id")
    before = draft.records.stored(Result).select("id", *REACHED)
    former = changed.join(before, on="id", how="inner", maintain_order="left")
    settled = former.filter(pl.col("state") != PROVISIONAL)
    now = draft.records.of(Result).select("id", *REACHED)
    new = settled.select("id").join(now, on="id", how="left", maintain_order="left")
    told = _(
        "The result is final or appealed against: %(kept)s. The file tells %(told)s: a file does "
        "not change it; leave the row out, or note an appeal."
    )
    pairs = zip(settled.to_dicts(), new.to_dicts(), strict=True)
    messages = [told % {"kept": said(old), "told": said(row)} for old, row in pairs]
    draft.check.refuse_each(settled, "assessment", messages)
    ids = draft.records.fresh_ids(FormerResult, former.height).alias("fresh")
    rows = former.with_columns(ids).select(*REACHED, id="fresh", result_id="id")
    draft.records.add(FormerResult, rows)


def export_results(source: str) -> pl.DataFrame:
    """All results by assessment and institution."""
    rows = Result.objects.order_by("paper__assessment__key", "institution__code", "pk")
    frame = tables.RESULTS.export(rows.select_related(None), but="person")
    return with_person(frame, source).select(column.name for column in tables.RESULTS.columns)
