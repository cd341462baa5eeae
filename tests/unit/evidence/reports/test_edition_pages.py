"""A report of the record on its pages: its steps, and who may take them."""

import re
from itertools import product
from typing import Any

import pytest
from django.test import Client

from gaisma.base.jobs.models import Job
from gaisma.base.models import User
from gaisma.base.models.accounts import ROLES
from gaisma.evidence.lake import actions as lake
from gaisma.evidence.lake.models import LakeVersion
from gaisma.evidence.reports import actions, doubts, shelf
from gaisma.evidence.reports.models import PINNED, STATES, Comment, Report
from tests import factories
from tests.moments import NOW, TODAY
from tests.pages import Town, read

pytestmark = pytest.mark.django_db
OFFICIALS = ("specialist", "manager")
READERS = (*OFFICIALS, "head", "deputy", "auditor", "founder", "methodologist", "finance")
DRAFT_READERS = (*OFFICIALS, "auditor")
ACTS = {
    "send": ("draft", OFFICIALS),
    "return": ("in_review", ("manager",)),
    "approve": ("in_review", ("manager",)),
    "adopt": ("approved", OFFICIALS),
    "publish": ("adopted", ("manager",)),
    "day": ("draft", OFFICIALS),
}
"""The acts by their address: from which state, by which roles."""
GIVEN: dict[str, dict[str, Any]] = {
    "return": {"text": "Trūkst teksta."},
    "approve": {"lake_version": "1"},
    "adopt": {"decision_number": "410", "decision_on": "2024-08-29"},
    "day": {"as_of": "2024-08-19"},
}


def holder(role: str) -> User:
    """Somebody who holds the role for the whole authority."""
    user = factories.user()
    factories.role_grant(user=user, role=role, organisation=factories.authority())
    return user


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


@pytest.mark.parametrize("role", ROLES)
def test_report_is_read_by_its_readers_and_a_draft_by_the_authority(
    reader: Client, school: object, role: str
) -> None:
    reader.force_login(holder(role))
    for year, state in enumerate(STATES, start=2019):
        report = factories.report(state=state, school_year=f"{year}/{year + 1}")

        status = reader.get(f"/reports/{report.pk}/history/").status_code

        hidden = state not in PINNED and role not in DRAFT_READERS
        expected = 403 if role not in READERS else 404 if hidden else 200
        assert status == expected, (role, state)


@pytest.mark.parametrize("act", ACTS)
def test_act_is_taken_from_its_state_by_its_roles(reader: Client, town: Town, act: str) -> None:
    taken_from, roles = ACTS[act]
    for role, state in product(READERS, STATES):
        Report.objects.all().delete()
        report = factories.report(state=state)
        reader.force_login(holder(role))

        answer = reader.post(f"/reports/{report.pk}/{act}/", GIVEN.get(act, {}))

        report.refresh_from_db()
        is_done = report.state != state or report.as_of != TODAY
        assert is_done == (role in roles and state == taken_from), (role, state)
        if role not in roles:
            assert answer.status_code in (403, 404), (role, state)


@pytest.mark.parametrize("act", ["day", "return", "approve", "adopt", "publish", "comment"])
def test_act_that_the_state_forbids_is_explained_and_not_offered(
    reader: Client, town: Town, act: str
) -> None:
    report = factories.report(state="published")
    reader.force_login(holder("manager"))

    page = reader.get(f"/reports/{report.pk}/{act}/").content.decode()

    form = page.partition('<form class="card form"')[2].partition("</form>")[0]
    assert "The report is in the state" in words(form)
    assert "<button" not in form
    assert "<textarea" not in form


def test_act_by_somebody_elsewhere_is_refused(reader: Client, town: Town) -> None:
    report = factories.report()
    user = factories.user()
    factories.role_grant(user=user, role="specialist", organisation=town.school)
    reader.force_login(user)

    assert reader.post(f"/reports/{report.pk}/send/").status_code == 404
    assert Report.objects.get().state == "draft"


