"""The tables that are told of the learners of a city, counted from the lake and hidden together."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import combinations, product

import polars as pl

from gaisma.analytics import disclosure
from gaisma.analytics.dimensions import DIMENSIONS
from gaisma.analytics.indicators import Indicator
from gaisma.analytics.moments import Moment, following
from gaisma.analytics.questions import Question
from gaisma.evidence.figures import queries
from gaisma.evidence.figures.institutions import Institutions
from gaisma.evidence.lake import engines
from gaisma.evidence.lake import queries as versions
from gaisma.evidence.lake.models import LakeVersion

NOT_KNOWN = "-"
"""Stands for a value that is not known: an empty one would be read as the total."""
SEVERAL = "several"
"""Stands for the kind of an institution whose units are of different kinds."""
WITHIN, BEYOND = "yes", "no"
"""The values of a dimension that tells whether a kind is one of those a word stands for."""
COUNTED = ("person", "heads", "taken", "case", "learners")
"""Columns that are counted, beside the dimensions."""
PLACES = ("institution", "institution_kind", "founder")
Names = tuple[str, ...]
Cell = frozenset[tuple[str, str]]
YEARS = 10
"""To so many later years institutions are followed."""


@dataclass(frozen=True)
class Basis:
    """From what is told: a lake version, the day by which things are known, and a school year."""

    number: int
    digest: str
    as_of: date
    school_year: str
    smallest: int


def words_of(dimension: str) -> Mapping[str, tuple[str, ...]]:
    """The words that stand for several values of the dimension."""
    known = DIMENSIONS[dimension].vocabulary if dimension in DIMENSIONS else None
    return {term.key: term.includes for term in known.terms if term.includes} if known else {}


def _values(dimension: str) -> tuple[str, ...]:
    """All values that rows can have."""
    known = DIMENSIONS[dimension].vocabulary
    return (*(known.codes if known else ()), NOT_KNOWN, SEVERAL)


def together(dimension: str, word: str) -> str:
    """The name of the dimension that tells whether a value is one of those the word stands for."""
    return f"{dimension}={word}"


class City:
    """The tables of the indicators that are decided together, of all institutions or of some."""

    def __init__(self, basis: Basis, family: tuple[Indicator, ...]) -> None:
        self.basis = basis
        self.family = family
        self.version: LakeVersion = versions.version(basis.number)

    @property
    def _told(self) -> tuple[Names, ...]:
        return self.family[0].told.tables if self.family[0].told else ()

    @cached_property
    def rows(self) -> Mapping[str, pl.DataFrame]:
        """The rows that each indicator counts, with the institutions of later years."""
        return {one.key: self._rows(one) for one in self.family}

    def _rows(self, indicator: Indicator) -> pl.DataFrame:
        year = {"school_year": self.basis.school_year} if self.basis.school_year else {}
        asked = queries.understood(
            indicator.key, filters=year, as_of=self.basis.as_of, version=self.version
        )
        told = frozenset(name for by in self._told for name in by) | {"institution"}
        engine = engines.engine(self.version)
        rows = pl.DataFrame(engine.arrow(_behind(asked, told, engine.dialect)))
        if "institution" not in rows.columns:  # of people whom no institution has
            rows = rows.with_columns(institution=pl.lit(None, pl.Int64))
        codes = Institutions.of(self.version).codes
        named = pl.col("institution").replace_strict(codes, default=None, return_dtype=pl.String)
        rows = rows.with_columns(named)
        followed = [
            pl.col("institution").replace(dict(self.joined[year])).alias(name)
            for name, year in {name: year for year, name in self.names.items()}.items()
            if name != "institution"
        ]
        words = [
            pl.when(pl.col(name).is_in(includes)).then(pl.lit(WITHIN)).alias(together(name, word))
            for name in sorted(told)
            for word, includes in words_of(name).items()
        ]
        return rows.with_columns(*followed, *words)

    @cached_property
    def institutions(self) -> frozenset[str]:
        """The codes of all institutions, without those of their units."""
        return frozenset(Institutions.of(self.version).tops)

    @cached_property
    def joined(self) -> Mapping[str, Mapping[str, str]]:
        """For each later year what institutions became, by code; without those in which one went
        into several, for then nothing is told.
        """
        if not self.basis.school_year or "followed_to" not in self.family[0].parameters:
            return {}
        found, year = {}, self.basis.school_year
        for _ in range(YEARS):
            year = following(year)
            became = self._became(year)
            if became is not None:
                found[year] = became
        return found

    def _became(self, year: str) -> Mapping[str, str] | None:
        known = Institutions.of(self.version)
        engine = engines.engine(self.version)
        moves = dict(engine.rows(_successors(self.basis.as_of, year, engine.dialect)))
        became = {}
        for top, code in known.tops_by_id.items():
            went = {moves.get(unit, top) for unit in known.subtree(code).ids}
            if len(went) > 1:
                return None
            became[code] = known.codes[went.pop()]
        return became

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Under which name institutions stand that are followed to a later year."""
        seen: dict[frozenset[tuple[str, str]], str] = {}
        names = {"": "institution"}
        for year, became in self.joined.items():
            moved = frozenset((one, other) for one, other in became.items() if one != other)
            names[year] = seen.setdefault(moved, f"institution@{year}") if moved else "institution"
        return names

    def hidden(self) -> dict[str, frozenset[Cell]]:
        """The cells that are hidden from everybody outside, by indicator."""
        tables = self.tables()
        found = self._protected(tables)
        for code, own in self._led:
            if any(self._matters(code, own, table, found[table.of]) for table in tables):
                more = self._protected(self.tables(without=own))
                found = {key: cells | more[key] for key, cells in found.items()}
        return found

    @property
    def _led(self) -> Iterator[tuple[str, frozenset[str]]]:
        """The institutions that somebody leads, each with itself and those that joined it since."""
        years = self.joined.values()
        for code in sorted(self.institutions):
            joined = (one for year in years for one in year if year[one] == code)
            yield code, frozenset({code, *joined})

    def _protected(self, tables: Sequence[disclosure.Table]) -> dict[str, frozenset[Cell]]:
        shown = disclosure.protected(
            tables,
            smallest=self.basis.smallest,
            hierarchies=self._hierarchies,
            shares=list(self._shares(tables)),
            is_loose=True,
        )
        found: dict[str, set[Cell]] = {one.key: set() for one in self.family}
        for table in shown:
            found[table.of] |= {
                frozenset(table.named(at).items()) for at, n in table.cells.items() if n is None
            }
        return {key: frozenset(cells) for key, cells in found.items()}

    def _shares(self, tables: Sequence[disclosure.Table]) -> Iterator[disclosure.Share]:
        for table in tables:
            if table.of != self.family[0].key:
                whole = str((self.family[0].key, table.by))
                yield disclosure.Share(part=table.key, whole=whole)

    def tables(self, *, without: Collection[str] = ()) -> list[disclosure.Table]:
        """All tables with all their margins, perhaps without the people of some institutions."""
        every: dict[str, disclosure.Table] = {}
        for one in self.family:
            for by in self._margins(one):
                cells = self._cells(one, by, without)
                key = str((one.key, by))
                is_inner = one.told is None or not one.told.has(dimension_of(name) for name in by)
                every[key] = disclosure.Table(key, one.key, by, cells, {}, is_inner)
        return list(every.values())

    def _margins(self, indicator: Indicator) -> list[Names]:
        """The dimensions of each table, told or inner, and of all the margins that are told."""
        margins = (
            some
            for by in self._told
            for size in range(len(by) + 1)
            for some in combinations(by, size)
        )
        every = [one for by in margins for one in product(*(self._variants(name) for name in by))]
        return list(dict.fromkeys((*_inner(self._told), *every)))

    def _variants(self, name: str) -> Names:
        """Under which names a dimension is asked for: words for several kinds, later years."""
        if name == "institution":
            return tuple(dict.fromkeys(self.names.values()))
        return (name, *(together(name, word) for word in words_of(name)))

    def _cells(
        self, indicator: Indicator, by: Names, without: Collection[str] = ()
    ) -> dict[disclosure.Coordinates, int]:
        rows = self.rows[indicator.key]
        if without:
            rows = rows.filter(~pl.col("institution").is_in(sorted(without)).fill_null(value=False))
        cells = _counted(rows, indicator, by)
        whole = self.family[0]
        return cells if indicator is whole else _among(cells, self._cells(whole, by, without))

    @cached_property
    def _hierarchies(self) -> list[disclosure.Hierarchy]:
        levels = []
        told = {name for by in self._margins(self.family[0]) for name in by}
        for name in ("institution_kind", "founder"):
            if name in told:
                levels.append(disclosure.Hierarchy("institution", name, self._parents(name)))
            for word, includes in words_of(name).items():
                parents = {one: WITHIN if one in includes else BEYOND for one in _values(name)}
                levels.append(disclosure.Hierarchy(name, together(name, word), parents))
        for name, year in {name: year for year, name in self.names.items()}.items():
            if name != "institution":
                became = {NOT_KNOWN: NOT_KNOWN, **self.joined[year]}
                levels.append(disclosure.Hierarchy("institution", name, became))
        return levels

    def _parents(self, name: str) -> dict[str, str]:
        """The kind, or the founder, of each institution, or that its units are of several."""
        found: dict[str, set[str]] = {}
        for rows in self.rows.values():
            for code, value in rows.select("institution", name).unique().iter_rows():
                found.setdefault(code or NOT_KNOWN, set()).add(value or NOT_KNOWN)
        return {
            code: values.pop() if len(values) == 1 else SEVERAL for code, values in found.items()
        }

    def _matters(
        self, code: str, own: Collection[str], table: disclosure.Table, hidden: Collection[Cell]
    ) -> bool:
        """Whether who leads the institution, and takes its own people away, would know more."""
        least = [
            at
            for at, count in table.cells.items()
            if (number := sum(self._own[table.key].get((one, *at), 0) for one in own))
            and (
                ((count or 0) - number < self.basis.smallest and not _is_own(table, at, code, own))
                or frozenset(table.named(at).items()) in hidden
            )
        ]
        if not least:
            return False
        # People who are counted at two institutions are not all taken away: only counting tells.
        indicator = next(one for one in self.family if one.key == table.of)
        others = self._cells(indicator, table.by, own)
        return any(
            (rest := others.get(at) or 0) != table.cells[at]
            and (0 < rest < self.basis.smallest or frozenset(table.named(at).items()) in hidden)
            for at in least
        )

    @cached_property
    def _own(self) -> Mapping[str, Mapping[disclosure.Coordinates, int]]:
        """By table: how many of each cell, by its institution and its coordinates, are there."""
        found = {}
        for one in self.family:
            for by in self._margins(one):
                cells: Counter[disclosure.Coordinates] = Counter()
                for counted in (one, self.family[0]):
                    cells |= Counter(dict(_of_each(self.rows[counted.key], counted, by)))
                found[str((one.key, by))] = cells
        return found


