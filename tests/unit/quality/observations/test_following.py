from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord, SchoolYear, User
from gaisma.quality.observations.actions import observations
from gaisma.quality.observations.models import CoverageGoal, Observation, Sheet
from gaisma.record.people.models import Person
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db
HELD = date(2024, 4, 16)
TALK = {"on": date(2024, 4, 17), "said": "Runājām par jautājumiem", "at": NOW}
STEP = {"step": "Jautāt vairāk", "until": date(2024, 5, 31), "at": NOW}


@pytest.fixture
def held() -> Observation:
    """An observation whose one sheet is submitted."""
    observation: Observation = factories.observation(held_on=HELD)
    factories.sheet(observation=observation, submitted_at=NOW, answers={"outcomes": "yes"})
    return observation


def lead_of(observation: Observation) -> User:
    person = observation.sheets.get(is_lead=True).observer
    return _with_a_role(person, observation)


def teacher_of(observation: Observation) -> User:
    return _with_a_role(observation.teacher, observation)


def _with_a_role(person: Person, observation: Observation) -> User:
    user: User = factories.account(person=person).user
    factories.role_grant(user=user, role="teacher", organisation=observation.institution)
    return user


def fresh() -> Observation:
    return Observation.objects.get()


def test_from_the_talk_to_the_sign_off(held: Observation) -> None:
    lead, teacher = lead_of(held), teacher_of(held)

    observations.talk(observation=fresh(), revision=1, by=lead, **TALK)
    observations.read(observation=fresh(), by=teacher, at=NOW)
    observations.reply(observation=fresh(), said="Piekrītu", by=teacher, at=NOW)
    observations.propose(observation=fresh(), revision=4, by=lead, **STEP)
    observations.agree(observation=fresh(), step="Jautāt vairāk", by=teacher, at=NOW)
    states = [fresh().state]
    observations.sign(observation=fresh(), revision=6, by=lead, at=NOW)

    assert [*states, fresh().state] == ["agreed", "signed"]
    assert AuditRecord.objects.filter(subject="observations.Observation").count() == 6


def test_what_the_lead_does_is_refused_to_others(held: Observation) -> None:
    for other in (teacher_of(held), factories.user()):
        with pytest.raises(NotPermitted):
            observations.talk(observation=held, revision=1, by=other, **TALK)
        with pytest.raises(NotPermitted):
            observations.propose(observation=held, revision=1, by=other, **STEP)
        with pytest.raises(NotPermitted):
            observations.sign(observation=held, revision=1, by=other, at=NOW)


def test_what_the_teacher_does_is_refused_to_others(held: Observation) -> None:
    Observation.objects.update(next_step="Jautāt vairāk")

    for other in (lead_of(held), factories.user()):
        with pytest.raises(NotPermitted):
            observations.read(observation=held, by=other, at=NOW)
        with pytest.raises(NotPermitted):
            observations.reply(observation=held, said="x", by=other, at=NOW)
        with pytest.raises(NotPermitted):
            observations.agree(observation=held, step="Jautāt vairāk", by=other, at=NOW)


def test_reading_again_changes_nothing(held: Observation) -> None:
    observations.read(observation=held, by=None, at=NOW)
    observations.read(observation=held, by=None, at=NOW)

    assert AuditRecord.objects.filter(action="observation.read").count() == 1


def test_the_teacher_reads_once_every_observer_has_submitted(held: Observation) -> None:
    factories.sheet(observation=held, is_lead=False)

    with pytest.raises(UnableToRecord, match="Not every observer"):
        observations.read(observation=held, by=None, at=NOW)


def test_a_reply_is_not_lost_when_a_step_is_proposed_meanwhile(held: Observation) -> None:
    seen_by_lead, seen_by_teacher = fresh(), fresh()

    observations.propose(observation=seen_by_lead, revision=1, by=None, **STEP)
    observations.reply(observation=seen_by_teacher, said="Piekrītu", by=None, at=NOW)

    assert (fresh().reply, fresh().next_step) == ("Piekrītu", "Jautāt vairāk")


def test_the_lead_is_told_that_the_teacher_wrote_meanwhile(held: Observation) -> None:
    seen_by_lead = fresh()
    observations.reply(observation=fresh(), said="Piekrītu", by=None, at=NOW)

    with pytest.raises(UnableToChange):
        observations.propose(observation=seen_by_lead, revision=1, by=None, **STEP)

    assert fresh().next_step == ""


def test_a_step_that_was_changed_meanwhile_is_not_agreed_to(held: Observation) -> None:
    observations.propose(observation=fresh(), revision=1, by=None, **STEP)
    observations.propose(observation=fresh(), revision=2, by=None, **{**STEP, "step": "Cits"})

    with pytest.raises(UnableToRecord, match="Another next step"):
        observations.agree(observation=fresh(), step="Jautāt vairāk", by=None, at=NOW)

    assert fresh().agreed_at is None


