"""The yearly statement: learners, hours and money by who pays, kind of support and term.

It counts the same rows of the lake as the figures of support do, over the institutions where the
reader reads records. A statement for the fund itself leaves that circle: of learners it tells no
more than how many were helped in the year, where they are enough, and hours and money in full.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import polars as pl

from gaisma.analytics.support_terms import FUNDINGS, SUPPORT_KINDS
from gaisma.base import access, sorting, terms
from gaisma.base.models import Installation, Organisation, SchoolYear, Term, User
from gaisma.base.permissions import REVIEWERS
from gaisma.evidence.figures import queries as figures
from gaisma.evidence.figures.asking import address_of
from gaisma.evidence.lake import queries as lake
from gaisma.quality.prevention.permissions import READS_CLIMATE
from gaisma.record.journals.answers import among, answer

if TYPE_CHECKING:
    import ibis.expr.types as ir

TERMS = ("first", "second")


@dataclass(frozen=True)
class Given:
    """What was given in a term, or in the year."""

    learners: int
    hours: Decimal
    amount: Decimal


NOTHING = Given(0, Decimal(0), Decimal(0))


@dataclass(frozen=True)
class StatementLine:
    """Support of a kind that a fund paid, or all of it where the kind is empty.

    Who got several kinds, or in both terms, is counted once in a line: learners do not add up.
    `learners_address` and `hours_address` lead to the figures that count the same.
    """

    funding: str
    support_kind: str
    first: Given
    second: Given
    year: Given
    learners_address: str
    hours_address: str


def years(user: User) -> list[SchoolYear]:
    """Those in which something was given where the user reads records, the newest first."""
    days = answer(_seen(user).select("given_on").distinct())["given_on"].drop_nulls().to_list()
    rows = SchoolYear.objects.order_by("-starts_on")
    return [row for row in rows if any(row.starts_on <= day <= row.ends_on for day in days)]


def lines(user: User, year: SchoolYear, *, on: date, funding: str = "") -> list[StatementLine]:
    """The statement of the year, by the day: of one fund, or of each."""
    given = _seen(user)
    last = min(year.ends_on, on)
    rows = answer(given.select("person", "support_kind", "funding", "given_on", "hours", "amount"))
    rows = rows.cast({"given_on": pl.Date}).filter(  # an empty lake has columns of no type
        pl.col("given_on").is_between(year.starts_on, last)
    )
    if funding:
        rows = rows.filter(pl.col("funding") == funding)
    found = list(_lines(rows, _terms(year), _doors(user, year, last)))
    return sorted(found, key=_in_order)


def _in_order(line: StatementLine) -> tuple[Any, ...]:
    """By fund, the sum of each first, then by kind as the list has it."""
    kind = SUPPORT_KINDS.codes.index(line.support_kind) if line.support_kind else -1
    return (FUNDINGS.codes.index(line.funding), kind)


def _seen(user: User) -> "ir.Table":
    given = figures.lake().support_given
    return given.filter(among(given.unit, access.reach(user, *READS_CLIMATE)))


def _terms(year: SchoolYear) -> Mapping[str, tuple[date, date]]:
    """When the terms of the year are, where the record says so."""
    held = Term.objects.filter(school_year=year).order_by("number")
    return {name: (term.from_on, term.to_on) for name, term in zip(TERMS, held, strict=False)}


@dataclass(frozen=True)
class _Doors:
    """How figures are asked of the same rows; without words there is no such figure."""

    words: Mapping[str, str] | None
    as_of: date
    version: int | None

    def address(self, indicator: str, **named: str) -> str:
        if self.words is None:
            return ""
        words = {**self.words, **{name: code for name, code in named.items() if code}}
        return address_of(indicator, words, as_of=self.as_of, lake_version=self.version)


def _doors(user: User, year: SchoolYear, last: date) -> _Doors:
    newest = lake.latest()
    return _Doors(_words(user, year), last, newest.number if newest else None)


def _words(user: User, year: SchoolYear) -> Mapping[str, str] | None:
    """A figure is of the city, or of one institution with its units; else there is none."""
    reach = access.reach(user, *READS_CLIMATE)
    words = {"school_year": year.name}
    if reach != access.reach(user, *REVIEWERS):
        return None  # figures of institutions are read by who opens all of their records
    if Installation.current().authority_id in reach:
        return words
    held = Organisation.objects.filter(pk__in=reach)
    tops = [one for one in held if one.parent_id not in reach]
    return {**words, "institution": tops[0].code or tops[0].name} if len(tops) == 1 else None


def _lines(
    rows: pl.DataFrame, terms_of: Mapping[str, tuple[date, date]], doors: _Doors
) -> Iterator[StatementLine]:
    for (funding,), of_fund in rows.group_by("funding"):
        yield _line(str(funding), "", of_fund, terms_of, doors)
        for (kind,), of_kind in of_fund.group_by("support_kind"):
            yield _line(str(funding), str(kind), of_kind, terms_of, doors)


def _line(
    funding: str,
    kind: str,
    rows: pl.DataFrame,
    terms_of: Mapping[str, tuple[date, date]],
    doors: _Doors,
) -> StatementLine:
    in_term = {
        name: _given(rows.filter(pl.col("given_on").is_between(*days)))
        for name, days in terms_of.items()
    }
    asked = {"funding": funding, "support_kind": kind}
    return StatementLine(
        funding=funding,
        support_kind=kind,
        first=in_term.get("first", NOTHING),
        second=in_term.get("second", NOTHING),
        year=_given(rows),
        learners_address=doors.address("prevention.learners", **asked),
        hours_address=doors.address("prevention.hours", **asked),
    )


def _given(rows: pl.DataFrame) -> Given:
    def total(name: str) -> Decimal:
        # Money and hours are decimals in the lake; none of a column is none of it.
        return sum((one for one in rows[name].drop_nulls().to_list()), Decimal(0))

    return Given(rows["person"].n_unique(), total("hours"), total("amount"))


def for_the_fund(found: Sequence[StatementLine]) -> Iterator[tuple[StatementLine, str]]:
    """The lines of one fund as it is told: learners of the year and all kinds, where enough."""
    fewest = Installation.current().smallest_group
    for line in found:
        told = "" if line.support_kind else str(line.year.learners)
        is_few = bool(told) and line.year.learners < fewest
        yield line, (f"< {fewest}" if is_few else told)


def ordered(codes: Sequence[str]) -> list[str]:
    """Funds by what they are called."""
    return sorted(codes, key=lambda code: sorting.natural(terms.title(FUNDINGS, code)))
