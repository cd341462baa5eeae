"""No name that the program gives a model, a field or a form reaches a person, nor a foreign word.

What Django would make of such a name stands nowhere: every label, title and refusal is a text of
the catalogues, in each language its own.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import django_filters
import django_tables2
import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Field, Model, ProtectedError, RestrictedError
from django.utils import translation
from django.utils.translation import gettext_lazy

import gaisma
from gaisma.base import acting
from gaisma.evidence.interop import titles, undoing
from tests.unit.project import tree

LANGUAGES = ("lv", "ru")
NAMING = re.compile(r"%\((model|field|date_field|lookup|class)\w*\)|%\(value\)r")
"""What Django puts names of the program in by."""

PROGRAMMED = re.compile(r"[a-z]_[a-z]|\bobject \(")
INNER = re.compile(r"%\(\w+\)[sdr]|%[sdr]|\{\w*\}|<[^>]+>|https?://\S+")
"""What is put into a text, and what marks it up."""

FOREIGN = re.compile(
    r"\b(the|this|that|is|are|not|and|of|for|value|field|ensure|enter|select|with|already|exists|"
    r"valid|choose|your|must|be)\b",
    re.IGNORECASE,
)
"""English words that no Latvian or Russian sentence holds."""

UNSHOWN = {
    "gaisma.quality.selfevaluation.forms.QuoteForm": "buttons, each with its words",
    "gaisma.quality.selfevaluation.forms.FigureForm": "buttons, each with its words",
    "gaisma.base.samples": "invented rows on the page of components, as a Latvian would name them",
    "gaisma.evidence.interop.forms.MappingForm.columns (hint)": (
        "columns are named in English as the contract of files names them"
    ),
}
"""Fields that stand on no page by their label, and what names others than ours: why."""


class Text(NamedTuple):
    """What a person may be told, and where it stands."""

    place: str
    text: Any


def modules() -> None:
    """Bring in every module of the project, so that all its classes are known.

    But for the server's entry: a process that has it follows the lake as a server does.
    """
    for module in pkgutil.walk_packages(gaisma.__path__, "gaisma."):
        if not {"migrations", "__main__", "wsgi"} & set(module.name.split(".")):
            importlib.import_module(module.name)


def below(ancestor: type) -> Iterator[type]:
    for one in ancestor.__subclasses__():
        yield one
        yield from below(one)


def of_project(ancestor: type) -> list[Any]:
    modules()
    found = {one for one in below(ancestor) if one.__module__.startswith("gaisma.")}
    return sorted(found, key=lambda one: (one.__module__, one.__qualname__))


def models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("gaisma.")]


def fields() -> Iterator[Field[Any, Any]]:
    for model in models():
        yield from model._meta.fields


def of_forms() -> Iterator[Text]:
    """Labels, hints and choices of every form, and whatever its fields refuse."""
    for form in of_project(forms.BaseForm):
        told = getattr(form, "labels", {})
        for name, field in form.base_fields.items():
            place = f"{form.__module__}.{form.__name__}.{name}"
            if not isinstance(field.widget, forms.HiddenInput):
                yield Text(place, told.get(name, field.label))
            if field.help_text:
                yield Text(f"{place} (hint)", field.help_text)
            yield from refusals(place, field)


def refusals(place: str, field: Any) -> Iterator[Text]:
    for code, text in field.error_messages.items():
        yield Text(f"{place} ({code})", text)
    for one in field.validators:
        if text := getattr(one, "message", None):
            yield Text(f"{place} ({getattr(one, 'code', '')})", text)


def of_models() -> Iterator[Text]:
    """Whatever a field of a model refuses."""
    for field in fields():
        yield from refusals(str(field), field)


def of_lists() -> Iterator[Text]:
    """The titles of every list's columns."""
    for table in of_project(django_tables2.Table):
        for name, column in table.base_columns.items():
            if column.verbose_name != "":
                yield Text(f"{table.__module__}.{table.__name__}.{name}", column.verbose_name)


def of_filters() -> Iterator[Text]:
    """What lists are narrowed by."""
    for narrowing in of_project(django_filters.FilterSet):
        for name, one in narrowing.base_filters.items():
            yield Text(f"{narrowing.__module__}.{narrowing.__name__}.{name}", one._label)


ALL = (of_forms, of_models, of_lists, of_filters)