def test_another_step_is_to_be_agreed_anew(held: Observation) -> None:
    observations.propose(observation=fresh(), revision=1, by=None, **STEP)
    observations.agree(observation=fresh(), step="Jautāt  vairāk", by=None, at=NOW)

    observations.propose(observation=fresh(), revision=3, by=None, **{**STEP, "step": "Cits"})

    assert fresh().agreed_at is None


def test_agreeing_needs_a_step(held: Observation) -> None:
    with pytest.raises(UnableToRecord, match="No next step"):
        observations.agree(observation=held, step="", by=None, at=NOW)


@pytest.mark.parametrize("on", [date(2024, 4, 15), date(2024, 8, 21)])
def test_a_talk_lies_between_the_lesson_and_today(held: Observation, on: date) -> None:
    with pytest.raises(UnableToRecord, match="Give the day of the talk"):
        observations.talk(observation=held, revision=1, by=None, **{**TALK, "on": on})


def test_signing_waits_for_every_sheet(held: Observation) -> None:
    Observation.objects.update(talked_on=HELD)
    factories.sheet(observation=held, is_lead=False)

    with pytest.raises(UnableToRecord, match="Not every observer"):
        observations.sign(observation=fresh(), revision=1, by=None, at=NOW)


def test_signing_waits_until_the_teacher_was_heard(held: Observation) -> None:
    with pytest.raises(UnableToRecord, match="after the teacher has read"):
        observations.sign(observation=held, revision=1, by=None, at=NOW)


def test_after_sign_off_only_what_the_teacher_has_not_said_yet_is_added(held: Observation) -> None:
    Observation.objects.update(talked_on=HELD, signed_at=NOW, next_step="Jautāt vairāk")

    with pytest.raises(UnableToRecord, match="signed off"):
        observations.talk(observation=fresh(), revision=1, by=None, **TALK)
    with pytest.raises(UnableToRecord, match="signed off"):
        observations.propose(observation=fresh(), revision=1, by=None, **STEP)
    observations.reply(observation=fresh(), said="Piekrītu", by=None, at=NOW)
    observations.agree(observation=fresh(), step="Jautāt vairāk", by=None, at=NOW)
    with pytest.raises(UnableToRecord, match="signed off"):
        observations.reply(observation=fresh(), said="Nepiekrītu", by=None, at=NOW)

    assert (fresh().reply, fresh().state) == ("Piekrītu", "signed")


@pytest.mark.parametrize(
    "fields",
    [
        {"held_on": HELD, "cancelled_on": HELD, "cancelled_because": "x"},
        {"cancelled_on": HELD},
        {"cancelled_because": "x"},
        {"talked_on": HELD},
        {"signed_at": NOW},
        {"reply": "x", "replied_at": NOW},
        {"held_on": HELD, "reply": "x"},
        {"held_on": HELD, "replied_at": NOW},
        {"held_on": HELD, "agreed_at": NOW},
        {"held_on": HELD, "talk": "x"},
    ],
)
def test_the_database_holds_what_belongs_together(fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.observation(**fields)


def test_the_database_holds_one_lead_and_one_sheet_an_observer() -> None:
    sheet = factories.sheet()

    for observer, is_lead in ((factories.person(), True), (sheet.observer, False)):
        with pytest.raises(IntegrityError), transaction.atomic():
            factories.sheet(observation=sheet.observation, observer=observer, is_lead=is_lead)

    assert Sheet.objects.get() == sheet


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "planned"),
        ({"cancelled_on": HELD, "cancelled_because": "x"}, "cancelled"),
        ({"held_on": HELD}, "held"),
        ({"held_on": HELD, "talked_on": HELD}, "talked"),
        ({"held_on": HELD, "reply": "x", "replied_at": NOW}, "replied"),
        ({"held_on": HELD, "next_step": "x", "agreed_at": NOW}, "agreed"),
        ({"held_on": HELD, "signed_at": NOW}, "signed"),
    ],
)
def test_state_of_an_observation(fields: dict[str, Any], state: str) -> None:
    observation = factories.observation(**fields)

    assert observation.state == state
    for other in ("planned", "cancelled", "held", "talked", "replied", "agreed", "signed"):
        assert Observation.objects.in_state(other).exists() == (other == state)


def test_goal_is_set_and_changed_by_officials(
    specialist: User, head: User, school_year: SchoolYear
) -> None:
    given = {"school_year": school_year, "at": NOW}

    observations.set_coverage_goal(percent=50, revision=None, by=specialist, **given)
    observations.set_coverage_goal(percent=60, revision=1, by=specialist, **given)
    with pytest.raises(UnableToChange):
        observations.set_coverage_goal(percent=70, revision=1, by=specialist, **given)
    with pytest.raises(NotPermitted):
        observations.set_coverage_goal(percent=70, revision=2, by=head, **given)

    assert CoverageGoal.objects.get().percent == 60


@pytest.mark.parametrize("percent", [0, 101])
def test_goal_is_a_percentage(school_year: SchoolYear, percent: int) -> None:
    with pytest.raises(UnableToRecord):
        observations.set_coverage_goal(
            school_year=school_year, percent=percent, revision=None, by=None, at=NOW
        )


@pytest.fixture
def school_year(db: None) -> SchoolYear:
    return factories.school_year()
