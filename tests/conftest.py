"""What every test may use: the fixed cast, an installation of its own, parts of the run."""

import gc
import os
import shutil
from collections.abc import Generator, Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import hypothesis
import pytest
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation

from gaisma.base import apart
from gaisma.base.catalogues.files import compile_outdated
from gaisma.evidence.figures import keeping, queries
from tests import factories, ledger, on_postgresql, reading_here, records, reversing, run
from tests.installations import (
    SeparateInstallation,
    copy_of,
    demo_city,
    separate_installation,
)
from tests.moments import NOW

UNIT = records.PROJECT / "tests" / "unit"
OFTEN_ENOUGH = 5_000
"""So many things more than are gone, and rings among them are looked for."""
pytest_plugins = ["tests.browser", "tests.pages"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--on-postgresql", action="store_true", help="run only what tests/on_postgresql.py chooses"
    )


def pytest_configure() -> None:
    compile_outdated()
    reversing.reverse_what_is_left_open()
    ledger.watch()
    # Of what outlives the machine no test learns: that a file is open is asked, no disk waited for.
    os.fsync = os.fstat  # type: ignore[assignment]
    # How fast a busy machine is, is no property of the code.
    hypothesis.settings.register_profile("gaisma", deadline=None)
    hypothesis.settings.load_profile("gaisma")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, Any, Any]:
    # What is imported and collected stays: to look for what of it could go takes a third of the
    # time here, and some of every test's.
    gc.disable()
    found = yield
    gc.freeze()
    gc.set_threshold(OFTEN_ENOUGH)
    gc.enable()
    return found


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    for item in items:
        marks = {mark.name for mark in item.iter_markers()}
        if lost := run.where_not_looked(item.path.relative_to(records.PROJECT).as_posix(), marks):
            raise pytest.UsageError(f"{item.nodeid}: {', '.join(lost)} is not looked for there")
    if config.getoption("--on-postgresql"):
        left_out = [item for item in items if not _is_on_postgresql(item)]
        items[:] = [item for item in items if _is_on_postgresql(item)]
        config.hook.pytest_deselected(items=left_out)


def _is_on_postgresql(item: pytest.Item) -> bool:
    is_marked = item.get_closest_marker("django_db") is not None
    path = item.path.relative_to(records.PROJECT).as_posix()
    return on_postgresql.is_on_both(path, getattr(item, "fixturenames", ()), is_marked=is_marked)


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    # A request leaves its language behind, and the next test would speak it.
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    # A process for each file takes half a second; what it is for has tests of its own.
    if request.node.get_closest_marker("apart") is None:
        monkeypatch.setattr(apart, "asked", reading_here.here)


@pytest.fixture(autouse=True)
def _compiled_once(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A home of a test's own has no questions in it, and each takes a twentieth of a second.
    kept = partial(keeping.kept_in, records.compiled(shared))
    monkeypatch.setattr(queries, "keeping", SimpleNamespace(kept=kept))


@pytest.fixture(autouse=True)
def _acts_do_what_they_declare(request: pytest.FixtureRequest) -> Iterator[None]:
    with ledger.of_one_test() as faults:
        yield
        is_of_a_room = any(request.path.is_relative_to(UNIT / floor) for floor in ledger.ROOMS)
        assert not (is_of_a_room and faults), "say in the room's audited.py what it touches"


@pytest.fixture(autouse=True)
def _empty_box(settings: Any) -> Iterator[None]:
    # What a test rolls back is the record; answers to surveys lie beside it.
    yield
    shutil.rmtree(Path(settings.GAISMA_HOME) / "surveys", ignore_errors=True)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of what is made once for all processes: of the whole run, or of this part."""
    if told := os.environ.get(records.SHARED):
        return Path(told)
    folder = tmp_path_factory.getbasetemp()
    return folder if worker_id == "master" else folder.parent


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
    shared: Path,
) -> Iterator[None]:
    """The record of the tests, a copy of one that was migrated once for all processes."""
    with django_db_blocker.unblock(), records.filled(shared):
        made = setup_databases(verbosity=0, interactive=False)
        ledger.learn()
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def separate(tmp_path: Path) -> Iterator[SeparateInstallation]:
    """An installation of the test's own, empty, whose commands run as processes."""
    with separate_installation(tmp_path / "home") as installation:
        yield installation


@pytest.fixture
def migrated(separate: SeparateInstallation, shared: Path) -> SeparateInstallation:
    """An installation of the test's own that has a record, and nothing in it."""
    separate.migrate(shared)
    return separate


@pytest.fixture(scope="session")
def city(shared: Path) -> Path:
    """The folder of the demo, to be copied."""
    return demo_city(shared)


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
