"""Every list with a column of numbers says why they are no doors, whoever's walk meets it first."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import django_tables2 as tables
import pytest

from gaisma.base import listing
from tests.functional.doors.kinds import LISTS
from tests.matrix.addresses import Address, addresses

FILES = {
    "assessments:analysis",
    "assessments:paths",
    "organisations:list",
    "surveys:differences",
    "surveys:results",
}
"""Pages drawn by a template of their own, whose table is what they give as a file."""
NOT_SHOWN = {
    "Groups": "a sample, for those who make pages",
    "InstitutionsTable": "its columns are made when it is asked for; the walk meets them",
    "OfClasses": "others are made of it",
}
"""Tables that no view names, and why."""


def of(address: Address) -> set[type[tables.Table]]:
    """The tables that the page may show: those that its source names where it answers."""
    view = inspect.unwrap(address.view)
    if not inspect.isfunction(view) or not view.__module__.startswith("gaisma."):
        return set()
    return {
        table
        for function in _called(view, set())
        for answer in _answers(function)
        for part in ast.walk(answer)
        if isinstance(table := _named(part, function.__globals__), type)
        and issubclass(table, tables.Table)
    }


def _called(function: Callable[..., Any], known: set[str]) -> Iterator[Any]:
    """The function, and those of its module that it calls."""
    known.add(function.__name__)
    yield function
    for part in ast.walk(_read(function)):
        one = _named(part, function.__globals__)
        is_beside = inspect.isfunction(one) and one.__module__ == function.__module__
        if is_beside and one.__name__ not in known:
            yield from _called(one, known)


def _answers(function: Callable[..., Any]) -> Iterator[ast.expr]:
    """What is given for a table where the function calls something with one."""
    for call in ast.walk(_read(function)):
        if isinstance(call, ast.Call):
            yield from (keyword.value for keyword in call.keywords if keyword.arg == "table")


def _read(function: Callable[..., Any]) -> ast.Module:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def _named(part: ast.AST, known: dict[str, Any]) -> Any:
    if isinstance(part, ast.Name):
        return known.get(part.id)
    if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
        return getattr(known.get(part.value.id), part.attr, None)
    return None


def numbers(table: type[tables.Table]) -> list[str]:
    """The columns of numbers that open nothing: those that draw no way to the rows themselves."""
    columns: dict[str, tables.Column] = table.base_columns
    return [
        name
        for name, column in columns.items()
        if isinstance(column, listing.Number)
        and column.link is None
        and "record" not in inspect.signature(column.render).parameters
    ]


@pytest.fixture(scope="module")
def shown() -> dict[str, set[type[tables.Table]]]:
    """The tables of each page."""
    return {one.name: of(one) for one in addresses()}


def test_every_list_with_numbers_says_why_they_open_nothing(
    shown: dict[str, set[type[tables.Table]]],
) -> None:
    plain = {page for page, found in shown.items() if any(map(numbers, found))}

    assert plain - {*LISTS} == FILES


def test_every_list_is_seen(shown: dict[str, set[type[tables.Table]]]) -> None:
    every = {one for one in _kinds(listing.Table) if one.__module__.startswith("gaisma.")}

    unseen = every - {table for found in shown.values() for table in found}
    assert {one.__name__ for one in unseen if numbers(one)} == {*NOT_SHOWN}


def _kinds(table: type[tables.Table]) -> Iterator[type[tables.Table]]:
    for one in table.__subclasses__():
        yield one
        yield from _kinds(one)
