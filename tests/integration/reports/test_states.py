from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from gaisma.base.changes import UnableToRecord
from gaisma.base.errors import GaismaError
from gaisma.base.models import AuditRecord, User
from gaisma.base.registry import gathered
from gaisma.evidence.reports import actions, builder, queries
from gaisma.evidence.reports.asking import Asker
from gaisma.evidence.reports.editions import Edition
from gaisma.evidence.reports.models import Narrative, Report
from gaisma.evidence.reports.queries import Outcome
from gaisma.evidence.reports.workflow import REPORT
from tests import factories
from tests.moments import NOW, TODAY
from tests.unit.evidence.reports import invented

pytestmark = pytest.mark.django_db

ACTS = ("send_for_review", "return_to_draft", "approve", "adopt", "publish")


@pytest.fixture
def report():
    return actions.draft(name="readiness", school_year="2024/2025", as_of=TODAY, by=None, at=NOW)


@pytest.fixture
def built():
    edition = Edition(
        kind=gathered("REPORTS")["readiness"],
        language="lv",
        school_year="2024/2025",
        as_of=TODAY,
        authority="Pārvalde",
        municipality="Paraugpils",
        places=invented.PLACES,
    )
    indicators = {one.key: one for one in gathered("INDICATORS")}
    asker = Asker(invented.answer, indicators, "2024/2025", TODAY, None)
    return builder.built(edition, offered=list(gathered("REPORT_SECTIONS")), asker=asker)


@pytest.fixture(autouse=True)
def manager(specialist):
    factories.role_grant(user=specialist, role="manager", organisation=factories.authority())
    return specialist


def taken(report, built, act):
    by = User.objects.get(username="specialist")
    if act == "approve":
        return actions.approve(report=report, built=[built], by=by, at=NOW)
    if act == "adopt":
        day = date(2024, 8, 29)
        return actions.adopt(report=report, decision_number="410", decision_on=day, by=by, at=NOW)
    return getattr(actions, act)(report=report, by=by, at=NOW)


def brought_to(report, built, state):
    for act in ("send_for_review", "approve", "adopt", "publish"):
        if report.state == state:
            return report
        report = taken(report, built, act)
    return report


@pytest.mark.parametrize("state", ["draft", "in_review", "approved", "adopted", "published"])
@pytest.mark.parametrize("act", ACTS)
def test_act_is_taken_only_from_its_state(report, built, state, act):
    report = brought_to(report, built, state)
    step = REPORT[act]

    if state in step.taken_from:
        assert taken(report, built, act).state == step.leads_to
    else:
        with pytest.raises(UnableToRecord):
            taken(report, built, act)
        assert Report.objects.get().state == state


def test_approval_pins_the_figures_and_the_version(report, built):
    approved = brought_to(report, built, "approved")

    assert approved.lake_version == invented.VERSION
    assert approved.figures.count() == len(built.figures)
    share = approved.figures.filter(indicator="teachers.share_qualified").first()
    assert Fraction(share.value) == Fraction(200, 3)
    assert share.definition == "0123456789abcdef"


def test_adoption_needs_the_number_of_the_decision(report, built):
    report = brought_to(report, built, "approved")

    with pytest.raises(GaismaError) as caught:
        actions.adopt(report=report, decision_number=" ", decision_on=TODAY, by=None, at=NOW)

    assert caught.value.code == "no_decision_number"


def test_every_act_is_in_the_audit(report, built):
    brought_to(report, built, "published")

    acts = list(AuditRecord.objects.order_by("pk").values_list("action", flat=True))
    assert acts == [
        "reports.draft",
        "reports.send_for_review",
        "reports.approve",
        "reports.adopt",
        "reports.publish",
    ]


def test_text_can_be_written_twice_into_a_draft(report):
    about = {"report": report, "section": "brief.figures", "language": "lv"}
    for revision, text in enumerate(("Viens.", "Divi.")):
        actions.write(**about, text=text, revision=revision, by=None, at=NOW)

    assert list(Narrative.objects.values_list("text", flat=True)) == ["Divi."]


def test_text_cannot_be_written_after_the_review_began(report, built):
    report = brought_to(report, built, "in_review")

    about = {"report": report, "section": "brief.figures", "language": "lv"}
    with pytest.raises(UnableToRecord):
        actions.write(**about, text="X", revision=0, by=None, at=NOW)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "approved"},
        {"lake_version": 3},
        {"state": "in_review", "decision_number": "410"},
        {"decision_on": TODAY},
    ],
)
def test_record_holds_states_together(report, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.update(**fields)


def test_report_of_a_year_stands_once(report):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(name="readiness", school_year="2024/2025", as_of=TODAY)


def test_computing_again_gives_the_same(report, built):
    approved = brought_to(report, built, "approved")

    again = queries.recomputed(approved, answer=invented.answer)

    assert len(again) == len(built.figures)
    assert {one.outcome for one in again} == {Outcome.SAME}


def test_computing_again_asks_the_pinned_version(report, built):
    approved = brought_to(report, built, "approved")
    versions = set()

    def answer(indicator, **given):
        versions.add(given["lake_version"])
        return invented.answer(indicator, **given)

    queries.recomputed(approved, answer=answer)

    assert versions == {invented.VERSION}


def test_changed_definition_is_said_with_both_values(report, built):
    approved = brought_to(report, built, "approved")

    def answer(indicator, **given):
        figures = invented.answer(indicator, **given)
        if indicator != "staff.count":
            return figures
        return [replace(one, value=7, definition="fedcba9876543210") for one in figures]

    again = queries.recomputed(approved, answer=answer)

    changed = [one for one in again if one.outcome is not Outcome.SAME]
    assert {one.pinned.indicator for one in changed} == {"staff.count"}
    assert {one.outcome for one in changed} == {Outcome.DEFINITION_CHANGED}
    assert {one.value for one in changed} == {"7"}
    assert {one.pinned.value for one in changed} <= {"60", "240"}


def test_other_number_under_the_same_definition_differs(report, built):
    approved = brought_to(report, built, "approved")

    def answer(indicator, **given):
        return [replace(one, value=7) for one in invented.answer(indicator, **given)]

    assert Outcome.DIFFERS in {one.outcome for one in queries.recomputed(approved, answer=answer)}
