from datetime import date
from uuid import uuid4

import pytest

from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.quality.observations.actions import sheets
from gaisma.quality.observations.actions.sheets import Lesson, Seen, UnableToSubmit
from gaisma.quality.observations.models import Observation, Sheet
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db

WHOLE = Seen({"outcomes": "yes"}, strengths="Skaidrs mērķis")
HELD = Lesson(date(2024, 4, 16), topic="Daļskaitļi", learners=21)


def submitted(sheet: Sheet, **given: object) -> Sheet:
    usual = {"seen": WHOLE, "lesson": HELD, "submission": uuid4(), "revision": sheet.revision}
    return sheets.submit(sheet=sheet, language="en", by=None, at=NOW, **{**usual, **given})  # type: ignore[arg-type]


def test_a_submitted_sheet_says_that_the_lesson_was_held() -> None:
    sheet = factories.sheet()

    submitted(sheet)

    observation = Observation.objects.get()
    assert (observation.state, observation.held_on) == ("held", date(2024, 4, 16))
    assert (observation.topic, observation.learners) == ("Daļskaitļi", 21)
    assert Sheet.objects.get().answers == {"outcomes": "yes"}


def test_the_same_sending_twice_counts_once() -> None:
    sheet, submission = factories.sheet(), uuid4()
    submitted(sheet, submission=submission)

    again = submitted(sheet, submission=submission, seen=Seen({"outcomes": "no"}))

    assert (again.revision, again.answers) == (2, {"outcomes": "yes"})


def test_another_device_is_told_and_nothing_is_overwritten() -> None:
    sheet = factories.sheet()
    submitted(sheet)

    with pytest.raises(UnableToChange, match="another device"):
        submitted(sheet, revision=1, seen=Seen({"outcomes": "no"}))

    assert Sheet.objects.get().answers == {"outcomes": "yes"}


def test_answers_that_are_not_whole_are_named() -> None:
    sheet = factories.sheet()

    with pytest.raises(UnableToSubmit) as refused:
        submitted(sheet, seen=Seen({"missing": "?"}))

    assert [problem.item for problem in refused.value.problems] == ["outcomes"]
    assert Observation.objects.get().state == "planned"


def test_a_sheet_of_another_observer_is_refused() -> None:
    with pytest.raises(NotPermitted):
        sheets.keep(sheet=factories.sheet(), revision=1, seen=WHOLE, by=factories.user(), at=NOW)


def test_a_lesson_that_is_still_to_come_is_refused() -> None:
    with pytest.raises(UnableToRecord, match="has not come yet"):
        submitted(factories.sheet(), lesson=Lesson(date(2030, 1, 1)))


def test_after_sign_off_a_sheet_is_corrected_with_a_reason() -> None:
    sheet = submitted(factories.sheet())
    Observation.objects.update(signed_at=NOW)
    sheet.observation.refresh_from_db()

    with pytest.raises(UnableToRecord, match="signed off"):
        submitted(sheet, revision=sheet.revision)
    corrected = sheets.correct(
        sheet=sheet,
        seen=Seen({"outcomes": "no"}),
        reason="Pārrakstīšanās",
        language="en",
        by=None,
        at=NOW,
    )

    assert list(Sheet.objects.current()) == [corrected]
    assert Sheet.objects.count() == 2


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_correction_without_a_reason_is_refused(reason: str) -> None:
    sheet = submitted(factories.sheet())
    Observation.objects.update(signed_at=NOW)
    sheet.observation.refresh_from_db()

    with pytest.raises(UnableToRecord, match="Say why"):
        sheets.correct(sheet=sheet, seen=WHOLE, reason=reason, language="en", by=None, at=NOW)


def test_a_cancelled_observation_is_not_filled() -> None:
    cancelled = {"cancelled_on": date(2024, 4, 1), "cancelled_because": "Slimība"}
    sheet = factories.sheet(observation=factories.observation(**cancelled))

    with pytest.raises(UnableToRecord, match="cancelled"):
        sheets.keep(sheet=sheet, revision=1, seen=WHOLE, by=None, at=NOW)


def test_a_submitted_sheet_is_not_kept_half_written() -> None:
    sheet = submitted(factories.sheet())

    with pytest.raises(UnableToRecord, match="submit it again"):
        sheets.keep(sheet=sheet, revision=sheet.revision, seen=Seen({}), by=None, at=NOW)

    assert Sheet.objects.get().answers == {"outcomes": "yes"}


def test_a_kept_sheet_holds_what_was_written_of_the_lesson() -> None:
    sheet = factories.sheet()

    sheets.keep(sheet=sheet, revision=1, seen=Seen({}), written={"topic": "Daļas"}, by=None, at=NOW)

    assert Sheet.objects.get().lesson == {"topic": "Daļas"}
    assert Observation.objects.get().topic == ""


def test_a_sheet_submitted_again_is_to_be_read_again() -> None:
    sheet = submitted(factories.sheet())
    Observation.objects.update(read_at=NOW)

    submitted(sheet, seen=Seen({"outcomes": "no"}))

    assert Observation.objects.get().read_at is None


def test_the_first_of_two_who_submits_says_that_the_lesson_was_held() -> None:
    lead = factories.sheet()
    other = factories.sheet(observation=lead.observation, is_lead=False)

    submitted(other, lesson=Lesson(date(2024, 4, 15)))

    assert Observation.objects.get().held_on == date(2024, 4, 15)


def test_sheets_that_observers_see_of_each_other_stay_as_they_are() -> None:
    lead = factories.sheet()
    other = submitted(factories.sheet(observation=lead.observation, is_lead=False))
    lead = submitted(lead)

    for sheet in (lead, other):
        with pytest.raises(UnableToRecord, match="stay as they are"):
            submitted(sheet, seen=Seen({"outcomes": "no"}))

    assert {sheet.answers["outcomes"] for sheet in Sheet.objects.all()} == {"yes"}


def test_a_group_of_another_institution_is_refused() -> None:
    with pytest.raises(UnableToRecord, match="Choose a group"):
        submitted(factories.sheet(), lesson=Lesson(date(2024, 4, 16), group=factories.group()))


def test_a_corrected_sheet_is_not_corrected_once_more() -> None:
    sheet = submitted(factories.sheet())
    Observation.objects.update(signed_at=NOW)
    given = {"seen": WHOLE, "reason": "Kļūda", "language": "en", "by": None, "at": NOW}
    corrected = sheets.correct(sheet=sheet, **given)

    with pytest.raises(UnableToRecord, match="corrected already"):
        sheets.correct(sheet=sheet, **given)
    sheets.correct(sheet=corrected, **given)

    assert Sheet.objects.count() == 3


def test_a_second_observer_s_sheet_leaves_the_lesson_as_the_lead_wrote_it() -> None:
    lead = submitted(factories.sheet())
    other = factories.sheet(observation=lead.observation, is_lead=False)

    submitted(other, lesson=Lesson(date(2024, 4, 15), topic="Cits"))

    assert Observation.objects.get().topic == "Daļskaitļi"
