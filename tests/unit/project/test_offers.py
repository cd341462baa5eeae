"""What rooms offer can be discovered, and is fit to be shown."""

from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import pytest
from django.apps import apps
from django.utils.functional import Promise

from gaisma.analytics.indicators import Indicator
from gaisma.base.registry import gathered, modules
from gaisma.base.workflow import Workflow
from gaisma.evidence.reports.sections import ReportSection
from tests.unit.project import registries

APPS = [app.name for app in apps.get_app_configs() if app.name.startswith("gaisma.")]
MODULES = [f"{name}.offers" for name in APPS if find_spec(f"{name}.offers")]


DECLARED = [
    ("indicators", Indicator, "INDICATORS"),
    ("report", ReportSection, "REPORT_SECTIONS"),
    ("workflow", Workflow, "WORKFLOWS"),
]
"""Values that stand in a room's module of that name, and where they are listed."""


def of_kind(room: ModuleType, kind: type) -> list[Any]:
    return [value for value in vars(room).values() if isinstance(value, kind)]


def offers(module: ModuleType) -> dict[str, list[object]]:
    """What a room lists, by the registry; other names in capitals are its own."""
    return {name: value for name, value in vars(module).items() if name in registries.names()}


@pytest.mark.parametrize("name", MODULES)
def test_offers_are_lists_of_values_with_a_key(name: str) -> None:
    offered = offers(import_module(name))

    assert offered
    assert all(hasattr(value, "key") for values in offered.values() for value in values)


@pytest.mark.parametrize("name", MODULES)
def test_offers_have_keys_that_no_other_room_has(name: str) -> None:
    offered = offers(import_module(name))

    # Gathering refuses a key that is given twice.
    assert all(len(gathered(list_name)) >= len(values) for list_name, values in offered.items())


@pytest.mark.parametrize(("module", "kind", "registry"), DECLARED)
def test_what_a_room_declares_is_listed(module: str, kind: type, registry: str) -> None:
    declared = {value.key for room in modules(module) for value in of_kind(room, kind)}

    assert declared
    assert declared <= set(gathered(registry).keys), "list it in offers.py of the room"


def test_what_stands_in_a_module_is_found() -> None:
    room = ModuleType("room")
    room.FORGOTTEN = replace(next(iter(gathered("INDICATORS"))), key="forgotten")  # type: ignore[attr-defined]

    assert [value.key for value in of_kind(room, Indicator)] == ["forgotten"]


def test_indicators_have_a_title_and_a_description() -> None:
    for indicator in gathered("INDICATORS"):
        assert isinstance(indicator.title, str | Promise)
        assert str(indicator.title).strip()
        assert str(indicator.description).strip()
