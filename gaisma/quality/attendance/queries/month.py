"""A month in pictures: institutions beside each other, then the days of each class of one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from gaisma.base import sorting, wording
from gaisma.base.models import Organisation
from gaisma.base.wording import dates
from gaisma.evidence.figures import queries as figures
from gaisma.quality.attendance.queries import COUNTS, Counted, Scope, before, counted, sums
from gaisma.record.journals.answers import answer
from gaisma.record.programmes.models import Group

EARLIER = 4
"""So many months stand before the one that is looked at."""


@dataclass(frozen=True)
class Cell:
    """A day or month of a class: its sums, and how they are said."""

    title: str
    counted: Counted | None

    @property
    def text(self) -> str:
        return wording.share(self.counted.share) if self.counted else ""

    @property
    def tone(self) -> str:
        return self.counted.tone if self.counted else "none"


@dataclass(frozen=True)
class ClassLine:
    """A class: each day of the month, the months before, the month itself."""

    group: Group
    days: tuple[Cell, ...]
    earlier: tuple[Cell, ...]
    month: Cell


@dataclass(frozen=True)
class Heat:
    """The days of a month and the months before it, by class."""

    days: tuple[date, ...]
    earlier: tuple[str, ...]
    lines: tuple[ClassLine, ...]
    whole: ClassLine | None


def institutions(scope: Scope, month: str) -> list["PlaceLine"]:
    """Institutions with lessons in the month, each beside its month before."""
    last = before(month, 1)[0]
    rows = scope.of(figures.lake().lesson_days)
    rows = rows.filter(rows.month.isin([last, month]))
    found = answer(sums(rows, "unit", "month"))
    of = {(line["unit"], line["month"]): counted(line) for line in found.to_dicts()}
    places = Organisation.objects.in_bulk([unit for unit, at in of if at == month])
    lines = [PlaceLine(places[pk], of[pk, month], of.get((pk, last))) for pk in places]
    return sorted(lines, key=lambda line: sorting.natural(line.place.name))


@dataclass(frozen=True)
class PlaceLine:
    """An institution in a month."""

    place: Organisation
    counted: Counted
    before: Counted | None

    @property
    def name(self) -> str:
        return self.place.name

    @property
    def share(self) -> float | None:
        return self.counted.share

    @property
    def share_before(self) -> float | None:
        return self.before.share if self.before else None

    @property
    def entered_share(self) -> float | None:
        """Lessons of which anything was entered, in percent of all."""
        lessons = self.counted.lessons
        return 100 * self.counted.entered / lessons if lessons else None

    @property
    def excused(self) -> int:
        return self.counted.excused

    @property
    def unexcused(self) -> int:
        return self.counted.unexcused


def heat(scope: Scope, place: Organisation, month: str) -> Heat:
    """The classes of an institution that are within sight."""
    earlier = before(month, EARLIER)
    rows = scope.of(figures.lake().lesson_days)
    rows = rows.filter(rows.unit == place.pk)
    of_days = answer(sums(rows.filter(rows.month == month), "group", "day"))
    of_months = answer(sums(rows.filter(rows.month.isin([*earlier, month])), "group", "month"))
    days = tuple(sorted(of_days["day"].unique()))
    known = [one for one in earlier if one in set(of_months["month"])]
    groups = Group.objects.filter(pk__in=set(of_days["group"]))
    names = _titles((*known, month))
    by_day, by_month = _by(of_days, "day"), _by(of_months, "month")
    lines = tuple(
        ClassLine(
            group,
            tuple(Cell(wording.day(day), by_day[group.pk].get(day)) for day in days),
            tuple(Cell(names[one], by_month[group.pk].get(one)) for one in known),
            Cell(names[month], by_month[group.pk].get(month)),
        )
        for group in sorted(groups, key=lambda one: sorting.natural(one.name))
    )
    whole = _whole(lines, len(days), len(known))
    return Heat(days, tuple(names[one] for one in known), lines, whole)


def _by(found: pl.DataFrame, key: str) -> dict[int, dict[object, Counted]]:
    of: dict[int, dict[object, Counted]] = {}
    for line in found.to_dicts():
        of.setdefault(line["group"], {})[line[key]] = counted(line)
    return of


def _titles(months: Iterable[str]) -> dict[str, str]:
    language = wording.language()
    return {one: dates.month(date.fromisoformat(f"{one}-01"), language) for one in months}


def _whole(lines: tuple[ClassLine, ...], days: int, months: int) -> ClassLine | None:
    """All classes together; nothing where one alone is seen."""
    if len(lines) < 2:
        return None
    return ClassLine(
        lines[0].group,
        tuple(_together([line.days[at] for line in lines]) for at in range(days)),
        tuple(_together([line.earlier[at] for line in lines]) for at in range(months)),
        _together([line.month for line in lines]),
    )


def _together(cells: list[Cell]) -> Cell:
    held = [cell.counted for cell in cells if cell.counted]
    added = Counted(*(sum(getattr(one, name) for one in held) for name in COUNTS))
    return Cell(cells[0].title, added if held else None)
