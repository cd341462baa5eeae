"""Fields that forms of the record share: terms of closed lists, institutions."""

from typing import Any

from django import forms

from gaisma.analytics.vocabulary import Vocabulary
from gaisma.base import access, terms
from gaisma.base.models import Organisation
from gaisma.base.permissions import KEEPERS, Reader


def term(vocabulary: Vocabulary, *, none: Any = None, **given: Any) -> forms.ChoiceField:
    """A code of a closed list by its term; `none` is what no choice is called."""

    def choices() -> list[tuple[str, Any]]:
        every = [(code, _sentence(terms.title(vocabulary, code))) for code in vocabulary.codes]
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


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
