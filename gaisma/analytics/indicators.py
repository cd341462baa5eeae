"""What an indicator is: a named, documented function from the lake to rows, and how they count."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from gaisma.analytics.moments import Moment
from gaisma.analytics.tables import Lake

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import polars as pl

Rows = Callable[[Lake, Moment], "ir.Table"]


class Unit(StrEnum):
    """In what a figure is counted."""

    COUNT = "count"
    LOADS = "loads"
    PERCENT = "percent"


@dataclass(frozen=True)
class Measure:
    """How an indicator's rows become a numerator and, for a share, a denominator.

    Both are whole numbers or decimals; the value is computed elsewhere, in one place. `cases`
    counts what an indicator needs a least number of. `totals` is how much of the numerator is known
    as totals alone, not by records of its own: years that are told differently are not compared.
    """

    numerator: "Callable[[ir.Table], ir.Value]"
    denominator: "Callable[[ir.Table], ir.Value] | None" = None
    cases: "Callable[[ir.Table], ir.Value] | None" = None
    totals: "Callable[[ir.Table], ir.Value] | None" = None


@dataclass(frozen=True)
class Told:
    """What is told of an indicator that tells of learners to those who may not open them by name.

    `tables` are sets of dimensions, each told with all its margins; nothing else is told. Their
    counts are protected together, as `counted` counts them over rows that are read already.
    `among` names the indicator whose people those of this one are among, so that the rest of them
    is protected too; `like` names the one whose hidden cells it shares. Where `hides` is false,
    things are counted that are no secret, such as groups.
    """

    tables: tuple[tuple[str, ...], ...]
    counted: "Callable[[], pl.Expr] | None" = None
    among: str = ""
    like: str = ""
    hides: bool = True

    def has(self, names: Iterable[str]) -> bool:
        """Whether these dimensions, and no others, stand in a table."""
        asked = set(names)
        return any(asked <= set(table) for table in self.tables)


@dataclass(frozen=True)
class Chapter:
    """What figures that belong together stand under; `title` is a message id."""

    key: str
    title: str


@dataclass(frozen=True)
class Indicator:
    """A figure that can be asked for.

    `title` and `description` are message ids. `noun` is the wording's word for what it counts,
    empty where none fits; `noun_where` says it better under a filter, or under any value of a
    dimension; the first that fits is taken. A share names what it is a share of, and is told
    without. `by` names the dimensions in which it can be broken down and filtered, `filters` those
    in which it can only be filtered, `parameters` what else may be passed: what takes a school year
    can be followed to the successors of a later one; `defaults` are the values of a dimension that
    is not asked for. `compares` marks the change against another school year. `protected` counts
    learners or answers: what leaves the circle of those who may open the records is suppressed.
    `told` is what that circle's outside is told; whatever reads the tables of learners has it. Of
    fewer than `least` of the measure's cases nothing is told to anybody: one visit is no score of a
    teacher. `counted` names the dimension whose values count in the numerator only, as
    `rows.counted` tells the measure: of all who answered, those who gave the answer. `confined`
    names the dimension whose values are told of a place only to those who may open its records: the
    level of an institution is its head's. `base` is what a change is the change of.

    Where nothing is counted, `covered` tells whether that is a counted zero: its rows of the
    moment, or those of the indicator itself, are empty where nothing is recorded for that time.
    What is recorded of one value of the dimensions `covered_of` says nothing of another: a city
    that records schools has not counted what preschools have.
    `only_covered` marks what is not told at all elsewhere: of a day before anybody who left is
    recorded, those who stayed are known and no more. `asks` marks what is not recorded but asked,
    and covers each selection by itself.
    """

    key: str
    title: str
    description: str
    unit: Unit
    rows: Rows
    measure: Measure
    by: tuple[str, ...]
    filters: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ("school_year", "compared_with", "followed_to")
    compares: bool = False
    protected: bool = False
    told: Told | None = None
    subject: str = ""
    defaults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    least: int = 0
    counted: str = ""
    confined: str = ""
    base: str = ""
    covered: Rows | None = None
    covered_of: tuple[str, ...] = ()
    only_covered: bool = False
    asks: bool = False
    chapter: Chapter = field(kw_only=True)
    noun: str = field(kw_only=True)
    noun_where: Mapping[str, str] = field(default_factory=dict, kw_only=True)

    @property
    def dimensions(self) -> tuple[str, ...]:
        return self.by + self.filters

    @property
    def nouns(self) -> tuple[str, ...]:
        """All nouns that it may be told with."""
        return tuple(dict.fromkeys(filter(None, (*self.noun_where.values(), self.noun))))

    def noun_under(self, filters: Mapping[str, str]) -> str:
        """The noun of what is counted under these filters; empty where it has none."""
        for condition, noun in self.noun_where.items():
            name, _, value = condition.partition("=")
            if name in filters and value in ("", filters[name]):
                return noun
        return self.noun


def indicator(
    key: str,
    *,
    title: str,
    description: str,
    unit: Unit,
    chapter: Chapter,
    measure: Measure,
    by: tuple[str, ...],
    noun: str,
    noun_where: Mapping[str, str] | None = None,
    filters: tuple[str, ...] = (),
    parameters: tuple[str, ...] = ("school_year", "compared_with"),
    protected: bool = False,
    told: Told | None = None,
    subject: str = "",
    defaults: Mapping[str, tuple[str, ...]] | None = None,
    least: int = 0,
    counted: str = "",
    confined: str = "",
    covered: Rows | None = None,
    covered_of: Sequence[str] = (),
    only_covered: bool = False,
    asks: bool = False,
) -> Callable[[Rows], Indicator]:
    """Make an indicator of the decorated function.

    `subject` names the column of its rows that identifies what is counted, for the page that
    shows the records behind a figure; one without a subject shows none, as answers to surveys must
    not be seen one by one.
    """

    follows = ("followed_to",) if "school_year" in parameters else ()

    def declared(rows: Rows) -> Indicator:
        return Indicator(
            key=key,
            title=title,
            description=description,
            unit=unit,
            rows=rows,
            measure=measure,
            by=by,
            filters=filters,
            parameters=(*parameters, *follows),
            protected=protected,
            told=told,
            subject=subject,
            defaults=defaults or {},
            least=least,
            counted=counted,
            confined=confined,
            covered=covered,
            covered_of=tuple(covered_of),
            only_covered=only_covered,
            asks=asks,
            noun=noun,
            noun_where=noun_where or {},
            chapter=chapter,
        )

    return declared


def change_of(base: Indicator, key: str, *, title: str, description: str) -> Indicator:
    """The change of an indicator against another school year, the one before unless told."""
    return replace(
        base, key=key, title=title, description=description, compares=True, base=base.key
    )


def distinct(column: str) -> Measure:
    """Counts each value of the column once: people, groups, institutions."""
    return Measure(lambda rows: rows[column].nunique())


def total(column: str) -> Measure:
    """Adds the column up."""
    return Measure(lambda rows: rows[column].sum())