def fault(said: Text) -> str:
    """What is wrong with it, as a sentence."""
    if said.text is None:
        return f"{said.place} has no words of its own"
    with translation.override("en"):
        english = str(said.text)
    if NAMING.search(english) or PROGRAMMED.search(INNER.sub("", english)):
        return f"{said.place} names what the program does: {english!r}"
    for language in LANGUAGES:
        with translation.override(language):
            told = str(said.text)
        bare = INNER.sub("", told)
        if told == english and re.search(r"[a-z]{3}", bare):
            return f"{said.place} is not said in {language}: {english!r}"
        if PROGRAMMED.search(bare) or FOREIGN.search(bare):
            return f"{said.place} is said in other words than those of {language}: {told!r}"
    return ""


def is_shown(said: Text) -> bool:
    return not any(said.place.startswith(one) for one in UNSHOWN)


@pytest.mark.parametrize("texts", ALL)
def test_what_a_person_is_told_is_said_in_words_of_each_language(texts: Any) -> None:
    found = list(texts())

    assert len(found) > 10
    assert [wrong for said in found if is_shown(said) and (wrong := fault(said))] == []


def test_what_is_left_out_is_still_there() -> None:
    found = [said.place for said in of_forms()] + [said.place for said in of_lists()]

    assert [one for one in UNSHOWN if not any(place.startswith(one) for place in found)] == []


@pytest.mark.parametrize(
    "text",
    [
        "%(model_name)s with this %(field_label)s already exists.",
        "Family_name",
        "Value %(value)r is not a valid choice.",
        gettext_lazy("A sentence that no catalogue holds."),
        None,
    ],
)
def test_name_and_foreign_word_are_found(text: Any) -> None:
    assert fault(Text("somewhere", text))


def test_no_form_and_no_filter_takes_its_words_from_a_model() -> None:
    """Whatever Django would name after a field is declared, and so has words of its own."""
    made = [form for form in of_project(forms.BaseForm) if issubclass(form, forms.ModelForm)]
    narrowing = [one for one in of_project(django_filters.FilterSet) if one._meta.fields]
    lists = [one for one in of_project(django_tables2.Table) if one._meta.model]

    assert [*made, *narrowing, *lists] == []


def test_no_module_and_no_template_shows_a_name_of_a_model() -> None:
    shown = re.compile(r"_meta\.(verbose_name|model_name|object_name)|verbose_name_plural")
    files = [*tree.modules(), *tree.tracked("gaisma/*.html", "gaisma/*.txt")]
    found = {tree.name(file) for file in files if shown.search(file.read_text(encoding="utf-8"))}

    # Counts of rows that the sample's own builder is told.
    assert found == {"gaisma/sample/actions.py"}


def test_every_row_is_called_by_words() -> None:
    assert [model for model in models() if model.__str__ is Model.__str__] == []


@pytest.mark.parametrize("error", [ProtectedError, RestrictedError])
def test_row_that_others_need_is_kept_in_words(error: Any) -> None:
    refused: list[str] = []

    def remove() -> None:
        raise error("Cannot delete some instances of model 'Group': 'Enrolment.group'.", set())

    with translation.override("lv"):
        acting.attempted(remove, refused=refused.append)

    assert refused == ["Uz to vēl norāda citas rindas: vispirms mainiet vai dzēsiet tās."]


@pytest.mark.django_db
@pytest.mark.parametrize("language", [*LANGUAGES, "en"])
def test_no_refusal_of_a_row_names_what_the_program_does(language: str) -> None:
    """As the record is changed: `full_clean` of a row with a value that cannot be."""
    said = set()
    with translation.override(language):
        for field in fields():
            for value in (None, "", "nothing", "9" * 9999):
                said |= set(_refused(field, value))

    assert len(said) > 5
    assert not [text for text in said if re.search(r"[a-z]_[a-z]|“|None|nothing", text)]


def _refused(field: Field[Any, Any], value: Any) -> list[str]:
    try:
        field.clean(value, field.model())
    except ValidationError as refused:
        return refused.messages
    except (TypeError, ValueError, OverflowError):
        pass  # Another kind of value than forms hand on.
    return []


def test_every_row_that_may_stand_in_the_way_of_undoing_is_called_by_words() -> None:
    brought = [apps.get_model(label) for label in titles.records()]
    referring = {other for model in brought for other, _column in undoing._referring(model)}

    for model in {*brought, *referring}:
        said = []
        for language in ("en", *LANGUAGES):
            with translation.override(language):
                said.append(titles.table_title(model._meta.label))
        assert len(set(said)) == len(said), said
        assert not PROGRAMMED.search(" ".join(said))
