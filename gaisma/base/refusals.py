"""What a field refuses, in words for people: no name of a model, a field or a kind of data.

Django's sentences of model fields name what a programmer called them; its sentences of forms are
kept, and said better in our catalogues where their translation is for programmers.
"""

import unicodedata
from collections.abc import Iterator
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import CharField, Field
from django.utils.translation import gettext_lazy, gettext_noop

TAKEN = gettext_lazy("There is one with this already: choose another, or change the one there is.")
MISSING = gettext_lazy("A value is missing: write it.")
GONE = gettext_lazy("What is named here is gone or was never there: choose another.")
UNLISTED = gettext_lazy("A value is none of those there are to choose: choose another.")
MALFORMED = gettext_lazy("A value is written in a form that is not understood: write it anew.")

BROKEN = gettext_lazy("A line break stands within: write it in one line.")
BREAKING = ("Cc", "Zl", "Zp")
"""Kinds of signs that end a line or steer a device, as Unicode names them."""

SENTENCES = {
    "unique": TAKEN,
    "unique_for_date": TAKEN,
    "null": MISSING,
    "blank": MISSING,
    "invalid_choice": UNLISTED,
}

OF_FORMS = (
    gettext_noop("Null characters are not allowed."),
    gettext_noop("Enter a valid JSON."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a valid time."),
    gettext_noop("Enter a valid URL."),
    gettext_noop("Enter a valid UUID."),
    gettext_noop("Enter a number."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a list of values."),
    gettext_noop("“%(pk)s” is not a valid value."),
    gettext_noop("No file was submitted. Check the encoding type on the form."),
    gettext_noop("No file was submitted."),
    gettext_noop("The submitted file is empty."),
    gettext_noop("Please either submit a file or check the clear checkbox, not both."),
    gettext_noop("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is a multiple of step size %(limit_value)s."),
)
"""Sentences of Django's forms, for the catalogues: ours go before Django's own."""


def fields() -> Iterator[Field[Any, Any]]:
    """Every field of the project's models."""
    for model in apps.get_models():
        if model.__module__.startswith("gaisma."):
            yield from model._meta.fields


def tell() -> None:
    """Have every field of the project's models say a sentence instead of names.

    What is a name or one line of text refuses a second one: it would be a line of its own in a
    letter, in its head or in a file.
    """
    for field in fields():
        for code in field.error_messages:
            field.error_messages[code] = SENTENCES.get(code) or _of_form(field)
        if is_a_line(field):
            field.validators.append(one_line)


def is_a_line(field: Field[Any, Any]) -> bool:
    """Whether the field holds one line; `several_lines` of a model names those that hold more."""
    more: tuple[str, ...] = getattr(field.model, "several_lines", ())
    return isinstance(field, CharField) and not field.choices and field.name not in more


def hold_to_lines(form: forms.BaseForm) -> None:
    """Have every field of the form that is written in one line refuse a second one."""
    for field in form.fields.values():
        if isinstance(field, forms.CharField) and not isinstance(field.widget, forms.Textarea):
            field.validators.append(one_line)


def one_line(text: str) -> None:
    """Raises ValidationError for a text that breaks its line, or holds signs nobody can see."""
    if any(unicodedata.category(letter) in BREAKING for letter in text):
        raise ValidationError(BROKEN, code="broken_line")


def _of_form(field: Field[Any, Any]) -> Any:
    return GONE if field.is_relation else MALFORMED
