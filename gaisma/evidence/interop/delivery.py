"""What is delivered to `intake`: tables of strings, endings, mass facts; and what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from gaisma.evidence.interop.findings import Decision, Findings, Note, Problem, as_json

if TYPE_CHECKING:
    from gaisma.evidence.interop.meanings import Meanings

TAKEN, REFUSED, ASKS = "taken", "refused", "asks"


@dataclass(frozen=True)
class Origin:
    """Where a column stood in the sender's files."""

    file: str
    column: str
    row: str = "row"
    """The column of the frame that holds the row's number in that file."""


@dataclass(frozen=True)
class Table:
    """Rows of one kind as strings; the module says which columns."""

    kind: str
    file: str
    frame: pl.DataFrame
    origins: Mapping[str, Origin] = field(default_factory=dict)
    meanings: "Meanings | None" = None
    """What was chosen for values that closed lists do not know."""


@dataclass(frozen=True)
class Ending:
    """Which stored rows of a kind come to an end, and when."""

    kind: str
    file: str
    on: date
    absent: bool = False
    identifiers: pl.DataFrame | None = None


@dataclass(frozen=True)
class Delivery:
    """What a sender sent: where it is from, and its tables."""

    source: str
    kind: str
    file: str
    size: int
    sha256: str
    tables: tuple[Table, ...]
    endings: tuple[Ending, ...] = ()
    findings: Findings = field(default_factory=Findings)
    facts: Callable[[], Mapping[str, pl.DataFrame]] | None = None


@dataclass(frozen=True)
class Outcome:
    """What an import did, or would do; counts are rows by kind of table."""

    id: int | None
    status: str
    problems: list[Problem] = field(default_factory=list)
    problems_total: int = 0
    notes: list[Note] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    created: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    ended: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The outcome as the command prints it."""
        return {
            "id": self.id,
            "status": self.status,
            "problems": as_json(self.problems),
            "problems_total": self.problems_total,
            "notes": as_json(self.notes),
            "decisions": as_json(self.decisions),
            "created": self.created,
            "changed": self.changed,
            "ended": self.ended,
            "unchanged": self.unchanged,
        }
