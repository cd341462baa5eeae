"""What tables and columns are called in the reader's language.

A column's English name is its name in the contract; files may use any of the three languages.
"""

from functools import cache
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils import translation
from django.utils.translation import pgettext, pgettext_lazy

from gaisma.analytics.vocabulary import Vocabulary, folded
from gaisma.base.registry import gathered
from gaisma.evidence.interop.kinds import columns_of, table_kinds

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LANGUAGES = ("en", "lv", "ru")

KINDS = {
    "institutions": pgettext_lazy("table", "institutions"),
    "sites": pgettext_lazy("table", "sites"),
    "programmes": pgettext_lazy("table", "programmes"),
    "groups": pgettext_lazy("table", "groups"),
    "people": pgettext_lazy("table", "people"),
    "guardians": pgettext_lazy("table", "guardians"),
    "learners": pgettext_lazy("table", "learners"),
    "staff": pgettext_lazy("table", "staff"),
    "vacancies": pgettext_lazy("table", "vacancies"),
    "queue": pgettext_lazy("table", "queue"),
}
COLUMNS = {
    "address": pgettext_lazy("column", "address"),
    "born_on": pgettext_lazy("column", "born_on"),
    "closed_on": pgettext_lazy("column", "closed_on"),
    "family_name": pgettext_lazy("column", "family_name"),
    "from": pgettext_lazy("column", "from"),
    "given_name": pgettext_lazy("column", "given_name"),
    "group": pgettext_lazy("column", "group"),
    "institution": pgettext_lazy("column", "institution"),
    "language": pgettext_lazy("column", "language"),
    "load": pgettext_lazy("column", "load"),
    "name": pgettext_lazy("column", "name"),
    "opened_on": pgettext_lazy("column", "opened_on"),
    "person_id": pgettext_lazy("column", "person_id"),
    "personal_code": pgettext_lazy("column", "personal_code"),
    "programme": pgettext_lazy("column", "programme"),
    "register_id": pgettext_lazy("column", "register_id"),
    "registered_on": pgettext_lazy("column", "registered_on"),
    "role": pgettext_lazy("column", "role"),
    "school_year": pgettext_lazy("column", "school_year"),
    "stage": pgettext_lazy("column", "stage"),
    "to": pgettext_lazy("column", "to"),
}

FORMER = {
    ("table", "sites"): ("ēkas",),
    ("column", "closed_on"): ("slēgts",),
    ("column", "grade"): ("klases pakāpe",),
    ("column", "opened_on"): ("atvērts",),
    ("column", "site"): ("ēka",),
    ("column", "stage"): ("izglītības pakāpe",),
}
"""What tables and columns were called before: workbooks that people have filled are still read."""


def kind_title(kind: str) -> str:
    """The table's name in the active language: the room's own, where it says it."""
    return str(KINDS.get(kind) or _own_titles().get(kind, kind))


def _own_titles() -> "dict[str, StrOrPromise]":
    """What rooms call their tables: of mass facts by the kind, of others by the model."""
    mass = {kind.key: kind.title for kind in gathered("MASS_KINDS")}
    others = ((kind.key, getattr(kind.model, "table_title", "")) for kind in table_kinds())
    return {**{key: title for key, title in others if title}, **mass}


@cache
def records() -> dict[str, str]:
    """The kinds by the labels of the models that their rows become."""
    return {kind.model._meta.label: kind.key for kind in table_kinds()}


def table_title(label: str) -> str:
    """The record's own table in the active language, by the label of its model.

    One that no file fills is called by its model's `table_title`: its rows may refer to what a
    file brought.
    """
    if label in records():
        return kind_title(records()[label])
    model = apps.get_model(label)
    owner = model._meta.auto_created or model
    return str(owner.table_title)


def column_title(name: str) -> str:
    """The column's name in the active language."""
    return str(column_titles().get(name, name))


@cache
def column_titles() -> "dict[str, StrOrPromise]":
    """What columns are called: those that several tables have, and those that rooms declare."""
    kinds = (*table_kinds(), *gathered("MASS_KINDS"))
    declared = (column for kind in kinds for column in kind.columns if column.title)
    return {**COLUMNS, **{column.name: column.title for column in declared}}


def sheet_names(kind: str) -> frozenset[str]:
    """The names, in lower case, that a sheet of this kind may have."""
    titles = _titles("table", kind)
    for language in LANGUAGES:
        with translation.override(language):
            titles.append(kind_title(kind))
    return frozenset({kind, *(title.lower() for title in titles)})


@cache
def names_of(kind: str) -> dict[str, str]:
    """Folded header → column of the contract, in all three languages."""
    names: dict[str, str] = {}
    for column in columns_of(kind):
        for title in (column.name, *_titles("column", column.name)):
            names.setdefault(folded(title), column.name)
    return names


def _titles(context: str, text: str) -> list[str]:
    titles = list(FORMER.get((context, text), ()))
    for language in LANGUAGES:
        with translation.override(language):
            titles.append(pgettext(context, text))
    return titles


def word(words: Vocabulary, code: str) -> str:
    """The list's word for a code in the active language, as files write it.

    The list itself says it: one English word may be two in another language (the preschool as an
    institution and as a stage).
    """
    return words.title(code, translation.get_language() or "en")