@lru_cache(maxsize=256)
def _behind(asked: Question, told: frozenset[str], dialect: str) -> str:
    """The SQL of the rows that a question counts, in the dimensions that are told."""
    found = queries.rows_behind(asked)
    kept = sorted(name for name in {*told, *COUNTED} if name in found.columns)
    return queries.sql_of(found.select(*kept), dialect)


@lru_cache(maxsize=256)
def _successors(as_of: date, school_year: str, dialect: str) -> str:
    """The SQL of the institution that stands for each unit in a school year, if another does."""
    held = Moment(as_of, school_year).holding(queries.lake().successions)
    return queries.sql_of(held.select("unit", "successor_institution"), dialect)


def _is_own(
    table: disclosure.Table, at: disclosure.Coordinates, code: str, own: Collection[str]
) -> bool:
    """Whether all people of the cell are those of the institution that is led."""
    named = table.named(at)
    return named.get("institution") in own or any(
        dimension_of(name) == "institution" and value == code for name, value in named.items()
    )


def _of_each(
    rows: pl.DataFrame, indicator: Indicator, by: Names
) -> Iterator[tuple[disclosure.Coordinates, int]]:
    """How many are counted of each institution and each value."""
    rest = tuple(name for name in by if name != "institution")
    for (code, *values), number in _counted(rows, indicator, ("institution", *rest)).items():
        named = dict(zip(rest, values, strict=True)) | {"institution": code}
        yield (code, *(named[name] for name in by)), number


