"""How an inspection goes from its plan to the act that is acknowledged, and is corrected."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord, User
from gaisma.quality.inspections.actions import acts, inspections
from gaisma.quality.inspections.actions.inspections import UnableToFinish
from gaisma.quality.inspections.models import AcceptanceAct, Inspection
from gaisma.quality.inspections.workflow import INSPECTION
from tests import factories
from tests.factories.inspections import ALL_IN_ORDER
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
WAY = ("fill", "sign", "acknowledge")
OF_THE_COMMISSION = (
    "keep",
    "fill",
    "write_down",
    "change_defect",
    "remove_defect",
    "take_photo",
    "remove_photo",
)


def take(inspection: Inspection, act: str, *, by: User | None = None, **given: Any) -> Any:
    row = Inspection.objects.get(pk=inspection.pk)
    common: dict[str, Any] = {"by": by, "at": NOW}
    if act == "acknowledge":
        last = row.acts.order_by("version").last() or factories.acceptance_act(inspection=row)
        usual = {"on": TODAY, "remark": "", "revision": last.revision}
        return acts.acknowledge(act=last, **{**usual, **given}, **common)
    common |= {"inspection": row, "revision": row.revision}
    if act == "fill":
        usual = {"answers": ALL_IN_ORDER, "on": TODAY, "language": "en"}
        return inspections.finish_sheet(**{**common, **usual, **given})
    if act == "sign":
        usual = {"number": "G-2024/1", "result": "ready", "conclusion": "", "on": TODAY}
        return acts.sign(**{**common, **usual, **given})
    return acts.reopen(**{**common, "because": "The wrong room", **given})


def brought(inspection: Inspection, state: str) -> Inspection:
    """The inspection once it has come so far."""
    for act in WAY[: list(INSPECTION.titles).index(state)]:
        take(inspection, act)
    return Inspection.objects.get(pk=inspection.pk)


@pytest.mark.parametrize(
    ("state", "act"), list(product(INSPECTION.titles, [move.key for move in INSPECTION.moves]))
)
def test_step_is_taken_from_its_states_only(planned, state, act):
    row = brought(planned, state)

    if state in INSPECTION[act].taken_from:
        take(row, act)
        assert Inspection.objects.get(pk=row.pk).state == INSPECTION[act].leads_to
    else:
        with pytest.raises(UnableToRecord, match="in the state"):
            take(row, act)


@pytest.mark.parametrize(
    ("act", "who"),
    [
        *((act, {"specialist", "member"}) for act in OF_THE_COMMISSION),
        ("sign", {"specialist"}),
        ("reopen", {"specialist"}),
        ("acknowledge", {"head"}),
        ("change", {"specialist", "member", "colleague"}),
        ("cancel", {"specialist", "member", "colleague"}),
    ],
)
def test_act_is_taken_by(request, planned, act, who):
    cast = ("specialist", "member", "colleague", "head", "deputy", "other_head", "teacher",
            "support", "visitor", "auditor", "administrator")  # fmt: skip

    found = {name for name in cast if INSPECTION.may(planned, act, request.getfixturevalue(name))}

    assert found == who


@pytest.mark.parametrize("act", ["fill", "sign", "reopen"])
def test_act_of_the_commission_is_refused_to_others(signed, colleague, act):
    with pytest.raises(NotPermitted):
        take(signed, act, by=colleague)


def test_acknowledgement_is_the_heads(signed, deputy, other_head, head):
    for somebody in (deputy, other_head):
        with pytest.raises(NotPermitted):
            take(signed, "acknowledge", by=somebody)

    act = take(signed, "acknowledge", by=head, remark=" The lift comes in October. ")

    assert (act.acknowledged_by, act.acknowledged_on) == (head, TODAY)
    assert act.remark == "The lift comes in October."


def test_each_step_is_one_audit_record(planned, specialist, head):
    take(planned, "fill", by=specialist)
    take(planned, "sign", by=specialist)
    take(planned, "acknowledge", by=head)

    assert list(AuditRecord.objects.order_by("pk").values_list("action", flat=True)) == [
        "inspection.fill",
        "inspection.sign",
        "inspection.acknowledge",
    ]


def test_sheet_with_a_question_left_open_is_not_finished(planned):
    with pytest.raises(UnableToFinish) as refusal:
        take(planned, "fill", answers={"alarm": "in_order", "exits": "somehow"})

    assert [problem.item for problem in refusal.value.problems] == ["exits", "lift"]


def test_sheet_is_kept_as_far_as_it_is_filled(planned, specialist):
    row = inspections.keep_sheet(
        inspection=planned,
        revision=planned.revision,
        answers={"alarm": "remarks", "lift": ""},
        by=specialist,
        at=NOW,
    )

    assert (row.state, row.answers) == ("planned", {"alarm": "remarks"})


def test_sheet_that_another_has_written_is_not_written_over(planned):
    with pytest.raises(UnableToChange):
        take(planned, "fill", revision=7)


def test_sheet_of_a_day_to_come_is_refused(planned):
    with pytest.raises(UnableToRecord, match="not come yet"):
        take(planned, "fill", on=date(2024, 8, 21))


def test_act_says_what_was_found_whatever_comes_after(filled, specialist, member):
    defect = factories.defect(inspection=filled)

    act = take(filled, "sign", result="with_defects", conclusion=" Two tables. ")
    defect.what = "Something else"
    defect.save()

    assert (act.result, act.mend_by, act.conclusion) == (
        "with_defects",
        defect.due_on,
        "Two tables.",
    )
    assert act.signed_by == specialist
    assert act.content["answers"] == ALL_IN_ORDER
    assert [one["what"] for one in act.content["defects"]] == ["Izeju aizsprosto galdi"]
    assert act.content["members"] == [str(member)]


@pytest.mark.parametrize(
    ("defects", "result", "conclusion", "code"),
    [
        ([], "ready", "", None),
        (["slight"], "ready", "", "defects_left"),
        (["slight"], "with_defects", "", None),
        ([], "with_defects", "", "no_defects"),
        (["slight", "dangerous"], "with_defects", "", "dangerous"),
        (["dangerous"], "not_ready", "", "no_conclusion"),
        (["dangerous"], "not_ready", "The roof leaks.", None),
    ],
)
def test_result_agrees_with_the_defects(filled, defects, result, conclusion, code):
    for severity in defects:
        factories.defect(inspection=filled, severity=severity)
    given = {"result": result, "conclusion": conclusion}

    if code is None:
        assert take(filled, "sign", **given).result == result
        return
    with pytest.raises(UnableToRecord) as refusal:
        take(filled, "sign", **given)
    assert refusal.value.code == code


def test_act_waits_for_a_defect_of_what_is_not_in_order(filled):
    filled.answers = {**ALL_IN_ORDER, "exits": "not_in_order"}
    filled.save()

    with pytest.raises(UnableToRecord, match="1 item is not in order"):
        take(filled, "sign", result="not_ready", conclusion="Exits")
    factories.defect(inspection=filled, item="exits")

    assert take(filled, "sign", result="with_defects").version == 1


def test_correction_is_a_new_version_with_its_reason(signed, head):
    first = signed.acts.get()
    take(signed, "acknowledge", by=head)

    take(signed, "reopen", because=" The wrong room ")
    factories.defect(inspection=signed)
    second = take(signed, "sign", result="with_defects", number="ignored")

    assert (second.version, second.number, second.reason) == (2, first.number, "The wrong room")
    assert signed.acts.count() == 2
    assert Inspection.objects.get(pk=signed.pk).reopened_because == ""
    with pytest.raises(UnableToRecord, match="later version"):
        acts.acknowledge(act=first, revision=2, on=TODAY, remark="", by=None, at=NOW)


def test_correction_without_a_reason_is_refused(signed):
    with pytest.raises(UnableToRecord, match="why"):
        take(signed, "reopen", because="  ")


def test_numbers_of_acts_go_on(planned):
    assert acts.next_number(planned) == "G-2024/1"

    factories.signed_inspection()

    assert acts.next_number(planned) == "G-2024/2"


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "filled"},
        {"inspected_on": TODAY},
        {"reopened_because": "Something"},
    ],
)
def test_database_refuses_half_an_inspection(planned, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        Inspection.objects.filter(pk=planned.pk).update(**broken)


@pytest.mark.parametrize("broken", [{"reason": "Something"}, {"version": 2}, {"remark": "Well"}])
def test_database_refuses_half_an_act(signed, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        AcceptanceAct.objects.filter(inspection=signed).update(**broken)
