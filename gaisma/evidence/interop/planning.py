"""What rooms plan with: references found, rows created or changed, each answer with its row."""

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

import polars as pl
from django.db import models
from django.utils.translation import gettext as _

from gaisma.base.models import SchoolYear
from gaisma.evidence.interop import called
from gaisma.evidence.interop.checking import Check
from gaisma.evidence.interop.kinds import Identifiers, table_kinds
from gaisma.evidence.interop.records import Records, blank

Model = type[models.Model]
CREATED, CHANGED, UNCHANGED = "created", "changed", "unchanged"


class Draft:
    """A delivery while it is planned: the record as it will be, and the table at hand."""

    def __init__(self, *, source: str, today: date) -> None:
        self.source = source
        self.today = today
        self.records = Records()
        self.beside: dict[str, int] = {}
        """Rows of other kinds of table that change with those of the delivery."""
        self.check: Check

    def changed_beside(self, kind: str, count: int) -> None:
        """Count rows of another kind that change because of the table at hand."""
        if count:
            self.beside[kind] = self.beside.get(kind, 0) + count

    def identified(
        self, rows: pl.DataFrame, identifiers: Identifiers | None, column: str, *, into: str
    ) -> pl.DataFrame:
        """Fill `into` where it is empty with the row that the source calls so."""
        if into not in rows.columns:
            rows = rows.with_columns(pl.lit(None, dtype=pl.Int64).alias(into))
        if identifiers is None or column not in rows.columns:
            return rows
        known = self.known(identifiers).rename({"identifier": column, "id": "found"})
        rows = rows.join(known, on=column, how="left", maintain_order="left")
        return rows.with_columns(pl.coalesce(into, "found").alias(into)).drop("found")

    def known(self, identifiers: Identifiers) -> pl.DataFrame:
        """What the source calls rows: `identifier` and `id`."""
        return (
            self.records.of(identifiers.model)
            .filter(pl.col("scheme") == self.source)
            .select(identifier="value", id=identifiers.owner)
        )

    def remember(
        self, rows: pl.DataFrame, identifiers: Identifiers, column: str, *, owner: str = "id"
    ) -> None:
        """Store what the source calls the rows, where it is not stored yet."""
        if column not in rows.columns:
            return
        named = rows.select(pl.col(owner).alias(identifiers.owner), pl.col(column).alias("value"))
        named = named.drop_nulls().unique("value", keep="first", maintain_order=True)
        known = self.known(identifiers)
        new = named.join(known, left_on="value", right_on="identifier", how="anti")
        ids = self.records.fresh_ids(identifiers.model, new.height).alias("id")
        new = new.with_columns(ids, pl.lit(self.source).alias("scheme"))
        self.records.add(identifiers.model, new)

    def institution(
        self, rows: pl.DataFrame, column: str = "institution", *, into: str = "institution_id"
    ) -> pl.DataFrame:
        """Find the institution that each row names; rows whose institution is unknown go."""
        if column == "institution":
            institutions = table_kinds()["institutions"].identifiers
            rows = self.identified(rows, institutions, "institution_identifier", into=into)
        rows, learned = called.with_institutions(self.records, self.check, rows, column, into=into)
        self.changed_beside("institutions", learned)
        return rows

    def school_year(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Find the school year of each row; one that is not stored yet is planned."""
        if "school_year" not in rows.columns:
            return rows
        names = rows.select("school_year").unique().drop_nulls().sort("school_year")
        stored = self.records.of(SchoolYear).select("name", "id")
        new = names.join(stored, left_on="school_year", right_on="name", how="anti")
        first = pl.col("school_year").str.slice(0, 4).cast(pl.Int32)
        self.records.add(
            SchoolYear,
            new.select(
                self.records.fresh_ids(SchoolYear, new.height).alias("id"),
                name="school_year",
                starts_on=pl.date(first, 9, 1),
                ends_on=pl.date(first + 1, 8, 31),
            ),
        )
        years = self.records.of(SchoolYear).select(school_year="name", school_year_id="id")
        return rows.join(years, on="school_year", how="left", maintain_order="left")

    def refer(
        self,
        rows: pl.DataFrame,
        model: Model,
        on: Mapping[str, str],
        *,
        into: str,
        message: str,
        optional: bool = False,
    ) -> pl.DataFrame:
        """Find the row of the model by its fields `on` (field → column); others are refused and go.

        The last of `on` is the column that is named, and whose nearest values are told. `message`
        has the placeholders value and near.
        """
        if into not in rows.columns:
            rows = rows.with_columns(pl.lit(None, dtype=pl.Int64).alias(into))
        column = list(on.values())[-1]
        if column not in rows.columns:
            return rows
        stored = self.records.of(model)
        found = stored.select(pl.col("id").alias("found"), *on).unique([*on], keep="last")
        rows = rows.join(
            found.rename(dict(on)), on=list(on.values()), how="left", maintain_order="left"
        )
        rows = rows.with_columns(pl.coalesce(into, "found").alias(into)).drop("found")
        lost = rows.filter(pl.col(into).is_null() & pl.col(column).is_not_null())
        self.check.refuse_each(lost, column, _nearest(lost, stored, on, message))
        kept = pl.col(into).is_not_null()
        return rows.filter(kept | pl.col(column).is_null() if optional else kept)

    def upsert(
        self,
        model: Model,
        rows: pl.DataFrame,
        *,
        match: Sequence[str],
        values: Sequence[str],
        names: Mapping[str, str] | None = None,
        optional_keys: bool = False,
    ) -> pl.DataFrame:
        """Create or change the model's rows; gives the rows back with `id` and `outcome`.

        `rows` hold the model's columns; an `id` that is there is believed, others are found by
        `match`. Of `values` those that the rows hold are written. `names` tells what a field is
        called in the table. Rows that say the same key twice are refused.
        """
        names = names or {}
        values = [name for name in values if name in rows.columns]
        rows = _filled(model, rows, values)
        rows = self._fitting(model, rows, [*match, *values], names)
        if "id" not in rows.columns:
            rows = rows.with_columns(pl.lit(None, dtype=pl.Int64).alias("id"))
        stored = self.records.of(model)
        if match:
            rows = _matched(rows, stored, match)
            rows = self._once(rows, match, names)
        new = rows.filter(pl.col("id").is_null())
        new = new.with_columns(self.records.fresh_ids(model, new.height).alias("id"))
        old = _compared(rows.filter(pl.col("id").is_not_null()), stored, values)
        self.records.add(model, new.select("id", *match, *(v for v in values if v not in match)))
        changed = old.filter(pl.col("outcome") == CHANGED)
        self.records.change(model, changed.select("id", *values))
        new = new.with_columns(pl.lit(CREATED).alias("outcome"))
        return pl.concat([new, old.select(new.columns)]).sort("row")

    def _fitting(
        self, model: Model, rows: pl.DataFrame, fields: Sequence[str], names: Mapping[str, str]
    ) -> pl.DataFrame:
        for name in dict.fromkeys(fields):
            field = _field(model, name)
            limit = field.max_length if isinstance(field, models.CharField) else None
            if limit and rows.schema[name] == pl.String:
                long = pl.col(name).str.len_chars() > limit
                message = _("The text is longer than %(limit)d letters: shorten it.")
                self.check.refuse(
                    rows.filter(long), names.get(name, name), message % {"limit": limit}, value=name
                )
                rows = rows.filter(long.not_() | pl.col(name).is_null())
            if isinstance(field, models.PositiveSmallIntegerField):
                large = pl.col(name) > 32_767
                message = _("The number is too large.")
                self.check.refuse(rows.filter(large), names.get(name, name), message, value=name)
                rows = rows.filter(large.not_() | pl.col(name).is_null())
        return rows

    def _once(
        self, rows: pl.DataFrame, match: Sequence[str], names: Mapping[str, str]
    ) -> pl.DataFrame:
        keys = list(match)
        first = pl.col("row").first().over(keys)
        column = names.get(keys[-1], keys[-1])
        again = rows.with_columns(first.alias("first")).filter(pl.col("row") != pl.col("first"))
        self.check.refuse_each(
            again,
            column,
            (
                _("This row says the same as row %(row)d (%(columns)s): leave one of them.")
                % {"row": row, "columns": ", ".join(names.get(key, key) for key in keys)}
                for row in again["first"]
            ),
        )
        rows = rows.filter(pl.col("row") == first)
        return rows.filter(pl.col("id").is_null() | pl.col("id").is_first_distinct())

    def refuse_reversed(
        self, model: Model, rows: pl.DataFrame, since: tuple[str, str], until: tuple[str, str]
    ) -> pl.DataFrame:
        """Refuse rows whose end, as it will be, comes before their start; others are kept.

        `since` and `until` are each the model's field and the table's column.
        """
        planned = self.records.of(model).select("id", since[0], until[0])
        wrong = planned.filter(pl.col(until[0]) < pl.col(since[0]))
        start, end = (self.check.origin(name).column for name in (since[1], until[1]))
        bad = rows.select("row", "id").join(wrong, on="id", how="inner", maintain_order="left")
        self.check.refuse_each(
            bad,
            until[1],
            (
                _("%(until)s (%(last)s) comes before %(since)s (%(first)s).")
                % {"until": end, "last": last, "since": start, "first": first}
                for first, last in bad.select(since[0], until[0]).iter_rows()
            ),
            value=until[0],
        )
        return rows.join(bad, on="row", how="anti", maintain_order="left")


def worst(*outcomes: str) -> pl.Expr:
    """The outcome of a row that is several rows of the record: created, else changed."""
    either = {
        outcome: pl.any_horizontal(pl.col(name) == outcome for name in outcomes)
        for outcome in (CREATED, CHANGED)
    }
    changed = pl.when(either[CHANGED]).then(pl.lit(CHANGED)).otherwise(pl.lit(UNCHANGED))
    return pl.when(either[CREATED]).then(pl.lit(CREATED)).otherwise(changed)


def _field(model: Model, name: str) -> Any:
    return next(field for field in model._meta.concrete_fields if field.attname == name)


def _filled(model: Model, rows: pl.DataFrame, values: Sequence[str]) -> pl.DataFrame:
    fields = {name: _field(model, name) for name in values}
    filled = [
        pl.col(name).fill_null(pl.lit(blank(field), dtype=rows.schema[name]))
        for name, field in fields.items()
        if not field.null and blank(field) is not None
    ]
    return rows.with_columns(filled)


def _matched(rows: pl.DataFrame, stored: pl.DataFrame, match: Sequence[str]) -> pl.DataFrame:
    keys = list(match)
    found = stored.select(pl.col("id").alias("found"), *keys).unique(keys, keep="last")
    typed = rows.with_columns(pl.col(key).cast(stored.schema[key]) for key in keys)
    rows = typed.join(found, on=keys, how="left", nulls_equal=True, maintain_order="left")
    return rows.with_columns(pl.coalesce("id", "found").alias("id")).drop("found")


def _compared(rows: pl.DataFrame, stored: pl.DataFrame, values: Sequence[str]) -> pl.DataFrame:
    known = stored.select("id", *(pl.col(name).alias(f"{name}.stored") for name in values))
    typed = rows.with_columns(pl.col(name).cast(stored.schema[name]) for name in values)
    both = typed.join(known, on="id", how="left", maintain_order="left")
    differs = pl.any_horizontal(
        [pl.col(name).ne_missing(pl.col(f"{name}.stored")) for name in values]
        or [pl.lit(value=False)]
    )
    outcome = pl.when(differs).then(pl.lit(CHANGED)).otherwise(pl.lit(UNCHANGED))
    return both.with_columns(outcome.alias("outcome")).select(*rows.columns, "outcome")


def _nearest(
    lost: pl.DataFrame, stored: pl.DataFrame, on: Mapping[str, str], message: str
) -> list[str]:
    *around, name = on
    told = []
    for row in lost.head(1_000).select(*on.values()).iter_rows():
        beside = stored.filter(
            pl.col(field).eq_missing(pl.lit(value))
            for field, value in zip(around, row, strict=False)
        )
        candidates = beside[name].unique().sort().to_list()
        near = get_close_matches(row[-1], candidates, n=3, cutoff=0.5) or candidates[:8]
        told.append(message % {"value": row[-1], "near": ", ".join(near) or "–"})
    return told
