"""Rules about rows: identifiers once a file, ends after beginnings, no circles, no strangers."""

from collections.abc import Callable, Mapping

import polars as pl
from django.utils.translation import gettext as _

from gaisma.evidence.interop.findings import Findings, tell_bad_rows, tolerant
from gaisma.evidence.interop.oneroster.binding import Column, Type, is_used
from gaisma.evidence.interop.oneroster.reading.fields import day

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
    tell_bad_rows(
        findings,
        file,
        frame,
        identifier.is_not_null() & ~identifier.is_first_distinct(),
        lambda _value: _("An earlier row has the same sourcedId: each must be used once a file."),
        column="sourcedId",
    )


def _check_period(frame: pl.DataFrame, file: str, start: str, end: str, findings: Findings) -> None:
    tell_bad_rows(
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
    tell_bad_rows(
        findings,
        file,
        climbing.sort("row"),
        pl.col("at").is_not_null(),
        lambda _value: _("The row stands, by its parents, above itself."),
        column="parentSourcedId",
    )


StoredIdentifiers = Callable[[str], pl.Series | None]
"""The identifiers of a file's rows that earlier sets brought; None when they are not kept."""


def check_references(
    frames: Mapping[str, pl.DataFrame],
    columns: Mapping[str, tuple[Column, ...]],
    findings: Findings,
    *,
    stored: StoredIdentifiers,
    is_bulk: Callable[[str], bool],
) -> None:
    """Hold every reference to the rows of its file, or to what earlier sets brought.

    A bulk set must be whole: what it refers to stands in it, when it holds that file at all.
    """
    for name, frame in frames.items():
        for column in columns[name]:
            if not column.refers_to or frame.is_empty():
                continue
            known = _known(column.refers_to, frames, stored=stored, is_bulk=is_bulk)
            if known is not None:
                with tolerant(findings, used=is_used(name, column.name)) as told:
                    _check_reference(frame, name, column, known, told)


def _known(
    name: str,
    frames: Mapping[str, pl.DataFrame],
    *,
    stored: StoredIdentifiers,
    is_bulk: Callable[[str], bool],
) -> pl.Series | None:
    own = frames[name]["sourcedId"] if name in frames else None
    if own is not None and is_bulk(name):
        return own
    kept = stored(name)
    if kept is None:
        return None
    return kept if own is None else pl.concat([kept.rename("sourcedId"), own])


def _check_reference(
    frame: pl.DataFrame, name: str, column: Column, known: pl.Series, findings: Findings
) -> None:
    named = frame.select("row", pl.col(column.name)).drop_nulls()
    if column.type is Type.GUIDS:
        named = named.with_columns(pl.col(column.name).str.split(",")).explode(column.name)
        named = named.with_columns(pl.col(column.name).str.strip_chars())
    strangers = named.join(
        pl.DataFrame({column.name: known.drop_nulls().unique()}), on=column.name, how="anti"
    )
    if not strangers.is_empty():
        tell_bad_rows(
            findings,
            f"{name}.csv",
            strangers.sort("row"),
            pl.lit(value=True),
            lambda _value: (
                _("No row of %(file)s.csv has this sourcedId.") % {"file": column.refers_to}
            ),
            column=column.name,
        )
