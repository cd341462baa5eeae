"""Every column of every list stands in the order of the reader's language when it is sorted by.

The names of all rows begin with words in which orders differ: of letters (Ābelīte, Zīlīte, Ünte),
of numbers (6., 11.) and of quotation marks.
"""

from collections.abc import Iterator
from itertools import cycle, pairwise
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.utils.functional import Promise

from gaisma.base import listing
from gaisma.base.sorting import natural
from tests.matrix import test_queries
from tests.matrix.readers import Reader

pytestmark = pytest.mark.django_db

LANGUAGES = ("lv", "ru")
"""English lists stand as Russian ones do, but for letters of Cyrillic."""

BEGINNINGS = ("Zīlīte", "11.", "„Čakste”", "Ünte", "6.", "Ābelīte", "Upe", "2.", "Cukure", "Žubīte")
OF_PEOPLE = tuple(one for one in BEGINNINGS if one.isalpha())
NAMES = ("name", "title", "family_name", "full_name", "what", "label")
"""Fields of text that people read as what a row is called."""

SEVERAL = 5
NOT_OF_TEXT = (listing.Number, listing.Day, listing.Moment)

CALLED_OTHERWISE = ("base.SchoolYear",)
"""What is called by numbers alone, which no name begins."""

BY_ANOTHER_ORDER = {
    ("calendar:deadlines", "delivered"): "how many have delivered",
    ("prevention:outside", "tracing"): "how far the search for the child has come",
    ("programmes:groups", "name"): "the grade, then the name",
}
"""Columns that are sorted by what is behind the words: the list, the column, and by what."""

INVENTED = ("base:style",)
"""Lists of the page of components, which holds its two rows itself."""


def _rename() -> None:
    """Let what rows are called begin in all the ways that orders tell apart."""
    for model in apps.get_models():
        if not model.__module__.startswith("gaisma.") or model._meta.label in CALLED_OTHERWISE:
            continue
        for field in model._meta.concrete_fields:
            if field.name in NAMES and type(field) is models.CharField and not field.choices:
                _begin(model, field)


def _begin(model: type[models.Model], field: Any) -> None:
    is_of_people = field.name == "family_name"
    beginnings = cycle(OF_PEOPLE if is_of_people else BEGINNINGS)
    for row in model._base_manager.exclude(**{field.name: ""}).order_by("-pk"):
        # Nobody is called by a number, and no order of people's names minds what it amounts to.
        name = f"{row.pk:06}" if is_of_people else getattr(row, field.name)
        told = f"{next(beginnings)} {name}"[: field.max_length]
        model._base_manager.filter(pk=row.pk).update(**{field.name: told})


@pytest.fixture(scope="module")
def lists(everybody: dict[str, Reader]) -> Iterator[dict[str, tuple[str, Reader]]]:
    """Every list that there is, with who opens it."""
    savepoint = transaction.savepoint()
    place = everybody["head"].inside
    paths = dict(test_queries._paths(place))
    test_queries._grow(place, SEVERAL)
    _rename()
    found = {}
    for name, path in paths.items():
        opened = test_queries._opened(path, everybody)
        if opened and test_queries.SAYS_FILES in opened[1] and name not in INVENTED:
            found[name] = (path, opened[0])
    yield found
    transaction.savepoint_rollback(savepoint)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[listing.Table]:
    """The tables that pages have drawn."""
    tables: list[listing.Table] = []
    paginate = listing.Table.paginate

    def remember(table: listing.Table, *given: Any, **named: Any) -> None:
        tables.append(table)
        paginate(table, *given, **named)

    monkeypatch.setattr(listing.Table, "paginate", remember)
    return tables


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_of_lists_stand_in_the_order_of_the_language(
    lists: dict[str, tuple[str, Reader]], shown: list[listing.Table], language: str
) -> None:
    wrong, columns = [], 0
    for name, (path, reader) in lists.items():
        client: Any = reader.signed_in()
        client.cookies["django_language"] = language
        for alias in _sortable(client, path, shown):
            columns += 1
            for way in ("", "-"):
                client.get(path, {"sort": way + alias})
                if fault := _fault(name, shown[-1], alias, language, is_turned=bool(way)):
                    wrong.append(fault)
        del client.cookies["django_language"]

    assert len(lists) > 20
    assert columns > 40
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def _sortable(client: Any, path: str, shown: list[listing.Table]) -> list[str]:
    """The columns of words that the list can be sorted by; none where the page draws no table."""
    shown.clear()
    client.get(path)
    if not shown:
        return []
    return [
        column.name
        for column in shown[-1].columns
        if column.orderable and not isinstance(column.column, NOT_OF_TEXT)
    ]


def _fault(name: str, table: Any, alias: str, language: str, *, is_turned: bool) -> str:
    if (name, alias) in BY_ANOTHER_ORDER:
        return ""
    told = [one for one in (_told(row, alias) for row in table.rows) if one]
    keys = [natural(one, language)[0] for one in (reversed(told) if is_turned else told)]
    if all(one <= other for one, other in pairwise(keys)):
        return ""
    return f"{name} by {alias}{' turned' * is_turned} ({language}): {told[:12]}"


def _told(row: Any, alias: str) -> str:
    """What the list is sorted by: of people the family name, else what is shown."""
    column = row.table.columns[alias]
    first = column.order_by[0].bare
    if first.endswith("family_name"):
        return str(listing.tables.A(first).resolve(row.record, quiet=True) or "")
    value = row.get_cell_value(alias)
    return str(value) if isinstance(value, str | Promise) else ""
