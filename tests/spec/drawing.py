"""Tables drawn as text: a line of names, then lines of values, parted by bars."""

from datetime import date
from decimal import Decimal
from typing import Any

import ibis
import pyarrow as pa

from gaisma.analytics.tables import LakeTable

Line = dict[str, str]


def lines(drawing: str) -> list[Line]:
    """The lines of a drawing by name of column."""
    header, *rows = [
        [word.strip() for word in row.split("|")] for row in drawing.strip().splitlines()
    ]
    return [dict(zip(header, row, strict=True)) for row in rows]


def value(text: str, kind: pa.DataType) -> Any:
    """What a word in a drawing means in a column of that type; an empty one is unknown."""
    if pa.types.is_list(kind):
        return [word.strip() for word in text.split(",") if word.strip()]
    if not text:
        return None
    if pa.types.is_integer(kind):
        return int(text)
    if pa.types.is_date(kind):
        return date.fromisoformat(text)
    if pa.types.is_decimal(kind):
        return Decimal(text)
    if pa.types.is_boolean(kind):
        return {"yes": True, "no": False}[text]
    return text


def table(columns: LakeTable, rows: list[Line]) -> pa.Table:
    """The drawn lines as the lake's table; columns that are not drawn are unknown."""
    schema = ibis.schema(dict(columns.columns)).to_pyarrow()
    unknown = {name for row in rows for name in row} - set(schema.names)
    if unknown:
        raise ValueError(f"{columns.key} has no column {', '.join(sorted(unknown))}.")
    return pa.table(
        [
            pa.array([value(row.get(field.name, ""), field.type) for row in rows], field.type)
            for field in schema
        ],
        schema=schema,
    )
