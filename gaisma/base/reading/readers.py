"""What the process that may die is asked for: each reader takes a source and gives an answer."""

import csv
import io
from collections.abc import Collection
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from gaisma.base.apart import Answer, UnableToRead
from gaisma.base.reading import files, workbooks

if TYPE_CHECKING:
    from gaisma.base.reading.grid import Grid

XLSX = ".xlsx"
ENCODINGS = ("utf-8-sig", "cp1257")


def grid(
    source: Path, *, suffix: str, sheet_names: Collection[str], known: Collection[str]
) -> Answer:
    """A table with all its cells."""
    from gaisma.base.reading import delimited

    notes: list[str] = []
    try:
        if suffix == XLSX:
            found = workbooks.grid(files.data(source), sheet_names)
        else:
            found = delimited.grid(delimited.utf_8(files.data(source), notes), set(known), notes)
    except UnableToRead as refusal:
        refusal.notes = notes
        raise
    return _of_grid(found, notes)


def _of_grid(found: "Grid", notes: list[str]) -> Answer:
    packed = io.BytesIO()
    found.frame.write_ipc(packed)
    said = {
        "notes": notes,
        "ragged": [[row, *lengths] for row, lengths in found.ragged.items()],
        "formulas": [astuple(cell) for cell in found.formulas],
        "merged": [astuple(cell) for cell in found.merged],
    }
    return Answer(said, (packed.getvalue(),))


def sheets(source: bytes, *, names: Collection[str] | None, most_rows: int) -> Answer:
    """Sheets of a workbook as rows of text."""
    return Answer(workbooks.texts(source, names=names, most_rows=most_rows))


def rows(source: bytes, *, suffix: str, most_rows: int) -> Answer:
    """The first sheet of a workbook, or a text with separators, as rows of text."""
    if suffix == XLSX:
        found = workbooks.texts(source, names=None, most_rows=most_rows)
        return Answer(next(iter(found.values()), []))
    for encoding in ENCODINGS:
        try:
            return Answer(of_text(source.decode(encoding)))
        except UnicodeDecodeError:
            continue
    raise UnableToRead(_("The file is neither XLSX nor CSV in UTF-8."))


def glance(source: Path, *, suffix: str, most_bytes: int, marks: Collection[str]) -> Answer:
    """The names of the sheets and the first header."""
    from gaisma.base.reading import delimited

    if suffix == XLSX:
        return Answer(workbooks.glance(files.data(source)))
    with source.open("rb") as stream:
        data = stream.read(most_bytes)
    text = delimited.utf_8(data.rpartition(b"\n")[0] or data, []).decode("utf-8")
    line = next((line for line in text.splitlines() if not line.lower().startswith("sep=")), "")
    cut = (next(csv.reader(io.StringIO(line), delimiter=mark), []) for mark in marks)
    return Answer([[], max(cut, key=len)])


def of_text(text: str) -> list[list[str]]:
    """The rows of a text with separators. Raises UnableToRead, with the row."""
    first = text.lstrip().splitlines()[0] if text.strip() else ""
    mark = max("\t;,", key=first.count)
    lines = csv.reader(io.StringIO(text.strip()), delimiter=mark)
    try:
        found = [list(row) for row in lines]
    except csv.Error as error:
        raise UnableToRead(
            _(
                "The text cannot be cut into cells here: a quotation mark is opened and never "
                "closed, or a cell is too long."
            ),
            row=lines.line_num,
        ) from error
    for number, row in enumerate(found, start=1):
        for place, cell in enumerate(row):
            if workbooks.CONTROL.search(cell):
                raise UnableToRead(
                    _("Here is a character that no text holds: write the value again."),
                    row=number,
                    column=workbooks.letters_of(place),
                    value=workbooks.CONTROL.sub("?", cell)[: workbooks.SEEN],
                )
    return found
