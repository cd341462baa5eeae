"""The results of a class in a grid: a row a learner, cells of tasks or points, one save for all.

A row knows what it was drawn with: one that nobody touched is not sent on, whatever somebody else
has written into it meanwhile, and one that was touched goes with the revision that was looked at.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext

from gaisma.base import wording
from gaisma.quality.assessments import terms
from gaisma.quality.assessments.actions.results import Entered, Told
from gaisma.quality.assessments.forms import MARKS, plain
from gaisma.quality.assessments.models import Paper, Result
from gaisma.quality.assessments.reaching import BLANK
from gaisma.quality.assessments.workflow import PROVISIONAL, RESULT
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Group

TASK, LEVEL = "task-", "level-"


@dataclass(frozen=True)
class Column:
    """A column: its heading, the most that a number may be, or the choices (code, words)."""

    name: str
    title: str
    most: Decimal | None = None
    choices: tuple[tuple[str, str], ...] = ()
    is_text: bool = False

    @property
    def bound(self) -> str:
        """The most as a program reads it."""
        return "" if self.most is None else f"{self.most:f}"


@dataclass
class Cell:
    """What stands in a cell, and what is wrong with it."""

    column: Column
    name: str
    label: str
    text: str
    problem: str = ""


@dataclass
class Row:
    """A learner with the cells; one that is settled or of another place is only read."""

    person: Person
    cells: list[Cell]
    result: Result | None
    revision: str
    seen: str
    problem: str = ""
    said: str = ""
    is_touched: bool = False

    @property
    def called(self) -> str:
        return f"{self.person.family_name}, {self.person.given_name}"


class Grid:
    """A class, a paper and an attempt: as they stand, or as somebody has sent them."""

    def __init__(
        self, paper: Paper, group: Group, attempt: int, sent: Mapping[str, str] | None
    ) -> None:
        self.paper, self.group, self.attempt = paper, group, attempt
        self.columns = tuple(_columns(paper))
        self.is_bound = sent is not None
        people = Person.objects.filter(enrolments__group=group).distinct()
        stored = {
            one.person_id: one
            for one in Result.objects.filter(paper=paper, attempt=attempt, person__in=people)
        }
        self.rows = [
            self._row(person, stored.get(person.pk), sent or {})
            for person in people.order_by("family_name", "given_name", "pk")
        ]

    def _row(self, person: Person, result: Result | None, sent: Mapping[str, str]) -> Row:
        start = f"row-{person.pk}-"
        said = "" if result is None or result.state == PROVISIONAL else RESULT.shown(result)
        if result and result.institution_id != self.group.institution_id:
            result, said = None, gettext("told in another institution")
        told = _texts(result, self.columns)
        is_sent = f"{start}seen" in sent and not said
        texts = [
            " ".join(sent.get(start + column.name, "").split()) if is_sent else told[column.name]
            for column in self.columns
        ]
        called = f"{person.family_name}, {person.given_name}"
        cells = [
            Cell(column, start + column.name, f"{called}: {column.title}", text)
            for column, text in zip(self.columns, texts, strict=True)
        ]
        row = Row(
            person=person,
            cells=cells,
            result=result,
            revision=sent[f"{start}revision"] if is_sent else str(result.revision if result else 0),
            seen=sent[f"{start}seen"] if is_sent else _digest(texts),
            said=said,
        )
        row.is_touched = is_sent and _digest(texts) != row.seen
        return row

    @property
    def has_tasks(self) -> bool:
        """Whether points are told task by task."""
        return any(column.name.startswith(TASK) for column in self.columns)

    def is_valid(self) -> bool:
        """Whether nothing is wrong with what was sent; what is stands at its cell."""
        return not any(row.problem or any(cell.problem for cell in row.cells) for row in self.rows)

    def entered(self) -> list[Entered]:
        """The rows that were touched, as they are to be written; problems are told at the cells."""
        return [self._entered(row) for row in self.rows if row.is_touched]

    def _entered(self, row: Row) -> Entered:
        told: dict[str, Any] = {"points": [], "levels": []}
        for cell in row.cells:
            name, value = cell.column.name, _value(cell)
            if name.startswith(TASK):
                told["points"].append(cell.text)
            elif name.startswith(LEVEL):
                told["levels"] += [f"{name.removeprefix(LEVEL)}={cell.text}"] if cell.text else []
            else:
                told[name] = value
        if told["mark"] is not None:
            told["mark"] = int(told["mark"])
        self._complete(row, told["points"])
        if not any(told["points"]):
            told["points"] = []
        if not any(cell.text for cell in row.cells):
            row.problem = gettext(
                "A result is taken away on its own page: open it there, or write it anew."
            )
        revision = int(row.revision) if row.revision.isdecimal() else 0
        return Entered(row.person, row.result, revision, Told(**told))  # type: ignore[typeddict-item]

    def _complete(self, row: Row, points: list[str]) -> None:
        """All tasks have points, or none."""
        if any(points) and not all(points):
            missing = next(cell for cell in row.cells if not cell.text)
            missing.problem = gettext("Give points, or “-” where the task was left blank.")

    def refuse(self, refusals: Mapping[int, str]) -> None:
        """Tell at the rows why they are not written.

        Who has seen what somebody else wrote meanwhile may write over it: the row goes with the
        revision that stands now.
        """
        for row in self.rows:
            row.problem = refusals.get(row.person.pk, row.problem)
            theirs = row.result and row.revision != str(row.result.revision)
            if theirs and row.is_touched and row.result:
                told = ", ".join(filter(None, _texts(row.result, self.columns).values()))
                row.problem = gettext(
                    "Somebody else has written meanwhile: %(told)s. Save again to write over it."
                ) % {"told": told or wording.DASH}
                row.revision = str(row.result.revision)

    @property
    def told(self) -> list[dict[str, str]]:
        """The problems with the ways to their cells."""
        found = []
        for row in self.rows:
            if row.problem:
                target = f"id_{row.cells[0].name}"
                found.append({"target": target, "label": row.called, "message": row.problem})
            found += [
                {"target": f"id_{cell.name}", "label": cell.label, "message": cell.problem}
                for cell in row.cells
                if cell.problem
            ]
        return found


REASON = 160


def _columns(paper: Paper) -> Iterator[Column]:
    for item in paper.items.order_by("number"):
        yield Column(f"{TASK}{item.number}", str(item.number), item.maximum)
    yield Column("total", gettext("Points"), paper.maximum)
    yield Column("percent", gettext("Percent"), Decimal(100))
    yield Column("mark", gettext("Mark"), Decimal(MARKS))
    for skill, bands in paper.told_bands.items():
        title = terms.skill(skill).capitalize() if skill else gettext("Level")
        yield Column(f"{LEVEL}{skill or terms.WHOLE}", title, choices=tuple(bands))
    absences = tuple((code, gettext(title)) for code, title in terms.ABSENCES.items())
    yield Column("absence", gettext("Absent or exempt"), choices=absences)
    yield Column("reason", gettext("Reason"), is_text=True)


def _texts(result: Result | None, columns: tuple[Column, ...]) -> dict[str, str]:
    """What a result says in each column."""
    if result is None:
        return {column.name: "" for column in columns}
    # What follows from the tasks, or from the points, is not told a second time.
    tasks = [column.name for column in columns if column.name.startswith(TASK)]
    levels = dict(line.split("=", 1) for line in result.levels)
    told = {
        "total": "" if result.points else plain(result.total),
        "percent": plain(result.percent) if result.total is None else "",
        "mark": "" if result.mark is None else str(result.mark),
        "absence": result.absence,
        "reason": result.reason,
        **{f"{LEVEL}{skill}": code for skill, code in levels.items()},
        **dict(zip(tasks, result.points, strict=False)),
    }
    return {column.name: told.get(column.name, "") for column in columns}


def _value(cell: Cell) -> Any:
    """What the cell says; what it cannot say is its problem."""
    if cell.column.most is not None:
        is_blank = cell.column.name.startswith(TASK) and cell.text == BLANK
        return None if is_blank else _number(cell)
    if cell.column.choices and cell.text and cell.text not in dict(cell.column.choices):
        cell.problem = gettext("This is none of the choices: choose one of them.")
    elif len(cell.text) > REASON:
        cell.problem = gettext("Shorten it to %(limit)s letters.") % {"limit": REASON}
    return cell.text


def _number(cell: Cell) -> Decimal | None:
    """The number in the cell; what is none, or too large, is its problem."""
    most = cell.column.most or Decimal(0)
    if not cell.text:
        return None
    try:
        value = Decimal(cell.text.replace(",", "."))
        is_whole = cell.column.name != "mark" or value == int(value) >= 1
        if value.is_finite() and 0 <= value <= most and is_whole:
            return value
    except (InvalidOperation, ValueError, OverflowError):
        pass
    least = 1 if cell.column.name == "mark" else 0
    told = {"least": least, "most": wording.number(most)}
    cell.problem = gettext("Give a number from %(least)s to %(most)s.") % told
    return None


def _digest(texts: list[str]) -> str:
    """What the cells were drawn with, as a short sign: the texts would double the page."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
