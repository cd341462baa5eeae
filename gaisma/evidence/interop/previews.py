"""What a delivery would change, row by row, beside what is stored now."""

from typing import Any

import polars as pl
from django.db import models

from gaisma.evidence.interop.kinds import columns_of, known_kinds
from gaisma.evidence.interop.planning import Draft
from gaisma.evidence.interop.records import Model
from gaisma.evidence.interop.titles import column_titles, records, word

SHOWN = 100
"""So many rows of a table are shown; the number of all is told."""
CALLED = {"from_on": "from", "to_on": "to"}
NAMES = ("name", "title", "given_name", "family_name", "role", "number")
"""Columns by which a row is known."""

Change = dict[str, Any]


def of(draft: Draft) -> dict[str, Change]:
    """Changed and new rows by table of the record, as plain values that JSON can hold."""
    return {
        model._meta.label: told
        for model in draft.records.models
        if model._meta.label in records() and (told := _of_table(draft, model))
    }


def column_of(name: str) -> str:
    """What the contract calls a column of the record; "" for what no table holds."""
    called = CALLED.get(name, name.removesuffix("_id"))
    return called if called in column_titles() and name != "id" else ""


def _of_table(draft: Draft, model: Model) -> Change | None:
    changed, stored = draft.records.changed(model)
    created = draft.records.created(model)
    if changed.is_empty() and created.is_empty():
        return None
    return {
        "changed": changed.height,
        "created": created.height,
        "rows": [
            {"who": who, "fields": _differences(draft, model, before, after)}
            for who, before, after in zip(
                _called(draft, model, changed.head(SHOWN)),
                stored.head(SHOWN).to_dicts(),
                changed.head(SHOWN).to_dicts(),
                strict=True,
            )
        ],
        "new": _called(draft, model, created.head(SHOWN)),
    }


def _differences(
    draft: Draft, model: Model, before: dict[str, Any], after: dict[str, Any]
) -> list[dict[str, str]]:
    names = [name for name in after if name != "id" and after[name] != before[name]]
    return [
        {
            "column": column_of(name),
            "before": _written(draft, model, name, before[name]),
            "after": _written(draft, model, name, after[name]),
        }
        for name in names
        if column_of(name)
    ]


def _written(draft: Draft, model: Model, name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    field: Any = next(field for field in model._meta.concrete_fields if field.attname == name)
    if isinstance(field, models.ForeignKey):
        rows = draft.records.of(field.related_model).filter(pl.col("id") == value)
        return (_names_of(rows) or [""])[0]
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return _word(name, str(value))


def _word(name: str, value: str) -> str:
    """A code of a closed list as its word."""
    column = column_of(name)
    for kind in known_kinds():
        for known in columns_of(kind):
            if known.name == column and known.vocabulary and value in known.vocabulary.codes:
                return word(known.vocabulary, value)
    return value


def _called(draft: Draft, model: Model, rows: pl.DataFrame) -> list[str]:
    """How each of the rows is known: by its own names, then by those of what it refers to."""
    parts = [_names_of(rows)]
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.related_model is not model:
            ids = rows.select(id=pl.col(field.attname)).unique()
            other = draft.records.of(field.related_model).join(ids, on="id", how="semi")
            named = pl.DataFrame({field.attname: other["id"], "called": _names_of(other)})
            found = rows.select(field.attname).join(
                named, on=field.attname, how="left", maintain_order="left"
            )
            parts.append(found["called"].fill_null("").to_list())
    return [" · ".join(dict.fromkeys(filter(None, row))) for row in zip(*parts, strict=True)]


def _names_of(rows: pl.DataFrame) -> list[str]:
    present = [name for name in NAMES if name in rows.columns]
    if not present:
        return [""] * rows.height
    return [
        " ".join(_word(name, value) for name, value in row.items() if value)
        for row in rows.select(present).to_dicts()
    ]
