"""What is held about a person, table by table, and what of it an erasure takes."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from gaisma.base.models import Installation
from gaisma.base.registry import gathered
from gaisma.record.people import holdings
from gaisma.record.people.models import Person


@dataclass(frozen=True)
class HeldTable:
    """The rows of one table: why they are held, for how many years, each as pairs."""

    title: str
    purpose: str
    years: int
    entries: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True)
class Line:
    """So many rows of a table."""

    title: str
    rows: int


@dataclass(frozen=True)
class Erasure:
    """What goes, what stays without the person, and what stands in the way."""

    person: Person
    going: tuple[Line, ...]
    staying: tuple[Line, ...]
    in_force: tuple[Line, ...]


def tables(person: Person) -> tuple[HeldTable, ...]:
    """Everything held, by table and row."""
    held = holdings.of(person, periods=Installation.current().retention)
    return tuple(
        _table(list(lines)) for _title, lines in groupby(held, key=lambda line: line.table)
    )


def _table(lines: list[holdings.Holding]) -> HeldTable:
    first = lines[0]
    entries = groupby(lines, key=lambda line: line.entry)
    return HeldTable(
        first.table,
        first.purpose,
        first.years,
        tuple(tuple((line.title, line.value) for line in of_one) for _entry, of_one in entries),
    )


def erasure(person: Person, *, on: date) -> Erasure:
    """What erasing the person would do."""
    counted = [
        (table, table.rows_of(person.pk).count(), table.in_force(person.pk, on=on).count())
        for table in gathered("PERSONAL_DATA")
    ]
    return Erasure(
        person,
        tuple(Line(_(t.title), rows) for t, rows, _held in counted if rows and not t.stays),
        tuple(Line(_(t.title), rows) for t, rows, _held in counted if rows and t.stays),
        tuple(Line(_(t.title), held) for t, _rows, held in counted if held),
    )
