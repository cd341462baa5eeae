"""A file's cells as values: what is asked of a cell is asked once of each different text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import folded
from gaisma.base.apart import UnableToRead
from gaisma.base.reading import asking
from gaisma.base.reading.coded import LARGEST_FILE
from gaisma.base.reading.files import Contents, contents
from gaisma.evidence.interop import committing, reading, values
from gaisma.evidence.interop.columns import Column
from gaisma.evidence.interop.delivery import Origin
from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.mass import MassKind, MassRows
from gaisma.evidence.interop.meanings import Meanings
from gaisma.evidence.interop.titles import names_of, sheet_names


@dataclass(frozen=True)
class Read:
    """What a file holds, as far as it could be read."""

    file: Contents
    findings: Findings
    rows: MassRows | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


def read(
    path: Path,
    kind: MassKind,
    columns: Mapping[str, str],
    meanings: Meanings,
    source: str,
    as_of: date,
) -> Read:
    findings = Findings()
    notes: list[str] = []
    names = {*names_of(kind.key), *map(folded, columns)}
    try:
        file = contents(path, most=LARGEST_FILE)
        committing.note_same_file(file.name, file.sha256, findings)
        coded = asking.codes(path, sheet_names=sheet_names(kind.key), known=names, notes=notes)
    except UnableToRead as refusal:
        findings.problem(
            path.name, refusal.message, row=refusal.row, column=refusal.column, value=refusal.value
        )
        return Read(Contents(path, path.name, 0, ""), findings)
    finally:
        for note in notes:
            findings.note(path.name, note)
    header = reading.recognised_header(
        coded.header, kind.key, mapping=columns, file=file.name, findings=findings
    )
    _refuse_shape(coded, file.name, findings)
    if findings.problems_total:
        return Read(file, findings, titles=header.titles, unknown=header.unknown)
    rows = _typed(kind, coded, header, meanings, file.name, source, as_of, findings)
    return Read(file, findings, rows, header.titles, header.unknown)


def _refuse_shape(coded: asking.Coded, file: str, findings: Findings) -> None:
    for row, (actual, expected) in coded.ragged.items():
        findings.problem(
            file,
            _(
                "This row has %(actual)d cells and the header has %(expected)d: "
                "a separator is missing or one too many."
            )
            % {"actual": actual, "expected": expected},
            row=row,
        )
    findings.uncounted(problems=coded.ragged_total - len(coded.ragged))
    for cell in coded.formulas:
        told = _("Here is a formula: copy the column and paste it as values only.")
        findings.problem(file, told, row=cell.row)
    for cell in coded.merged:
        told = _("Cells are merged: unmerge them and write the value into each row.")
        findings.problem(file, told, row=cell.row)


def _typed(
    kind: MassKind,
    coded: asking.Coded,
    header: reading.Header,
    meanings: Meanings,
    file: str,
    source: str,
    as_of: date,
    findings: Findings,
) -> MassRows:
    """The cells as values: each different text is looked at once."""
    codes = coded.frame.select(
        pl.col(str(place)).alias(name) for name, place in header.places.items()
    )
    texts = {name: _texts(coded.texts[place]) for name, place in header.places.items()}
    codes = _without_blank(codes, texts)
    rows = MassRows(
        file,
        source,
        as_of,
        codes,
        texts,
        codes,
        header.titles,
        findings,
        tuple(coded.ragged),
        meanings,
    )
    typed: dict[str, pl.Series] = {}
    for column in kind.columns:
        if column.name in texts:
            typed[column.name] = _column(rows, column, as_of)
    rows.values = pl.DataFrame(typed)
    return rows


def _texts(found: list[str]) -> pl.Series:
    """Texts without surrounding and odd spaces; empty ones are null."""
    tidy = pl.col("text").str.replace_all(reading.ODD_SPACE, " ")
    tidy = tidy.str.replace_all(reading.INVISIBLE, "").str.strip_chars()
    frame = pl.DataFrame({"text": pl.Series(found, dtype=pl.String)})
    return frame.select(pl.when(tidy.str.len_bytes() > 0).then(tidy).alias("text"))["text"]


def _without_blank(codes: pl.DataFrame, texts: Mapping[str, pl.Series]) -> pl.DataFrame:
    """The rows without those at the end in which nothing stands; one between would be refused."""
    height = codes.height
    while height and all(texts[name][codes[name][height - 1]] is None for name in codes.columns):
        height -= 1
    return codes.head(height)


def _column(rows: MassRows, column: Column, today: date) -> pl.Series:
    """The column's values row by row; what is wrong with a text is told of each of its rows."""
    sent, codes, meanings = rows.texts[column.name], rows.codes[column.name], rows.meanings
    texts = sent if meanings is None else meanings.read(column, sent)
    parsed = values.parsed(column, texts, today=today)
    unknown = texts.is_not_null() & parsed.values.is_null()
    told = unknown | texts.ne_missing(sent)
    if meanings is not None and meanings.concerns(column) and told.any():
        origin = Origin(rows.file, rows.titles.get(column.name, column.name))
        meanings.meet(column, _counted(sent, codes, told), origin, rows.findings)
    suspect = sent.str.contains(reading.FORMULA) & ~sent.str.contains(reading.HARMLESS)
    ill = sent.str.contains(reading.CONTROL)
    own = pl.col(column.name)

    def refuse(bad: pl.Series, message: str | Callable[[str], str]) -> None:
        found = bad.fill_null(value=False).arg_true().cast(codes.dtype)
        if len(found):
            rows.refuse(own.is_in(found.implode()), column.name, message)

    refuse(suspect, _("Here is a formula: copy the column and paste it as values only."))
    refuse(ill, _("Here is a character that no text holds: write the value again."))
    refuse(unknown, parsed.complaint)
    if column.required:
        refuse(texts.is_null(), _("This cell is empty and the table needs a value here."))
    found = parsed.values
    if found.dtype == pl.String:
        found = found.cast(pl.Enum(found.drop_nulls().unique(maintain_order=True)))
    if found.dtype == pl.Int64:
        found = found.cast(pl.Int32)
    return found.gather(codes.cast(pl.UInt32)).alias(column.name)


def _counted(texts: pl.Series, codes: pl.Series, told: pl.Series) -> pl.DataFrame:
    """Those of the different texts that are told of, and in how many `rows` each of them stands."""
    rows = codes.value_counts(name="rows").rename({codes.name: "code"})
    both = rows.with_columns(pl.col("code").cast(pl.UInt32))
    which = pl.DataFrame({"code": told.arg_true(), codes.name: texts.filter(told)})
    return which.join(both, on="code").select(codes.name, "rows")
