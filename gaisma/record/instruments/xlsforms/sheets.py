"""The sheets of a workbook as rows of text, each knowing where it stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from gaisma.base.apart import UnableToRead
from gaisma.base.errors import GaismaError
from gaisma.base.reading import asking
from gaisma.record.instruments.xlsforms.columns import COLUMNS, OWN_TRANSLATED, SETTINGS, TRANSLATED

MOST_ROWS = 2_000
HEADING = re.compile(r"(?P<column>[a-z_]+)(?:::?\s*(?P<language>.+))?")
OWN = re.compile(rf"(?P<column>{'|'.join(OWN_TRANSLATED)})_(?P<code>[a-z]{{2}})")
CODE = re.compile(r"(?:^|\()(?P<code>[a-z]{2})\)?$")


@dataclass(frozen=True)
class Fault:
    """Something wrong in a cell: what stands there and what would be right."""

    sheet: str
    row: int
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        if not self.row:
            return self.message
        place = _("Sheet “%(sheet)s”, row %(row)s, column “%(column)s”") % {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
        }
        return (
            f"{place} (“{self.value}”): {self.message}"
            if self.value
            else f"{place}: {self.message}"
        )


class UnableToTakeIn(GaismaError):
    """A workbook that is no questionnaire yet; `faults` says what to mend, cell by cell."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in faults))


@dataclass
class Faults:
    """What is wrong so far; reading goes on, so that all is told at once."""

    found: list[Fault] = field(default_factory=list)

    def tell(self, line: "Line", column: str, message: str) -> None:
        value = line.cells.get((column, ""), "")
        self.found.append(Fault(line.sheet, line.number, column, value, message))


@dataclass(frozen=True)
class Line:
    """A row of a sheet: its cells by column and language."""

    sheet: str
    number: int
    cells: Mapping[tuple[str, str], str]

    def cell(self, column: str) -> str:
        return self.cells.get((column, ""), "")

    def texts(self, column: str, first: str) -> dict[str, str]:
        """The column's text by language; a column without a language is in the first one."""
        return {
            language or first: text
            for (name, language), text in self.cells.items()
            if name == column and text
        }


def sheets(data: bytes, faults: Faults) -> dict[str, list[Line]]:
    """The rows of each sheet that we know. Raises UnableToTakeIn when it is no workbook."""
    try:
        rows = asking.sheets(data, names=COLUMNS, most_rows=MOST_ROWS)
    except UnableToRead as refusal:
        fault = Fault(
            "", refusal.row or 0, refusal.column or "", refusal.value or "", refusal.message
        )
        raise UnableToTakeIn([fault]) from refusal
    return {sheet: list(_lines(sheet, rows[sheet], faults)) for sheet in COLUMNS if sheet in rows}


def _lines(sheet: str, rows: list[list[str]], faults: Faults) -> Iterator[Line]:
    if len(rows) > MOST_ROWS:
        message = _("The sheet has more than %(most)s rows.") % {"most": MOST_ROWS}
        raise UnableToTakeIn([Fault(sheet, len(rows), "", "", message)])
    headings = [_heading(sheet, cell, faults) for cell in rows[0]] if rows else []
    for number, row in enumerate(rows[1:], start=2):
        cells = {
            heading: cell
            for heading, cell in zip(headings, row, strict=False)
            if heading is not None and cell
        }
        if cells:
            yield Line(sheet, number, cells)


def _heading(sheet: str, text: str, faults: Faults) -> tuple[str, str] | None:
    """Column and language of a heading; None for a column that is empty or unknown."""
    own = OWN.fullmatch(text.strip())
    if own and own["column"] in COLUMNS[sheet]:
        return own["column"], own["code"]
    match = HEADING.fullmatch(text.strip())
    column, spoken = (match["column"], match["language"] or "") if match else (text, "")
    code = CODE.search(spoken.strip().lower())
    is_known = column in COLUMNS[sheet] and (not spoken or (code and column in TRANSLATED))
    if is_known:
        return column, code["code"] if code else ""
    if text.strip() and sheet != SETTINGS:
        faults.tell(
            Line(sheet, 1, {(text, ""): text}),
            text,
            _("This column is unknown. Known are: %(known)s.")
            % {"known": ", ".join(COLUMNS[sheet])},
        )
    return None
