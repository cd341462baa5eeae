"""Names in the cases that titles need, and as they begin a row."""

LATVIAN_GENITIVES = (
    ("pils", "pils"),
    ("šis", "ša"),
    ("tis", "ša"),
    ("dis", "ža"),
    ("nis", "ņa"),
    ("lis", "ļa"),
    ("cis", "ča"),
    ("is", "ja"),
    ("us", "us"),
    ("ši", "šu"),
    ("ņi", "ņu"),
    ("i", "u"),
    ("s", "a"),
    ("š", "a"),
    ("e", "es"),
    ("a", "as"),
)
"""What the last word of a name ends in, and what it ends in as a genitive; the first that fits.

“Cēsis” and its like decline otherwise: such a name is written into the settings as it is said.
"""


def genitive(name: str, language: str) -> str:
    """Whose: “Izglītības pārvaldes”; only Latvian names decline, and only by their last word."""
    if language != "lv":
        return name
    for ending, declined in LATVIAN_GENITIVES:
        if name.endswith(ending):
            return name.removesuffix(ending) + declined
    return name


def headed(text: str) -> str:
    """The text as it begins a row: with a capital, but for names such as eTwinning."""
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]
