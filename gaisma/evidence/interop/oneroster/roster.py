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
