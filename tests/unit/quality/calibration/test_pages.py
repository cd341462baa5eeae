"""The pages of exercises: written, opened, taken, read."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from gaisma.base.models import User
from gaisma.quality.calibration.models import Attempt, Exercise
from tests import factories
from tests.factories.calibration import LEVELS
from tests.moments import TODAY
from tests.pages import read

pytestmark = pytest.mark.django_db
LIST = "/observations/calibration/"
TERMS = {
    "title": "Vārda daļas",
    "lesson": "Latviešu valoda, 4. klase",
    "described_in": "lv",
    "least_exact": "60",
    "least_adjacent": "90",
    "least_kappa": "0.4",
    "months": "12",
    "pause_days": "180",
}
SENT = {f"answer-{name}": level for name, level in LEVELS.items()}


def path(exercise: Exercise, act: str = "") -> str:
    return f"{LIST}{exercise.pk}/{act and f'{act}/'}"


@pytest.fixture
def draft(author: User) -> Exercise:
    """A draft of the author's."""
    made: Exercise = factories.exercise(opened_on=None)
    made.known_to.add(author)
    return made


def test_the_list_tells_how_long_the_reader_is_calibrated(
    reader: Client, exercise: Exercise, insider: User
) -> None:
    reader.force_login(insider)
    assert "not calibrated yet" in read(reader, LIST)

    given = {"exercise": exercise, "observer": insider.account.person}
    factories.attempt(**given, taken_on=date(2023, 8, 1), valid_until=date(2024, 8, 1))
    assert "ran out on 1 August 2024" in read(reader, LIST)

    factories.attempt(**given, valid_until=date(2025, 8, 20))
    page = read(reader, LIST)
    assert "calibrated until 20 August 2025" in page
    assert "passed" in page


def test_the_list_says_when_there_is_no_exercise(reader: Client, insider: User) -> None:
    reader.force_login(insider)

    assert "No exercise is open" in read(reader, LIST)


def test_an_exercise_is_written_described_agreed_on_and_opened(
    reader: Client, author: User
) -> None:
    version = factories.lesson_version()
    reader.force_login(author)

    begun = reader.post(f"{LIST}new/", {**TERMS, "version": str(version.pk)})
    exercise = Exercise.objects.get()
    assert begun["Location"] == path(exercise)
    phases = {"revision": "1", "from-0": "0", "to-0": "40", "text-0": "Stunda.", "text-3": ""}
    reader.post(path(exercise, "phases"), phases)
    reasons = {f"reason-{name}": "Tā bija." for name in LEVELS}
    reader.post(path(exercise, "levels"), {"revision": "2", **SENT, **reasons})
    exercise.refresh_from_db()
    reader.post(path(exercise, "open"), {"revision": str(exercise.revision)})

    exercise.refresh_from_db()
    assert exercise.state == "open"
    assert exercise.phases == [{"from": 0, "to": 40, "text": "Stunda."}]
    assert exercise.levels == LEVELS
    assert str(exercise.least_kappa) == "0.40"
    assert "Tā bija." in read(reader, path(exercise))


def test_terms_of_a_draft_are_changed(reader: Client, draft: Exercise, author: User) -> None:
    reader.force_login(author)
    assert "Vārda daļas" in read(reader, path(draft, "change"))

    reader.post(path(draft, "change"), {**TERMS, "revision": "1", "months": "6"})

    draft.refresh_from_db()
    assert draft.months == 6


def test_a_line_that_is_half_filled_is_told(reader: Client, draft: Exercise, author: User) -> None:
    reader.force_login(author)

    answer = reader.post(path(draft, "phases"), {"revision": "1", "text-0": "Stunda."})

    assert answer.status_code == 422
    assert "Fill the whole line" in answer.content.decode()


def test_what_is_written_with_an_empty_draft_stands_on_the_pages(
    reader: Client, draft: Exercise, author: User
) -> None:
    reader.force_login(author)

    assert "Skolotāja uzraksta" in read(reader, path(draft, "phases"))
    levels = read(reader, path(draft, "levels"))
    assert "Why this level" in levels
    assert "cannot judge" not in levels


