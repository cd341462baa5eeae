"""The look at what tests write notices what the lake is not told of, and what the audit lacks."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from gaisma.base import audit
from gaisma.base.changes import UnableToChange
from gaisma.record import recording
from gaisma.record.programmes.actions import enrolments
from gaisma.record.programmes.models import Enrolment
from tests import factories
from tests.moments import NOW
from tests.written import Written

pytestmark = pytest.mark.django_db


def withdraw(row: Enrolment) -> None:
    day = date(2024, 1, 31)
    enrolments.withdraw(enrolment=row, on=day, reason="withdrawn", revision=1, by=None, at=NOW)


def looked_at(act: Any) -> Written:
    written = Written()
    with connection.execute_wrapper(written):
        act()
    return written


def test_what_is_told_and_noted_is_in_order() -> None:
    row = factories.enrolment()

    written = looked_at(lambda: withdraw(row))

    assert "programmes_enrolment" in written.tables
    assert not written.untold()
    assert not written.unnoted()


def test_lake_that_is_not_told_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    row = factories.enrolment()
    monkeypatch.setattr(recording, "touch", lambda *tables: None)

    untold = looked_at(lambda: withdraw(row)).untold()

    assert untold["enrolments"] == {"programmes_enrolment"}


def test_act_that_is_not_noted_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    row = factories.enrolment()
    monkeypatch.setattr(audit, "note", lambda **given: None)

    assert looked_at(lambda: withdraw(row)).unnoted() == {"programmes_enrolment"}


def test_what_a_test_prepares_is_nobodys_act() -> None:
    written = looked_at(factories.enrolment)

    assert not written.tables


def test_who_comes_second_and_changes_nothing_owes_nothing() -> None:
    row = factories.enrolment()
    withdraw(Enrolment.objects.get())

    def again() -> None:
        with pytest.raises(UnableToChange):
            withdraw(row)

    assert not looked_at(again).tables
