"""What rooms offer can be discovered, and is fit to be shown."""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

import pytest
from django.apps import apps
from django.utils.functional import Promise

from gaisma.base.registry import gathered

APPS = [app.name for app in apps.get_app_configs() if app.name.startswith("gaisma.")]
MODULES = [f"{name}.registrations" for name in APPS if find_spec(f"{name}.registrations")]


def offers(module: ModuleType) -> dict[str, list[object]]:
    return {
        name: value
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, list | tuple)
    }


@pytest.mark.parametrize("name", MODULES)
def test_registrations_are_lists_of_values_with_a_key(name: str) -> None:
    offered = offers(import_module(name))

    assert offered
    assert all(hasattr(value, "key") for values in offered.values() for value in values)


@pytest.mark.parametrize("name", MODULES)
def test_registrations_have_keys_that_no_other_room_has(name: str) -> None:
    offered = offers(import_module(name))

    # Gathering refuses a key that is given twice.
    assert all(len(gathered(list_name)) >= len(values) for list_name, values in offered.items())


def test_indicators_have_a_title_and_a_description() -> None:
    for indicator in gathered("INDICATORS"):
        assert isinstance(indicator.title, str | Promise)
        assert str(indicator.title).strip()
        assert str(indicator.description).strip()
