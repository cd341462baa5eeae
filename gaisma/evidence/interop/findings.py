"""What a check has to say about a file: problems that stop it, notes, and questions."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

import polars as pl

LISTED = 1_000
"""At most so many problems (and notes) are listed; the total is always given."""


@dataclass(frozen=True)
class Problem:
    """Why a file is not taken; row and column are None for a problem of the whole file."""

    file: str
    row: int | None
    column: str | None
    value: str | None
    message: str


@dataclass(frozen=True)
class Note(Problem):
    """A warning or a habit that was recognised; it never changes the status."""


@dataclass(frozen=True)
class Decision:
    """A question that a person answers; `yes` takes the first choice."""

    code: str
    file: str
    row: int | None
    question: str
    choices: tuple[str, ...]


Found = TypeVar("Found", bound=Problem)


@dataclass
class Findings:
    """Collects problems, notes and decisions with their totals."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    problems_total: int = 0
    notes_total: int = 0

    def problem(
        self,
        file: str,
        message: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
    ) -> None:
        """Add one problem."""
        self.problems_total += 1
        if len(self.problems) < LISTED:
            self.problems.append(Problem(file, row, column, value, message))

    def note(
        self,
        file: str,
        message: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
    ) -> None:
        """Add one note."""
        self.notes_total += 1
        if len(self.notes) < LISTED:
            self.notes.append(Note(file, row, column, value, message))

    def extend(self, other: "Findings") -> None:
        """Add all that another check found."""
        self.problems.extend(other.problems)
        self.notes.extend(other.notes)
        self.decisions.extend(other.decisions)
        self.problems_total += other.problems_total
        self.notes_total += other.notes_total

    def uncounted(self, *, problems: int = 0, notes: int = 0) -> None:
        """Count findings that were too many to be listed."""
        self.problems_total += problems
        self.notes_total += notes

    def as_json(self) -> dict[str, Any]:
        """All of them as plain values."""
        return asdict(self)

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> "Findings":
        """What `as_json` has given."""
        return cls(
            [Problem(**one) for one in said["problems"]],
            [Note(**one) for one in said["notes"]],
            [Decision(**{**one, "choices": tuple(one["choices"])}) for one in said["decisions"]],
            said["problems_total"],
            said["notes_total"],
        )

    def listed(self) -> "Findings":
        """The same, in the order of the file and cut to what is listed."""
        return Findings(
            _first(self.problems),
            _first(self.notes),
            list(self.decisions),
            self.problems_total,
            self.notes_total,
        )


def _first(found: Iterable[Found]) -> list[Found]:
    return sorted(found, key=lambda one: (one.file, one.row or 0))[:LISTED]


def rows_of(frame: pl.DataFrame) -> list[dict[str, object]]:
    """The first rows of a frame of bad rows, no more than are listed."""
    return frame.head(LISTED).to_dicts()


def as_json(found: Iterable[Problem | Decision]) -> list[dict[str, object]]:
    """The findings as the command prints them."""
    return [asdict(one) for one in found]
