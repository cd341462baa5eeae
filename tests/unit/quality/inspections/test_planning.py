"""The inspections of a year are planned in one go."""

from collections import Counter
from datetime import date

import pytest

from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import AuditRecord, MovedWorkingDay, Organisation
from gaisma.quality.inspections.actions import inspections
from gaisma.quality.inspections.models import Inspection
from tests import factories
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
JUNE = date(2024, 6, 3)


@pytest.fixture
def year(school):
    return factories.school_year("2024/2025")


def plan(year, led_by, *members, by=None, on=TODAY, **given):
    usual = {"version": factories.readiness_version(), **given}
    return inspections.plan_year(
        school_year=year, led_by=led_by, members=members, on=on, by=by, at=NOW, **usual
    )


def change(inspection, **given):
    usual = {
        "revision": inspection.revision,
        "planned_on": inspection.planned_on,
        "led_by": inspection.led_by,
        "members": [],
        "by": None,
        "at": NOW,
    }
    return inspections.change(inspection=inspection, **{**usual, **given})


def test_every_open_institution_gets_a_working_day_evenly(year, specialist, member):
    for _ in range(27):
        factories.institution()
    closed = factories.institution(closed_on=date(2024, 8, 31))

    planned = plan(year, specialist, member, specialist, by=specialist, on=JUNE)

    days = Counter(row.planned_on for row in planned)
    assert len(planned) == Organisation.objects.institutions().count() - 1
    assert closed.pk not in {row.institution_id for row in planned}
    assert min(days) == date(2024, 8, 19)
    assert max(days) <= date(2024, 9, 5)
    assert all(day.weekday() < 5 for day in days)
    assert max(days.values()) - min(days.values()) <= 1
    assert list(planned[0].members.all()) == [member]
    assert AuditRecord.objects.get().details == {"school_year": "2024/2025"}


def test_days_that_are_past_or_free_are_left_out(year, specialist):
    MovedWorkingDay.objects.create(day_off_on=date(2024, 8, 21), worked_on=date(2024, 8, 24))
    for _ in range(30):
        factories.institution()

    days = {row.planned_on for row in plan(year, specialist)}

    assert min(days) == date(2024, 8, 20)
    assert date(2024, 8, 21) not in days
    assert date(2024, 8, 24) in days


def test_what_is_planned_stays(year, planned, specialist):
    factories.institution(name="Another")

    added = plan(year, specialist)

    assert planned.institution_id not in {row.institution_id for row in added}
    with pytest.raises(UnableToRecord, match="already"):
        plan(year, specialist)


def test_plan_after_its_days_is_refused(year, specialist):
    with pytest.raises(UnableToRecord, match="over"):
        plan(year, specialist, on=date(2024, 9, 6))


def test_plan_with_another_instrument_is_refused(year, specialist):
    with pytest.raises(UnableToRecord, match="instrument"):
        plan(year, specialist, version=factories.version())


def test_commission_is_of_the_authority(year, specialist, head):
    with pytest.raises(UnableToRecord, match="does not work at the authority"):
        plan(year, specialist, head)


def test_plan_is_the_authoritys(year, specialist, head, teacher, auditor):
    for somebody in (head, teacher, auditor):
        with pytest.raises(NotPermitted):
            plan(year, specialist, by=somebody)

    assert not Inspection.objects.exists()


def test_day_and_commission_are_changed(planned, colleague, member):
    row = change(
        planned, planned_on=date(2024, 9, 5), led_by=colleague, members=[member, colleague]
    )

    assert (row.planned_on, row.led_by) == (date(2024, 9, 5), colleague)
    assert list(row.members.all()) == [member]


@pytest.mark.parametrize("day", [date(2024, 8, 18), date(2024, 9, 6)])
def test_day_outside_the_weeks_of_inspections_is_refused(planned, day):
    with pytest.raises(UnableToRecord, match="19"):
        change(planned, planned_on=day)


def test_signed_inspection_is_not_planned_otherwise(signed):
    with pytest.raises(UnableToRecord, match="in the state"):
        change(signed)
    with pytest.raises(UnableToRecord, match="in the state"):
        inspections.cancel(inspection=signed, by=None, at=NOW)


def test_inspection_is_taken_off_the_plan_while_nothing_stands_there(planned):
    defect = factories.defect(inspection=planned)
    with pytest.raises(UnableToRecord, match="already"):
        inspections.cancel(inspection=planned, by=None, at=NOW)
    defect.delete()

    inspections.cancel(inspection=planned, by=None, at=NOW)

    assert not Inspection.objects.exists()
