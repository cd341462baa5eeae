"""Loads Paraugpils into an empty record."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import polars as pl
from django.db import connection, transaction
from django.db.models import ForeignKey, Model
from django.utils.translation import gettext as _

from gaisma.base import audit, bulk, seeds
from gaisma.base.errors import GaismaError
from gaisma.base.models import Installation, Organisation
from gaisma.evidence.lake.actions import touch
from gaisma.record.instruments.models import Version
from gaisma.sample import (
    accounts,
    audited,
    calibrations,
    challenges,
    evaluations,
    inspections,
    outside,
    plan,
    prevention,
    socialemotional,
    surveys,
    wellbeing,
    year,
)
from gaisma.sample.city.building import City, city

BEGAN = datetime(2023, 8, 28, 9, tzinfo=UTC)
"""When the city began to use what ships with the program."""
Told = Callable[[int, int], None]
"""Called with the number of rows written so far and of all."""


class UnableToLoadDemo(GaismaError):
    """The record already holds something that is not the demo."""


def is_loaded() -> bool:
    """Whether the record holds the demo. Raises UnableToLoadDemo where it holds anything else."""
    installation = Installation.objects.filter(pk=1).first()
    if installation and installation.is_demo:
        return True
    if installation or Organisation.objects.exists():
        raise UnableToLoadDemo(
            _(
                "This place holds a real installation: set GAISMA_HOME to another, empty folder "
                "for the demo."
            ),
            code="real_installation",
        )
    return False


def load(*, at: datetime, told: Told = lambda written, rows: None) -> bool:
    """Write the sample city in one transaction, once; tells whether it had to be written.

    Raises UnableToLoadDemo.
    """
    if is_loaded():
        return False
    rows = city()
    with transaction.atomic():
        if is_loaded():
            return False
        seeds.enter_all(at=BEGAN)
        _write(rows, at=at, told=told)
        installation = _installed()
        accounts.make(at=at)
        year.make(at=at)
        evaluations.make(at=at)
        calibrations.make(at=at)
        inspections.make(at=at)
        prevention.make(at=at)
        socialemotional.make(at=at)
        challenges.make(at=at)
        wellbeing.make(at=at)
        outside.make(at=at)
        touch(*audited.LOAD.touches)
        surveys.make(at=at)
        counts = {model._meta.model_name or "": frame.height for model, frame in rows.items()}
        audit.note(
            action=audited.LOAD,
            by=None,
            at=at,
            organisation=installation.authority,
            details={"rows": counts, "seed": plan.SEED},
        )
    return True


def _write(rows: City, *, at: datetime, told: Told) -> None:
    """Write the frames under fresh keys: the generator counts from 1."""
    # The versions of instruments are there already, one after the other.
    before: dict[type[Model], int] = {Version: Version.objects.earliest("pk").pk - 1}
    written, total = 0, sum(frame.height for frame in rows.values())
    for model, frame in rows.items():
        before[model] = bulk.reserve_ids(model, frame.height).start - 1
        bulk.insert(model, _keyed(model, frame, before, at))
        _measure(model)
        written += frame.height
        told(written, total)


def _measure(model: type[Model]) -> None:
    """Tell PostgreSQL's planner of the new rows: without it the first questions take minutes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')


def _keyed(
    model: type[Model], frame: pl.DataFrame, before: Mapping[type[Model], int], at: datetime
) -> pl.DataFrame:
    owners = {
        field.attname: field.related_model
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.attname in frame.columns
    }
    shifted = frame.with_columns(
        pl.col("id") + before[model],
        *(pl.col(name) + before[owner] for name, owner in owners.items()),
    )
    is_recorded = any(field.name == "changed_at" for field in model._meta.concrete_fields)
    return shifted.with_columns(changed_at=pl.lit(at)) if is_recorded else shifted


def _installed() -> Installation:
    return Installation.objects.create(
        pk=1,
        authority=Organisation.objects.get(kind="authority"),
        municipality=plan.MUNICIPALITY,
        is_demo=True,
        today=plan.TODAY,
        language="lv",
        languages=["lv", "en", "ru"],
    )
