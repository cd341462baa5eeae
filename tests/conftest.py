"""What every test may use: the fixed cast, an installation of its own, parts of the run."""

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.utils import translation

from gaisma.base.catalogues.files import compile_outdated
from tests import factories
from tests.installations import (
    SeparateInstallation,
    copy_of,
    demo_city,
    separate_installation,
)
from tests.moments import NOW

pytest_plugins = ["tests.browser", "tests.pages"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--touching-database", action="store_true", help="run only what touches the database"
    )


def pytest_configure() -> None:
    compile_outdated()
    # How fast a busy machine is, is no property of the code.
    hypothesis.settings.register_profile("gaisma", deadline=None)
    hypothesis.settings.load_profile("gaisma")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    if config.getoption("--touching-database"):
        left_out = [item for item in items if not _touches_database(item)]
        items[:] = [item for item in items if _touches_database(item)]
        config.hook.pytest_deselected(items=left_out)


def _touches_database(item: pytest.Item) -> bool:
    needs = {"db", "transactional_db", "live_server", "separate"} & set(
        getattr(item, "fixturenames", ())
    )
    return bool(needs) or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    # A request leaves its language behind, and the next test would speak it.
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture
def separate(tmp_path: Path) -> Iterator[SeparateInstallation]:
    """An installation of the test's own, empty, whose commands run as processes."""
    with separate_installation(tmp_path / "home") as installation:
        yield installation


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the demo, to be copied."""
    folder = tmp_path_factory.getbasetemp()
    return demo_city(folder if worker_id == "master" else folder.parent)


@pytest.fixture
def demo(city: Path, tmp_path: Path) -> SeparateInstallation:
    """A copy of the demo of the test's own, on SQLite, whose commands run as processes."""
    return copy_of(city, tmp_path / "demo")


@pytest.fixture
def installation(db: None) -> object:
    """The demo's installation, whose today is that of the tests."""
    return factories.installation()


@pytest.fixture
def school(installation: object) -> object:
    """The school at which the cast works."""
    return factories.institution(code="school", name="Paraugpils vidusskola")


@pytest.fixture
def specialist(school: object) -> object:
    """A specialist of the authority."""
    return _cast("specialist", factories.authority())


@pytest.fixture
def administrator(school: object) -> object:
    """The administrator of the installation."""
    return _cast("administrator", factories.authority())


@pytest.fixture
def head(school: object) -> object:
    """The head of the school."""
    return _cast("head", school)


@pytest.fixture
def teacher(school: object) -> object:
    """A teacher of the school."""
    return _cast("teacher", school)


@pytest.fixture
def support(school: object) -> object:
    """A support specialist of the school."""
    return _cast("support", school)


@pytest.fixture
def visitor(school: object) -> object:
    """Somebody who may look at the school and not at its people: the founder's representative."""
    return _cast("visitor", school, role="founder")


@pytest.fixture
def auditor(school: object) -> object:
    """Somebody who reads everything of the city and changes nothing."""
    return _cast("auditor", factories.authority())


def _cast(name: str, organisation: object, *, role: str = "") -> object:
    user = factories.user(username=name, full_name=name.title())
    given = {"organisation": organisation, "granted_at": NOW}
    factories.role_grant(user=user, role=role or name, **given)
    return user
