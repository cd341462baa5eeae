"""Exercises are written, agreed on, opened and withdrawn."""

from decimal import Decimal
from typing import Any

import pytest

from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord, User
from gaisma.quality.calibration import actions, workflow
from gaisma.quality.calibration.models import Exercise
from gaisma.quality.observations import questionnaires
from tests import factories
from tests.factories.calibration import LEVELS
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
TERMS: dict[str, Any] = {
    "title": "Vārda daļas",
    "lesson": "Latviešu valoda, 4. klase",
    "language": "lv",
    "least_exact": 60,
    "least_adjacent": 90,
    "least_kappa": None,
    "months": 12,
    "pause_days": 180,
}
REASONS = dict.fromkeys(LEVELS, "Tā bija.")


def draft(**fields: Any) -> Exercise:
    made: Exercise = factories.exercise(opened_on=None, **fields)
    return made


def opened(exercise: Exercise, **fields: Any) -> Exercise:
    given = {"revision": exercise.revision, "on": TODAY, "by": None, "at": NOW}
    return actions.open_(exercise=exercise, **{**given, **fields})


def test_write_begins_a_draft_that_its_author_knows(author: User) -> None:
    version = factories.lesson_version()

    exercise = actions.write(version=version, by=author, at=NOW, **TERMS)

    assert exercise.state == "draft"
    assert workflow.knows(exercise, author)
    assert AuditRecord.objects.get(action="exercise.write").subject_ids == [exercise.pk]


def test_write_is_for_the_authority(head: User) -> None:
    with pytest.raises(NotPermitted):
        actions.write(version=factories.lesson_version(), by=head, at=NOW, **TERMS)


def test_write_refuses_a_questionnaire_that_is_not_for_observing(author: User) -> None:
    with pytest.raises(UnableToRecord, match="observing lessons"):
        actions.write(version=factories.version(in_use_from=None), by=author, at=NOW, **TERMS)


def test_more_equal_levels_than_close_ones_are_refused(author: User) -> None:
    with pytest.raises(UnableToRecord, match="cannot be larger"):
        actions.write(
            version=factories.lesson_version(),
            by=author,
            at=NOW,
            **{**TERMS, "least_exact": 95},
        )


def test_change_finds_what_somebody_else_wrote(author: User) -> None:
    exercise = draft()
    with pytest.raises(UnableToChange):
        actions.change(exercise=exercise, revision=7, by=author, at=NOW, **TERMS)


def test_phases_stand_in_their_order() -> None:
    phases = [{"from": 10, "to": 40, "text": "Pēc tam"}, {"from": 0, "to": 10, "text": "Vispirms"}]

    exercise = actions.describe(exercise=draft(), revision=1, phases=phases, by=None, at=NOW)

    assert [phase["from"] for phase in exercise.phases] == [0, 10]


@pytest.mark.parametrize("minutes", [((0, 10), (5, 20)), ((10, 10),), ((20, 10),)])
def test_phases_that_overlap_or_end_before_they_begin_are_refused(
    minutes: tuple[tuple[int, int], ...],
) -> None:
    phases = [{"from": begins, "to": ends, "text": "x"} for begins, ends in minutes]

    with pytest.raises(UnableToRecord, match="do not fit"):
        actions.describe(exercise=draft(), revision=1, phases=phases, by=None, at=NOW)


def test_agree_keeps_what_was_said_and_who_says_it_knows_it(author: User) -> None:
    exercise = actions.agree(
        exercise=draft(levels={}, reasons={}),
        revision=1,
        levels=LEVELS | {"create": ""},
        reasons=REASONS | {"create": ""},
        by=author,
        at=NOW,
    )

    assert (exercise.levels, exercise.reasons) == (LEVELS, REASONS)
    assert workflow.knows(exercise, author)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"phases": []}, "phase by phase"),
        ({"levels": {"outcomes": "yes"}}, "at least 5"),
        ({"reasons": {}}, "reason"),
        ({"levels": dict.fromkeys(LEVELS, "no"), "least_kappa": Decimal("0.4")}, "kappa"),
    ],
)
def test_open_refuses_what_is_not_whole(fields: dict[str, Any], why: str) -> None:
    with pytest.raises(UnableToRecord, match=why):
        opened(draft(**fields))


def test_open_refuses_scales_of_different_lengths() -> None:
    version = factories.version(questionnaires.shipped("teaching-practices"))
    levels = {"climate": "3", "order": "3", "guidance": "4", "checking": "2", "climate_1": "low"}
    exercise = draft(version=version, levels=levels, reasons=dict.fromkeys(levels, "Jo."))

    with pytest.raises(UnableToRecord, match="equally many levels"):
        opened(exercise)


def test_open_then_nothing_is_changed_any_more(author: User) -> None:
    exercise = opened(draft(), by=author)

    assert exercise.state == "open"
    with pytest.raises(UnableToRecord, match="withdraw it"):
        actions.agree(exercise=exercise, revision=2, levels={}, reasons={}, by=author, at=NOW)
    with pytest.raises(UnableToRecord, match="withdraw it"):
        actions.drop(exercise=exercise, by=author, at=NOW)
    with pytest.raises(UnableToRecord, match="open already"):
        opened(exercise)


def test_withdraw_and_open_again(author: User) -> None:
    exercise = factories.exercise()

    withdrawn = actions.withdraw(exercise=exercise, revision=1, on=TODAY, by=author, at=NOW)
    assert withdrawn.state == "withdrawn"

    assert opened(withdrawn).state == "open"


def test_drop_removes_a_draft(author: User) -> None:
    actions.drop(exercise=draft(), by=author, at=NOW)

    assert not Exercise.objects.exists()


def test_reveal_is_noted(exercise: Exercise, author: User) -> None:
    assert not workflow.knows(exercise, author)

    actions.reveal(exercise=exercise, by=author, at=NOW)

    assert workflow.knows(exercise, author)
    assert AuditRecord.objects.filter(action="exercise.reveal", by=author).exists()
