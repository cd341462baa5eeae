"""Terms of the closed lists in the reader's language.

They stand in the vocabulary itself, because a word may have several translations: a preschool is
an institution in one list and a stage of education in another.
"""

from gaisma.analytics.vocabulary import Vocabulary
from gaisma.base import wording


def title(vocabulary: Vocabulary, code: str) -> str:
    """The term that a code stands for; a code that is in no list is its own title."""
    return vocabulary.title(code, wording.language())