def test_edition_says_how_far_it_is_and_what_comes_next(
    reader: Client, specialist: User, report: Report
) -> None:
    reader.force_login(specialist)

    page = read(reader, f"/reports/{report.pk}/")

    assert 'aria-current="step"' in page
    assert "Write the texts, then send the report for review." in page
    assert f'href="/reports/{report.pk}/send/"' in page
    assert f"/reports/{report.pk}/texts/brief.figures/en/" in page
    assert f"/reports/{report.pk}/approve/" not in page
    assert "Record the council" not in page


def test_edition_explains_a_button_that_is_grey(
    reader: Client, manager: User, report: Report
) -> None:
    report.state = "in_review"
    report.save()
    factories.comment(report=report)
    reader.force_login(manager)

    page = read(reader, f"/reports/{report.pk}/")

    assert "1 comment is still open" in page
    assert f'href="/reports/{report.pk}/approve/"' not in page


def test_approval_with_an_open_comment_is_refused(
    reader: Client, manager: User, report: Report
) -> None:
    report.state = "in_review"
    report.save()
    comment = factories.comment(report=report)
    reader.force_login(manager)

    refused = reader.post(f"/reports/{report.pk}/approve/", {"lake_version": "1"})
    reader.post(f"/reports/{report.pk}/comments/{comment.pk}/settle/")
    reader.post(f"/reports/{report.pk}/approve/", {"lake_version": "1"})

    assert refused.status_code == 422
    assert Report.objects.get().state == "approved"


def test_approval_pins_what_was_seen_while_the_evidence_moves(
    reader: Client, specialist: User, manager: User, report: Report, town: Town
) -> None:
    reader.force_login(specialist)
    reader.post(f"/reports/{report.pk}/send/")
    _one_more_learner(town)
    reader.force_login(manager)
    page = read(reader, f"/reports/{report.pk}/approve/")
    (doubt,) = doubts.open_of(Report.objects.get())
    actions.justify(report=report, doubt=doubt, reason="Izlasīts.", by=manager, at=NOW)
    _one_more_learner(town)

    reader.post(f"/reports/{report.pk}/approve/", {"lake_version": "2"})

    report.refresh_from_db()
    assert 'name="lake_version" value="2"' in page
    assert "Learners 2024/2025 · school 9 10" in words(page)
    assert report.lake_version == 2
    figure = report.figures.filter(
        indicator="learners.count", filters={"school_year": "2024/2025", "stage": "school"}
    ).first()
    assert figure is not None
    assert figure.value == "10"
    assert LakeVersion.objects.get(number=2).kept_for
    assert LakeVersion.objects.get(number=1).kept_for


def _one_more_learner(town: Town) -> None:
    group = town.school.groups.get(school_year__name="2024/2025")
    factories.enrolment(group=group, from_on=group.school_year.starts_on)
    lake.touch("enrolments", "people")
    lake.refresh(reason="test", at=NOW)


def test_approval_of_a_version_that_is_gone_is_refused(
    reader: Client, manager: User, report: Report
) -> None:
    report.state = "in_review"
    report.save()
    reader.force_login(manager)

    answer = reader.post(f"/reports/{report.pk}/approve/", {"lake_version": "99"})

    assert answer.status_code == 422
    assert Report.objects.get().state == "in_review"


def test_returned_report_shows_the_reason(reader: Client, manager: User, report: Report) -> None:
    report.state = "in_review"
    report.save()
    reader.force_login(manager)

    reader.post(f"/reports/{report.pk}/return/", {"text": "Trūkst <b>teksta</b>."})
    page = read(reader, f"/reports/{report.pk}/")

    assert Report.objects.get().state == "draft"
    assert Comment.objects.get().returns
    assert "Trūkst &lt;b&gt;teksta&lt;/b&gt;." in page


def test_report_is_begun_once(reader: Client, specialist: User, town: Town) -> None:
    reader.force_login(specialist)
    given = {"name": "readiness", "school_year": "2024/2025", "as_of": "2024-08-20"}

    begun = reader.post("/reports/new/", given)
    again = reader.post("/reports/new/", given)

    report = Report.objects.get()
    assert begun.headers["Location"] == f"/reports/{report.pk}/"
    assert again.status_code == 422
    assert "stands already" in again.content.decode()


