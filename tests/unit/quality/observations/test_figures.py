"""What pages, the command line and the programming interface tell of observations."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from gaisma.base.models import Organisation, User
from gaisma.evidence.figures.queries import UnableToAnswer
from gaisma.evidence.lake import actions
from gaisma.quality.observations import questionnaires
from gaisma.quality.observations.models import Observation
from gaisma.record.instruments.models import Version
from tests import factories
from tests.moments import NOW
from tests.pages import read

pytestmark = pytest.mark.django_db
SHARE = "observations.share_meeting"
CRITERION = "criterion=outcomes clearly defined"
FIGURE = f"/figures/{SHARE}/?school_year=2023/2024&{CRITERION}"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.GAISMA_HOME = tmp_path
    return tmp_path


def observed(times: int, meets: int, institution: Organisation, **given: Any) -> list[Observation]:
    """So many observations, of which some meet the criterion; and a version of the lake."""
    version = Version.objects.first() or factories.version(questionnaires.shipped("lesson"))
    found = [
        factories.observation(
            institution=institution,
            version=version,
            held_on=date(2024, 4, 1 + number),
            planned_on=date(2024, 4, 1 + number),
            **given,
        )
        for number in range(times)
    ]
    for number, one in enumerate(found):
        answers = {"outcomes": "yes" if number < meets else "partly"}
        factories.sheet(observation=one, answers=answers, submitted_at=NOW)
    factories.school_year("2023/2024")
    actions.touch("observations", "organisations", "people", "instruments", "employments")
    actions.refresh(reason="test", at=NOW)
    return found


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


@pytest.mark.parametrize("role", ["specialist", "head", "administrator"])
def test_share_of_four_visits_is_told_to_nobody(
    reader: Client, school: Organisation, role: str, request: pytest.FixtureRequest
) -> None:
    observed(4, 3, school)
    reader.force_login(request.getfixturevalue(role))

    page = words(read(reader, FIGURE))

    assert "…" in page
    assert "A share of fewer than 5 is kept back from everybody" in page
    assert "75" not in page
    assert "3 of 4" not in page


def test_share_of_five_visits_is_told(
    reader: Client, school: Organisation, specialist: User
) -> None:
    observed(5, 3, school)
    reader.force_login(specialist)

    page = words(read(reader, FIGURE))

    assert "3 of 5" in page
    assert "kept back" not in page


def test_breakdown_keeps_back_the_values_of_few_visits(
    reader: Client, school: Organisation, specialist: User
) -> None:
    observed(5, 3, school, observed_by="external")
    observed(3, 3, school)
    reader.force_login(specialist)

    page = words(read(reader, f"{FIGURE}&by=observer"))

    assert "External 60" in page
    assert "Internal …" in page
    assert "kept back from everybody" in page


@pytest.mark.parametrize("by", ["teacher", "person"])
def test_nothing_is_broken_down_by_teacher(school: Organisation, by: str) -> None:
    observed(5, 3, school)

    with pytest.raises(UnableToAnswer):
        call_command("figure", SHARE, "--by", by)


@pytest.mark.parametrize(("times", "value"), [(4, None), (5, 60)])
def test_command_line_withholds_the_same(
    school: Organisation, capsys: pytest.CaptureFixture[str], times: int, value: int | None
) -> None:
    observed(times, 3, school)

    call_command("figure", SHARE, "--filter", CRITERION, "--json")

    told = json.loads(capsys.readouterr().out)
    assert (told["value"], told["suppressed"]) == (value, value is None)
    assert told["denominator"] == (times if value else None)


@pytest.mark.parametrize(("times", "value"), [(4, None), (5, 60)])
def test_interface_for_programs_withholds_the_same(
    reader: Client, school: Organisation, administrator: User, times: int, value: int | None
) -> None:
    observed(times, 3, school)
    reader.force_login(administrator)

    answer = reader.get(f"/api/v1/figures/{SHARE}?school_year=2023/2024&{CRITERION}")

    (told,) = answer.json()["figures"]
    assert (told["value"], told["suppressed"]) == (value, value is None)
    assert told["numerator"] == (3 if value else None)


def test_criteria_are_named_in_the_reader_s_language(
    reader: Client, school: Organisation, specialist: User
) -> None:
    observed(5, 3, school)
    reader.force_login(specialist)

    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = "lv"
    page = read(reader, FIGURE)

    assert "Kritērijs: Sasniedzamais rezultāts ir skaidri noteikts" in words(page)


def test_records_are_those_that_the_person_may_open(
    reader: Client, school: Organisation, specialist: User
) -> None:
    external = observed(1, 1, school, observed_by="external", grade=7)
    observed(2, 1, school)
    reader.force_login(specialist)

    page = words(read(reader, "/figures/observations.count/records/?school_year=2023/2024"))

    assert "1 April 2024 · external · grade 7" in page
    assert "internal" not in page
    assert str(external[0].teacher) not in page
    assert "open to you" in page


def test_records_of_a_head_are_those_of_the_institution(
    reader: Client, school: Organisation, head: User
) -> None:
    observed(2, 1, school)
    observed(1, 1, factories.preschool(), observed_by="external")
    reader.force_login(head)

    page = words(read(reader, "/figures/observations.count/records/?school_year=2023/2024"))

    assert page.count("· internal") == 2
    assert "external" not in page
