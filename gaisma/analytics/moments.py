"""The three dates of a question."""

from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
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

    @property
    def begins(self) -> date:
        """The first day of the time that is asked about."""
        if self.school_year is None and self.year is not None:
            return date(self.year, 1, 1)
        return self.day

    @property
    def is_out_of_sight(self) -> bool:
        """Whether nobody can know it yet: a school year after the next, a calendar year to come."""
        if self.school_year is not None:
            return self.school_year > following(school_year_of(self.as_of))
        return self.year is not None and self.year > self.as_of.year

    def recorded(self, table: "ir.Table", day: str) -> "ir.Table":
        """The rows by which such things were recorded before the time's end, once it has begun.

        Where there are some, none within the time is a counted zero.
        """
        import ibis

        if self.begins > self.as_of:
            return table.filter(ibis.literal(value=False))
        last = min(self.as_of, self._last)
        return table.filter(table[day] <= ibis.date(last.isoformat()))

    def known_whole(
        self, table: "ir.Table", history: "ir.Table", *, of: str, since: "ir.Table | None" = None
    ) -> "ir.Table":
        """The rows, where those who have left by the time's end would be known too; else none.

        `history` has a row for each time that somebody or something, named in `of`, was there. It
        is whole from the school year in which the first is recorded to have left for good: before
        it only those who stayed may be known. While nobody has left it is whole from the last who
        came. `since` has rows with a `from_on` that show it to be whole from their first day.
        """
        import ibis

        today = ibis.date(self.as_of.isoformat())
        latest = history.aggregate(came=history.from_on.max())
        each = history.group_by(of).aggregate(
            left=history.to_on.max(), stays=history.to_on.isnull().any()
        )
        # An end that is still to come is a plan, and no departure.
        past = each.cross_join(latest)
        gone = past.filter(~past.stays, past.left <= ibis.greatest(past.came, today))
        known = gone.aggregate(whole=gone.left.min()).cross_join(latest)
        if since is not None:
            begun = since.aggregate(begun=since.from_on.min())
            known = known.cross_join(begun)
            known = known.mutate(whole=ibis.least(known.whole, known.begun))
        last = ibis.date(last_of_august(school_year_of(self.day)).isoformat())
        is_known = (known.whole.coalesce(known.came) <= last).fill_null(ibis.literal(value=True))
        told = known.filter(is_known).select(is_known=ibis.literal(value=True))
        return table.cross_join(told).select(*table.columns)

    @property
    def _last(self) -> date:
        if self.school_year is not None:
            return last_of_august(self.school_year)
        return self.as_of if self.year is None else date(self.year, 12, 31)

    def within_year(self, table: "ir.Table", day: str) -> "ir.Table":
        """The rows whose day lies in the school year, that of `as_of` unless told, by `as_of`."""
        import ibis

        year = self.school_year or school_year_of(self.as_of)
        until = ibis.date(self.as_of.isoformat())
        return table.filter(table.school_year == year, table[day] <= until)

    def in_school_year(self, name: str) -> "Moment":
        """The same question in another school year."""
        return replace(self, school_year=name)

    def holding(self, table: "ir.Table") -> "ir.Table":
        """The rows that are true on the day and were known: both ends included, empty is open."""
        import ibis

        day = ibis.date(self.day.isoformat())
        begun, lasting = table.from_on <= day, table.to_on >= day
        # One filter: each further one costs Ibis milliseconds to merge into it. An empty date is
        # made true by one COALESCE, which engines run faster over many files than IS NULL OR.
        return table.filter(
            begun.fill_null(ibis.literal(value=True)),
            lasting.fill_null(ibis.literal(value=True)),
            *self._of_the_year(table),
            *self._known(table),
        )

    def _known(self, table: "ir.Table") -> "list[ir.BooleanValue]":
        """Registered by `as_of`; a row without a date of registration was always known."""
        import ibis

        if "registered_on" not in table.columns:
            return []
        known = table.registered_on <= ibis.date(self.as_of.isoformat())
        return [known.fill_null(ibis.literal(value=True))]

    def _of_the_year(self, table: "ir.Table") -> "list[ir.BooleanValue]":
        if self.school_year is None or "school_year" not in table.columns:
            return []
        return [table.school_year == self.school_year]


def first_of_september(school_year: str) -> date:
    """The first day of the school year that is named as 2024/2025; the calendar's first at most."""
    year = int(school_year[:4])
    return date.min if year < MINYEAR else date(year, 9, 1)


def last_of_august(school_year: str) -> date:
    """The last day of the school year that is named as 2024/2025; the calendar's last at most."""
    year = int(school_year[5:])
    return date.max if year > MAXYEAR else date(year, 8, 31)


def days_of(school_year: str) -> tuple[date, date]:
    """The first and the last day of the school year that is named as 2024/2025."""
    return first_of_september(school_year), last_of_august(school_year)


def following_month(day: date) -> date:
    """The first day of the month after that of the day."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def school_year_of(day: date) -> str:
    """The name of the school year in which the day lies: from 1 September to 31 August."""
    start = day.year if day.month >= 9 else day.year - 1
    return f"{start:04}/{start + 1:04}"


def following(school_year: str) -> str:
    """The name of the school year after."""
    start = int(school_year[:4])
    return f"{start + 1}/{start + 2}"


def previous(school_year: str) -> str:
    """The name of the school year before."""
    start = int(school_year[:4])
    return f"{start - 1}/{start}"
