"""Where a sentence ends, in a text with figures in it."""

import re
from collections.abc import Sequence

from gaisma.evidence.reports.tokens import Piece

END = re.compile(r"[.!?…][)»”\"’]*(?P<gap>\s+)(?=[(«„“\"‘–-]*\s*(?P<next>\w)|$)")
"""A mark, what closes after it, and a gap; then a word, or a figure."""

ABBREVIATIONS = frozenset(
    [
        "nr",
        "no",
        "plkst",
        "lpp",
        "utt",
        "resp",
        "piem",
        "sk",
        "sal",
        "t.i",
        "t.sk",
        "u.c",
        "u.tml",
        "g",
        "gg",
        "gs",
        "p",
        "st",
        "art",
        "dr",
        "prof",
        "mr",
        "mrs",
        "ул",
        "г",
        "гг",
        "стр",
        "руб",
        "тыс",
        "млн",
        "им",
        "др",
        "пр",
        "т.е",
        "т.д",
        "т.п",
        "напр",
        "см",
        "ср",
        "кл",
        "vs",
        "e.g",
        "i.e",
        "etc",
        "cf",
        "vol",
    ]
)
"""What a full stop shortens: no sentence ends there. Nor after a single letter, or a number that is
written by hand: “22. februāra”, “5.–12. klašu”, “1. Paraugpils vidusskola”."""

WORD_BEFORE = re.compile(r"[\w.]+$")


def split(pieces: Sequence[Piece]) -> list[tuple[Piece, ...]]:
    """The pieces by sentence; together they are the same text."""
    sentences: list[list[Piece]] = [[]]
    for number, piece in enumerate(pieces):
        if not isinstance(piece, str):
            sentences[-1].append(piece)
            continue
        done = 0
        for found in END.finditer(piece):
            is_last = found.end() == len(piece)
            follows = pieces[number + 1 : number + 2]
            if is_last and (not follows or isinstance(follows[0], str)):
                continue
            if _ends(piece[: found.start()], found, after_token=number > 0):
                sentences[-1].append(piece[done : found.end()])
                sentences.append([])
                done = found.end()
        if piece[done:]:
            sentences[-1].append(piece[done:])
    return [tuple(sentence) for sentence in sentences if sentence]


def _ends(before: str, found: re.Match[str], *, after_token: bool) -> bool:
    following = found["next"]
    if following is not None and not (following.isupper() or following.isdecimal()):
        return False
    if found[0][0] != ".":
        return True
    word = WORD_BEFORE.search(before)
    if word is None:
        # A mark of its own: behind a figure, or behind what closes before it.
        return bool(before) or after_token
    last = word[0]
    is_number = last.replace(".", "").isdecimal()
    return not (len(last) == 1 or is_number or last.lower() in ABBREVIATIONS)
