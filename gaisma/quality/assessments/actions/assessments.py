"""An assessment is planned, takes results, and is closed when they are final; its papers."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict, Unpack

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import bulk, changes, wording
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import SchoolYear, User
from gaisma.quality.assessments.models import Assessment, Band, Item, Paper, Result
from gaisma.quality.assessments.workflow import ASSESSMENT, FINAL, PROVISIONAL
from gaisma.record import recording
from gaisma.record.programmes.models import Subject


class Planned(TypedDict, total=False):
    """How a sitting is called, what it is, and when."""

    key: str
    kind: str
    school_year: SchoolYear
    title_lv: str
    title_en: str
    title_ru: str


def plan(*, by: User | None, at: datetime, **planned: Unpack[Planned]) -> Assessment:
    """Put a sitting on the year's plan. Raises UnableToRecord."""
    row = Assessment(**planned)
    ASSESSMENT.demand(row, "plan", by=by)
    return recording.add(Assessment, planned, action=ASSESSMENT["plan"].audited, by=by, at=at)


def change(
    *,
    assessment: Assessment,
    revision: int,
    by: User | None,
    at: datetime,
    **planned: Unpack[Planned],
) -> Assessment:
    """Change it. Its key stays once it has results, as reports name it.

    Raises UnableToChange, UnableToRecord.
    """
    with transaction.atomic():
        row = allowed(assessment, "change", by=by)
        if planned.get("key", row.key) != row.key and row.has_results():
            raise UnableToRecord(
                _("Figures name the results by this key: it stays as it is."), code="key_in_use"
            )
        return _changed(row, planned, "change", revision=revision, by=by, at=at)


def cancel(*, assessment: Assessment, by: User | None, at: datetime) -> None:
    """Take a sitting without results off the plan. Raises UnableToRecord."""
    with transaction.atomic():
        row = allowed(assessment, "cancel", by=by)
        recording.remove(row, action=ASSESSMENT["cancel"].audited, by=by, at=at)


def open_(*, assessment: Assessment, revision: int, by: User | None, at: datetime) -> Assessment:
    """Let results come in. Raises UnableToChange, UnableToRecord."""
    return _taken(assessment, "open", revision=revision, by=by, at=at)


def reopen(*, assessment: Assessment, revision: int, by: User | None, at: datetime) -> Assessment:
    """Let results come in again; those that are final stay so.

    Raises UnableToChange, UnableToRecord.
    """
    return _taken(assessment, "reopen", revision=revision, by=by, at=at)


def tell(*, assessment: Assessment, revision: int, by: User | None, at: datetime) -> Assessment:
    """Open final results to families, who read them by slips.

    Raises UnableToChange, UnableToRecord.
    """
    return _taken(assessment, "tell", revision=revision, by=by, at=at)


def withhold(*, assessment: Assessment, revision: int, by: User | None, at: datetime) -> Assessment:
    """Close them to families: slips open nothing until they are told again.

    Raises UnableToChange, UnableToRecord.
    """
    return _taken(assessment, "withhold", revision=revision, by=by, at=at)


def close(*, assessment: Assessment, revision: int, by: User | None, at: datetime) -> Assessment:
    """Make all results final that nobody has appealed against.

    Raises UnableToChange, UnableToRecord.
    """
    with transaction.atomic():
        row = _taken(assessment, "close", revision=revision, by=by, at=at)
        left = Result.objects.filter(paper__assessment=row, state=PROVISIONAL)
        rows = bulk.frame_of(left.order_by("pk"), "pk", "revision").rename({"pk": "id"})
        moment = pl.lit(at).cast(pl.Datetime("us", "UTC"))
        final = rows.with_columns(pl.col("revision") + 1, state=pl.lit(FINAL), changed_at=moment)
        bulk.update(Result, final)
        return row


class Defined(TypedDict, total=False):
    """What a paper is."""

    code: str
    subject: Subject
    stage: str
    grade: int | None
    level: str
    held_on: date
    maximum: Decimal
    threshold: Decimal | None


