"""A checked set, ready to be translated: its frames, what it says of itself, and the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from gaisma.evidence.interop.oneroster.binding import TABLES
from gaisma.evidence.interop.oneroster.checks.fields import moment_day
from gaisma.evidence.interop.oneroster.manifest import Manifest
from gaisma.evidence.interop.oneroster.stored import Stored

DELETED = pl.col("status").eq_missing("tobedeleted")


def is_open(to_on: str, on: date) -> pl.Expr:
    """Whether a stored period lasts on that day: an end that is only planned is no end yet."""
    return pl.col(to_on).is_null() | (pl.col(to_on) >= on)


@dataclass(frozen=True)
class Roster:
    """The files of a set by name; `on` is the set's date."""

    manifest: Manifest
    frames: Mapping[str, pl.DataFrame]
    stored: Stored
    on: date
    personal_code_type: str = ""

    def active(self, name: str) -> pl.DataFrame:
        """The rows of a file that are not to be deleted; none when it is not sent."""
        return self._all(name).filter(~DELETED)

    def deleted(self, name: str) -> pl.DataFrame:
        """The rows of a file that are to be deleted."""
        return self._all(name).filter(DELETED)

    def _all(self, name: str) -> pl.DataFrame:
        if name in self.frames:
            return self.frames[name]
        table = TABLES[self.manifest.version].get(name)
        columns = table.of(self.manifest.version) if table else TABLES["1.2"][name].of("1.2")
        names = {column.name: pl.String for column in columns}
        return pl.DataFrame(schema={"row": pl.Int64, **names})


def date_of(frames: Mapping[str, pl.DataFrame], as_of: date) -> date:
    """The set's date: its newest dateLastModified that is not in the future, else today.

    What a bulk set no longer holds has ended by then; nothing says when exactly.
    """
    newest = [
        frame.select(moment_day(pl.col("dateLastModified")).max()).item()
        for frame in frames.values()
    ]
    return min(max((day for day in newest if day is not None), default=as_of), as_of)


def deleted_on(roster: Roster) -> pl.Expr:
    """The day on which a row was deleted: that of its moment, no later than the set's."""
    return pl.min_horizontal(moment_day(pl.col("dateLastModified")), pl.lit(roster.on))


def taken_away(roster: Roster) -> pl.Expr:
    """Whether a set that lacks a stored enrolment says that it is no more.

    A whole file says so by its silence; a delta by taking away the row, its class or its learner.
    """
    if roster.manifest.is_bulk("enrollments"):
        return pl.lit(value=True)
    gone = {"sourcedId": "enrollments", "class": "classes", "learner": "users"}
    return pl.any_horizontal(
        pl.col(column).is_in(roster.deleted(name)["sourcedId"].implode()).fill_null(value=False)
        for column, name in gone.items()
    )
