"""The order in which names stand: Latvian letters in their places, numbers by their size."""

import re
import unicodedata

ALPHABET = "aābcčdeēfgģhiījkķlļmnņoōpqrŗsštuūvwxyzž"
SAME_PLACE = str.maketrans("āēīōū", "aeiou")
"""A long vowel stands with its short one; it comes after only where all else is the same."""


def natural(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """A key to sort names by: 6. skola before 11. skola, Ķ after K; quotation marks count last."""
    text = unicodedata.normalize("NFC", name).casefold()
    words = re.findall(r"\d+|\w", text)
    return [_place(word) for word in words], text


def _place(word: str) -> tuple[int, int, str]:
    if word.isdigit():
        return 0, int(word), ""
    letter = word.translate(SAME_PLACE)
    if letter not in ALPHABET:
        # A foreign letter stands with the one under its mark; another script comes last.
        letter = unicodedata.normalize("NFD", letter)[0]
    place = ALPHABET.find(letter)
    return 1, place if place >= 0 else len(ALPHABET), letter
