from datetime import date
from typing import Any

import pytest

from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.evidence.lake.models import TableChange
from gaisma.quality.observations import permissions
from gaisma.quality.observations.actions import observations
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.record.people.models import Person
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db
ON = date(2024, 4, 16)


@pytest.fixture
def lead(school: Organisation) -> Person:
    """The deputy of the school, who observes."""
    person: Person = factories.observer(institution=school)
    return person


@pytest.fixture
def teacher_there(school: Organisation) -> Person:
    """A member of the school's staff."""
    person: Person = factories.employment(institution=school).person
    return person


@pytest.fixture
def given(school: Organisation, lead: Person, teacher_there: Person) -> dict[str, Any]:
    """What an internal observation is planned with."""
    return {
        "institution": school,
        "observed_by": "internal",
        "observers": [lead],
        "teacher": teacher_there,
        "version": factories.version(),
        "planned_on": ON,
        "at": NOW,
    }


def test_plan_gives_each_observer_a_sheet(given: dict[str, Any], head: User) -> None:
    other = factories.observer(institution=given["institution"], role="teacher")
    given["observers"].append(other)

    observation = observations.plan(by=head, **given)

    sheets = Sheet.objects.order_by("pk").values_list("observer", "is_lead")
    assert list(sheets) == [(given["observers"][0].pk, True), (other.pk, False)]
    assert AuditRecord.objects.get().subject_ids == [observation.pk]
    assert TableChange.objects.get(table="observations").counter == 1


@pytest.mark.parametrize(
    ("cast", "observed_by", "is_permitted"),
    [
        ("specialist", "external", True),
        ("specialist", "internal", False),
        ("specialist", "peer", False),
        ("head", "external", False),
        ("head", "internal", True),
        ("head", "peer", True),
        ("teacher", "peer", False),
        ("support", "internal", False),
        ("auditor", "external", False),
        ("administrator", "external", False),
    ],
)
def test_planning_is_permitted(
    request: pytest.FixtureRequest,
    given: dict[str, Any],
    cast: str,
    observed_by: str,
    is_permitted: bool,
) -> None:
    user = request.getfixturevalue(cast)
    if observed_by == "external":
        official = factories.observer(institution=factories.authority(), role="specialist")
        given["observers"] = [official]
    given["observed_by"] = observed_by

    if is_permitted:
        observations.plan(by=user, **given)
    else:
        with pytest.raises(NotPermitted):
            observations.plan(by=user, **given)

    assert Observation.objects.exists() == is_permitted


