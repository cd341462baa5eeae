"""Every column of every table: taken in, it stands in the record; given out, it is the same."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from gaisma.base.models import Organisation
from gaisma.evidence.interop import imports, kinds, reading, workbook
from gaisma.evidence.interop.kinds import table_kinds
from gaisma.evidence.interop.records import blank
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Group
from tests.integration.columns import kept, rows
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
WHEN = {"created": rows.CREATED, "changed": rows.CHANGED}


def test_every_column_has_a_value_and_another() -> None:
    known = [(kind, name) for kind, columns in rows.VALUES.items() for name in columns]
    alike = [
        (kind, name)
        for kind, columns in rows.VALUES.items()
        for name, values in columns.items()
        if not isinstance(values, str)
        and values[0] == values[1]
        and (kind, name) not in rows.EXCLUSIVE
    ]

    assert set(known) ^ set(rows.columns()) == set()
    assert not alike
    assert {kind.key for kind in table_kinds()} == set(rows.VALUES)
    assert set(kept.NOT_GIVEN_OUT) <= set(known)


@pytest.mark.parametrize("when", WHEN)
def test_every_column_taken_in_is_given_out(when: str, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue(when)

    given = {kind: told(kind) for kind in rows.VALUES}

    wanted = {
        (kind, name): rows.value(kind, name, WHEN[when])
        for kind, name in rows.columns()
        if (kind, name) not in kept.NOT_GIVEN_OUT
    }
    assert {place: given[place[0]].get(place[1]) for place in wanted} == wanted


def told(kind: str) -> dict[str, str]:
    """The row of the kind as its table is given out."""
    key = next(name for name, values in rows.VALUES[kind].items() if isinstance(values, str)
               and name not in rows.PLACE)  # fmt: skip
    frame = table_kinds()[kind].export(rows.SOURCE)
    (row,) = frame.filter(pl.col(key) == rows.VALUES[kind][key]).iter_rows(named=True)
    return {name: written(value) for name, value in row.items()}


def written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Decimal):
        return str(value.normalize()) if value.as_tuple().exponent == -6 else str(value)
    return value.isoformat() if isinstance(value, date) else str(value)


@pytest.mark.parametrize("when", WHEN)
def test_what_is_not_given_out_stands_in_the_record(
    when: str, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue(when)

    def value(kind: str, column: str) -> str:
        return rows.value(kind, column, WHEN[when])

    for kind in ("learners", "staff"):
        person = Person.objects.get(identifiers__value=rows.VALUES[kind]["person_id"])
        assert person.register_id == value(kind, "register_id")
        assert person.language == value(kind, "language")
    group = Group.objects.get(identifiers__value="g-1")
    assert group.register_id == value("groups", "register_id")
    assert group.programme.identifiers.get().value == value("groups", "programme_identifier")
    enrolment = group.enrolments.get(identifiers__value="e-1")
    assert enrolment.person.identifiers.get().value == "L-1"
    assert Organisation.objects.get(identifiers__value="i-5").code == "PII-05"


@pytest.mark.usefixtures("changed")
def test_workbooks_of_what_is_stored_hold_every_column_and_change_nothing(tmp_path: Path) -> None:
    empty, outcomes, counts = {}, {}, {}
    for kind in kinds.given_kinds():
        path = tmp_path / f"{kind}.xlsx"
        counts[kind] = workbook.write_export(kind, path, source=rows.SOURCE, at=NOW)
        read = reading.read(path, kind)
        outcomes[kind] = imports.take_table(
            path, kind, by=None, at=NOW, as_of=TODAY, source=rows.SOURCE
        )
        assert read.frame is not None
        empty |= {
            (kind, column.name): "empty"
            for column in kinds.columns_of(kind)
            if read.frame[column.name].fill_null("").str.len_chars().max() == 0
            and (kind, column.name) not in rows.EXCLUSIVE
        }

    assert empty == {}
    assert {kind: one.problems for kind, one in outcomes.items() if one.problems} == {}
    assert {kind: one.unchanged[kind] for kind, one in outcomes.items()} == counts


@pytest.mark.usefixtures("created")
def test_every_field_is_filled_by_a_column_or_is_said_not_to_be() -> None:
    filled = {
        f"{model._meta.label}.{field.name}"
        for model in kept.models()
        for field in model._meta.concrete_fields
        if field.name not in kept.ALWAYS
        for value in model._base_manager.values_list(field.attname, flat=True)
        if value != blank(field)
    }
    fields = {
        f"{model._meta.label}.{field.name}"
        for model in kept.models()
        for field in model._meta.concrete_fields
        if field.name not in kept.ALWAYS
    }

    assert fields - filled == set(kept.NOT_TAKEN_IN)
