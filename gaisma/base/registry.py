"""Registries: what rooms offer and others discover.

A room lists its offers in `offers.py` under a name such as INDICATORS; `gathered` reads
that name from every installed app, once.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any, Generic, Protocol, TypeVar

from django.apps import apps


class Keyed(Protocol):
    """A frozen value with a key of its own."""

    @property
    def key(self) -> str: ...


T = TypeVar("T", bound=Keyed)


class Registry(Generic[T]):
    """Values by key, in the order in which they were given."""

    def __init__(self, values: Iterable[T] = ()) -> None:
        self._values: dict[str, T] = {}
        for value in values:
            self.add(value)

    def add(self, value: T) -> None:
        """Raises ValueError when the key is taken."""
        if value.key in self._values:
            raise ValueError(f"{value.key!r} is registered twice.")
        self._values[value.key] = value

    def __getitem__(self, key: str) -> T:
        return self._values[key]

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[T]:
        return iter(self._values.values())

    def __len__(self) -> int:
        return len(self._values)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self._values)


@cache
def gathered(name: str) -> Registry[Any]:
    """All values that the installed apps list under `name` in their `offers.py`.

    They come from the ground floor upwards, then in the order in which a room lists them, then by
    their own `order` where they have one.
    """
    values = [value for module in modules("offers") for value in getattr(module, name, ())]
    return Registry(sorted(values, key=lambda value: getattr(value, "order", 0)))


def modules(name: str) -> Iterator[ModuleType]:
    """The modules of that name, such as `tasks`, of all rooms, from the ground floor upwards."""
    for app in reversed(list(apps.get_app_configs())):
        module = f"{app.name}.{name}"
        if app.name.startswith("gaisma.") and find_spec(module):
            yield import_module(module)
