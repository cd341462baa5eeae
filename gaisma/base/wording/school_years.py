"""School years as each language writes them."""

import re

NAME = re.compile(r"(\d{4})/(\d{4})")

# What stands after the years, or before them in English, by case.
WORDS = {
    "lv": {
        "nominative": "mācību gads",
        "genitive": "mācību gada",
        "dative": "mācību gadam",
        "accusative": "mācību gadu",
        "locative": "mācību gadā",
    },
    "ru": {
        "nominative": "учебный год",
        "genitive": "учебного года",
        "dative": "учебному году",
        "accusative": "учебный год",
        "locative": "учебном году",
    },
}
CASES = tuple(WORDS["lv"])


def is_one(name: str) -> bool:
    """Whether the name is that of a school year."""
    found = NAME.fullmatch(name)
    return found is not None and int(found[2]) == int(found[1]) + 1


def years(name: str) -> tuple[int, int]:
    """Both years of `2024/2025`; a name that is no school year is a ValueError."""
    found = NAME.fullmatch(name)
    if not found or int(found[2]) != int(found[1]) + 1:
        raise ValueError(f"“{name}” is not a school year: write it as 2024/2025.")
    return int(found[1]), int(found[2])


def previous(name: str, *, back: int = 1) -> str:
    """The school year so many years before."""
    first, second = years(name)
    return f"{first - back}/{second - back}"


def short(name: str, language: str) -> str:
    """The years alone: 2024./2025. in Latvian, 2024/2025 elsewhere."""
    first, second = years(name)
    return f"{first}./{second}." if language == "lv" else f"{first}/{second}"


def school_year(name: str, language: str, *, case: str = "nominative") -> str:
    """The school year in words: 2024./2025. mācību gads, school year 2024/2025."""
    if language == "en":
        return f"school year {short(name, language)}"
    return f"{short(name, language)} {WORDS[language][case]}"
