"""A closing gives nobody sight that was not confirmed, and locks out nobody who takes over."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gaisma.base import duties
from gaisma.base.models import User
from gaisma.base.registry import gathered
from gaisma.record.people.models import Person, Tie
from gaisma.workplace.closing import actions, outcome
from gaisma.workplace.closing.models import Closing
from tests import factories
from tests.moments import NOW, TODAY
from tests.unit.workplace.closing.conftest import Merger

pytestmark = pytest.mark.django_db


def _learner(merger: Merger) -> Person:
    days = {"from_on": date(2024, 9, 1), "to_on": date(2025, 8, 31)}
    found: Person = factories.enrolment(group=merger.coming, **days).person
    return found


GOING: dict[str, Callable[[Merger], Person]] = {
    "people.posts": lambda merger: factories.employment(institution=merger.closing).person,
    "programmes.learners": _learner,
    "programmes.guardians": lambda merger: factories.guardian(learner=merger.elza).guardian,
    "programmes.queue": lambda merger: factories.queue_entry(institution=merger.closing).person,
}
"""Somebody who goes over with the closing school, by each kind of tie."""
KINDS = pytest.mark.parametrize("kind", gathered("SIGHTS").keys)
TWINS = pytest.mark.parametrize("weakened", [False, True])


def carried_out(plan: Closing) -> Closing:
    plan.refresh_from_db()
    return actions.carry_out(closing=plan, revision=plan.revision, by=None, at=NOW)


def weaken(monkeypatch: pytest.MonkeyPatch, *, weakened: bool) -> None:
    """The weakened twin carries no ties."""
    if weakened:
        monkeypatch.setattr(outcome, "carry_ties", lambda *_given, **_named: None)


def keeps(user: User, person: Person) -> bool:
    return Person.objects.kept_by(user).filter(pk=person.pk).exists()


@KINDS
@TWINS
@pytest.mark.parametrize("state", [Tie.ASKED, Tie.REFUSED])
def test_nobody_is_seen_for_it_who_was_not_seen_before(
    plan: Closing,
    merger: Merger,
    head: User,
    kind: str,
    weakened: bool,
    state: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    weaken(monkeypatch, weakened=weakened)
    person = GOING[kind](merger)
    answered: dict[str, Any] = {} if state == Tie.ASKED else {"answered_at": NOW}
    factories.tie(person=person, institution=merger.closing, state=state, **answered)
    assert not keeps(head, person)

    done = carried_out(plan)

    assert keeps(head, person) == weakened
    assert Person.objects.known_to(head, on=TODAY).filter(pk=person.pk).exists()
    if not weakened:
        # What was answered was said of the school that closed.
        assert Tie.objects.get(institution=merger.successor).state == Tie.ASKED
        actions.undo(closing=done, by=None, at=NOW)
        assert not Tie.objects.filter(institution=merger.successor).exists()


@KINDS
@TWINS
@pytest.mark.parametrize("state", [Tie.ASKED, Tie.REFUSED])
def test_who_takes_the_record_over_is_not_locked_out(
    plan: Closing,
    merger: Merger,
    head: User,
    kind: str,
    weakened: bool,
    state: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The successor had joined the person before, and nobody has confirmed it."""
    weaken(monkeypatch, weakened=weakened)
    person = GOING[kind](merger)
    answered: dict[str, Any] = {} if state == Tie.ASKED else {"answered_at": NOW}
    factories.employment(person=person, institution=merger.successor)
    factories.tie(person=person, institution=merger.successor, state=state, **answered)
    assert not keeps(head, person)

    done = carried_out(plan)

    assert keeps(head, person) != weakened
    actions.undo(closing=done, by=None, at=NOW)
    assert Tie.objects.get().state == state
    assert not keeps(head, person)


@KINDS
def test_who_holds_the_person_already_goes_on_to(
    plan: Closing, merger: Merger, head: User, kind: str
) -> None:
    person = GOING[kind](merger)
    factories.employment(person=person, institution=merger.successor)
    factories.tie(person=person, institution=merger.closing)

    carried_out(plan)

    assert keeps(head, person)
    assert not Tie.objects.filter(institution=merger.successor).exists()


def test_who_else_holds_the_person_is_asked_anew(plan: Closing, merger: Merger) -> None:
    elsewhere = factories.institution()
    other = factories.user()
    factories.role_grant(user=other, role="head", organisation=elsewhere)
    person = _learner(merger)
    factories.employment(person=person, institution=elsewhere)
    factories.tie(person=person, institution=merger.closing, state=Tie.REFUSED, answered_at=NOW)

    carried_out(plan)

    tie = Tie.objects.get(institution=merger.successor)
    assert [due.owed.of for due in duties.owed(other, TODAY) if due.duty.key == "ties"] == [
        (tie.pk,)
    ]
