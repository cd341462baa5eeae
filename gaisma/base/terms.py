"""Terms of the closed lists in the reader's language.

They stand in the vocabulary itself, because a word may have several translations: a preschool is
an institution in one list and a stage of education in another.
"""

from collections.abc import Callable, Iterable

from gaisma.analytics.vocabulary import Vocabulary
from gaisma.base import wording


def title(vocabulary: Vocabulary, code: str) -> str:
    """The term that a code stands for; a code that is in no list is its own title."""
    return vocabulary.title(code, wording.language())


def choices(
    vocabulary: Vocabulary,
    codes: Iterable[str] | None = None,
    *,
    written: Callable[[str], str] = str,
) -> list[tuple[str, str]]:
    """A closed list as forms and lists offer it: all codes, or these, with their terms."""
    offered = vocabulary.codes if codes is None else codes
    return [(code, written(title(vocabulary, code))) for code in offered]
