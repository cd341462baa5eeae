"""Pages that look at many observations together."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from gaisma.analytics.measures.estimates import Interval
from gaisma.base.models import Organisation, User
from gaisma.quality.observations import questionnaires
from gaisma.quality.observations.queries import picture
from gaisma.record.instruments.models import Version
from tests import factories
from tests.pages import read
from tests.unit.quality.observations.test_figures import observed, words
from tests.unit.quality.observations.visits import submit, visit

pytestmark = pytest.mark.django_db
PICTURE = "/observations/picture/?school_year=2023/2024"
AGREEMENT = "/observations/agreement/?school_year=2023/2024"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.GAISMA_HOME = tmp_path
    return tmp_path


def rated(school: Organisation, observed_by: str, *pairs: tuple[str, str]) -> None:
    """Lessons in which the lead and another gave these levels to one criterion."""
    version = Version.objects.first() or factories.version(questionnaires.shipped("lesson"))
    factories.school_year("2023/2024")
    for number, levels in enumerate(pairs):
        seen = visit(school, observed_by, version=version, planned_on=date(2024, 4, 2 + number))
        for sheet, level in zip(seen.sheets, levels, strict=True):
            submit(sheet, answers={"outcomes": level})


def test_picture_tells_how_sure_a_share_is(
    reader: Client, school: Organisation, specialist: User
) -> None:
    observed(5, 3, school)
    reader.force_login(specialist)

    page = words(read(reader, PICTURE))

    assert "Outcomes clearly defined – 60% 23–88%, of 5" in page


def test_picture_keeps_back_what_few_visits_would_tell(
    reader: Client, school: Organisation, specialist: User
) -> None:
    observed(4, 3, school)
    reader.force_login(specialist)

    page = words(read(reader, PICTURE))

    assert "few" in page
    assert "75%" not in page


def test_picture_is_narrowed_and_says_when_nothing_is_left(
    reader: Client, school: Organisation, specialist: User
) -> None:
    observed(5, 3, school, language="lv")
    reader.force_login(specialist)

    assert "of 5" in words(read(reader, f"{PICTURE}&language=lv&grade=nonsense"))
    assert "Nothing was observed" in read(reader, f"{PICTURE}&language=en")


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ("institution_kind", "Preschool Secondary school Outcomes clearly defined 80% 38–96%, of 5 "
         "60% 23–88%, of 5"),
        ("grade", "Criterion Grade 7 Outcomes clearly defined 60% 23–88%, of 5"),
        ("language", "Criterion Latvian Outcomes clearly defined 70% 40–89%, of 10"),
        ("nonsense", "Criterion Seen by the authority Seen by the institution Outcomes"),
    ],
)  # fmt: skip
def test_picture_shows_values_beside_each_other(
    reader: Client, school: Organisation, specialist: User, by: str, told: str
) -> None:
    observed(5, 3, school, grade=7)
    observed(5, 4, factories.institution(kind="preschool"))
    reader.force_login(specialist)

    assert told in words(read(reader, f"{PICTURE}&by={by}"))


def test_picture_of_one_side_leaves_the_other_out(
    reader: Client, school: Organisation, specialist: User
) -> None:
    observed(5, 3, school, observed_by="external")
    observed(5, 4, school, observed_by="peer")
    reader.force_login(specialist)

    sides = words(read(reader, f"{PICTURE}&side=external"))
    grades = words(read(reader, f"{PICTURE}&side=internal&by=language"))

    assert "Criterion Seen by the authority Outcomes clearly defined 60% 23–88%, of 5" in sides
    assert "Criterion Latvian Outcomes clearly defined 80% 38–96%, of 5" in grades


def test_picture_by_values_keeps_back_what_few_visits_would_tell(
    reader: Client, school: Organisation, specialist: User
) -> None:
    observed(5, 3, school, grade=7)
    observed(4, 3, school, grade=8)
    reader.force_login(specialist)

    page = words(read(reader, f"{PICTURE}&by=grade"))

    assert "Criterion Grade 7 Grade 8 Outcomes clearly defined" in page
    assert "75%" not in page


def test_picture_and_agreement_are_for_those_who_lead(
    client: Client, school: Organisation, teacher: User, auditor: User
) -> None:
    observed(1, 1, school)
    assert client.get(PICTURE).status_code == 302
    client.force_login(teacher)
    read(client, PICTURE, status=403)
    read(client, AGREEMENT, status=403)

    client.force_login(auditor)
    read(client, PICTURE)
    read(client, AGREEMENT, status=403)


@pytest.mark.parametrize("page", [PICTURE, AGREEMENT])
def test_pages_are_only_read(client: Client, school: Organisation, head: User, page: str) -> None:
    client.force_login(head)

    assert client.post(page).status_code == 405


def test_agreement_compares_what_two_observers_gave(
    reader: Client, school: Organisation, specialist: User
) -> None:
    rated(school, "external", ("yes", "yes"), ("fully", "yes"), ("no", "fully"), ("no", "no"))
    reader.force_login(specialist)

    page = words(read(reader, AGREEMENT))

    # Of four lessons two alike and one more a level apart; the leads rate 0, 1, −3, 0 higher.
    assert "Outcomes clearly defined – 4 50% 75%" in page
    assert "too few lessons to tell 1 1 −3.00" in page
    assert "too few lessons yet to say how well" in page


@pytest.mark.parametrize(
    ("apart", "words_of_it"),
    [
        (0, ["Outcomes clearly defined very strong 12", "agree well on 1 of 1 criterion"]),
        (2, ["Outcomes clearly defined strong 12"]),
        (3, ["defined moderate 12", "agree well on 0 of 1", "first: Outcomes clearly defined"]),
        (8, ["Outcomes clearly defined weak 12"]),
    ],
)
def test_agreement_is_told_in_a_word(
    reader: Client, school: Organisation, specialist: User, apart: int, words_of_it: list[str]
) -> None:
    alike = [("yes", "yes"), ("no", "no")] * 6
    other = [("yes", "no"), ("no", "yes")] * 6
    rated(school, "external", *other[:apart], *alike[apart:])
    reader.force_login(specialist)

    page = words(read(reader, AGREEMENT))

    for told in words_of_it:
        assert told in page


def test_who_rates_more_severely_is_told_where_it_is_sure() -> None:
    low, near, high = Interval(-0.4, -0.1), Interval(-0.2, 0.3), Interval(0.1, 0.2)

    said = [picture.severity(one) for one in (low, near, high, None)]

    assert said == [
        "rates more severely",
        "like the others",
        "rates more generously",
        "too few lessons to tell",
    ]


def test_agreement_is_told_of_the_readers_own_lessons(
    reader: Client, school: Organisation, specialist: User, head: User
) -> None:
    rated(factories.institution(), "external", ("yes", "yes"))
    reader.force_login(head)
    assert "No lesson was rated by several" in read(reader, AGREEMENT)

    rated(school, "internal", ("yes", "fully"))
    own = words(read(reader, AGREEMENT))
    reader.force_login(specialist)
    external = words(read(reader, AGREEMENT))

    assert "Outcomes clearly defined – 1 0% 100%" in own
    assert "Outcomes clearly defined – 1 100% 100%" in external


def test_agreement_waits_until_both_have_rated(
    reader: Client, school: Organisation, specialist: User
) -> None:
    version = factories.version(questionnaires.shipped("lesson"))
    seen = visit(school, "external", version=version)
    submit(seen.sheets[0], answers={"outcomes": "yes"})
    reader.force_login(specialist)

    assert "No lesson was rated by several" in read(reader, AGREEMENT)
