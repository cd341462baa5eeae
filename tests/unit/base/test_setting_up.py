"""An installation is set up."""

import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from gaisma.base import actions, rotation
from gaisma.base.actions import Administrator, Setup, UnableToSetUp
from gaisma.base.errors import GaismaError
from gaisma.base.models import (
    AuditRecord,
    Installation,
    Organisation,
    RoleGrant,
    SchoolYear,
    User,
)
from gaisma.record.instruments.models import Instrument
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db

ANNA = Administrator("anna", "Anna Ozola", "ziedi un rasa 7")
SETUP = Setup(
    authority="Rēzeknes Izglītības pārvalde",
    municipality="Rēzekne",
    school_year="2024/2025",
    administrator=ANNA,
    languages=("ru", "lv"),
    smallest_group=7,
    retention={"audit": 5},
    personal_code_type="LV-PK",
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Settings) -> Path:
    settings.GAISMA_HOME = tmp_path
    return tmp_path


def test_set_up_keeps_what_was_given() -> None:
    actions.set_up(SETUP, at=NOW)

    installation = Installation.current()
    assert str(installation.authority) == SETUP.authority
    assert (installation.municipality, installation.smallest_group) == ("Rēzekne", 7)
    assert (installation.language, installation.languages) == ("ru", ["ru", "lv"])
    assert installation.retention == {"audit": 5}
    assert installation.personal_code_type == "LV-PK"


def test_set_up_is_no_demo_and_lives_today() -> None:
    actions.set_up(SETUP, at=NOW)

    installation = Installation.current()
    assert not installation.is_demo
    assert installation.today is None


def test_set_up_makes_the_school_year() -> None:
    actions.set_up(SETUP, at=NOW)

    year = SchoolYear.objects.get()
    assert (year.starts_on, year.ends_on) == (date(2024, 9, 1), date(2025, 8, 31))


def test_set_up_gives_the_administrator_the_whole_authority() -> None:
    actions.set_up(SETUP, at=NOW)

    grant = RoleGrant.objects.get()
    assert grant.user.check_password(ANNA.password)
    assert (grant.role, grant.organisation.name) == ("administrator", SETUP.authority)
    assert grant.from_on == NOW.date()


def test_set_up_makes_the_keys_for_the_owner_only(home: Path) -> None:
    actions.set_up(SETUP, at=NOW)

    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in (home / "keys").iterdir()}
    assert modes == dict.fromkeys(("signing", *rotation.NAMES), 0o600)


def test_set_up_is_noted_without_names() -> None:
    actions.set_up(SETUP, at=NOW)

    note = AuditRecord.objects.get(action="installation.set_up")
    assert (note.at, note.details) == (NOW, {})


def test_set_up_takes_the_authority_that_files_brought() -> None:
    known = factories.authority(name=SETUP.authority, code="A-1")

    actions.set_up(SETUP, at=NOW)

    assert Installation.current().authority == known
    assert Organisation.objects.count() == 1


def test_set_up_twice_is_refused() -> None:
    actions.set_up(SETUP, at=NOW)

    with pytest.raises(UnableToSetUp) as refused:
        actions.set_up(replace(SETUP, municipality="Ludza"), at=NOW)

    assert refused.value.code == "already_set_up"
    assert Installation.current().municipality == "Rēzekne"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"school_year": "2024"}, "school_year"),
        ({"school_year": "2024/2026"}, "school_year"),
        ({"languages": ("lv", "de")}, "unknown_language"),
        ({"languages": ()}, "unknown_language"),
        ({"smallest_group": 1}, "smallest_group"),
        ({"smallest_group": 500}, "smallest_group"),
        ({"authority": " "}, "no_name"),
        ({"municipality": ""}, "no_name"),
        ({"administrator": replace(ANNA, password="short")}, "administrator"),
        ({"administrator": replace(ANNA, password="administrator")}, "administrator"),
        ({"administrator": replace(ANNA, username="")}, "administrator"),
        ({"administrator": replace(ANNA, email="nowhere")}, "administrator"),
    ],
)
def test_set_up_refuses_what_cannot_be(wrong: dict[str, object], code: str) -> None:
    with pytest.raises(UnableToSetUp) as refused:
        actions.set_up(replace(SETUP, **wrong), at=NOW)

    assert refused.value.code == code
    assert not Installation.objects.exists()
    assert not User.objects.exists()
    assert not Organisation.objects.exists()


def test_unknown_kind_to_keep_is_refused_with_the_known_ones() -> None:
    with pytest.raises(GaismaError) as refusal:
        actions.set_up(replace(SETUP, retention={"enrolments": 5}), at=NOW)

    assert refusal.value.code == "unknown_kind"
    assert "enrolment" in refusal.value.choices
    assert not Installation.objects.exists()


def test_set_up_enters_what_rooms_begin_with() -> None:
    actions.set_up(SETUP, at=NOW)

    known = Instrument.objects.in_use().values_list("key", flat=True)
    assert {"lesson", "teaching-practices", "wellbeing-teachers"} <= set(known)
