"""The three dates of a question."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True)
class Moment:
    """The state on which a figure is computed.

    Without a school year it is the state on `as_of`. With one it is the state on its 1 September,
    of facts registered by `as_of`. The third date, the lake version, is what the tables are.
    """

    as_of: date
    school_year: str | None = None
    year: int | None = None

    @property
    def day(self) -> date:
        """The day on which facts must be true."""
        return first_of_september(self.school_year) if self.school_year else self.as_of

    def in_school_year(self, name: str) -> "Moment":
        """The same question in another school year."""
        return replace(self, school_year=name)

    def holding(
        self, table: "ir.Table", *, start: str = "from_on", end: str = "to_on"
    ) -> "ir.Table":
        """The rows that are true on the day and were known: both ends included, empty is open."""
        import ibis

        day = ibis.date(self.day.isoformat())
        rows = table.filter(
            table[start].isnull() | (table[start] <= day), table[end].isnull() | (table[end] >= day)
        )
        return self.known(self._of_the_year(rows))

    def known(self, table: "ir.Table") -> "ir.Table":
        """The rows registered by `as_of`; a row without a date of registration was always known."""
        import ibis

        if "registered_on" not in table.columns:
            return table
        registered = table.registered_on
        return table.filter(registered.isnull() | (registered <= ibis.date(self.as_of.isoformat())))

    def _of_the_year(self, table: "ir.Table") -> "ir.Table":
        if self.school_year is None or "school_year" not in table.columns:
            return table
        return table.filter(table.school_year == self.school_year)


def first_of_september(school_year: str) -> date:
    """The first day of the school year that is named as 2024/2025."""
    return date(int(school_year[:4]), 9, 1)


def previous(school_year: str) -> str:
    """The name of the school year before."""
    start = int(school_year[:4])
    return f"{start - 1}/{start}"