Lines = Sequence[Mapping[str, Any]]
"""Tasks, or bands, each as its fields."""


def add_paper(
    *,
    assessment: Assessment,
    items: Lines = (),
    bands: Lines = (),
    by: User | None,
    at: datetime,
    **defined: Unpack[Defined],
) -> Paper:
    """Define a test of the sitting, with its tasks and bands. Raises UnableToRecord."""
    with transaction.atomic():
        row = allowed(assessment, "add_paper", by=by)
        _check(defined, items)
        fields = {"assessment": row, **defined}
        action = ASSESSMENT["add_paper"].audited
        paper = recording.add(Paper, fields, action=action, by=by, at=at)
        _write(paper, items, bands, at=at)
    return paper


def change_paper(
    *,
    paper: Paper,
    revision: int,
    items: Lines = (),
    bands: Lines = (),
    by: User | None,
    at: datetime,
    **defined: Unpack[Defined],
) -> Paper:
    """Change a paper; what its results were measured by stays once there are some.

    Raises UnableToChange, UnableToRecord.
    """
    with transaction.atomic():
        allowed(paper.assessment, "change_paper", by=by)
        _check(defined, items)
        _check_measured(paper, defined, items)
        action = ASSESSMENT["change_paper"].audited
        row = recording.change(paper, defined, revision=revision, action=action, by=by, at=at)
        row.items.all().delete()
        row.bands.all().delete()
        _write(row, items, bands, at=at)
    return row


def remove_paper(*, paper: Paper, by: User | None, at: datetime) -> None:
    """Take away a paper without results. Raises UnableToRecord."""
    with transaction.atomic():
        allowed(paper.assessment, "remove_paper", by=by)
        if paper.results.exists():
            raise UnableToRecord(_("The paper has results: it stays."), code="has_results")
        recording.remove(paper, action=ASSESSMENT["remove_paper"].audited, by=by, at=at)


def allowed(assessment: Assessment, act: str, *, by: User | None) -> Assessment:
    """The row, locked, where the act is the person's and possible. Raises UnableToRecord."""
    row = Assessment.objects.select_for_update().get(pk=assessment.pk)
    ASSESSMENT.admit(row, act, by=by)
    return row


def _taken(
    assessment: Assessment, act: str, *, revision: int, by: User | None, at: datetime
) -> Assessment:
    with transaction.atomic():
        row = allowed(assessment, act, by=by)
        fields = {"state": ASSESSMENT[act].leads_to}
        return _changed(row, fields, act, revision=revision, by=by, at=at)


def _changed(
    row: Assessment,
    fields: Mapping[str, Any],
    act: str,
    *,
    revision: int,
    by: User | None,
    at: datetime,
) -> Assessment:
    action = ASSESSMENT[act].audited
    return recording.change(row, fields, revision=revision, action=action, by=by, at=at)


def _check(defined: Defined, items: Lines) -> None:
    found = sum((item["maximum"] for item in items), Decimal(0))
    if items and found != defined["maximum"]:
        raise UnableToRecord(
            _("The tasks make %(found)s points, and the paper has %(told)s: look which is right.")
            % {"found": wording.number(found), "told": wording.number(defined["maximum"])},
            code="other_sum",
        )


def _check_measured(paper: Paper, defined: Defined, items: Lines) -> None:
    """Percent were computed by the maximum and points told in the order of tasks."""
    if not paper.results.exists():
        return
    tasks = [(one["number"], one["maximum"]) for one in items]
    before = list(paper.items.order_by("number").values_list("number", "maximum"))
    if defined["maximum"] != paper.maximum or tasks != before:
        raise UnableToRecord(
            _("Results were measured by this maximum and these tasks: they stay as they are."),
            code="measured_by",
        )


def _write(paper: Paper, items: Lines, bands: Lines, *, at: datetime) -> None:
    for item in items:
        changes.make(Item, at=at, paper=paper, **item)
    for order, band in enumerate(bands, start=1):
        changes.make(Band, at=at, paper=paper, order=order, **band)
