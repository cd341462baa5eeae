"""Rules about rows: identifiers once a file, ends not before beginnings, no circles."""

from collections.abc import Mapping

import polars as pl
from django.utils.translation import gettext as _

from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.oneroster.binding import is_used
from gaisma.evidence.interop.oneroster.checks.fields import day
from gaisma.evidence.interop.oneroster.checks.reporting import report, tolerant

PERIODS = {
    "academicSessions": ("startDate", "endDate"),
    "enrollments": ("beginDate", "endDate"),
    "roles": ("beginDate", "endDate"),
    "lineItems": ("assignDate", "dueDate"),
}
DEEPEST = 20


def check_rows(frames: Mapping[str, pl.DataFrame], findings: Findings) -> None:
    """The rules that look at more than one field."""
    for name, frame in frames.items():
        with tolerant(findings, used=is_used(name)) as told:
            _check_unique(frame, f"{name}.csv", told)
        if name in PERIODS:
            _check_period(frame, f"{name}.csv", *PERIODS[name], findings)
        if "parentSourcedId" in frame.columns:
            with tolerant(findings, used=is_used(name, "parentSourcedId")) as told:
                _check_circles(frame, f"{name}.csv", told)


def _check_unique(frame: pl.DataFrame, file: str, findings: Findings) -> None:
    identifier = pl.col("sourcedId")
    if frame["sourcedId"].drop_nulls().is_unique().all():
        return
    report(
        findings,
        file,
        frame,
        identifier.is_not_null() & ~identifier.is_first_distinct(),
        lambda _value: _("An earlier row has the same sourcedId: each must be used once a file."),
        column="sourcedId",
    )


def _check_period(frame: pl.DataFrame, file: str, start: str, end: str, findings: Findings) -> None:
    report(
        findings,
        file,
        frame,
        day(pl.col(end)) < day(pl.col(start)),
        lambda _value: _("The end lies before the beginning."),
        column=end,
    )


def _check_circles(frame: pl.DataFrame, file: str, findings: Findings) -> None:
    parents = frame.select("sourcedId", up="parentSourcedId").drop_nulls()
    climbing = frame.select("row", "sourcedId", "parentSourcedId", at="parentSourcedId")
    for _step in range(DEEPEST):
        climbing = climbing.filter(pl.col("at").is_not_null())
        if climbing.is_empty():
            return
        climbing = climbing.join(
            parents.unique("sourcedId"), left_on="at", right_on="sourcedId", how="left"
        ).with_columns(at="up")
        climbing = climbing.drop("up")
    report(
        findings,
        file,
        climbing.sort("row"),
        pl.col("at").is_not_null(),
        lambda _value: _("The row stands, by its parents, above itself."),
        column="parentSourcedId",
    )
