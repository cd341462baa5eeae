"""Learners and the queue, taken in and given out: people, enrolments, the rules between them."""

import polars as pl

from gaisma.analytics.vocabulary import EXCLUSIVE_STAGES
from gaisma.base.models import Organisation, SchoolYear
from gaisma.evidence.interop import complaints
from gaisma.evidence.interop.kinds import Identifiers
from gaisma.evidence.interop.planning import Draft, worst
from gaisma.record.people.imports import planned_people, with_person
from gaisma.record.programmes import tables
from gaisma.record.programmes.models import (
    Enrolment,
    EnrolmentIdentifier,
    Group,
    GroupIdentifier,
    Programme,
    ProgrammeIdentifier,
    QueueEntry,
)

PROGRAMMES = Identifiers(ProgrammeIdentifier, "programme_id")
GROUPS = Identifiers(GroupIdentifier, "group_id")
ENROLMENTS = Identifiers(EnrolmentIdentifier, "enrolment_id")


def plan_learners(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """People, and their enrolments by identifier, otherwise by person and group."""
    rows = draft.identified(rows, GROUPS, "group_identifier", into="group_id")
    rows = _found_groups(draft, rows)
    rows = planned_people(draft, rows).rename({"person_id": "sender_id", "person": "person_id"})
    rows = tables.ENROLMENTS.renamed(rows)
    programmes = draft.records.of(Group).select("programme_id", group_id="id")
    rows = rows.join(programmes, on="group_id", how="left", maintain_order="left")
    rows = draft.identified(rows, ENROLMENTS, "enrolment_identifier", into="id")
    rows = _with_own_programme(draft, _same_first_day(draft, rows))
    rows = draft.upsert(
        Enrolment,
        rows,
        match=tables.ENROLMENTS.keys,
        values=(*tables.ENROLMENTS.values, "programme_id"),
        names=tables.ENROLMENTS.names,
    )
    draft.remember(rows, ENROLMENTS, "enrolment_identifier")
    rows = draft.refuse_reversed(Enrolment, rows, ("from_on", "from"), ("to_on", "to"))
    _refuse_overlaps(draft, rows)
    note_large_groups(draft, rows)
    return rows.with_columns(outcome=worst("outcome", "person_outcome"))


def _found_groups(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """The group of each row, by identifier or by institution, school year and name."""
    if "group" not in rows.columns:
        lost = rows.filter(pl.col("group_id").is_null())
        told = complaints.unknown_group() % {"value": "", "near": "–"}
        draft.check.refuse(lost, "group_identifier", told)
        return rows.filter(pl.col("group_id").is_not_null())
    rows = draft.school_year(draft.institution(rows))
    return draft.refer(
        rows,
        Group,
        {"institution_id": "institution_id", "school_year_id": "school_year_id", "name": "group"},
        into="group_id",
        message=complaints.unknown_group(),
    )


def _same_first_day(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """A learner may have left a group and come back: the enrolment from the same day is meant."""
    stored = draft.records.of(Enrolment).select("person_id", "group_id", "from_on", same="id")
    keys = ["person_id", "group_id", "from_on"]
    rows = rows.join(stored, on=keys, how="left", maintain_order="left")
    return rows.with_columns(id=pl.coalesce("id", "same")).drop("same")


def _with_own_programme(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """A stored learner may follow a special programme in a group of another: it is not taken away.

    The table says the group only; a learner who is new in it follows the group's programme.
    """
    stored = draft.records.of(Enrolment).select("person_id", "group_id", "id", own="programme_id")
    keys = ["person_id", "group_id"]
    last = stored.select(*keys, last="own").unique(keys, keep="last")
    rows = rows.join(stored, on=[*keys, "id"], how="left", maintain_order="left")
    rows = rows.join(last, on=keys, how="left", maintain_order="left")
    own = pl.coalesce("own", pl.when(pl.col("id").is_null()).then("last"), "programme_id")
    return rows.with_columns(programme_id=own).drop("own", "last")


def _refuse_overlaps(draft: Draft, rows: pl.DataFrame) -> None:
    """A person learns at one place at a time in the stages where that is so."""
    enrolments = _exclusive(draft).join(rows.select("person_id").unique(), on="person_id")
    pairs = complaints.overlaps(enrolments, of="person_id")
    numbers = rows.filter(pl.col("outcome") != "unchanged").select("id", "row")
    pairs = pairs.join(numbers, on="id", how="left").join(
        numbers.rename({"id": "other_id", "row": "other_row"}), on="other_id", how="left"
    )
    pairs = pairs.filter(pl.col("row").is_not_null() | pl.col("other_row").is_not_null())
    _tell_overlaps(draft, rows, pairs)


def _exclusive(draft: Draft) -> pl.DataFrame:
    """Enrolments in those stages; one that is open ends with the school year of its group."""
    stages = draft.records.of(Programme).select("stage", programme_id="id")
    years = draft.records.of(SchoolYear).select("ends_on", school_year_id="id")
    groups = draft.records.of(Group).select(
        "name", "institution_id", "school_year_id", group_id="id"
    )
    return (
        draft.records.of(Enrolment)
        .join(stages.filter(pl.col("stage").is_in(EXCLUSIVE_STAGES)), on="programme_id")
        .join(groups, on="group_id")
        .join(years, on="school_year_id")
        .with_columns(
            to_on=pl.coalesce("to_on", pl.max_horizontal("ends_on", "from_on")),
        )
    )


def _tell_overlaps(draft: Draft, rows: pl.DataFrame, pairs: pl.DataFrame) -> None:
    """Name the row: the later one of two rows of the file, otherwise the one that is in it."""
    row, other = pl.col("row"), pl.col("other_row")
    only_other, only_this = row.is_null(), other.is_null()
    beside = pl.when(only_other | (row < other)).then("id").otherwise("other_id")
    told = pairs.select(
        pl.max_horizontal(row, other).alias("row"),
        pl.when(only_this).then("other_id").otherwise(beside).alias("id"),
        pl.when(~only_other & ~only_this).then(pl.min_horizontal(row, other)).alias("in_row"),
    ).unique("row", keep="first", maintain_order=True)
    codes = draft.records.of(Organisation).select("code", institution_id="id")
    enrolments = _exclusive(draft).select("id", "name", "institution_id", since="from_on")
    told = (
        told.join(enrolments, on="id", maintain_order="left")
        .join(codes, on="institution_id", maintain_order="left")
        .join(rows.select("row", "from_on"), on="row", maintain_order="left")
        .sort("row")
    )
    messages = (
        complaints.overlap_with_row(name, code, since, in_row)
        if in_row is not None
        else complaints.overlap_with_stored(name, code, since)
        for name, code, since, in_row in told.select("name", "code", "since", "in_row").iter_rows()
    )
    draft.check.refuse_each(told, "from", messages, value="from_on")


def note_large_groups(draft: Draft, rows: pl.DataFrame, *, column: str = "group") -> None:
    """Count the learners of each group on today, or on the day of its year that is nearest."""
    groups = draft.records.of(Group).select("school_year_id", "max_size", group_id="id")
    years = draft.records.of(SchoolYear).select("starts_on", "ends_on", school_year_id="id")
    touched = rows.unique("group_id", keep="last", maintain_order=True).select("row", "group_id")
    touched = touched.join(groups, on="group_id").join(years, on="school_year_id")
    day = pl.lit(draft.today).clip(pl.col("starts_on"), pl.col("ends_on"))
    there = (pl.col("from_on") <= day) & (pl.col("to_on").is_null() | (pl.col("to_on") >= day))
    enrolments = draft.records.of(Enrolment).select("person_id", "group_id", "from_on", "to_on")
    large = (
        enrolments.join(touched, on="group_id")
        .filter(there)
        .group_by("row", "max_size")
        .agg(count=pl.col("person_id").n_unique())
        .filter(pl.col("count") > pl.col("max_size"))
        .sort("row")
    )
    for row, most, count in large.iter_rows():
        told = complaints.group_above_maximum(count, most)
        draft.check.note(rows.filter(pl.col("row") == row).head(1), column, told)


def export_learners(source: str) -> pl.DataFrame:
    """The last enrolment of every learner in every group."""
    rows = Enrolment.objects.order_by("from_on", "pk")
    frame = tables.ENROLMENTS.export(rows, "group_id", but="person")
    frame = frame.unique(["person_id", "group_id"], keep="last", maintain_order=True)
    return with_person(frame, source)


def institution_of_enrolment(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Adds the institution of each enrolment's group."""
    groups = draft.records.of(Group).select("institution_id", group_id="id")
    return rows.join(groups, on="group_id", how="left", maintain_order="left")


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
