"""Reads of lessons for pages: each begins with what of them the reader may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from gaisma.analytics.moments import following_month
from gaisma.base import access
from gaisma.base.models import User
from gaisma.evidence.figures import queries as figures
from gaisma.quality.attendance.permissions import WHOLE
from gaisma.record.journals.answers import among, answer
from gaisma.record.programmes.models import Group

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True)
class Scope:
    """What of lessons a person sees: all of these places, and these classes of others."""

    places: frozenset[int]
    groups: frozenset[int]

    def of(self, table: "ir.Table") -> "ir.Table":
        """The rows that are within sight."""
        return table.filter(among(table.unit, self.places) | among(table.group, self.groups))


def scope_of(user: User, *, on: date) -> Scope:
    """What the user's roles and own classes give sight of on the day."""
    places = access.reach(user, *WHOLE)
    own = Group.objects.visible_to(user, on=on).exclude(institution__in=places)
    return Scope(places, frozenset(own.values_list("pk", flat=True)))


@dataclass(frozen=True)
class Counted:
    """Lessons of learners, as they were entered."""

    lessons: int
    attended: int
    excused: int
    unexcused: int
    late: int = 0

    @property
    def entered(self) -> int:
        return self.attended + self.excused + self.unexcused

    @property
    def share(self) -> float | None:
        """Attended of entered, in percent; nothing where nothing was entered."""
        return 100 * self.attended / self.entered if self.entered else None

    @property
    def tone(self) -> str:
        """How strongly a cell is coloured."""
        if self.share is None:
            return "none"
        # As it is written: a cell that says 90 is coloured as 90.
        share = round(self.share)
        return next((name for least, name in TONES if share >= least), "low")


TONES = ((97, "high"), (93, "good"), (90, "fair"), (80, "weak"))
"""Shares from which a cell is so called; below 90 percent a signal of early leaving begins."""


def sums(rows: "ir.Table", *keys: str) -> "ir.Table":
    """Daily sums added up by the keys."""
    counted = {
        "lessons": rows.lessons.sum(),
        "attended": rows.present.sum() + rows.late.sum(),
        "excused": rows.excused.sum(),
        "unexcused": rows.unexcused.sum(),
        "late": rows.late.sum(),
    }
    if not keys:
        return rows.aggregate(**counted)
    return rows.group_by(*keys).aggregate(**counted)


COUNTS = ("lessons", "attended", "excused", "unexcused", "late")


def counted(line: dict[str, int]) -> Counted:
    """A line of such sums."""
    return Counted(*(int(line[name] or 0) for name in COUNTS))


def months(scope: Scope) -> tuple[str, ...]:
    """The months of which there are lessons within sight, the newest first."""
    found = answer(scope.of(figures.lake().lesson_days).select("month").distinct())
    return tuple(sorted(found["month"].drop_nulls(), reverse=True))


def before(month: str, number: int) -> tuple[str, ...]:
    """So many months that come before it, the earliest first."""
    return tuple(reversed(list(_going_back(month, number))))


def _going_back(month: str, number: int) -> Iterator[str]:
    first = date.fromisoformat(f"{month}-01")
    for _ in range(number):
        first = (first - timedelta(days=1)).replace(day=1)
        yield f"{first:%Y-%m}"


def ends(month: str) -> tuple[date, date]:
    """Its first and its last day."""
    first = date.fromisoformat(f"{month}-01")
    return first, following_month(first) - timedelta(days=1)
