"""How two texts differ, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\[\[.*?\]\]|\s+|[^\s\[]+|\[", re.DOTALL)
SAME, GONE, NEW = "same", "gone", "new"


@dataclass(frozen=True)
class Piece:
    """A run of words that both texts have, or only one of them."""

    kind: str
    text: str


def between(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of both texts in their order; a token counts as one word."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    pieces = []
    for act, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if act == "equal":
            pieces.append(Piece(SAME, "".join(old[a:b])))
            continue
        if a < b:
            pieces.append(Piece(GONE, "".join(old[a:b])))
        if c < d:
            pieces.append(Piece(NEW, "".join(new[c:d])))
    return tuple(pieces)
