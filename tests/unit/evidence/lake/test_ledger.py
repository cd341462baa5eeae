"""The ledger of the tests finds an action that declares otherwise than it writes."""

import pytest
from django.db import transaction

from gaisma.base import audit, changes
from gaisma.base.audit import Action
from gaisma.base.models import AuditRecord
from gaisma.evidence.lake.actions import touch
from gaisma.record import recording
from gaisma.record.governance import audited
from gaisma.record.governance.models import Act, Body
from tests import factories, ledger
from tests.ledger import Copied, Frame
from tests.moments import NOW, TODAY

LAMPS = Copied("lamps", ("lamps",), frozenset({("lamp", ""), ("lamp", "power")}))
LIGHT = Action("lamp.light", "Lit a lamp", touches=("lamps",))
LOOK = Action("lamp.look", "Looked at a lamp", is_read=True)
CLEAR = Action("lamp.clear", "Cleared what is old", touches_what_it_finds=True)


@pytest.mark.parametrize(
    ("done", "told", "written"),
    [
        ([LIGHT], {"lamps"}, {("lamp", "power")}),
        ([LIGHT, LOOK], {"lamps"}, {("lamp", "")}),
        ([LOOK], set(), {("session", "key")}),
        ([LOOK], set(), {("lamp", "colour")}),
        ([CLEAR], {"lamps"}, {("lamp", "")}),
        ([CLEAR], set(), set()),
    ],
)
def test_what_is_as_declared_has_no_fault(
    done: list[Action], told: set[str], written: set[tuple[str, str]]
) -> None:
    assert not list(ledger.problems(Frame(done, told, written), [LAMPS]))


@pytest.mark.parametrize(
    ("done", "told", "written", "fault"),
    [
        ([LIGHT], set(), {("session", "")}, "did not tell the lake"),
        ([LIGHT, LOOK], {"lamps", "rooms"}, {("lamp", "")}, "does not declare it"),
        ([LOOK], set(), {("lamp", "power")}, "which lamps copies"),
        ([CLEAR], set(), {("lamp", "")}, "which lamps copies"),
        ([LIGHT], {"lamps"}, {("room", "")}, "writes nothing that the lake copies"),
    ],
)
def test_what_is_otherwise_than_declared_is_found(
    done: list[Action], told: set[str], written: set[tuple[str, str]], fault: str
) -> None:
    assert any(fault in one for one in ledger.problems(Frame(done, told, written), [LAMPS]))


def test_every_fact_that_copies_the_record_is_known_by_what_it_reads(db: None) -> None:
    assert len(ledger.copied()) > 15
    assert all(one.tables and one.changed_by for one in ledger.copied())


def test_actions_touch_tables_that_some_fact_is_told_of(db: None) -> None:
    told = {table for fact in ledger.copied() for table in fact.changed_by}

    assert {table for one in audit.actions() for table in one.touches} <= told


@pytest.mark.parametrize("touches", [(), ("boards", "sites"), ("sites",)])
def test_board_that_declares_otherwise_is_found(db: None, touches: tuple[str, ...]) -> None:
    weakened = Action(audited.SET_UP_BOARD.key, audited.SET_UP_BOARD.title, touches=touches)
    given = {"kind": "institution_council", "name": "Padome", "from_on": TODAY}
    fields = {"institution": factories.institution(), **given}

    with ledger.of_one_test() as faults:
        recording.add(Body, fields, action=weakened, by=None, at=NOW)
        found = list(faults)

    assert found


def test_legal_act_that_declares_too_much_is_found(db: None) -> None:
    weakened = Action(audited.REMOVE_ACT.key, audited.REMOVE_ACT.title, touches=("boards",))
    act = Act.objects.get(pk=factories.act().pk)

    with ledger.of_one_test() as faults:
        recording.remove(act, action=weakened, by=None, at=NOW)
        found = list(faults)

    assert found[0] == "act.remove declares boards and writes nothing that the lake copies of it"


def test_act_before_which_nothing_is_demanded_is_found(db: None) -> None:
    with ledger.of_one_test() as faults:
        changes.demand("people.keep", by=None)
        audit.note(action=audited.REMOVE_ACT, by=None, at=NOW)
        changes.demand("governance.keep_acts", by=None)
        audit.note(action=audited.CHANGE_ACT, by=None, at=NOW)
        found = list(faults)

    assert found == ["act.remove is done without demanding governance.keep_acts"]


def test_what_is_taken_back_is_no_fault(db: None) -> None:
    with ledger.of_one_test() as faults:
        with transaction.atomic():
            touch("boards")
            audit.note(action=audited.CHANGE_ACT, by=None, at=NOW)
            transaction.set_rollback(True)
        found = list(faults)

    assert not found
    assert not AuditRecord.objects.exists()
