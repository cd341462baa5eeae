"""The small city in which every spec happens."""

# ruff: noqa: E501  a drawn table is as wide as it is

from collections.abc import Iterable, Iterator, Mapping

import pyarrow as pa

from gaisma.analytics.questions import Node, UnableToAsk
from gaisma.analytics.tables import LakeTable
from gaisma.analytics.vocabulary import TEACHING_ROLES
from tests.spec import drawing
from tests.spec.drawing import Line

INSTITUTIONS = """
    unit | institution | institution_kind     | founder      | code    | parent | from_on    | to_on
    1    | 1           | authority            | municipality | city    |        |            |
    2    | 2           | preschool            | municipality | sun     | 1      |            |
    3    | 3           | secondary_school     | municipality | river   | 1      |            |
    4    | 4           | basic_school         | municipality | birch   | 1      |            |
    5    | 5           | basic_school         | municipality | old     | 1      |            | 2024-08-31
    6    | 6           | interest_institution | municipality | youth   | 1      |            |
    7    | 6           | innovation_centre    | municipality | centre  | 6      |            |
    8    | 8           | vocational_school    | state        | college |        | 2020-09-01 |
"""
"""An authority, its institutions, one of them closed in 2024, a unit, and a school of the state."""

PLACE = ("institution", "institution_kind", "founder")


def tables(known: Iterable[LakeTable], drawn: Mapping[str, str]) -> Iterator[tuple[str, pa.Table]]:
    """Every table of the lake: the city's institutions, what is drawn, and the rest empty."""
    units = {line["unit"]: line for line in drawing.lines(INSTITUTIONS)}
    for columns in known:
        rows = [_filled(columns, row, units) for row in drawing.lines(_drawing(columns.key, drawn))]
        yield columns.key, drawing.table(columns, rows)


def subtree(word: str) -> Node:
    """The institution of that code, with its units."""
    lines = drawing.lines(INSTITUTIONS)
    ids = {line["code"]: line["unit"] for line in lines}
    if word not in ids:
        raise UnableToAsk("institution", word, sorted(ids))
    below = [line["unit"] for line in lines if line["parent"] == ids[word]]
    return Node(word, tuple(map(int, [ids[word], *below])))


def codes() -> dict[int, str]:
    """The institutions' codes by id."""
    return {int(line["unit"]): line["code"] for line in drawing.lines(INSTITUTIONS)}


def _drawing(key: str, drawn: Mapping[str, str]) -> str:
    return drawn.get(key, INSTITUTIONS if key == "institutions" else "unit")


def _filled(columns: LakeTable, row: Line, units: Mapping[str, Line]) -> Line:
    """The line with what follows from it: where its unit stands, and when its year begins."""
    follows = {name: units[row["unit"]][name] for name in PLACE if row.get("unit")}
    follows |= {"heads": "0"}
    if row.get("school_year"):
        start, end = row["school_year"].split("/")
        follows |= {"from_on": f"{start}-09-01", "to_on": f"{end}-08-31"}
    if "successor_unit" in row:
        taker = units[row["successor_unit"]]
        follows |= {f"successor_{name}": taker[name] for name in PLACE}
    if "role" in row:
        follows["teaching"] = "yes" if row["role"] in TEACHING_ROLES else "no"
    return {name: word for name, word in follows.items() if name in columns.columns} | row
