"""How a self-evaluation goes from its draft to its publication."""

from collections.abc import Callable
from datetime import date
from itertools import product
from typing import Any

import pytest

from gaisma.analytics.calculation import Figure
from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import Installation, User
from gaisma.base.thresholds import actions as thresholds
from gaisma.quality.selfevaluation import offers, policies
from gaisma.quality.selfevaluation.actions import reports
from gaisma.quality.selfevaluation.models import SelfEvaluation
from gaisma.quality.selfevaluation.queries import evidence
from gaisma.quality.selfevaluation.workflow import EVALUATION
from tests import factories
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 14)
GIVEN: dict[str, dict[str, Any]] = {
    "hear": {"on": DAY, "protocol": "4"},
    "take_back": {},
    "sign": {"on": DAY},
    "agree": {"on": DAY},
    "send_back": {"because": "Add evidence"},
    "publish": {"on": DAY},
}
WAY = ("hear", "sign", "agree", "publish")


@pytest.fixture
def written(report: SelfEvaluation, installation: Installation) -> SelfEvaluation:
    """One of which something is said."""
    lessons = report.passages.get(about="lessons")
    reports.write(passage=lessons, revision=1, narrative="Good", by=None, at=NOW)
    return report


def take(evaluation: SelfEvaluation, act: str, *, by: User | None = None) -> SelfEvaluation:
    row = SelfEvaluation.objects.get(pk=evaluation.pk)
    step: Callable[..., SelfEvaluation] = getattr(reports, act)
    return step(evaluation=row, revision=row.revision, by=by, at=NOW, **GIVEN[act])


def brought(evaluation: SelfEvaluation, state: str) -> SelfEvaluation:
    """The evaluation once it has come so far."""
    row = SelfEvaluation.objects.get(pk=evaluation.pk)
    for act in WAY[: list(EVALUATION.titles).index(state)]:
        row = take(row, act)
    return row


@pytest.mark.parametrize(
    ("state", "act"), list(product(EVALUATION.titles, [move.key for move in EVALUATION.moves]))
)
def test_step_is_taken_from_its_states_only(written: SelfEvaluation, state: str, act: str) -> None:
    row = brought(written, state)

    if state in EVALUATION[act].taken_from:
        assert take(row, act).state == EVALUATION[act].leads_to
    else:
        with pytest.raises(UnableToRecord, match="in the state"):
            take(row, act)


@pytest.mark.parametrize(
    ("act", "who"),
    [
        ("hear", {"head", "deputy"}),
        ("take_back", {"head", "deputy"}),
        ("sign", {"head"}),
        ("agree", {"manager", "founder"}),
        ("send_back", {"specialist", "manager", "founder"}),
        ("publish", {"specialist", "manager", "head", "deputy"}),
    ],
)
def test_step_is_taken_by(written: SelfEvaluation, act: str, who: set[str]) -> None:
    row, allowed = brought(written, EVALUATION[act].taken_from[0]), set()
    roles = ("specialist", "manager", "founder", "head", "deputy", "teacher", "auditor")

    for role in roles:
        user = factories.user()
        factories.role_grant(user=user, role=role, organisation=row.institution)
        if act in EVALUATION.offered(row, user):
            allowed.add(role)
        else:
            with pytest.raises(NotPermitted):
                take(row, act, by=user)

    assert allowed == who


def test_what_nothing_is_said_of_is_not_heard(report: SelfEvaluation) -> None:
    with pytest.raises(UnableToRecord, match="at least one area"):
        take(report, "hear")


def test_open_remarks_are_settled_before_the_signature(written: SelfEvaluation) -> None:
    row = brought(written, "heard")
    remark = reports.remark(evaluation=row, about="", text="Why?", by=None, at=NOW)
    with pytest.raises(UnableToRecord, match="1 remark is still open"):
        take(row, "sign")

    reports.settle(remark=remark, by=None, at=NOW)

    assert take(row, "sign").state == "signed"


def test_a_step_after_another_persons_change_is_refused(written: SelfEvaluation) -> None:
    row = brought(written, "heard")

    with pytest.raises(UnableToChange):
        reports.sign(evaluation=row, revision=row.revision - 1, on=DAY, by=None, at=NOW)


def test_a_day_to_come_is_refused(written: SelfEvaluation) -> None:
    with pytest.raises(UnableToRecord, match="not come yet"):
        reports.hear(
            evaluation=written,
            revision=written.revision,
            on=date(2024, 8, 21),
            protocol="4",
            by=None,
            at=NOW,
        )


