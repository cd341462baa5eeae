"""Cells as they stand in a file, before anybody knows what the columns mean."""

from dataclasses import dataclass, field

import polars as pl
from django.utils.translation import gettext as _

from gaisma.base.apart import UnableToRead
from gaisma.base.reading.workbooks import MOST_COLUMNS


@dataclass(frozen=True)
class Grid:
    """All cells as strings in the columns "0", "1", …, with `row`; row 1 is the header.

    `ragged` tells of the rows that are left out because they are longer or shorter than the
    header: number → (cells, cells of the header). `formulas` and `merged` are cell addresses.
    """

    frame: pl.DataFrame
    ragged: dict[int, tuple[int, int]] = field(default_factory=dict)
    formulas: tuple["Cell", ...] = ()
    merged: tuple["Cell", ...] = ()

    @property
    def header(self) -> list[str]:
        first = self.frame.filter(pl.col("row") == 1).drop("row")
        return [_plain(value) for value in first.row(0)] if first.height else []

    @property
    def data(self) -> pl.DataFrame:
        """The rows below the header, without those that are blank."""
        cells = pl.exclude("row")
        blank = pl.all_horizontal(cells.fill_null("").str.strip_chars(SPACES) == "")
        return self.frame.filter((pl.col("row") > 1) & ~blank)


@dataclass(frozen=True)
class Cell:
    """A cell's row and column (0 = first); None when the file does not say."""

    row: int | None
    column: int | None


SPACES = " \t\r\n\u00a0\u202f\u2007\u200b\ufeff"


def refuse_width(width: int) -> None:
    """Raises UnableToRead for a header of too many columns."""
    if width > MOST_COLUMNS:
        raise UnableToRead(
            _("The file has more than %(limit)d columns; a table here has no more than fifteen.")
            % {"limit": MOST_COLUMNS},
            row=1,
        )


def _plain(value: str | None) -> str:
    return (value or "").strip(SPACES)
