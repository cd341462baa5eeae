"""Tables of the lake about results: who reached what, into which bands it falls, references."""

from collections import defaultdict
from itertools import groupby
from statistics import fmean

import polars as pl

from gaisma.analytics.tables import LakeTable
from gaisma.base import bulk, request_cache
from gaisma.evidence.lake.facts import Fact
from gaisma.quality.assessments.banding import in_bands
from gaisma.quality.assessments.models import Assessment, Band, Paper, Reference, Result
from gaisma.quality.assessments.terms import WHOLE
from gaisma.record.organisations.facts import PLACE, places

EXAM = {
    "school_year": "string",
    "assessment_kind": "string",
    "assessment": "string",
    "subject": "string",
    "stage": "string",
    "grade": "int64",
    "level": "string",
}
"""What a paper is asked for by."""
OF_LEARNERS = {
    **PLACE,
    **EXAM,
    "result": "int64",
    "person": "int64",
    "group": "int64",
    "language": "string",
    "special_programme": "array<string>",
    "attempt": "int64",
    "known_on": "date",
}
"""Columns of every fact about a result; language and special programme are the learner's then."""
RESULTS = LakeTable(
    "assessment_results",
    {**OF_LEARNERS, "share": "decimal(8, 5)", "is_below": "boolean", "is_low": "boolean"},
    cut_by=("authority",),
)
"""Who sat: the share of the maximum, whether it is below the threshold, or in a low band.

Where the paper has no threshold, or no low band, nothing is said of it.
"""
BANDS = LakeTable(
    "assessment_bands", {**OF_LEARNERS, "skill": "string", "band": "string"}, cut_by=("authority",)
)
"""Into which bands a result falls: of the whole paper, and of each skill."""
REFERENCES = LakeTable(
    "assessment_references",
    {**EXAM, "reference": "string", "share": "decimal(8, 5)", "known_on": "date"},
)


def results() -> pl.DataFrame:
    """Every attempt of somebody who sat."""
    rows = _attempts()
    found = in_bands(rows, Band.objects.all())
    low = found.filter("is_low", pl.col("skill") == WHOLE).select("result").unique()
    with_low = Band.objects.filter(is_low=True, skill="").values_list("paper_id", flat=True)
    is_low = pl.col("result").is_in(low["result"].implode())
    told = rows.with_columns(
        share=(pl.col("percent") / 100).cast(pl.Decimal(8, 5)),
        is_below=pl.col("percent") < pl.col("threshold"),
        is_low=pl.when(pl.col("paper_id").is_in({*with_low})).then(is_low),
    )
    return told.select(*RESULTS.columns)


def bands() -> pl.DataFrame:
    """A row for each band into which an attempt falls."""
    found = in_bands(_attempts(), Band.objects.all()).sort("result", "skill", "order")
    return found.select(*BANDS.columns)


def references() -> pl.DataFrame:
    """What is published beside the results."""
    rows = bulk.frame_of(
        Reference.objects.order_by("pk"), "paper_id", "name", "percent", "known_on"
    )
    told = rows.join(_papers(), on="paper_id", maintain_order="left").with_columns(
        reference="name", share=(pl.col("percent") / 100).cast(pl.Decimal(8, 5))
    )
    return told.select(*REFERENCES.columns)


def _attempts() -> pl.DataFrame:
    rows = bulk.frame_of(
        Result.objects.filter(absence="").order_by("paper_id", "institution_id", "pk"),
        "pk",
        "person__pseudonym",
        "paper_id",
        "institution_id",
        "group_id",
        "group__grade",
        "programme__language",
        "programme__special",
        "attempt",
        "known_on",
        "total",
        "percent",
        "mark",
        "levels",
    ).rename(
        {
            "pk": "result",
            "person__pseudonym": "person",
            "institution_id": "unit",
            "group_id": "group",
            "programme__language": "language",
            "programme__special": "special_programme",
        }
    )
    told = rows.join(_papers(), on="paper_id", maintain_order="left")
    told = told.with_columns(grade=pl.coalesce("grade", "group__grade"))
    return told.join(places(), on="unit", maintain_order="left")


def _papers() -> pl.DataFrame:
    rows = bulk.frame_of(
        Paper.objects.order_by("pk"),
        "pk",
        "assessment__school_year__name",
        "assessment__kind",
        "assessment__key",
        "subject__code",
        "stage",
        "grade",
        "level",
        "threshold",
    )
    return rows.rename(
        {
            "pk": "paper_id",
            "assessment__school_year__name": "school_year",
            "assessment__kind": "assessment_kind",
            "assessment__key": "assessment",
            "subject__code": "subject",
        }
    )


CHANGED_BY = (
    "organisations",
    "people",
    "programmes",
    "subjects",
    "groups",
    "assessments",
    "assessment_results",
)
FACTS = [
    Fact(RESULTS, results, CHANGED_BY),
    Fact(BANDS, bands, CHANGED_BY),
    Fact(REFERENCES, references, ("assessments", "subjects")),
]


def assessment_titles(language: str) -> dict[str, str]:
    """What assessments are called, the newest school year first."""
    return {one.key: one.said(language) for one in _assessments()}


def band_titles(language: str) -> dict[str, str]:
    """What bands are called, the lowest first: each where it stands, on average, in its scales."""
    places: defaultdict[str, list[float]] = defaultdict(list)
    for _scale, group in groupby(_bands(), key=lambda one: (one.paper_id, one.skill)):
        bands = tuple(group)
        for place, one in enumerate(bands):
            places[one.code].append(place / max(1, len(bands) - 1))
    titles = {one.code: one.said(language) for one in _bands()}
    return {code: titles[code] for code in sorted(titles, key=lambda code: fmean(places[code]))}


@request_cache.a_request
def _assessments() -> tuple[Assessment, ...]:
    return tuple(Assessment.objects.order_by("-school_year__starts_on", "key"))


@request_cache.a_request
def _bands() -> tuple[Band, ...]:
    return tuple(Band.objects.order_by("paper_id", "skill", "order"))
