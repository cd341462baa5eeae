"""Figures of a report beside those of an earlier one, and beside what is known now."""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation

from gaisma.analytics.calculation import State
from gaisma.base.models import User
from gaisma.evidence.lake import actions as lake
from gaisma.evidence.reports import actions, building, comparing
from gaisma.evidence.reports.models import Report
from tests import factories
from tests.moments import NOW
from tests.pages import Town, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def earlier(town: Town) -> Report:
    """The published report of the year before, its school's learners pinned as twelve."""
    report = factories.report(school_year="2023/2024", state="published")
    for number, (filters, value) in enumerate(
        (
            ({"school_year": "2023/2024", "stage": "school"}, "12"),
            ({"school_year": "2023/2024", "stage": "preschool"}, ""),
        ),
        start=1,
    ):
        factories.report_figure(report=report, number=number, filters=filters, value=value)
    return report


def approved(report: Report, by: User) -> Report:
    sent = actions.send_for_review(report=report, by=by, at=NOW)
    return actions.approve(report=sent, built=building.computed(sent), by=by, at=NOW)


def row_of(rows: list[comparing.Row], selection: str) -> comparing.Row:
    return next(row for row in rows if (row.title, row.selection) == ("Learners", selection))


def test_earlier_report_is_compared_by_its_own_school_year(
    specialist: User, report: Report, earlier: Report
) -> None:
    rows = comparing.with_earlier(specialist, report, earlier)

    row = row_of(rows, "2023/2024 · school")
    assert (row.then, row.now, row.difference) == (12, 9, -3)


def test_published_then_and_counted_now_stand_side_by_side_with_the_reason(
    specialist: User, report: Report, earlier: Report
) -> None:
    earlier.figures.filter(value="12").update(value="11")

    row = row_of(comparing.with_earlier(specialist, report, earlier), "2023/2024 · school")

    assert (row.then, row.counted, row.now, row.difference) == (11, 12, 9, -3)
    assert "published as it was known on 20 August 2024; counted anew" in row.note


def test_number_that_was_kept_back_is_not_told_afterwards(
    specialist: User, report: Report, earlier: Report
) -> None:
    row = row_of(comparing.with_earlier(specialist, report, earlier), "2023/2024 · preschool")

    assert (row.then, row.now, row.difference) == (None, None, None)


def test_changed_definition_is_noted(specialist: User, report: Report, earlier: Report) -> None:
    row = row_of(comparing.with_earlier(specialist, report, earlier), "2023/2024 · school")

    assert row.note == "the definition has changed"


def test_figures_that_the_earlier_report_did_not_say_are_listed(
    specialist: User, report: Report, earlier: Report
) -> None:
    rows = comparing.with_earlier(specialist, report, earlier)

    assert any(row.title == "Groups" or row.note == "not said before" for row in rows)


def test_pinned_figures_stand_beside_what_is_known_now(
    report: Report, manager: User, town: Town
) -> None:
    factories.role_grant(user=manager, role="specialist", organisation=factories.authority())
    pinned = approved(report, manager)
    group = town.school.groups.get(school_year__name="2024/2025")
    factories.enrolment(group=group, from_on=group.school_year.starts_on)
    lake.touch("enrolments", "people")
    lake.refresh(reason="test", at=NOW)

    row = row_of(comparing.with_now(manager, pinned), "2024/2025 · school")

    assert (row.then, row.now, row.note) == (9, 10, "")


def test_nothing_moved_is_said_when_nothing_did(report: Report, manager: User) -> None:
    sent = actions.send_for_review(report=report, by=manager, at=NOW)

    assert comparing.since_sent(manager, sent, lake_version=1) == []


def test_comparison_page_offers_what_there_is(
    reader: Client, specialist: User, report: Report, earlier: Report
) -> None:
    reader.force_login(specialist)

    page = read(reader, f"/reports/{report.pk}/comparison/")

    assert "Then: as pinned in the report of 2023/2024" in page
    assert "−3" in page
    assert f'href="/reports/{earlier.pk}/figures/1/">12</a>' in page
    assert "/figures/learners.count/?school_year=2024%2F2025" in page
    assert "with=now" not in page


