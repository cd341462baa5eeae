"""From file to file: every identifier that a row names must be that of a row."""

from collections.abc import Callable, Mapping

import polars as pl
from django.utils.translation import gettext as _

from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.oneroster.binding import Column, Type, is_used
from gaisma.evidence.interop.oneroster.checks.reporting import report, tolerant

Stored = Callable[[str], pl.Series | None]
"""The identifiers of a file's rows that earlier sets brought; None when they are not kept."""


def check_references(
    frames: Mapping[str, pl.DataFrame],
    columns: Mapping[str, tuple[Column, ...]],
    findings: Findings,
    *,
    stored: Stored,
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
                    _check(frame, name, column, known, told)


def _known(
    name: str, frames: Mapping[str, pl.DataFrame], *, stored: Stored, is_bulk: Callable[[str], bool]
) -> pl.Series | None:
    own = frames[name]["sourcedId"] if name in frames else None
    if own is not None and is_bulk(name):
        return own
    kept = stored(name)
    if kept is None:
        return None
    return kept if own is None else pl.concat([kept.rename("sourcedId"), own])


def _check(
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
        report(
            findings,
            f"{name}.csv",
            strangers.sort("row"),
            pl.lit(value=True),
            lambda _value: (
                _("No row of %(file)s.csv has this sourcedId.") % {"file": column.refers_to}
            ),
            column=column.name,
        )