def test_a_head_does_not_plan_elsewhere(given: dict[str, Any], head: User) -> None:
    with pytest.raises(NotPermitted):
        observations.plan(by=head, **{**given, "institution": factories.institution()})


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (lambda given: {"version": factories.version(in_use_from=None)}, "no_instrument"),
        (
            lambda given: {
                "version": factories.version(instrument=factories.instrument(use="survey"))
            },
            "no_instrument",
        ),
        (lambda given: {"teacher": factories.person()}, "not_there"),
        (lambda given: {"planned_on": date(2023, 8, 31)}, "not_there"),
        (lambda given: {"observers": []}, "observers"),
        (lambda given: {"observers": given["observers"] * 2}, "observers"),
        (lambda given: {"observers": [given["teacher"]]}, "own_lesson"),
        (lambda given: {"observers": [factories.person()]}, "unable_to_observe"),
        (lambda given: {"group": factories.group()}, "other_group"),
        (
            lambda given: {"follows": factories.observation(teacher=given["teacher"])},
            "no_such_step",
        ),
        (lambda given: {"follows": _agreed(factories.person())}, "no_such_step"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(given: dict[str, Any], wrong: Any, code: str) -> None:
    with pytest.raises(UnableToRecord) as refusal:
        observations.plan(by=None, **{**given, **wrong(given)})

    assert refusal.value.code == code


def test_a_visit_follows_an_agreed_step_of_the_same_teacher(given: dict[str, Any]) -> None:
    before = _agreed(given["teacher"])

    observation = observations.plan(by=None, **given, follows=before, purpose="next_step")

    assert list(before.followed_by.all()) == [observation]


def _agreed(teacher: Person) -> Observation:
    found: Observation = factories.observation(
        teacher=teacher, held_on=ON, next_step="Jautāt vairāk", agreed_at=NOW
    )
    return found


def test_who_can_observe_has_a_role_of_the_right_side(school: Organisation) -> None:
    authority = factories.authority()
    outside = factories.observer(institution=authority, role="specialist")
    inside = factories.observer(institution=school, role="teacher")
    factories.observer(institution=authority, role="finance")
    factories.observer(institution=factories.institution(), role="deputy")
    ended = factories.observer(institution=school)
    ended.account.user.grants.update(to_on=date(2024, 4, 15))

    assert list(permissions.able_to_observe("external", school, on=ON)) == [outside]
    assert list(permissions.able_to_observe("internal", school, on=ON)) == [inside]


def changed(observation: Observation, observers: list[Person], **fields: Any) -> None:
    observations.change(
        observation=observation,
        revision=observation.revision,
        observers=observers,
        by=None,
        at=NOW,
        **fields,
    )


def test_another_observer_takes_over_an_empty_sheet(
    given: dict[str, Any], school: Organisation
) -> None:
    observation = observations.plan(by=None, **given)
    other = factories.observer(institution=school)

    changed(observation, [other])

    assert list(Sheet.objects.values_list("observer", "is_lead")) == [(other.pk, True)]


def test_a_sheet_that_was_begun_is_not_taken_away(
    given: dict[str, Any], school: Organisation
) -> None:
    observation = observations.plan(by=None, **given)
    Sheet.objects.update(notes=[{"at": "09:05", "item": "", "text": "Sāk laikā"}])

    for observers_, fields in (
        ([factories.observer(institution=school)], {}),
        (given["observers"], {"version": factories.version()}),
    ):
        with pytest.raises(UnableToRecord, match="has begun to fill"):
            changed(observation, observers_, **fields)

    assert Sheet.objects.get().notes


def test_a_held_observation_is_not_planned_otherwise(given: dict[str, Any]) -> None:
    observation = observations.plan(by=None, **given)
    Observation.objects.update(held_on=ON)

    with pytest.raises(UnableToRecord, match="not planned any more"):
        changed(observation, given["observers"], topic="Cits")


def test_a_second_planner_is_told(given: dict[str, Any]) -> None:
    observation = observations.plan(by=None, **given)
    second = Observation.objects.get()
    changed(observation, given["observers"], topic="Pirmais")

    with pytest.raises(UnableToChange):
        changed(second, given["observers"], topic="Otrais")

    assert Observation.objects.get().topic == "Pirmais"


def test_cancelled_and_restored(given: dict[str, Any]) -> None:
    observation = observations.plan(by=None, **given)
    common = {"by": None, "at": NOW}

    observations.cancel(observation=observation, revision=1, on=ON, because="Slimība", **common)
    with pytest.raises(UnableToRecord, match="not planned"):
        observations.cancel(observation=observation, revision=2, on=ON, because="x", **common)
    observations.restore(observation=observation, revision=2, **common)
    with pytest.raises(UnableToRecord, match="was not cancelled"):
        observations.restore(observation=observation, revision=3, **common)

    found = Observation.objects.get()
    assert (found.state, found.cancelled_because) == ("planned", "")


def test_cancelling_needs_a_reason(given: dict[str, Any]) -> None:
    observation = observations.plan(by=None, **given)

    with pytest.raises(UnableToRecord):
        observations.cancel(
            observation=observation, revision=1, on=ON, because=" ", by=None, at=NOW
        )


def test_the_empty_sheet_of_a_second_observer_is_taken_back(given: dict[str, Any]) -> None:
    other = factories.observer(institution=given["institution"])
    given["observers"].append(other)
    observations.plan(by=None, **given)
    lead, second = Sheet.objects.order_by("pk")

    observations.release(sheet=second, by=None, at=NOW)
    with pytest.raises(UnableToRecord, match="who leads"):
        observations.release(sheet=lead, by=None, at=NOW)

    assert Sheet.objects.get() == lead


def test_a_sheet_with_something_in_it_is_not_taken_back(given: dict[str, Any]) -> None:
    given["observers"].append(factories.observer(institution=given["institution"]))
    observations.plan(by=None, **given)
    second = Sheet.objects.get(is_lead=False)
    Sheet.objects.update(advice="Vairāk laika")

    with pytest.raises(UnableToRecord, match="has begun"):
        observations.release(sheet=second, by=None, at=NOW)