def test_what_is_returned_says_why_and_is_heard_anew(written: SelfEvaluation) -> None:
    row = take(brought(written, "agreed"), "send_back")

    assert (row.state, row.returned_because) == ("draft", "Add evidence")
    assert (row.heard_on, row.signed_on, row.agreed_on, row.protocol) == (None, None, None, "")
    assert take(row, "hear").returned_because == ""


def test_signing_pins_figures_and_returning_lets_them_go(
    written: SelfEvaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    piece = factories.piece_of_evidence(evaluation=written)
    figure = Figure(
        indicator="learners.count",
        filters={},
        by={},
        value=240,
        compared_value=None,
        numerator=240,
        denominator=None,
        unit="count",
        as_of=TODAY,
        lake_version=7,
        definition="",
    )
    days = []

    def computed(_evaluation: SelfEvaluation, *, on: date) -> dict[int, Figure]:
        days.append(on)
        return {piece.pk: figure}

    monkeypatch.setattr(evidence, "figures_of", computed)

    row = take(brought(written, "heard"), "sign")
    piece.refresh_from_db()
    assert (piece.value, piece.lake_version, piece.as_of) == ("240", 7, TODAY)
    assert days == [DAY]

    take(row, "send_back")
    piece.refresh_from_db()
    assert (piece.value, piece.lake_version, piece.as_of) == ("", None, None)


@pytest.mark.parametrize(
    ("kind", "day"), [("preschool", date(2024, 6, 30)), ("gymnasium", date(2024, 8, 31))]
)
def test_day_depends_on_the_kind(kind: str, day: date) -> None:
    assert policies.due_on(kind, factories.school_year("2023/2024")) == day


def test_day_is_the_one_that_the_installation_has_set(administrator: User) -> None:
    thresholds.change({policies.JUNE_DAY.key: 17}, by=administrator, at=NOW)

    year = factories.school_year("2023/2024")

    assert policies.due_on("preschool", year) == date(2024, 6, 17)
    assert policies.due_on("gymnasium", year) == date(2024, 8, 31)


def test_report_is_owed_until_it_is_signed(written: SelfEvaluation, head: User) -> None:
    (owed,) = offers.self_evaluations(head, TODAY)
    assert (owed.organisation_id, owed.of) == (written.institution_id, (written.pk,))
    assert offers.self_evaluations(head, date(2024, 3, 1)) == ()

    brought(written, "signed")

    assert offers.self_evaluations(head, TODAY) == ()


def test_who_evaluated_before_owes_the_next_year_too(
    school: Any, head: User, other_head: User, specialist: User
) -> None:
    factories.school_year("2023/2024")
    factories.signed_evaluation(institution=school, school_year=factories.school_year("2022/2023"))

    owed = offers.self_evaluations(head, TODAY)

    assert [(one.organisation_id, one.page) for one in owed] == [
        (school.pk, "selfevaluation:begin")
    ]
    assert len(offers.self_evaluations(specialist, TODAY)) == 2
    assert {one.page for one in offers.self_evaluations(specialist, TODAY)} == {
        "selfevaluation:board"
    }


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        ("preschool", {date(2024, 4, 30): False, date(2024, 5, 1): True, date(2024, 7, 1): True}),
        ("gymnasium", {date(2024, 7, 1): False, date(2024, 7, 2): True}),
        ("support_centre", {date(2024, 8, 20): False}),
    ],
)
def test_who_never_evaluated_is_reminded_before_the_day_of_the_kind(
    other_head: User, kind: str, days: dict[date, bool]
) -> None:
    place = other_head.grants.get().organisation
    place.kind = kind
    place.save()

    for day, is_told in days.items():
        owed = offers.self_evaluations(other_head, day)
        assert [one.due_on for one in owed] == ([policies.due_in(kind, 2024)] if is_told else []), (
            day
        )


def test_who_closed_or_opened_since_owes_nothing(other_head: User) -> None:
    place = other_head.grants.get().organisation
    for opened, closed in ((date(2024, 8, 1), None), (None, date(2024, 8, 1))):
        place.opened_on, place.closed_on = opened, closed
        place.save()

        assert offers.self_evaluations(other_head, TODAY) == ()


def test_returned_report_is_told_to_who_leads(
    written: SelfEvaluation, head: User, specialist: User
) -> None:
    take(brought(written, "signed"), "send_back")

    assert "returned" in offers.self_evaluations(head, TODAY)[0].sentence
    assert "returned" not in offers.self_evaluations(specialist, TODAY)[0].sentence
