"""Tables for the tests of disclosure control."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import product

from gaisma.analytics.disclosure import TOTAL, Table


def counted(
    people: Mapping[tuple[str, ...], int], names: Sequence[str], by: Sequence[str], key: str = ""
) -> Table:
    """The table of these people by some dimensions, with all its margins."""
    cells: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for values, count in people.items():
        own = dict(zip(names, values, strict=True))
        for coordinates in product(*((own[name], TOTAL) for name in by)):
            cells[coordinates] += count
    return Table(key or " × ".join(by), "learners", tuple(by), dict(cells))


def primary_only(tables: Sequence[Table], smallest: int = 5) -> tuple[Table, ...]:
    """What is published by somebody who hides small counts and thinks no further."""
    return tuple(
        table.with_cells(
            {
                coordinates: None if count is not None and 0 < count < smallest else count
                for coordinates, count in table.cells.items()
            }
        )
        for table in tables
    )


def hidden(table: Table) -> set[tuple[str, ...]]:
    """The coordinates of the cells that a table hides."""
    return {coordinates for coordinates, count in table.cells.items() if count is None}
