"""Every list with a column of numbers says why they are no doors, whoever's walk meets it first."""

import ast
import inspect
import textwrap
from typing import Any

import django_tables2 as tables

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


def of(address: Address) -> list[type[tables.Table]]:
    """The tables that the page may show: those that its source names where it answers."""
    view = inspect.unwrap(address.view)
    if not view.__module__.startswith("gaisma.") or not inspect.isfunction(view):
        return []
    source = ast.parse(textwrap.dedent(inspect.getsource(view)))
    named = (
        _named(part, view.__globals__)
        for call in ast.walk(source)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "listing.answer"
        for keyword in call.keywords
        if keyword.arg == "table"
        for part in ast.walk(keyword.value)
    )
    return [one for one in named if isinstance(one, type) and issubclass(one, tables.Table)]


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


def test_every_list_with_numbers_says_why_they_open_nothing() -> None:
    shown = {one.name: of(one) for one in addresses()}
    plain = {
        f"{page}: {table.__name__}: {', '.join(numbers(table))}"
        for page, found in shown.items()
        for table in found
        if numbers(table) and page not in {*LISTS, *FILES}
    }

    assert plain == set()
    assert sum(map(bool, shown.values())) > 60
