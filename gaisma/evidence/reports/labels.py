"""Values of dimensions as the reader's language calls them, and their order in a table."""

from contextlib import suppress

from django.utils.translation import gettext as _

from gaisma.analytics.dimensions import DIMENSIONS
from gaisma.analytics.vocabulary import UnknownTerm
from gaisma.base import sorting
from gaisma.base.wording import school_years
from gaisma.evidence.figures import declarations
from gaisma.evidence.reports.editions import Edition


def dimension(name: str) -> str:
    """The title of a dimension."""
    return _(DIMENSIONS[name].title) if name in DIMENSIONS else name


def value(name: str, code: str, edition: Edition) -> str:
    """What a code of a dimension is called: an institution by name, a role by its term."""
    if not code:
        return _("not stated")
    return " / ".join(_one(name, part, edition) for part in code.split("|"))


def _one(name: str, code: str, edition: Edition) -> str:
    if name == "institution":
        return edition.places[code].name if code in edition.places else code
    if name == "grade":
        return _("grade %(grade)s") % {"grade": code}
    if name in ("school_year", "compared_with", "followed_to"):
        return school_years.short(code, edition.language)
    return _term(name, code, edition)


def _term(name: str, code: str, edition: Edition) -> str:
    """The glossary's own word, which it has in all three languages."""
    vocabulary = DIMENSIONS[name].vocabulary if name in DIMENSIONS else None
    if vocabulary:
        with suppress(UnknownTerm):  # a text may name it by any of its words
            return vocabulary.title(vocabulary.code_of(code), edition.language)
    return edition.titles.get(name, {}).get(code, code)


def place_in_order(name: str, code: str, edition: Edition) -> tuple[object, ...]:
    """What rows are sorted by: vocabularies keep their order, institutions go by kind and name."""
    if name == "grade":
        return (int(code) if code.isdecimal() else 0,)
    if name == "institution":
        return (
            _kind_order(code, edition),
            sorting.natural(value(name, code, edition), edition.language),
        )
    vocabulary = DIMENSIONS[name].vocabulary if name in DIMENSIONS else None
    if vocabulary and code in vocabulary.codes:
        return (vocabulary.codes.index(code),)
    if vocabulary:
        return (len(vocabulary.codes), sorting.natural(code, edition.language))
    return (
        declarations.place_of(code, edition.titles.get(name, {})),
        sorting.natural(code, edition.language),
    )


def _kind_order(code: str, edition: Edition) -> int:
    kinds = DIMENSIONS["institution_kind"].vocabulary
    kind = edition.places[code].kind if code in edition.places else ""
    # Preschools come apart; the kinds of general schools are one list in the alphabet.
    group = kinds.codes if kinds else ()
    if kind in ("basic_school", "secondary_school", "gymnasium"):
        kind = "basic_school"
    return group.index(kind) if kind in group else len(group)
