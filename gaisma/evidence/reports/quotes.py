"""Quotation marks in names, as the language of the report writes them."""

import re

MARKS = {"lv": ("„", "”"), "ru": ("«", "»"), "en": ("“", "”")}
QUOTED = re.compile('[“„«"]([^“”„«»"]+)[”“»"]')


def quoted(name: str, language: str) -> str:
    """The name with the marks of the language, whichever it is kept with."""
    opening, closing = MARKS[language]
    return QUOTED.sub(rf"{opening}\1{closing}", name)
