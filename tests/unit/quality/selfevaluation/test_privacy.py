"""How long appraisals are known by name, what erasing leaves, and who cannot be one person."""

from datetime import date

import pytest

from gaisma.base.models import Installation
from gaisma.quality.selfevaluation import privacy
from gaisma.quality.selfevaluation.models import Appraisal, AppraisalTask, ProgressTalk
from gaisma.record.people.actions import personal_data
from gaisma.record.people.models import Person
from tests import factories
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def concluded(installation: Installation) -> Appraisal:
    """An appraisal about which much was written."""
    appraisal: Appraisal = factories.appraisal(
        head=factories.person(given_name="Ilze", family_name="Vadītāja"),
        own_words="Es, Ilze",
        evidence="Ilzes darbs",
        answers={"lessons": "best"},
        conclusion="Ilze vada labi",
        level="best",
        concluded_on=date(2024, 6, 10),
        read_at=NOW,
    )
    factories.appraisal_task(
        appraisal=appraisal, task="Ilze vēros", result="Ilze vēroja", is_met=True
    )
    factories.progress_talk(appraisal=appraisal, said="Ilze stāstīja")
    return appraisal


def everything() -> str:
    rows = [*Appraisal.objects.values(), *AppraisalTask.objects.values()]
    rows += ProgressTalk.objects.values()
    return " ".join(str(value) for row in rows for value in row.values())


def test_erasing_the_head_leaves_the_level_and_clears_words(concluded: Appraisal) -> None:
    head = concluded.head

    personal_data.erase(person=head, by=None, at=NOW, as_of=TODAY)

    row = Appraisal.objects.get()
    assert not Person.objects.filter(pk=head.pk).exists()
    assert str(row.head).strip() == ""
    assert (row.level, row.concluded_on) == ("best", date(2024, 6, 10))
    assert "Ilz" not in everything()
    assert AppraisalTask.objects.get().is_met


def test_after_ten_years_nobody_is_known(concluded: Appraisal) -> None:
    kind = next(one for one in privacy.RETENTION if one.key == "appraisal")
    assert not kind.over(date(2024, 8, 1)).exists()

    removed = kind.remove(kind.over(date(2034, 9, 1)), at=NOW)

    row = Appraisal.objects.get()
    assert removed == 1
    assert str(row.head).strip() == str(row.appraiser).strip() == ""
    assert "Ilz" not in everything()
    assert not kind.over(date(2034, 9, 1)).exists()


def test_who_appraised_the_other_is_another_person(concluded: Appraisal) -> None:
    obstacle = privacy.MERGE_OBSTACLES[0]

    said = list(obstacle.of(concluded.head, concluded.appraiser))

    assert said == ["One of them appraised the other: these are two people."]


def test_two_heads_of_one_place_in_one_year_are_two_people(concluded: Appraisal) -> None:
    obstacle = privacy.MERGE_OBSTACLES[0]
    other = factories.appraisal(institution=concluded.institution, head=factories.person())
    elsewhere = factories.appraisal()

    assert len(list(obstacle.of(concluded.head, other.head))) == 1
    assert list(obstacle.of(concluded.head, elsewhere.head)) == []