def test_open_refuses_an_unwhole_draft_with_the_reason(reader: Client, author: User) -> None:
    empty = factories.exercise(opened_on=None, phases=[])
    reader.force_login(author)

    answer = reader.post(path(empty, "open"), {"revision": "1"}, follow=True)

    assert "phase by phase" in answer.content.decode()


def test_withdraw_then_nobody_new_sees_it(
    reader: Client, exercise: Exercise, author: User, insider: User
) -> None:
    reader.force_login(author)
    reader.post(path(exercise, "withdraw"), {"revision": "1"})
    reader.force_login(insider)

    read(reader, path(exercise), status=404)


def test_drop_asks_first(reader: Client, draft: Exercise, author: User) -> None:
    reader.force_login(author)
    assert "Throw the draft away?" in read(reader, path(draft, "drop"))

    reader.post(path(draft, "drop"))

    assert not Exercise.objects.exists()


@pytest.mark.parametrize("act", ["change", "phases", "levels", "drop"])
def test_what_was_opened_leads_back_with_the_reason(
    reader: Client, exercise: Exercise, author: User, act: str
) -> None:
    exercise.known_to.add(author)
    reader.force_login(author)

    answer = reader.get(path(exercise, act), follow=True)

    assert answer.redirect_chain[-1][0] == path(exercise)
    assert "withdraw it and write another" in answer.content.decode()


def test_reveal_shows_the_levels_and_takes_the_exercise_away(
    reader: Client, exercise: Exercise, author: User
) -> None:
    reader.force_login(author)
    assert "Take the exercise" in read(reader, path(exercise))

    reader.post(path(exercise, "reveal"))

    page = read(reader, path(exercise))
    assert "Tā bija." in page
    assert "Take the exercise" not in page


def test_an_exercise_is_taken_once_and_answered_at_once(
    reader: Client, exercise: Exercise, insider: User
) -> None:
    reader.force_login(insider)
    asked = read(reader, path(exercise, "take"))
    assert "Skolotāja uzraksta" in asked
    assert "cannot judge" in asked
    assert "Learners in the lesson" not in asked

    sent = reader.post(path(exercise, "take"), SENT | {"answer-tasks": "partly"})

    attempt = Attempt.objects.get()
    assert sent["Location"] == f"{LIST}results/{attempt.pk}/"
    page = read(reader, sent["Location"])
    assert "4 of 5, asked for: 60%" in page
    assert "Tā bija." in page
    assert "passed" in page
    assert "Skolotāja uzraksta" in read(reader, f"{sent['Location']}print/")


def test_take_asks_for_every_criterion(reader: Client, exercise: Exercise, insider: User) -> None:
    reader.force_login(insider)

    answer = reader.post(path(exercise, "take"), {"answer-tasks": "partly"})

    assert answer.status_code == 422
    assert answer.content.decode().count("This question needs an answer.") >= len(LEVELS) - 1
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    ("days", "told"), [(10, "again from 9 September 2024"), (30, "Skolotāja uzraksta")]
)
def test_take_waits_for_the_pause(
    reader: Client, exercise: Exercise, insider: User, days: int, told: str
) -> None:
    person = insider.account.person
    factories.attempt(exercise=exercise, observer=person, taken_on=TODAY - timedelta(days=days))
    reader.force_login(insider)

    answer = reader.get(path(exercise, "take"), follow=True)

    assert told in answer.content.decode()


@pytest.mark.parametrize("act", ["", "print", "take"])
def test_pages_are_for_those_who_observe(
    client: Client, exercise: Exercise, auditor: User, act: str
) -> None:
    assert client.get(path(exercise, act)).status_code == 302
    client.force_login(auditor)

    read(client, path(exercise, act), status=403)


@pytest.mark.parametrize("act", ["change", "phases", "levels", "drop", "open", "reveal"])
def test_writing_is_for_the_authority(
    client: Client, draft: Exercise, head: User, act: str
) -> None:
    client.force_login(head)

    assert client.post(path(draft, act)).status_code == 403


@pytest.mark.parametrize("act", ["open", "withdraw", "reveal"])
def test_buttons_are_sent(client: Client, draft: Exercise, author: User, act: Any) -> None:
    client.force_login(author)

    assert client.get(path(draft, act)).status_code == 405
