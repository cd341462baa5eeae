"""The queue, taken in and given out."""

import polars as pl

from gaisma.evidence.interop import complaints
from gaisma.evidence.interop.planning import Draft, worst
from gaisma.record.people.imports import planned_people, with_person
from gaisma.record.programmes import tables
from gaisma.record.programmes.models import QueueEntry


def plan_queue(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """People, and what they wait for: a stage at one institution or at any."""
    rows = rows.with_columns(institution_id=pl.lit(None, dtype=pl.Int64))
    if "institution" in rows.columns:
        rows = draft.institution(rows)
    rows = planned_people(draft, rows).rename({"person_id": "sender_id", "person": "person_id"})
    rows = draft.upsert(
        QueueEntry,
        rows,
        match=tables.QUEUE.keys,
        values=tables.QUEUE.values,
        names=tables.QUEUE.names,
    )
    rows = draft.refuse_reversed(
        QueueEntry, rows, ("registered_on", "registered_on"), ("left_on", "left_on")
    )
    _refuse_waiting_twice(draft, rows)
    return rows.with_columns(outcome=worst("outcome", "person_outcome"))


def _refuse_waiting_twice(draft: Draft, rows: pl.DataFrame) -> None:
    """A child waits for one place once at a time."""
    wish = pl.concat_str("person_id", "stage", pl.col("institution_id").fill_null(0), separator=" ")
    entries = draft.records.of(QueueEntry).select(
        "id", wish.alias("wish"), from_on="registered_on", to_on=pl.col("left_on")
    )
    entries = entries.with_columns(pl.col("to_on").fill_null(pl.date(9999, 12, 31)))
    pairs = complaints.overlaps(entries, of="wish")
    numbers = rows.filter(pl.col("outcome") != "unchanged").select("id", "row")
    others = numbers.rename({"id": "other_id", "row": "other_row"})
    pairs = pairs.join(numbers, on="id", how="left").join(others, on="other_id", how="left")
    # Of two rows of the file the later one is named.
    named = pairs.select(row=pl.max_horizontal("row", "other_row")).drop_nulls().unique()
    bad = rows.join(named, on="row", how="semi", maintain_order="left")
    draft.check.refuse(bad, "registered_on", complaints.waiting_already())


def export_queue(source: str) -> pl.DataFrame:
    """All entries of the queue, in the order in which they came."""
    rows = QueueEntry.objects.order_by("registered_on", "pk")
    return with_person(tables.QUEUE.export(rows, but="person"), source)
