"""A column of an entity, declared once by its room: files, forms, pages and the lake follow it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl
from django.db.models import ForeignKey, Model, QuerySet

from gaisma.analytics import vocabulary
from gaisma.analytics.vocabulary import Vocabulary
from gaisma.base import bulk

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

BY_TYPE = {"role": vocabulary.ROLES, "language": vocabulary.LANGUAGES}
DECIMAL_PLACES = {"load": 3, "latitude": 6, "longitude": 6}
LAKE_TYPES = {"integer": "int64", "date": "date", "boolean": "boolean"}
OWN, SHARED = "own", "shared"
"""In the lake a column stands in its entity's own table, or also in those of facts about it."""


@dataclass(frozen=True)
class Column:
    """One column: what files call it, what may stand there, and where the record keeps it.

    `path` leads from the model to what is given out, `institution__code`; without one the field is
    called as the column is. `label` is what pages call it; a column that has none is not entered
    by hand. `least` and `most` bound a number that is entered. `is_fact` shows it on the page.
    """

    name: str
    type: str = "text"
    is_key: bool = False
    required: bool = False
    example: str = ""
    note: "StrOrPromise" = ""
    listed: Vocabulary | None = None
    title: "StrOrPromise" = ""
    path: str = ""
    label: "StrOrPromise" = ""
    least: int = 0
    most: int | None = None
    lake: str = ""
    is_fact: bool = False

    @property
    def vocabulary(self) -> Vocabulary | None:
        """The closed list from which the values come, if there is one."""
        return self.listed or BY_TYPE.get(self.type)

    @property
    def decimal_places(self) -> int:
        return DECIMAL_PLACES.get(self.name, 6)

    @property
    def lake_type(self) -> str:
        if self.type == "decimal":
            return f"decimal({self.decimal_places + 3}, {self.decimal_places})"
        return LAKE_TYPES.get(self.type, "string")

    @property
    def found(self) -> str:
        """Where the model has what is given out."""
        return self.path or self.name

    @property
    def field(self) -> str:
        """The model's field."""
        return self.found.partition("__")[0]


@dataclass(frozen=True)
class Entity:
    """A table of the record that files bring and take: its model, and its columns in order."""

    model: type[Model]
    columns: tuple[Column, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The model's columns that tell rows apart."""
        held = (self._held(column) for column in self.columns if column.is_key)
        return tuple(dict.fromkeys(held))

    @property
    def values(self) -> tuple[str, ...]:
        """The model's columns that a file fills."""
        return tuple(dict.fromkeys(self._held(column) for column in self.columns))

    @property
    def names(self) -> dict[str, str]:
        """What files call the model's columns that have another name there.

        Of several that name one row together, the one that is called as the field is.
        """
        held = {self._held(column): column.name for column in self.columns}
        same = {self._held(one): one.name for one in self.columns if one.name == one.field}
        return {field: name for field, name in (held | same).items() if field != name}

    def renamed(self, rows: pl.DataFrame) -> pl.DataFrame:
        """A file's rows as the model calls their columns, but for those that name other rows."""
        own = {column.name: column.found for column in self.columns if "__" not in column.found}
        return rows.rename(own, strict=False)

    def export(self, rows: "QuerySet[Any, Any]", *beside: str, but: str = "") -> pl.DataFrame:
        """The rows in the columns of the contract, and in further ones of the model.

        What is told of the row that `but` refers to is left out.
        """
        columns = [one for one in self.columns if one.field != but or "__" not in one.found]
        frame = bulk.frame_of(rows, *(column.found for column in columns), *beside)
        lists = [pl.col(one.name).list.join(" | ") for one in columns if one.type == "list"]
        return frame.rename({one.found: one.name for one in columns}).with_columns(lists)

    def in_lake(self, *where: str) -> dict[str, Column]:
        """The columns that stand in the lake so, by their names there: those of the fields."""
        return {column.field: column for column in self.columns if column.lake in where}

    def lake_types(self, where: str) -> dict[str, str]:
        """Columns of a table of the lake with their types."""
        return {name: column.lake_type for name, column in self.in_lake(where).items()}

    def _held(self, column: Column) -> str:
        field = self.model._meta.get_field(column.field)
        return field.attname if isinstance(field, ForeignKey) else column.field
