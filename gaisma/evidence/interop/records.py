"""The record as a delivery will leave it: what is stored, and in memory what is planned.

Rows that are planned and not yet written have negative ids, which foreign keys may hold as well;
writing gives them their true ones.
"""

from typing import Any

import polars as pl
from django.db import models

from gaisma.base import bulk

Model = type[models.Model]
LEFT_OUT = frozenset({"changed_at"})


class Records:
    """Frames of the tables that a delivery reads or changes, each loaded when first asked for."""

    def __init__(self) -> None:
        self._stored: dict[Model, pl.DataFrame] = {}
        self._planned: dict[Model, pl.DataFrame] = {}
        self._lowest: dict[Model, int] = {}

    def of(self, model: Model) -> pl.DataFrame:
        """The model's rows as they will be."""
        if model not in self._planned:
            names = [
                field.attname
                for field in model._meta.concrete_fields
                if field.attname not in LEFT_OUT
            ]
            stored = bulk.frame_of(model._base_manager.order_by("pk"), *names)
            self._stored[model] = self._planned[model] = stored
        return self._planned[model]

    def stored(self, model: Model) -> pl.DataFrame:
        """The model's rows as they are stored."""
        self.of(model)
        return self._stored[model]

    def fresh_ids(self, model: Model, count: int) -> pl.Series:
        """So many ids that no other planned row has."""
        last = self._lowest.get(model, 0)
        self._lowest[model] = last - count
        return pl.int_range(last - 1, last - count - 1, -1, dtype=pl.Int64, eager=True)

    def add(self, model: Model, rows: pl.DataFrame) -> None:
        """Plan new rows, which have their `id`; what they lack takes the model's defaults."""
        schema = self.of(model).schema
        rows = rows.select(name for name in rows.columns if name in schema)
        missing = [
            _default(model, name, rows.height).cast(dtype)
            for name, dtype in schema.items()
            if name not in rows.columns
        ]
        whole = rows.with_columns(missing).select(
            pl.col(name).cast(dtype) for name, dtype in schema.items()
        )
        self._planned[model] = pl.concat([self._planned[model], whole])

    def change(self, model: Model, rows: pl.DataFrame) -> None:
        """Plan changes: the rows that `id` names get the values of the other columns."""
        schema = self.of(model).schema
        rows = rows.select(pl.col(name).cast(schema[name]) for name in rows.columns)
        self._planned[model] = self._planned[model].update(
            rows, on="id", how="left", include_nulls=True
        )

    @property
    def models(self) -> list[Model]:
        """The models that were looked at, in that order."""
        return list(self._planned)

    def created(self, model: Model) -> pl.DataFrame:
        """The planned new rows, with negative ids, oldest first."""
        return self._planned[model].filter(pl.col("id") < 0).sort("id", descending=True)

    def changed(self, model: Model) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The rows that will differ: as they will be, and as they are stored."""
        stored, planned = self._stored[model], self._planned[model]
        if planned is stored:
            return planned.clear(), stored.clear()
        names = [name for name in stored.columns if name != "id"]
        both = planned.join(stored, on="id", how="inner", suffix=".stored")
        differs = pl.any_horizontal(
            pl.col(name).ne_missing(pl.col(f"{name}.stored")) for name in names
        )
        ids = both.filter(differs).select("id")
        return (
            ids.join(planned, on="id", how="left", maintain_order="left"),
            ids.join(stored, on="id", how="left", maintain_order="left"),
        )


def _default(model: Model, name: str, count: int) -> pl.Series:
    field: Any = next(field for field in model._meta.concrete_fields if field.attname == name)
    default = field.default if field.has_default() else None
    if callable(default) and default is not list:
        # A default that is computed, such as a random number, is computed for each row.
        return pl.Series(name, [default() for _ in range(count)])
    return pl.Series(name, [blank(field)]).new_from_index(0, count)


def blank(field: Any) -> Any:
    """What an empty cell means for the field: nothing, or its default where there is one."""
    if field.has_default():
        return field.get_default()
    return "" if not field.null and field.empty_strings_allowed else None
