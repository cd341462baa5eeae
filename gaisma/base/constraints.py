"""Constraints of the record that say their sentence: what is wrong, and what would be right.

A constraint's name, a model's and a field's are for programmers and reach nobody else. The sentence
is no part of the database, so that it stands in no migration and is free to be said better.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Self

from django.apps import apps
from django.db import DataError, models
from django.db.models import BaseConstraint, Field, Model, ProtectedError, RestrictedError
from django.utils.translation import gettext

from gaisma.base import refusals

NAMED = re.compile(r"constraint failed: (?:index ')?(\w+)'?$")
COLUMNS = re.compile(r"constraint failed: (\w+\.\w+(?:, \w+\.\w+)*)$")


class _Told(BaseConstraint):
    """Leaves the sentence out of what migrations know of a constraint."""

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        _path, positional, named = super().deconstruct()
        named.pop("violation_error_message", None)
        return f"django.db.models.{type(self).__name__}", positional, named

    def clone(self) -> Self:
        twin = super().clone()
        twin.violation_error_message = self.violation_error_message
        return twin

    def __eq__(self, other: object) -> bool:
        """Whether it holds the same; in what words it says so makes no difference."""
        return isinstance(other, BaseConstraint) and self.deconstruct() == other.deconstruct()


class CheckConstraint(_Told, models.CheckConstraint):
    """What holds for every row."""


class UniqueConstraint(_Told, models.UniqueConstraint):
    """What no two rows share."""


def of_project() -> Iterator[tuple[type[Model], BaseConstraint]]:
    """Every constraint that a model of the project declares."""
    for model in apps.get_models():
        if model.__module__.startswith("gaisma."):
            yield from ((model, constraint) for constraint in model._meta.constraints)


def unique_fields() -> Iterator[Field[Any, Any]]:
    """Every field of the project's models whose values are each another's."""
    yield from (one for one in refusals.fields() if one.unique and not one.primary_key)


def sentence(broken: Exception) -> str:
    """What a database's refusal means, without a name of a constraint, a table or a column."""
    if isinstance(broken, ProtectedError | RestrictedError):
        return gettext("Other rows still refer to this: change or remove them first.")
    name = _name(broken)
    for model, constraint in of_project():
        if constraint.name == name or (name and name == _columns(model, constraint)):
            return str(constraint.violation_error_message)
    if "unique" in str(broken).lower():
        return str(refusals.TAKEN)
    if isinstance(broken, DataError | OverflowError):
        return gettext("A value is longer or larger than the record can hold: shorten it.")
    return gettext("A value is missing, or names something that is gone: look at the rows anew.")


def _name(broken: Exception) -> str:
    """The constraint's name; on SQLite, of one that forbids equal rows, its columns."""
    told = getattr(getattr(broken.__cause__, "diag", None), "constraint_name", None)
    if told:
        return str(told)
    line = str(broken).strip().split("\n")[0]
    found = COLUMNS.search(line) or NAMED.search(line)
    return found[1] if found else ""


def _columns(model: type[Model], constraint: BaseConstraint) -> str:
    if not isinstance(constraint, models.UniqueConstraint):
        return ""
    columns = {field.name: field.column for field in model._meta.fields}
    return ", ".join(f"{model._meta.db_table}.{columns[name]}" for name in constraint.fields)