def test_list_names_reports_of_the_record_and_of_the_server(
    reader: Client, specialist: User, report: Report
) -> None:
    shelf.folder().mkdir(parents=True)
    for name in ("readiness-2022-2023-lv.pdf", "readiness-2024-2025-lv.pdf"):
        (shelf.folder() / name).write_bytes(b"%PDF")
    reader.force_login(specialist)

    page = read(reader, "/reports/")

    assert "2022/2023" in page
    assert f'href="/reports/{report.pk}/"' in page
    assert "/reports/readiness-2022-2023-lv/pdf" in page
    # It is of a report that is a draft now: nobody reads it as if it were more.
    assert "readiness-2024-2025-lv" not in page


def test_documents_are_built_apart_until_the_approval(
    reader: Client, specialist: User, head: User, report: Report, monkeypatch: Any
) -> None:
    monkeypatch.setattr(
        "gaisma.evidence.reports.building.drawing.documents",
        lambda built, formats, painter: dict.fromkeys(formats, b"<html></html>"),
    )
    monkeypatch.setattr("gaisma.evidence.reports.building.Painter", _NoPainter)
    from gaisma.evidence.reports import actions

    actions.build(report=report, by=specialist, at=NOW)

    file = f"/reports/{report.pk}/files/lv/pdf/"
    reader.force_login(specialist)
    answer = reader.get(file)
    assert b"".join(answer.streaming_content) == b"<html></html>"
    reader.force_login(head)
    assert reader.get(file).status_code == 404
    assert not list(shelf.folder().glob("*.pdf"))
    assert len(list(shelf.drafts().glob("*.pdf"))) == 3


class _NoPainter:
    def __enter__(self) -> None: ...
    def __exit__(self, *problem: object) -> None: ...


def test_documents_of_an_approved_report_take_the_place_of_the_drafts(
    report: Report, specialist: User, monkeypatch: Any
) -> None:
    from gaisma.evidence.reports import actions

    monkeypatch.setattr(
        "gaisma.evidence.reports.building.drawing.documents",
        lambda built, formats, painter: dict.fromkeys(formats, b"x"),
    )
    monkeypatch.setattr("gaisma.evidence.reports.building.Painter", _NoPainter)
    actions.build(report=report, by=specialist, at=NOW)
    approved = Report.objects.get()
    approved.state, approved.lake_version, approved.approved_at = "approved", 1, NOW
    approved.save()

    actions.build(report=approved, by=specialist, at=NOW)

    assert not list(shelf.drafts().glob("*"))
    assert {one.language for one in shelf.built(approved)} == {"lv", "en", "ru"}


def test_building_is_begun_in_the_background(
    reader: Client, specialist: User, report: Report, monkeypatch: Any
) -> None:
    begun: list[Any] = []

    def begin(kind: str, **given: Any) -> Any:
        begun.append((kind, given["report_id"]))
        return Job(pk=1)

    monkeypatch.setattr("gaisma.base.jobs.begin", begin)
    reader.force_login(specialist)

    answer = reader.post(f"/reports/{report.pk}/build/")

    assert begun == [("reports.build", report.pk)]
    assert answer.headers["Location"] == Job(pk=1).get_absolute_url()


def test_history_says_who_did_what(reader: Client, specialist: User, report: Report) -> None:
    reader.force_login(specialist)
    reader.post(f"/reports/{report.pk}/send/")

    page = words(read(reader, f"/reports/{report.pk}/history/"))

    assert "Specialist sent the report for review" in page


def test_buttons_are_sent_and_not_opened(reader: Client, specialist: User, report: Report) -> None:
    reader.force_login(specialist)

    assert reader.get(f"/reports/{report.pk}/build/").status_code == 405


def test_reports_of_the_record_ask_for_a_sign_in(reader: Client, report: Report) -> None:
    answer = reader.get(f"/reports/{report.pk}/")

    assert answer.status_code == 302
    assert "/sign-in/" in answer.headers["Location"]


def test_edition_needs_few_queries(
    reader: Client, specialist: User, report: Report, django_assert_max_num_queries: Any
) -> None:
    reader.force_login(specialist)
    read(reader, f"/reports/{report.pk}/")

    with django_assert_max_num_queries(24):
        read(reader, f"/reports/{report.pk}/")
