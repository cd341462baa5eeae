"""What a check has to say about a file: problems that stop it, notes, and questions."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

import polars as pl
from django.utils.translation import gettext as _

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

    def ask(self, code: str, file: str, question: str, *, yes: str, row: int | None = None) -> None:
        """Add one question, to which `yes` is an answer; else nothing of the file is taken."""
        self.decisions.append(Decision(code, file, row, question, (yes, _("take nothing"))))

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


Wording = Callable[[str], str]
"""Gives the message for a value."""


def tell_bad_rows(
    findings: Findings,
    file: str,
    frame: pl.DataFrame,
    bad: pl.Expr,
    wording: Wording,
    *,
    column: str,
    named: str = "",
) -> None:
    """Add one problem for each row that is bad; `named` is what the file calls the column."""
    rows = frame.lazy().filter(bad).select("row", pl.col(column).alias("value")).collect()
    for row, value in rows.head(LISTED).iter_rows():
        findings.problem(file, wording(value or ""), row=row, column=named or column, value=value)
    findings.uncounted(problems=max(0, rows.height - LISTED))


def remark_odd_rows(
    findings: Findings,
    file: str,
    frame: pl.DataFrame,
    odd: pl.Expr,
    wording: Wording,
    column: str,
    *,
    named: str = "",
) -> None:
    """One note for all odd rows together, at the first of them; the wording gets their number."""
    rows = frame.lazy().filter(odd).select("row", pl.col(column).alias("value")).collect()
    for row, value in rows.head(1).iter_rows():
        told = wording(str(rows.height))
        findings.note(file, told, row=row, column=named or column, value=value)


@contextmanager
def tolerant(findings: Findings, *, used: bool) -> Iterator[Findings]:
    """Where to tell what is wrong: with what is not used, each column's problems are one note."""
    if used:
        yield findings
        return
    aside = Findings()
    yield aside
    findings.extend(Findings(notes=aside.notes, notes_total=aside.notes_total))
    told: dict[tuple[str, str | None], int] = {}
    for problem in aside.problems:
        told[problem.file, problem.column] = told.get((problem.file, problem.column), 0) + 1
    unlisted = aside.problems_total - len(aside.problems)
    for problem in aside.problems:
        if count := told.pop((problem.file, problem.column), 0):
            findings.note(
                problem.file,
                _("%(problem)s This is not used: nothing is refused (rows: %(count)s).")
                % {"problem": problem.message, "count": count + unlisted},
                row=problem.row,
                column=problem.column,
                value=problem.value,
            )
