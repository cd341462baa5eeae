"""What holds of every workflow that a room declares, and of the way in which all are told."""

from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from gaisma.base import workflow
from gaisma.base.audit import Action
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import User
from gaisma.base.registry import gathered
from gaisma.base.workflow import State, Transition, Workflow
from tests import factories
from tests.unit.base import workflows

WORKFLOWS: tuple[Workflow, ...] = tuple(gathered("WORKFLOWS"))
EACH = [(each, one.key) for each in WORKFLOWS for one in each.transitions]
DO = Action("invented.do", "Did something")
INVENTED = Workflow(
    "invented.row",
    title="Row",
    refusal="It is “%(state)s”, and to be “%(needed)s”.",
    unfit="Ask somebody else.",
    states=(State("begun", "begun"), State("done", "done")),
    transitions=(
        Transition("end", ("begun",), "done", permission="reports.write", audited=DO, title="End"),
        Transition(
            "wait",
            ("begun",),
            permission="reports.write",
            audited=DO,
            title="Wait",
            check=lambda _row, **_about: "Not yet.",
        ),
        Transition(
            "keep",
            ("begun", "done"),
            permission="reports.write",
            audited=DO,
            is_for=lambda row, user: row.owner == user.pk,
        ),
    ),
    place=lambda _row: None,
)


def _invented(*way: Any) -> Transition:
    return Transition(*way, permission="reports.write", audited=DO)


@dataclass
class Row:
    state: str
    owner: int = 0


@pytest.fixture
def writer(db: Any, installation: Any) -> User:
    user = factories.user()
    factories.role_grant(user=user, role="specialist", organisation=installation.authority)
    return user


def test_drawings_are_current() -> None:
    written = workflows.PAGE.read_text(encoding="utf-8")

    assert written == workflows.text(), "Draw them anew: python -m tests.unit.base.workflows"


@pytest.mark.parametrize("each", WORKFLOWS, ids=lambda each: each.key)
def test_every_state_is_reached(each: Workflow) -> None:
    reached = {one.leads_to for one in each.transitions if not one.taken_from}
    for _turn in each.states:
        reached |= {one.leads_to for one in each.moves if reached.intersection(one.taken_from)}

    assert reached == set(each.titles)


@pytest.mark.parametrize("each", WORKFLOWS, ids=lambda each: each.key)
def test_every_state_is_told_of_on_the_way(each: Workflow) -> None:
    for place, state in enumerate(each.titles):
        shown = [step.state for step in each.steps(Row(state))]

        assert shown[:place] == [workflow.DONE] * place
        assert shown[place] in (workflow.CURRENT, workflow.DONE)
        assert shown[place + 1 :] == [workflow.COMING] * (len(shown) - place - 1)


@pytest.mark.parametrize(("each", "key"), EACH, ids=[f"{one.key}-{key}" for one, key in EACH])
def test_transition_is_refused_in_every_other_state(each: Workflow, key: str) -> None:
    for state in set(each.titles) - set(each[key].possible_in):
        with pytest.raises(UnableToRecord) as refusal:
            each.check(Row(state), key)

        assert refusal.value.code == "wrong_state"
        told = each[key].refusal or each.state(Row(state)).refusal or each.refusal
        needed = [each.said(one) for one in each[key].possible_in]
        if "%(needed)s" in told:
            assert all(title in refusal.value.message for title in needed)
        else:
            assert refusal.value.message == gettext(told)


@pytest.mark.parametrize(("each", "key"), EACH, ids=[f"{one.key}-{key}" for one, key in EACH])
def test_transition_asks_for_a_permission_that_is_declared(
    each: Workflow, key: str, writer: User
) -> None:
    from gaisma.base import access

    access.may(writer, each[key].permission)


def test_what_has_a_button_has_a_page() -> None:
    named = {
        f"{each.key.partition('.')[0]}:{one.view or one.key}"
        for each in WORKFLOWS
        for one in each.transitions
        if one.title and each.key != "inspections.inspection"
    }

    assert named
    for view in named:
        assert reverse(view, args=[1])


def test_who_holds_the_permission_sees_the_button_and_why_another_waits(writer: User) -> None:
    found = {button.key: button.hindrance for button in INVENTED.buttons(Row("begun"), writer)}

    assert found == {"end": "", "wait": "Not yet."}
    assert INVENTED.offered(Row("begun"), writer) == ("end",)
    assert INVENTED.buttons(Row("begun"), factories.user()) == ()
    assert INVENTED.buttons(Row("done"), writer) == ()


def test_what_waits_is_refused_with_its_reason() -> None:
    with pytest.raises(UnableToRecord, match="Not yet") as refusal:
        INVENTED.check(Row("begun"), "wait")

    assert refusal.value.code == "not_settled"


def test_one_that_is_somebodys_is_refused_to_others(writer: User) -> None:
    INVENTED.demand(Row("done", owner=writer.pk), "keep", by=writer)
    INVENTED.demand(Row("done"), "keep", by=None)
    with pytest.raises(NotPermitted, match="somebody else"):
        INVENTED.demand(Row("done"), "keep", by=writer)
    with pytest.raises(NotPermitted):
        INVENTED.demand(Row("done"), "keep", by=factories.user())


@pytest.mark.parametrize(
    "wrong",
    [
        _invented("end", ("begun",), "done"),
        _invented("lose", ("lost",), "done"),
        _invented("lose", ("begun",), "lost"),
    ],
)
def test_what_contradicts_itself_is_no_workflow(wrong: Transition) -> None:
    with pytest.raises(ValueError, match=r"invented\.row"):
        replace(INVENTED, transitions=(*INVENTED.transitions, wrong))


def test_every_room_with_states_is_tried() -> None:
    assert {each.key.partition(".")[0] for each in WORKFLOWS} >= {
        "reports",
        "calibration",
        "inspections",
        "selfevaluation",
    }