def test_comparison_is_taken_away_as_numbers(
    reader: Client, specialist: User, report: Report, earlier: Report
) -> None:
    reader.force_login(specialist)

    answer = reader.get(f"/reports/{report.pk}/comparison/?format=csv&show=all")

    assert "Learners,2023/2024 · school,12,12,9,-3" in answer.content.decode("utf-8-sig")


def test_comparison_without_an_earlier_report_says_what_it_takes(
    reader: Client, specialist: User, report: Report
) -> None:
    reader.force_login(specialist)

    assert "nothing to compare with yet" in read(reader, f"/reports/{report.pk}/comparison/")


def test_what_is_known_now_is_not_for_those_who_read_no_drafts(
    reader: Client, head: User, manager: User, report: Report
) -> None:
    factories.role_grant(user=manager, role="specialist", organisation=factories.authority())
    approved(report, manager)
    reader.force_login(head)

    page = read(reader, f"/reports/{report.pk}/comparison/?with=now")

    assert "What is known now" not in page
    assert "nothing to compare with yet" in page


def test_why_a_published_figure_had_no_number_is_kept_and_told(
    reader: Client, specialist: User, report: Report, earlier: Report
) -> None:
    earlier.figures.filter(value="").update(state="no_data")
    row = row_of(comparing.with_earlier(specialist, report, earlier), "2023/2024 · preschool")
    reader.force_login(specialist)

    page = read(reader, f"/reports/{report.pk}/comparison/?show=all")

    assert row.said.written("people") == "–"
    assert "– Nothing is recorded for this time" in row.remark
    assert "– Nothing is recorded for this time" in page


def test_what_had_no_data_then_is_told_as_it_is_known_now(
    specialist: User, report: Report, earlier: Report
) -> None:
    earlier.figures.filter(value="12").update(value="", state="no_data")

    row = row_of(comparing.with_earlier(specialist, report, earlier), "2023/2024 · school")

    assert (row.then, row.now, row.difference) == (None, 9, None)
    assert row.is_changed


def test_approval_keeps_the_state_of_every_figure(report: Report, manager: User) -> None:
    factories.role_grant(user=manager, role="specialist", organisation=factories.authority())
    pinned = approved(report, manager)

    states = set(pinned.figures.values_list("state", flat=True))

    assert {"known", "no_data", "not_begun"} <= states <= {*State}
    assert not pinned.figures.filter(state="known", value="").exists()
    assert not pinned.figures.exclude(state="known").exclude(value="").exists()


def test_difference_opens_the_change_that_it_is(
    specialist: User, report: Report, earlier: Report
) -> None:
    row = row_of(comparing.with_earlier(specialist, report, earlier), "2023/2024 · school")

    assert row.difference == -3
    assert row.changed.startswith("/figures/learners.change/?")
    assert "compared_with=2023%2F2024" in row.changed


def test_year_of_a_series_has_no_change_of_its_own(
    specialist: User, report: Report, earlier: Report
) -> None:
    series = {"school_year": "2022/2023", "followed_to": "2023/2024", "stage": "school"}
    earlier.figures.filter(value="12").update(filters=series)

    rows = comparing.with_earlier(specialist, report, earlier)

    assert {row.changed for row in rows if row.then == 12} == {""}


def test_published_figure_has_a_page_that_says_it_as_it_was(
    reader: Client, head: User, earlier: Report
) -> None:
    earlier.figures.filter(value="12").update(value="1000/3")
    reader.force_login(head)

    page = read(reader, f"/reports/{earlier.pk}/figures/1/")

    assert '<data value="1000/3">' in page
    assert "As the report of 2023/2024 says it" in page
    assert "Computed again from the same version" in page
    assert reader.get(f"/reports/{earlier.pk}/figures/99/").status_code == 404


def test_figure_of_a_draft_is_not_for_those_who_read_no_drafts(
    reader: Client, head: User, report: Report
) -> None:
    factories.report_figure(report=report)
    reader.force_login(head)

    assert reader.get(f"/reports/{report.pk}/figures/1/").status_code == 404


@pytest.mark.parametrize(("state", "value"), [("known", ""), ("protected", "12")])
def test_figure_is_known_by_its_number(earlier: Report, state: str, value: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        earlier.figures.filter(number=1).update(state=state, value=value)
