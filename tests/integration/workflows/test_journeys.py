"""What every transition of every workflow writes into the audit, and to which state it leads."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gaisma.base import audit
from gaisma.base.models import AuditRecord
from gaisma.base.registry import gathered
from gaisma.base.workflow import State, Transition, Workflow
from tests import factories
from tests.integration.workflows import of_evidence, of_observations, of_plans, of_rooms, of_surveys
from tests.integration.workflows.journeys import JOURNEYS, Journey
from tests.moments import NOW
from tests.records import PROJECT

WORKFLOWS: tuple[Workflow, ...] = tuple(gathered("WORKFLOWS"))
TOLD = (of_evidence, of_observations, of_plans, of_rooms, of_surveys)
"""Where the journeys are told: each is known once its module is imported."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any, installation: Any) -> Any:
    """Attachments lie in a place of the test's own."""
    settings.GAISMA_HOME = tmp_path
    return installation


def faults(workflow: Workflow, journey: Journey) -> Iterator[str]:
    """Where what was written, or the state that was reached, is not what is declared."""
    own, seen, last = {each.audited.key for each in workflow.transitions}, set(), 0
    for key, row in journey():
        new = AuditRecord.objects.filter(pk__gt=last).order_by("pk")
        written = [line.action for line in new if line.action in own]
        last, declared = max((line.pk for line in new), default=last), workflow[key]
        if written != [declared.audited.key]:
            yield f"{key} writes {written} and declares {declared.audited.key}"
        reached = type(row).objects.get(pk=row.pk).state if row is not None else ""
        if row is not None and declared.leads_to and reached != declared.leads_to:
            yield f"{key} leads to {reached} and declares {declared.leads_to}"
        seen.add(key)
    yield from (f"{key} is on no journey" for key in workflow.known.keys() - seen)


@pytest.mark.django_db
@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda each: each.key)
def test_transition_writes_its_action_and_leads_where_it_says(workflow: Workflow) -> None:
    assert list(faults(workflow, JOURNEYS[workflow.key])) == []


def _declared() -> Workflow:
    lights = (
        Transition(
            "light",
            ("dark",),
            "lit",
            permission="reports.write",
            audited=audit.Action("lamp.light", "Lit a lamp"),
        ),
        Transition(
            "dust",
            ("dark", "lit"),
            permission="reports.write",
            audited=audit.Action("lamp.dust", "Dusted a lamp"),
        ),
    )
    states = (State("dark", "dark"), State("lit", "lit"))
    return Workflow(
        "lamps.lamp",
        title="Lamp",
        refusal="It is “%(state)s”.",
        states=states,
        transitions=lights,
        place=lambda _row: None,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("noted", "found"),
    [
        (("dust", "light"), []),
        (("dust", "dust"), ["light writes ['lamp.dust'] and declares lamp.light"]),
        (("light", "light"), ["dust writes ['lamp.light'] and declares lamp.dust"]),
        (("dust", ""), ["light writes [] and declares lamp.light"]),
    ],
)
def test_line_of_another_is_found(noted: tuple[str, ...], found: list[str]) -> None:
    lamp = _declared()

    def journey() -> Iterator[tuple[str, Any]]:
        for key, line in zip(("dust", "light"), noted, strict=True):
            if line:
                audit.note(action=lamp[line].audited, by=None, at=NOW)
            yield key, None

    assert list(faults(lamp, journey)) == found


@pytest.mark.django_db
def test_state_that_is_not_reached_and_what_nobody_tried_are_found() -> None:
    lamp = _declared()
    lamp = replace(lamp, states=(*lamp.states, State("draft", "draft")))
    report = factories.report()

    def journey() -> Iterator[tuple[str, Any]]:
        audit.note(action=lamp["light"].audited, by=None, at=NOW)
        yield "light", report

    assert list(faults(lamp, journey)) == [
        "light leads to draft and declares lit",
        "dust is on no journey",
    ]


def test_line_is_written_through_the_declaration() -> None:
    """No action of a transition is named where it is done: the audit has it from the workflow."""
    declared = {each.audited for one in WORKFLOWS for each in one.transitions}
    named = [
        f"{module.relative_to(PROJECT)}: {name}"
        for workflow in WORKFLOWS
        for module in sorted((PROJECT / "gaisma").glob(f"*/{_room(workflow)}/**/*.py"))
        if module.name not in ("audited.py", "workflow.py")
        for name, action in _named(module)
        if action in declared
    ]

    assert named == []


def _room(workflow: Workflow) -> str:
    return workflow.key.partition(".")[0]


def _named(module: Path) -> Iterator[tuple[str, audit.Action]]:
    room = next(
        one for one in (module.parent, *module.parents) if (one / "audited.py").is_file()
    ).relative_to(PROJECT)
    own = __import__(f"{'.'.join(room.parts)}.audited", fromlist=["audited"])
    for name in re.findall(r"(?<![\w.])audited\.([A-Z_]+)", module.read_text(encoding="utf-8")):
        if isinstance(action := getattr(own, name, None), audit.Action):
            yield name, action
