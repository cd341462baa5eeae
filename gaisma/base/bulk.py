"""Rows of the record as columns: read, written, changed and deleted many at a time.

Frames hold the database's columns by name (`parent_id` for a foreign key), JSON columns as Python
lists or texts of JSON. Everything runs inside the caller's transaction.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import polars as pl
from django.db import connection, models
from django.db.models.fields.json import JSONField
from django.db.models.functions import Cast

CHUNK = 500
WORTH_ANALYSING = 1_000


def reserve_ids(model: type[models.Model], count: int) -> range:
    """So many fresh primary keys in a row. The caller's transaction must hold the write lock."""
    if connection.vendor == "postgresql":
        return _reserve_from_sequence(model, count)
    largest = model._default_manager.aggregate(largest=models.Max("pk"))["largest"] or 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        used = cursor.fetchone()
    start = max(largest, used[0] if used else 0) + 1
    return range(start, start + count)


def _reserve_from_sequence(model: type[models.Model], count: int) -> range:
    if not count:
        return range(0)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [f'"{table}"'])
        sequence = cursor.fetchone()[0]
        # Nobody inserts, and so nobody takes a number, until the transaction ends.
        cursor.execute(f'LOCK TABLE "{table}" IN SHARE ROW EXCLUSIVE MODE')
        cursor.execute("SELECT nextval(%s)", [sequence])
        start = cursor.fetchone()[0]
        cursor.execute("SELECT setval(%s, %s)", [sequence, start + count - 1])
    return range(start, start + count)


def insert(model: type[models.Model], frame: pl.DataFrame) -> None:
    """Write new rows; columns that the frame lacks take the model's defaults."""
    if frame.is_empty():
        return
    frame = _with_defaults(model, frame)
    if connection.vendor == "postgresql":
        _copy(model, frame)
        return
    names = ", ".join(f'"{name}"' for name in frame.columns)
    marks = ", ".join(["%s"] * frame.width)
    with connection.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})',  # noqa: S608
            _rows(model, frame),
        )


def update(model: type[models.Model], frame: pl.DataFrame) -> None:
    """Change the rows that the frame's `id` names, in the frame's other columns."""
    if frame.is_empty():
        return
    columns = [name for name in frame.columns if name != "id"]
    assignments = ", ".join(f'"{name}" = %s' for name in columns)
    with connection.cursor() as cursor:
        cursor.executemany(
            f'UPDATE "{model._meta.db_table}" SET {assignments} WHERE id = %s',  # noqa: S608
            _rows(model, frame.select(*columns, "id")),
        )


def delete(model: type[models.Model], ids: Iterable[int]) -> None:
    """Delete the rows; the database refuses what other rows still refer to."""
    for chunk in _chunks(list(ids)):
        model._base_manager.filter(pk__in=chunk)._raw_delete(using=connection.alias)


def frame_of(queryset: "models.QuerySet[Any, Any]", *fields: str) -> pl.DataFrame:
    """The query's rows as a frame with the fields as columns, typed as the model says."""
    names = fields or tuple(field.attname for field in queryset.model._meta.concrete_fields)
    schema = {name: _polars_type(queryset.model, name) for name in names}
    days = [name for name in names if schema[name] == pl.Date and connection.vendor == "sqlite"]
    # SQLite stores days as text, which is read far sooner as a column than value by value.
    read = [Cast(name, models.TextField()) if name in days else name for name in names]
    rows = list(queryset.values_list(*read))
    texts = dict.fromkeys(days, pl.String)
    frame = pl.DataFrame(rows, schema={**schema, **texts}, orient="row")
    return frame.with_columns(pl.col(days).str.to_date("%Y-%m-%d")) if days else frame


def frame_from(
    model: type[models.Model], rows: Iterable[models.Model], *fields: str
) -> pl.DataFrame:
    """Rows that are at hand, with the fields as columns, typed as the model says."""
    lines = [tuple(getattr(row, name) for name in fields) for row in rows]
    schema = {name: _polars_type(model, name) for name in fields}
    return pl.DataFrame(lines, schema=schema, orient="row")


