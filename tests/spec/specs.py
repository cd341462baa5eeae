"""What a spec is, and the figures that an engine answers it with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

import pyarrow.parquet as pq

from gaisma.analytics import calculation, compiling, questions
from gaisma.analytics.calculation import Figure, State
from gaisma.analytics.engines import Engine, Files
from gaisma.analytics.indicators import Indicator
from gaisma.analytics.tables import Lake, LakeTable
from gaisma.base.registry import gathered
from tests.spec import city
from tests.spec.drawing import Line


@dataclass(frozen=True)
class Spec:
    """What an indicator counts in a case: the tables of the lake and the figures, as text.

    `figures` has the columns `filters`, `by` (empty for one figure) and `value`; with `by` each
    value of the dimension stands before its figure (`preschool 1; school 2`). A share is written
    `1 of 3`, a change `-2 from 5`, what is not known by its state, as `no data`; no figures `none`.
    """

    indicator: str
    title: str
    figures: str
    tables: Mapping[str, str] = field(default_factory=dict)
    as_of: str = "2024-10-01"


def lake_tables() -> list[LakeTable]:
    """All tables that the rooms fill."""
    return [fact.table for fact in gathered("FACTS")]


def written(spec: Spec, folder: Path) -> Files:
    """The spec's tables as files."""
    files = {}
    for key, table in city.tables(lake_tables(), spec.tables):
        files[key] = [folder / f"{key}.parquet"]
        pq.write_table(table, files[key][0])
    return files


def answer(spec: Spec, line: Line, engine: Engine) -> str:
    """What the engine answers to one line of the spec's figures, as the spec would write it."""
    return "; ".join(_worded(figure) for figure in figures(spec, line, engine)) or "none"


def figures(spec: Spec, line: Line, engine: Engine) -> list[Figure]:
    """The figures of one line of the spec."""
    indicator: Indicator = gathered("INDICATORS")[spec.indicator]
    question = questions.asked(
        indicator,
        filters=filters(line),
        by=[line["by"]] if line.get("by") else [],
        as_of=date.fromisoformat(spec.as_of),
        subtree=city.subtree,
    )
    compiled = compiling.compiled(
        question, lake=Lake(lake_tables()), dialect=engine.dialect, engine=engine.version
    )
    return calculation.figures(
        compiled,
        current=engine.rows(compiled.current),
        compared=engine.rows(compiled.compared) if compiled.compared else None,
        lake_version=1,
        code_of=city.codes(),
        is_covered=lambda asked: bool(
            engine.rows(compiling.coverage(asked, lake=Lake(lake_tables()), dialect=engine.dialect))
        ),
    )


def filters(line: Line) -> dict[str, str]:
    """The filters of a line; alternatives are written with `or`, since bars part the columns."""
    pairs = [pair.strip().split("=") for pair in line["filters"].split(";") if pair]
    return {name: "|".join(value.split(" or ")) for name, value in pairs}


def _worded(figure: Figure) -> str:
    keys = [code or "–" for code in figure.by.values()]
    return " ".join([*keys, _value(figure)])


def _value(figure: Figure) -> str:
    if figure.suppressed:
        return "few"
    if figure.value is None:
        assert figure.state is not State.KNOWN
        return figure.state.replace("_", " ")
    if figure.denominator is not None:
        share = Fraction(figure.numerator or 0) / Fraction(figure.denominator)
        assert figure.value == share * 100
        return f"{figure.numerator} of {figure.denominator}"
    if figure.compared_value is not None:
        return f"{figure.value} from {figure.compared_value}"
    return str(figure.value)
