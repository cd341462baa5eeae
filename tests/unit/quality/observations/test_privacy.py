"""What is held, how long, what erasing leaves, and who cannot be one person."""

from datetime import date

import pytest

from gaisma.base.models import Installation
from gaisma.evidence.lake.models import TableChange
from gaisma.quality.observations import privacy
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.record.people import holdings
from gaisma.record.people.actions import personal_data, persons
from gaisma.record.people.actions.persons import UnableToMerge
from gaisma.record.people.models import Person
from tests import factories
from tests.moments import NOW, TODAY
from tests.unit.quality.observations.visits import HELD

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(installation: Installation) -> Sheet:
    """The sheet of a lesson about which much was written, signed off and corrected."""
    observation = factories.observation(
        teacher=factories.person(given_name="Ilze", family_name="Skolotāja"),
        held_on=HELD,
        topic="Ilzes stunda",
        talked_on=HELD,
        talk="Ilze stāstīja",
        reply="Es, Ilze, piekrītu",
        replied_at=NOW,
        next_step="Ilze jautās",
        agreed_at=NOW,
        signed_at=NOW,
    )
    written = {
        "answers": {"outcomes": "partly", "missing": "Ilzes balss"},
        "notes": [{"at": "", "item": "", "text": "Ilze sāk"}],
        "strengths": "Ilze",
        "advice": "Ilze",
        "submitted_at": NOW,
    }
    first = factories.sheet(observation=observation, **written)
    factories.sheet(
        observation=observation, observer=first.observer, corrects=first, reason="Ilze", **written
    )
    found: Sheet = first
    return found


def everything() -> str:
    rows = [*Observation.objects.values(), *Sheet.objects.values()]
    return " ".join(str(value) for row in rows for value in row.values())


@pytest.mark.parametrize("who", ["teacher", "observer"])
def test_erasing_leaves_what_was_counted_and_clears_words(sheet: Sheet, who: str) -> None:
    person = sheet.observer if who == "observer" else sheet.observation.teacher

    personal_data.erase(person=person, by=None, at=NOW, as_of=TODAY)

    observation = Observation.objects.get()
    assert TableChange.objects.get(table="observations").counter == 1
    assert not Person.objects.filter(pk=person.pk).exists()
    assert observation.held_on == HELD
    assert observation.state == "signed"
    assert [row.answers for row in Sheet.objects.all()] == [{"outcomes": "partly"}] * 2
    if who == "teacher":
        assert "Ilz" not in everything()
        assert str(observation.teacher).strip() == ""
        assert Sheet.objects.filter(observer=sheet.observer).count() == 2
    else:
        assert observation.teacher == sheet.observation.teacher
        assert {str(row.observer).strip() for row in Sheet.objects.all()} == {""}


def test_after_five_years_nobody_is_known(sheet: Sheet) -> None:
    other = factories.observation(held_on=date(2019, 8, 20))
    later = date(2029, 5, 1)

    removed = personal_data.remove_overdue(by=None, at=NOW, as_of=later, kinds=["observation"])
    again = personal_data.remove_overdue(by=None, at=NOW, as_of=later, kinds=["observation"])

    assert (removed, again) == ({"observation": 2}, {"observation": 0})
    assert "Ilz" not in everything()
    teachers = {row.teacher_id for row in Observation.objects.all()}
    assert len(teachers) == 2
    assert not teachers & {sheet.observation.teacher_id, other.teacher_id}


def test_within_five_years_all_is_kept(sheet: Sheet) -> None:
    assert not privacy.RETENTION[0].over(date(2024, 4, 16)).exists()


def test_who_observed_is_not_idle_while_the_sheet_stands(sheet: Sheet) -> None:
    personal_data.remove_overdue(by=None, at=NOW, as_of=date(2028, 5, 1), kinds=["person"])

    assert Person.objects.filter(pk=sheet.observer_id).exists()
    assert Person.objects.filter(pk=sheet.observation.teacher_id).exists()


@pytest.mark.parametrize("who", ["teacher", "observer"])
def test_answer_about_what_is_held_names_lessons_not_words(sheet: Sheet, who: str) -> None:
    person = sheet.observer if who == "observer" else sheet.observation.teacher

    told = [holding for holding in holdings.of(person, periods={}) if "bserv" in holding.table]

    assert told
    assert {holding.years for holding in told} == {5}
    assert not [holding for holding in told if "Ilz" in holding.value]


def test_merged_person_has_the_lessons_and_sheets_of_both(sheet: Sheet) -> None:
    kept = factories.employment(institution=sheet.observation.institution).person

    persons.merge(kept=kept, other=sheet.observation.teacher, by=None, at=NOW)
    observer = factories.person()
    persons.merge(kept=observer, other=sheet.observer, by=None, at=NOW)

    assert Observation.objects.get().teacher == kept
    assert {row.observer for row in Sheet.objects.all()} == {observer}


def test_who_observed_the_other_or_beside_them_is_not_the_same(sheet: Sheet) -> None:
    beside = factories.sheet(observation=sheet.observation, is_lead=False).observer

    for other in (sheet.observation.teacher, beside):
        with pytest.raises(UnableToMerge, match="two people"):
            persons.merge(kept=sheet.observer, other=other, by=None, at=NOW)


def test_strangers_can_be_one(sheet: Sheet) -> None:
    (obstacle,) = privacy.MERGE_OBSTACLES

    assert not list(obstacle.of(sheet.observer, factories.person()))
