"""How a factory makes a row."""

from collections.abc import Callable
from itertools import count
from typing import Any

from django.db.models import Model

from gaisma.base.models import Recorded
from tests.moments import NOW

Fields = dict[str, Any]
numbers = count(1)


def made(
    model: type[Model],
    fields: Fields,
    owners: dict[str, Callable[..., Model]] | None = None,
    **given: Any,
) -> Any:
    """The row with what is given over what is usual; owners are made when they are not given."""
    if issubclass(model, Recorded):
        given["changed_at"] = NOW
    missing = {name: make for name, make in (owners or {}).items() if name not in fields}
    related = {name: make() for name, make in missing.items()}
    return model._default_manager.create(**{**given, **related, **fields})
