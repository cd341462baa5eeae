"""Tables of the lake about programmes, groups, learners and the queue."""

import polars as pl

from gaisma.analytics.tables import LakeTable
from gaisma.base import bulk
from gaisma.evidence.interop.columns import OWN, SHARED
from gaisma.evidence.lake.facts import Fact
from gaisma.record.organisations.facts import PLACE, places
from gaisma.record.programmes import tables
from gaisma.record.programmes.models import Enrolment, Group, Programme, QueueEntry

OFFER = {
    "programme": "int64",
    "stage": "string",
    "special_programme": "array<string>",
    "field": "string",
    "language": "string",
    "form_of_study": "string",
}
"""Columns of every fact about a programme."""

CLASS = {
    "group": "int64",
    "school_year": "string",
    **dict(sorted(tables.GROUPS.lake_types(SHARED).items())),
}
"""Columns of every fact about a group or class."""

PROGRAMMES = LakeTable("programmes", {**PLACE, **OFFER, "code": "string"}, cut_by=("authority",))
GROUPS = LakeTable(
    "groups",
    {
        **PLACE,
        **OFFER,
        **CLASS,
        **tables.GROUPS.lake_types(OWN),
        "from_on": "date",
        "to_on": "date",
    },
    cut_by=("school_year", "authority"),
)
ENROLMENTS = LakeTable(
    "enrolments",
    {
        **PLACE,
        **OFFER,
        **CLASS,
        "person": "int64",
        "heads": "int64",
        **dict(sorted(tables.ENROLMENTS.lake_types(OWN).items())),
        "from_on": "date",
        "to_on": "date",
    },
    cut_by=("school_year", "authority"),
)
"""A learner in a group, or, for a group of which only the total is kept, its number of heads."""

QUEUE = LakeTable(
    "queue",
    {
        **PLACE,
        "person": "int64",
        "stage": "string",
        "registered_on": "date",
        "from_on": "date",
        "to_on": "date",
    },
)


def programmes() -> pl.DataFrame:
    return _offers().join(places(), on="unit", maintain_order="left")


def _offers() -> pl.DataFrame:
    rows = bulk.frame_of(Programme.objects.order_by("institution_id", "pk"))
    return rows.select(
        programme="id",
        unit="institution_id",
        code="code",
        stage="stage",
        special_programme="special",
        field="field",
        language="language",
        form_of_study="form_of_study",
    )


def groups() -> pl.DataFrame:
    return (
        _classes()
        .join(_offers().drop("unit", "code"), on="programme", maintain_order="left")
        .join(places(), on="unit", maintain_order="left")
    )


def _classes() -> pl.DataFrame:
    kept = tables.GROUPS.in_lake(SHARED, OWN)
    rows = bulk.frame_of(
        Group.objects.order_by("school_year__name", "institution_id", "pk"),
        "pk",
        "institution_id",
        "programme_id",
        "school_year__name",
        "school_year__starts_on",
        "school_year__ends_on",
        "learners_total",
        *(column.found for column in kept.values()),
    )
    return rows.select(
        group="pk",
        unit="institution_id",
        programme="programme_id",
        school_year="school_year__name",
        heads="learners_total",
        from_on="school_year__starts_on",
        to_on="school_year__ends_on",
        **{name: column.found for name, column in kept.items()},
    )


def enrolments() -> pl.DataFrame:
    """Learners by group, then the groups of which only the total is kept."""
    classes = groups().with_columns(year_ends_on="to_on")
    place = classes.drop("heads", "from_on", "to_on", *tables.GROUPS.in_lake(OWN))
    learners = (
        _learners()
        .join(place.drop("year_ends_on", *OFFER), on="group", maintain_order="left")
        .join(classes.select("group", "year_ends_on"), on="group", maintain_order="left")
        .join(_offers().drop("unit", "code"), on="programme", maintain_order="left")
        .with_columns(to_on=pl.min_horizontal("to_on", "year_ends_on"), heads=pl.lit(0))
    )
    totals = classes.filter(pl.col("heads").is_not_null()).with_columns(
        pl.lit(None).alias(name) for name in ("person", *tables.ENROLMENTS.in_lake(OWN))
    )
    columns = list(ENROLMENTS.columns)
    return pl.concat([learners.select(columns), totals.select(columns)], how="vertical_relaxed")


def _learners() -> pl.DataFrame:
    rows = bulk.frame_of(
        Enrolment.objects.order_by("group__school_year__name", "group_id", "pk"),
        "person__pseudonym",
        "group_id",
        "programme_id",
        *tables.ENROLMENTS.in_lake(OWN),
        "from_on",
        "to_on",
    )
    names = {"person__pseudonym": "person", "group_id": "group", "programme_id": "programme"}
    return rows.rename(names)


def queue() -> pl.DataFrame:
    rows = bulk.frame_of(
        QueueEntry.objects.order_by("pk"),
        "person__pseudonym",
        "institution_id",
        "stage",
        "registered_on",
        "left_on",
    )
    named = rows.select(
        person="person__pseudonym",
        unit="institution_id",
        stage="stage",
        registered_on="registered_on",
        from_on="registered_on",
        to_on="left_on",
    )
    return named.join(places(), on="unit", how="left", maintain_order="left")


FACTS = [
    Fact(PROGRAMMES, programmes, ("organisations", "programmes")),
    Fact(GROUPS, groups, ("organisations", "sites", "programmes", "groups")),
    Fact(
        ENROLMENTS,
        enrolments,
        ("organisations", "sites", "programmes", "groups", "people", "enrolments"),
    ),
    Fact(QUEUE, queue, ("organisations", "people", "queue")),
]
