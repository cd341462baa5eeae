"""Which column of a file is which column of the contract."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import folded
from gaisma.evidence.interop.contract import columns_of
from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.titles import kind_title, names_of

HEADER_ROW = 1


@dataclass(frozen=True)
class Header:
    """The place of every column that was found, how the file calls it, and what is not known."""

    places: dict[str, int]
    titles: dict[str, str]
    unknown: tuple[str, ...] = ()


def recognised(
    cells: list[str], kind: str, *, mapping: Mapping[str, str], file: str, findings: Findings
) -> Header:
    """Find the contract's columns in a header row; what is wrong with it goes to the findings.

    `mapping` says which column another system's names stand for.
    """
    names = names_of(kind) | {folded(theirs): ours for theirs, ours in mapping.items()}
    found = [names.get(folded(cell)) for cell in cells]
    if not any(found):
        findings.problem(file, _wrong_header(kind), row=HEADER_ROW)
        return Header({}, {}, tuple(cell for cell in cells if cell))
    places: dict[str, int] = {}
    for place, (cell, column) in enumerate(zip(cells, found, strict=True)):
        if column is None:
            _note_unknown(cell, kind, file, findings)
        elif column in places:
            _refuse_twice(cell, column, file, findings)
        else:
            places[column] = place
    _refuse_missing(places, kind, file, findings)
    unknown = (cell for cell, column in zip(cells, found, strict=True) if cell and column is None)
    titles = {column: cells[place] for column, place in places.items()}
    return Header(places, titles, tuple(unknown))


def _wrong_header(kind: str) -> str:
    return _("Row 1 must hold the names of the columns of the table “%(kind)s”: %(columns)s.") % {
        "kind": kind_title(kind),
        "columns": ", ".join(column.name for column in columns_of(kind)),
    }


def _note_unknown(cell: str, kind: str, file: str, findings: Findings) -> None:
    if not cell:
        return
    near = get_close_matches(folded(cell), list(names_of(kind)), n=1, cutoff=0.75)
    message = _("This column is not known and was left out.")
    if near:
        message = _("This column is not known and was left out; was “%(name)s” meant?") % {
            "name": names_of(kind)[near[0]]
        }
    findings.note(file, message, row=HEADER_ROW, column=cell, value=cell)


def _refuse_twice(cell: str, column: str, file: str, findings: Findings) -> None:
    findings.problem(
        file,
        _("The column “%(column)s” stands twice: leave one of them.") % {"column": column},
        row=HEADER_ROW,
        column=column,
        value=cell,
    )


def _refuse_missing(places: Mapping[str, int], kind: str, file: str, findings: Findings) -> None:
    for column in columns_of(kind):
        if column.required and column.name not in places:
            findings.problem(
                file,
                _("The column “%(column)s” is missing and the table needs it.")
                % {"column": column.name},
                row=HEADER_ROW,
                column=column.name,
            )
