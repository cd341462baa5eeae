"""Terms of the closed lists in the reader's language.

They stand in the vocabulary itself, because a word may have several translations: a preschool is
an institution in one list and a stage of education in another.
"""

from functools import cache

from gaisma.analytics.vocabulary import Term, Vocabulary
from gaisma.base import wording


def title(vocabulary: Vocabulary, code: str) -> str:
    """The term that a code stands for; a code that is in no list is its own title."""
    term = _by_code(vocabulary.name, vocabulary.terms).get(code)
    if term is None:
        return code
    return {"lv": term.latvian, "ru": term.russian}.get(wording.language(), term.title)


@cache
def _by_code(name: str, terms: tuple[Term, ...]) -> dict[str, Term]:
    return {term.key: term for term in terms}
