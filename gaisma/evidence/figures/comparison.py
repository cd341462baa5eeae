"""What was published, held against what the records give."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path

from django.utils.translation import gettext as _

from gaisma.analytics.calculation import Figure
from gaisma.analytics.indicators import Unit
from gaisma.base.errors import GaismaError
from gaisma.base.registry import gathered
from gaisma.base.wording.numbers import rounded, rounded_share
from gaisma.evidence.figures import queries

MOST_PLACES = 15
"""Before and behind the comma of a published number."""
COLUMNS = (
    "area",
    "indicator",
    "filters",
    "as_of",
    "published",
    "unit",
    "decimals",
    "status",
    "expected",
    "note",
)


class Outcome(StrEnum):
    """How a published figure and the computed one agree."""

    EQUAL = "equal"
    DIFFERS = "differs"
    NO_DATA = "no data"
    INCONSISTENT = "inconsistent"


@dataclass(frozen=True)
class Published:
    """A figure as a document printed it; `expected` when the document contradicts itself."""

    area: str
    indicator: str
    filters: dict[str, str]
    as_of: date
    published: Decimal
    decimals: int
    inconsistent: bool
    expected: Decimal | None


@dataclass(frozen=True)
class Compared:
    """A published figure with the computed one, rounded as it was published.

    A share that is not exactly all or nothing keeps the decimals that say so, and differs from a
    published 100 or 0.
    """

    published: Published
    computed: Decimal | None
    outcome: Outcome


def compare(file: Path, *, lake_version: int | None = None) -> list[Compared]:
    """Every row of the file, compared. Raises GaismaError that names the row and the column."""
    return [_compared(row, lake_version) for row in _read(file)]


def _compared(row: Published, lake_version: int | None) -> Compared:
    if row.indicator not in gathered("INDICATORS"):
        return Compared(row, None, Outcome.NO_DATA)
    (figure,) = queries.answer(
        row.indicator, filters=row.filters, as_of=row.as_of, lake_version=lake_version
    )
    if figure.value is None:
        return Compared(row, None, Outcome.NO_DATA)
    computed = _rounded(figure, row.decimals)
    return Compared(row, computed, _outcome(row, computed))


def _outcome(row: Published, computed: Decimal) -> Outcome:
    held_to = row.published
    if row.inconsistent and row.expected is not None:
        held_to = row.expected
    if computed != rounded(held_to, row.decimals):
        return Outcome.DIFFERS
    return Outcome.INCONSISTENT if row.inconsistent else Outcome.EQUAL


def _rounded(figure: Figure, decimals: int) -> Decimal:
    """As it would be published: all and nothing only where it is exactly that."""
    value = figure.value or 0
    if figure.unit == Unit.PERCENT:
        return rounded_share(value, decimals)
    return rounded(value, decimals)


def _read(file: Path) -> Iterator[Published]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            lines = list(csv.DictReader(stream))
            header = lines[0].keys() if lines else ()
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise GaismaError(
            _("%(file)s cannot be read: give a CSV file in UTF-8.") % {"file": file.name},
            code="unreadable",
        ) from fault
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise GaismaError(
            _("%(file)s lacks the columns %(columns)s.")
            % {"file": file.name, "columns": ", ".join(missing)},
            code="missing_columns",
            choices=COLUMNS,
        )
    for number, line in enumerate(lines, start=2):
        yield _row(number, line)


def _row(number: int, line: dict[str, str]) -> Published:
    name = "as_of"
    try:
        as_of = date.fromisoformat(line["as_of"])
        name = "published"
        published = _number(line["published"])
        name = "decimals"
        decimals = _decimals(line["decimals"])
        name = "expected"
        expected = _number(line["expected"]) if line["expected"] else None
        name = "filters"
        filters = _filters(line["filters"])
    except (ValueError, InvalidOperation, TypeError):
        raise GaismaError(
            _("Row %(row)s, column %(column)s: “%(value)s” cannot be read.")
            % {"row": number, "column": name, "value": line[name]},
            code="bad_value",
        ) from None
    return Published(
        area=line["area"],
        indicator=line["indicator"],
        filters=filters,
        as_of=as_of,
        published=published,
        decimals=decimals,
        inconsistent=line["status"] == "inconsistent",
        expected=expected,
    )


def _number(text: str) -> Decimal:
    """The number. Raises ValueError for one that is none or that nobody publishes."""
    found = Decimal(text)
    if not found.is_finite() or abs(found.adjusted()) > MOST_PLACES:
        raise ValueError(text)
    return found


def _decimals(text: str) -> int:
    found = int(text)
    if not 0 <= found <= MOST_PLACES:
        raise ValueError(text)
    return found


def _filters(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(";") if part.strip())
    filters = {}
    for name, sign, value in pairs:
        if not sign:
            raise ValueError(name)
        filters[name.strip()] = value.strip()
    return filters
