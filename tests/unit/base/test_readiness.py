import pytest
from pytest_django import Settings

from gaisma.base import readiness
from gaisma.base.errors import GaismaError
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def migrated(monkeypatch: pytest.MonkeyPatch, tmp_path: object, settings: Settings) -> list[str]:
    """What was asked of Django, where the program wants more than the record has."""
    settings.GAISMA_HOME = tmp_path
    asked: list[str] = []
    monkeypatch.setattr(readiness, "_wanted", lambda: {("base", "9999_to_come")})
    monkeypatch.setattr(readiness, "call_command", lambda name, **options: asked.append(name))
    return asked


def test_record_that_lacks_a_migration_is_not_complete(migrated: list[str]) -> None:
    assert not readiness.is_complete()


def test_record_of_this_program_is_complete() -> None:
    assert readiness.is_complete()


def test_older_record_is_not_upgraded_by_the_way(migrated: list[str]) -> None:
    factories.installation(is_demo=False, today=None)

    with pytest.raises(GaismaError, match="gaisma migrate"):
        readiness.ensure()
    assert migrated == []


def test_older_demo_is_brought_up_to_the_program(migrated: list[str]) -> None:
    factories.installation()

    readiness.ensure()

    assert migrated == ["migrate"]