def _counted(
    rows: pl.DataFrame, indicator: Indicator, by: Names
) -> dict[disclosure.Coordinates, int]:
    """How many are counted of each value; a word for several kinds has one value."""
    if indicator.told is None or indicator.told.counted is None:
        raise ValueError(f"{indicator.key} does not say how it is counted.")
    rows = rows.filter(*(pl.col(name).is_not_null() for name in by if "=" in name))
    number = indicator.told.counted().cast(pl.Int64).alias("number")
    if not by:
        return {(): int(rows.select(number).item() or 0)}
    found = rows.group_by(*by).agg(number)
    return {
        tuple(NOT_KNOWN if value in (None, "") else str(value) for value in line[:-1]): line[-1]
        for line in found.iter_rows()
        if line[-1]
    }


def dimension_of(name: str) -> str:
    """The dimension that stands under a name."""
    return name.split("=")[0].split("@")[0]


def _inner(told: Sequence[Names]) -> Iterator[Names]:
    """What is told of the city, at each institution: it is not told, and must not follow."""
    if any("institution" in by for by in told):
        yield from (("institution", *by) for by in told if not set(PLACES) & {*by})


def _among(
    part: Mapping[disclosure.Coordinates, int], whole: Mapping[disclosure.Coordinates, int]
) -> dict[disclosure.Coordinates, int]:
    """The cells of a part that are cells of the whole: nobody is counted twice in either."""
    return {at: min(n, whole[at]) for at, n in part.items() if whole.get(at)}
