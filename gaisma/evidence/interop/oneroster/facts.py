"""The lake's table of marks, and what a set adds to it.

A mark is written once and again when it changes; `withdrawn` says that it no longer counts. The
row with the highest `delivery` of a `source` and `identifier` is the mark.
"""

from collections.abc import Mapping

import polars as pl

from gaisma.analytics.tables import LakeTable
from gaisma.base import bulk
from gaisma.base.models import Organisation
from gaisma.evidence.interop.oneroster.reading.fields import day
from gaisma.evidence.interop.oneroster.roster import Roster
from gaisma.evidence.lake import files, queries
from gaisma.evidence.lake.facts import Fact

MARKS = LakeTable(
    "marks",
    {
        "source": "string",
        "identifier": "string",
        "delivery": "int64",
        "withdrawn": "boolean",
        "authority": "int64",
        "institution": "int64",
        "school_year": "string",
        "group": "int64",
        "person": "int64",
        "line_item": "string",
        "title": "string",
        "category": "string",
        "subject": "string",
        "assigned_on": "date",
        "due_on": "date",
        "scored_on": "date",
        "status": "string",
        "score": "decimal(12, 4)",
        "text_score": "string",
        "lowest": "decimal(12, 4)",
        "highest": "decimal(12, 4)",
    },
    cut_by=("school_year", "authority"),
)
FACTS = [Fact(MARKS)]
SAID = tuple(name for name in MARKS.columns if name not in ("delivery", "withdrawn"))
SCORE = pl.Decimal(12, 4)


def marks(
    roster: Roster, classes: pl.DataFrame, sessions: pl.DataFrame
) -> Mapping[str, pl.DataFrame]:
    """The marks that the set adds, changes or takes back; nothing when it says what is known."""
    if not roster.manifest.holds("results"):
        return {}
    written = _written(roster.stored.scheme)
    stored = _standing(written)
    said = _said(roster, classes, sessions, stored)
    news = said.join(stored, on=SAID, how="anti", nulls_equal=True, maintain_order="left")
    gone = _gone(roster, said, stored)
    rows = pl.concat(
        [
            news.with_columns(withdrawn=pl.lit(value=False)),
            gone.select(SAID).with_columns(withdrawn=pl.lit(value=True)),
        ]
    )
    if rows.is_empty():
        return {}
    before = written.select(pl.col("delivery").max().fill_null(0)).item()
    return {"marks": rows.with_columns(delivery=pl.lit(before + 1))}


def _written(source: str) -> pl.DataFrame:
    """All that was ever written of the sender's marks."""
    latest = queries.latest()
    paths = queries.readable(latest, "marks").get("marks", []) if latest else []
    frames = [pl.read_parquet(path).filter(pl.col("source") == source) for path in paths]
    return pl.concat([pl.DataFrame(schema=files.schema(MARKS)), *frames])


def _standing(written: pl.DataFrame) -> pl.DataFrame:
    """The sender's marks as they stand."""
    return (
        written.sort("delivery")
        .unique("identifier", keep="last", maintain_order=True)
        .filter(~pl.col("withdrawn"))
        .select(SAID)
    )


def _said(
    roster: Roster, classes: pl.DataFrame, sessions: pl.DataFrame, stored: pl.DataFrame
) -> pl.DataFrame:
    results = roster.active("results").select(
        identifier="sourcedId",
        line_item="lineItemSourcedId",
        student="studentSourcedId",
        scored_on=day(pl.col("scoreDate")),
        status="scoreStatus",
        score=pl.col("score").cast(SCORE),
        text_score=pl.col("textScore") if _is_new(roster) else pl.lit(None, pl.String),
    )
    items = _line_items(roster, classes, sessions)
    kept = stored.select(items.columns).unique("line_item", keep="last")
    items = pl.concat([items, kept.join(items, on="line_item", how="anti")])
    people = roster.stored.pseudonyms().select(student="sourcedId", person="pseudonym")
    frame = (
        results.join(people, on="student", maintain_order="left")
        .join(items, on="line_item", how="left", maintain_order="left")
        .with_columns(source=pl.lit(roster.stored.scheme))
    )
    return frame.select(pl.col(name) for name in SAID)


def _is_new(roster: Roster) -> bool:
    return roster.manifest.version != "1.1"


def _line_items(roster: Roster, classes: pl.DataFrame, sessions: pl.DataFrame) -> pl.DataFrame:
    """What is marked, in the words of the table."""
    session = "academicSessionSourcedId" if _is_new(roster) else "gradingPeriodSourcedId"
    categories = roster.active("categories").select(category_id="sourcedId", category="title")
    years = sessions.select("session", "school_year")
    places = bulk.frame_of(Organisation.objects.all(), "id", "code", "parent_id").select(
        institution="id", place="code", authority="parent_id"
    )
    groups = roster.stored.fresh().groups.select("group", **{"class": "sourcedId"})
    return (
        roster.active("lineItems")
        .select(
            "title",
            line_item="sourcedId",
            category_id="categorySourcedId",
            session=session,
            assigned_on=day(pl.col("assignDate")),
            due_on=day(pl.col("dueDate")),
            lowest=pl.col("resultValueMin").cast(SCORE),
            highest=pl.col("resultValueMax").cast(SCORE),
            **{"class": "classSourcedId"},
        )
        .join(categories, on="category_id", how="left", maintain_order="left")
        .join(years, on="session", how="left", maintain_order="left")
        .join(classes, on="class", how="left", maintain_order="left")
        .join(_subjects(roster), on="class", how="left", maintain_order="left")
        .join(places, on="place", how="left", maintain_order="left")
        .join(groups, on="class", how="left", maintain_order="left")
        .select(
            "line_item",
            "title",
            "category",
            "subject",
            "authority",
            "institution",
            "school_year",
            "group",
            "assigned_on",
            "due_on",
            "lowest",
            "highest",
        )
    )


def _subjects(roster: Roster) -> pl.DataFrame:
    courses = roster.active("courses").select(
        course="sourcedId",
        subject=pl.coalesce(pl.col("subjects").str.split(",").list.first(), "title"),
    )
    return (
        roster.active("classes")
        .select(course="courseSourcedId", **{"class": "sourcedId"})
        .join(courses, on="course")
        .select("class", "subject")
    )


def _gone(roster: Roster, said: pl.DataFrame, stored: pl.DataFrame) -> pl.DataFrame:
    """Marks taken back: by a delta, or lacking in a whole file in the school years that it has."""
    if not roster.manifest.is_bulk("results"):
        deleted = roster.deleted("results")["sourcedId"]
        return stored.filter(pl.col("identifier").is_in(deleted.implode()))
    years = said["school_year"].drop_nulls().unique()
    return stored.filter(
        pl.col("school_year").is_in(years.implode()),
        ~pl.col("identifier").is_in(said["identifier"].implode()),
    )
