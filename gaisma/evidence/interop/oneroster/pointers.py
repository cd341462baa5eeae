"""What stands at the places that findings name: shown as the file has it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

import polars as pl

from gaisma.evidence.interop.findings import Problem
from gaisma.evidence.interop.intake import Outcome

Found = TypeVar("Found", bound=Problem)


def as_they_stand(outcome: Outcome, said: Mapping[str, pl.DataFrame]) -> Outcome:
    """The outcome with each value as it stands in its file, row and column."""
    return replace(
        outcome,
        problems=list(_standing(outcome.problems, said)),
        notes=list(_standing(outcome.notes, said)),
    )


def _standing(found: list[Found], said: Mapping[str, pl.DataFrame]) -> Iterable[Found]:
    cells = _cells(found, said)
    for one in found:
        place = (one.file, one.row, one.column)
        yield replace(one, value=cells[place]) if place in cells else one


def _cells(
    found: Iterable[Problem], said: Mapping[str, pl.DataFrame]
) -> dict[tuple[str, int | None, str | None], str | None]:
    wanted: dict[tuple[str, str], set[int]] = {}
    for one in found:
        frame = said.get(one.file.removesuffix(".csv"))
        if frame is not None and one.row is not None and one.column in frame.columns:
            wanted.setdefault((one.file, str(one.column)), set()).add(one.row)
    return {
        (file, row, column): value
        for (file, column), rows in wanted.items()
        for row, value in said[file.removesuffix(".csv")]
        .filter(pl.col("row").is_in(list(rows)))
        .select("row", column)
        .iter_rows()
    }
