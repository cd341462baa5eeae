"""Fields that forms of the record share: terms of closed lists, institutions."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django import forms
from django.db import models

from gaisma.analytics.vocabulary import Vocabulary
from gaisma.base import access, terms, wording
from gaisma.base.forms import RowChoice, day
from gaisma.base.models import Organisation
from gaisma.base.permissions import KEEPERS, Reader
from gaisma.evidence.interop.columns import Column, Entity

FormClass = TypeVar("FormClass", bound=type[forms.Form])


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def term(
    vocabulary: Vocabulary,
    *,
    none: Any = None,
    written: Callable[[str], str] = _sentence,
    **given: Any,
) -> forms.ChoiceField:
    """A code of a closed list by its term; `none` is what no choice is called."""

    def choices() -> list[tuple[str, Any]]:
        every = terms.choices(vocabulary, written=written)
        return every if none is None else [("", none), *every]

    return forms.ChoiceField(choices=choices, **given)


def yes_or_no(*, unknown: Any, yes: Any, no: Any, **given: Any) -> forms.TypedChoiceField:
    """Yes, no, or not known."""
    choices = [("", unknown), ("yes", yes), ("no", no)]
    known = {"yes": True, "no": False}
    return forms.TypedChoiceField(
        choices=choices, coerce=lambda said: known[said], empty_value=None, required=False, **given
    )


def kept_institutions(user: Reader) -> "Any":
    """The institutions whose record the user keeps, by name."""
    ids = access.reach(user, *KEEPERS)
    return Organisation.objects.filter(pk__in=ids).exclude(kind="authority").order_by("name")


def asking(
    entity: Entity,
    *names: str,
    written: Callable[[str], str] = _sentence,
    otherwise: Mapping[str, Mapping[str, Any]] | None = None,
) -> Callable[[FormClass], FormClass]:
    """Gives a form, before its own fields, those of what is entered by hand, or of `names` only.

    `otherwise` is said of some of them.
    """
    entered = {column.field: column for column in entity.columns if column.label}

    def given(form: FormClass) -> FormClass:
        asked = {
            name: _field(entity, entered[name], written, (otherwise or {}).get(name, {}))
            for name in names or entered
        }
        form.base_fields = form.declared_fields = {**asked, **form.base_fields}
        return form

    return given


def _field(
    entity: Entity, column: Column, written: Callable[[str], str], otherwise: Mapping[str, Any]
) -> forms.Field:
    kept: Any = entity.model._meta.get_field(column.field)
    said = {"label": column.label, "required": column.required, **otherwise}
    if isinstance(kept, models.ForeignKey):
        return RowChoice(kept.related_model._default_manager.none(), **said)
    if column.vocabulary:
        return term(column.vocabulary, none=wording.DASH, written=written, **said)
    if column.type == "integer":
        return forms.IntegerField(**{"min_value": column.least, "max_value": column.most, **said})
    if column.type == "date":
        return day(**said)
    return forms.CharField(max_length=kept.max_length, **said)
