"""What tests of pages share: a small city with evidence about it, and a reader of pages."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from gaisma.base.models import Organisation
from gaisma.evidence.lake import actions
from tests import factories
from tests.moments import NOW
from tests.tightening import tight

YEARS = ("2023/2024", "2024/2025")
TABLES = (
    "organisations",
    "people",
    "employments",
    "enrolments",
    "groups",
    "programmes",
    "vacancies",
    "queue",
    "statuses",
    "successions",
)


@dataclass(frozen=True)
class Town:
    """The institutions of the tests' city: the head's school and another preschool."""

    school: Organisation
    preschool: Organisation


@pytest.fixture
def town(school: Organisation, tmp_path: Path, settings: Any) -> Town:
    """Two institutions with groups, learners, staff, a vacancy; a version of the lake."""
    settings.GAISMA_HOME = tmp_path
    return populated(school)


def populated(school: Organisation) -> Town:
    """The town around the school, and a version of the lake in GAISMA_HOME."""
    preschool = factories.preschool(code="zilite", name="PII “Zīlīte”")
    for institution, stage, sizes in (
        (school, "school", (12, 9)),
        (preschool, "preschool", (7, 6)),
    ):
        for year, size in zip(YEARS, sizes, strict=True):
            _group(institution, stage, year, size)
    _employed(school, "mathematics_teacher")
    _employed(preschool, "preschool_teacher")
    factories.vacancy(institution=preschool, role="speech_therapist", load=Decimal("0.500"))
    factories.status(institution=preschool)
    actions.touch(*TABLES)
    actions.refresh(reason="test", at=NOW)
    return Town(school, preschool)


def _group(institution: Organisation, stage: str, year: str, size: int) -> None:
    programme = factories.programme(institution=institution, stage=stage)
    group = factories.group(
        programme=programme,
        school_year=factories.school_year(year),
        name="1.a" if stage == "school" else "Zīlītes",
        grade=1 if stage == "school" else None,
        min_size=5,
        max_size=8,
    )
    start = date(int(year[:4]), 9, 1)
    for number in range(size):
        person = factories.person(given_name="Elza", family_name=f"Kalniņa {number}")
        factories.enrolment(
            group=group, person=person, from_on=start, to_on=date(start.year + 1, 8, 31)
        )


def _employed(institution: Organisation, role: str) -> None:
    stage = "preschool" if role == "preschool_teacher" else "school"
    factories.employment(institution=institution, role=role, stage=stage, qualified=True)


@pytest.fixture
def reader(client: Client) -> Client:
    """A browser whose reader reads English, so that texts are message ids."""
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def read(client: Client, address: str, *, status: int = 200) -> str:
    """The page at the address as text."""
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return tight(answer.content.decode())
