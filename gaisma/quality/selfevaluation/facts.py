"""Tables of the lake about evaluations, and about appraisals without those who were appraised."""

import polars as pl

from gaisma.analytics.moments import school_year_of
from gaisma.analytics.tables import LakeTable
from gaisma.evidence.lake.facts import Fact
from gaisma.quality.selfevaluation import scales
from gaisma.quality.selfevaluation.models import Appraisal, Finding, Passage, SelfEvaluation
from gaisma.quality.selfevaluation.scales import Known
from gaisma.quality.selfevaluation.tables import CHAPTER
from gaisma.record.organisations.facts import PLACE, places

TOLD = {
    "unit": pl.Int64,
    "evaluation": pl.String,
    "kind": pl.String,
    "instrument": pl.String,
    "area": pl.String,
    "level": pl.String,
    "school_year": pl.String,
    "held_on": pl.Date,
}
EVALUATIONS = LakeTable(
    "evaluations",
    {
        **PLACE,
        "evaluation": "string",
        "kind": "string",
        "instrument": "string",
        "area": "string",
        "level": "string",
        "school_year": "string",
        "held_on": "date",
    },
    cut_by=("school_year", "authority"),
)
"""A row for each level that was given. A self-evaluation counts once its head has signed it."""

APPRAISALS = LakeTable(
    "appraisals",
    {
        "appraisal": "int64",
        "authority": "int64",
        "level": "string",
        "school_year": "string",
        "held_on": "date",
    },
    cut_by=("school_year", "authority"),
)
"""Neither the head nor the institution stands in it: an institution has one head."""

Row = tuple[object, ...]


def evaluations() -> pl.DataFrame:
    """Self-evaluations with the levels of their areas, and what was found from outside."""
    known = {one.id: one for one in scales.known()}
    rows = pl.DataFrame([*_own(known), *_findings(known)], schema=TOLD, orient="row")
    placed = rows.join(places(), on="unit", maintain_order="left")
    return placed.unique(maintain_order=True).sort("school_year", "unit", "evaluation", "area")


def appraisals() -> pl.DataFrame:
    """Appraisals that were concluded."""
    known = {one.id: scales.level_names(one.asked) for one in scales.known()}
    rows = Appraisal.objects.concluded().order_by("pk").select_related("school_year")
    told = [
        (row.pk, row.institution_id, known[row.version_id].get(row.level, row.level),
         row.school_year.name, row.concluded_on)
        for row in rows
    ]  # fmt: skip
    schema = {
        "appraisal": pl.Int64,
        "unit": pl.Int64,
        "level": pl.String,
        "school_year": pl.String,
        "held_on": pl.Date,
    }
    frame = pl.DataFrame(told, schema=schema, orient="row")
    placed = frame.join(places().select("unit", "authority"), on="unit", maintain_order="left")
    return placed.drop("unit")


def _own(known: dict[int, Known]) -> list[Row]:
    rows = SelfEvaluation.objects.signed().order_by("pk").select_related("school_year")
    judged: dict[int, list[Passage]] = {}
    passages = Passage.objects.exclude(place=CHAPTER).exclude(level="")
    for passage in passages.filter(evaluation__in=rows).order_by("pk"):
        judged.setdefault(passage.evaluation_id, []).append(passage)
    return [told for row in rows for told in _levels(row, judged.get(row.pk, []), known)]


def _levels(row: SelfEvaluation, judged: list[Passage], known: dict[int, Known]) -> list[Row]:
    framework = known[row.version_id]
    names, areas = scales.level_names(framework.asked), scales.area_names(framework.asked)
    before = (row.institution_id, f"self_evaluation {row.pk}", "self_evaluation", framework.name)
    after = (row.school_year.name, row.signed_on)
    levels: list[tuple[str | None, str | None]] = [
        (areas.get(one.names[0]), names.get(one.level, one.level)) for one in judged
    ]
    return [(*before, area, level, *after) for area, level in levels or [(None, None)]]


def _findings(known: dict[int, Known]) -> list[Row]:
    return [
        (
            row.institution_id,
            f"finding {row.pk}",
            row.kind,
            known[row.version_id].name,
            None,
            scales.level_names(known[row.version_id].asked).get(row.level, row.level),
            school_year_of(row.held_on),
            row.held_on,
        )
        for row in Finding.objects.order_by("pk")
    ]


FACTS = [
    Fact(EVALUATIONS, evaluations, ("organisations", "evaluations", "instruments")),
    Fact(APPRAISALS, appraisals, ("organisations", "appraisals", "instruments")),
]
