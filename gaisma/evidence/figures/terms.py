"""Filters and breakdown values in the reader's words."""

from collections.abc import Mapping

from django.utils.translation import gettext, gettext_noop

from gaisma.analytics.dimensions import DIMENSIONS, Shape
from gaisma.analytics.indicators import Indicator
from gaisma.base import terms, wording
from gaisma.base.models import Organisation
from gaisma.evidence.figures import declarations

PARAMETERS: Mapping[str, str] = {
    "school_year": gettext_noop("School year"),
    "compared_with": gettext_noop("Compared with"),
    "followed_to": gettext_noop("With the institutions that joined, as in"),
    "year": gettext_noop("Year"),
    "period": gettext_noop("Period"),
}


def name_of(word: str) -> str:
    """The title of a dimension or a parameter."""
    if word in DIMENSIONS:
        return gettext(DIMENSIONS[word].title)
    return gettext(PARAMETERS.get(word, word))


def value_of(word: str, value: str, institutions: Mapping[str, str]) -> str:
    """A filter's value, alternatives joined by “or”; nothing known is told so."""
    parts = [_one(word, part, institutions) for part in value.split("|")]
    return gettext(" or ").join(parts)


def _one(word: str, value: str, institutions: Mapping[str, str]) -> str:
    if not value:
        return gettext("not known")
    if word in ("school_year", "compared_with", "followed_to"):
        return wording.school_year(value)
    dimension = DIMENSIONS.get(word)
    if dimension is None:
        return value
    if dimension.shape is Shape.INSTITUTION:
        return institutions.get(value, value)
    if dimension.vocabulary:
        return terms.title(dimension.vocabulary, value)
    return declarations.title_of(word, value, wording.language())


def selection(
    filters: Mapping[str, str], institutions: Mapping[str, str] | None = None
) -> list[tuple[str, str]]:
    """The filters as pairs of name and value."""
    if institutions is None:
        institutions = institution_names()
    return [(name_of(word), value_of(word, value, institutions)) for word, value in filters.items()]


def narrowed(word: str, value: str) -> str:
    """A filter in a title: its value, of a number also what it counts."""
    shape = DIMENSIONS[word].shape if word in DIMENSIONS else None
    said = value_of(word, value, institution_names() if shape is Shape.INSTITUTION else {})
    return f"{name_of(word).lower()}: {said}" if shape is Shape.NUMBER else said


def institution_names() -> dict[str, str]:
    """The names of organisations by code; the tree is small."""
    return dict(Organisation.objects.values_list("code", "name"))


def title_of(indicator: Indicator) -> str:
    """The indicator in the reader's language."""
    return gettext(indicator.title)