def _with_defaults(model: type[models.Model], frame: pl.DataFrame) -> pl.DataFrame:
    missing = [
        field
        for field in model._meta.concrete_fields
        if field.attname not in frame.columns and not field.primary_key and field.has_default()
    ]
    blank = [
        field
        for field in model._meta.concrete_fields
        if field.attname not in frame.columns
        and not field.has_default()
        and not field.null
        and not field.primary_key
        and field.empty_strings_allowed
    ]
    return frame.with_columns(
        *(_default(field, frame.height).alias(field.attname) for field in missing),
        *(pl.lit("").alias(field.attname) for field in blank),
    )


def _default(field: Any, height: int) -> pl.Expr:
    if field.unique and callable(field.default):
        return pl.lit(pl.Series([field.get_default() for _ in range(height)]))
    value = field.get_default()
    return pl.lit("[]" if value == [] else "{}" if value == {} else value)


def _rows(model: type[models.Model], frame: pl.DataFrame) -> Any:
    return _prepared(model, frame).iter_rows()


def _prepared(model: type[models.Model], frame: pl.DataFrame) -> pl.DataFrame:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return frame.with_columns(
        _prepared_column(fields[name], frame[name])
        for name in frame.columns
        if _needs_preparing(fields[name], frame[name])
    )


def _needs_preparing(field: Any, column: pl.Series) -> bool:
    if isinstance(field, JSONField):
        return True
    # SQLite stores dates and decimals as text; PostgreSQL reads the same texts.
    return column.dtype.is_temporal() or column.dtype.is_decimal()


def _prepared_column(field: Any, column: pl.Series) -> pl.Series:
    if isinstance(field, JSONField):
        return _as_json(column)
    if column.dtype == pl.Date:
        return column.dt.strftime("%Y-%m-%d")
    if column.dtype.is_temporal():
        return _as_moment(column)
    return column.cast(pl.String)


def _as_moment(column: pl.Series) -> pl.Series:
    if column.dtype.time_zone is not None:  # type: ignore[attr-defined]
        column = column.dt.convert_time_zone("UTC")
    text = column.dt.strftime("%Y-%m-%d %H:%M:%S%.6f")
    return text + "+00:00" if connection.vendor == "postgresql" else text


def _as_json(column: pl.Series) -> pl.Series:
    if column.dtype == pl.String:
        return column
    lists = column.list.drop_nulls().fill_null([]).alias("list")
    text = lists.to_frame().to_struct().struct.json_encode()
    # Only a whole structure is encoded: {"list":[…]}.
    return text.str.strip_prefix('{"list":').str.strip_suffix("}").alias(column.name)


def _copy(model: type[models.Model], frame: pl.DataFrame) -> None:
    names = ", ".join(f'"{name}"' for name in frame.columns)
    with connection.cursor() as cursor:
        statement = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN'
        # The driver's own cursor, whose errors are not the framework's yet.
        with connection.wrap_database_errors, cursor.cursor.copy(statement) as copy:
            for row in _rows(model, frame):
                copy.write_row(row)
        if frame.height >= WORTH_ANALYSING:
            # Otherwise the planner believes the table small until its own turn, minutes later.
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def _polars_type(model: type[models.Model], path: str) -> Any:
    field = _field(model, path)
    if isinstance(field, models.DecimalField):
        return pl.Decimal(field.max_digits, field.decimal_places)
    if isinstance(field, JSONField):
        return pl.List(pl.String) if field.get_default() == [] else pl.Object
    for kind, dtype in POLARS_TYPES:
        if isinstance(field, kind):
            return dtype
    return pl.String


POLARS_TYPES: tuple[tuple[Any, Any], ...] = (
    (models.BooleanField, pl.Boolean),
    (models.DateTimeField, pl.Datetime("us", "UTC")),
    (models.DateField, pl.Date),
    (models.FloatField, pl.Float64),
    (models.BinaryField, pl.Binary),
    (models.IntegerField, pl.Int64),
    (models.AutoField, pl.Int64),
    (models.ForeignKey, pl.Int64),
)


def _field(model: type[models.Model], path: str) -> Any:
    head, _, rest = path.partition("__")
    if not rest:
        return next(
            field
            for field in model._meta.concrete_fields
            if head in {field.attname, field.name} or (head == "pk" and field.primary_key)
        )
    related = model._meta.get_field(head).related_model
    return _field(related, rest)  # type: ignore[arg-type]
