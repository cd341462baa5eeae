"""Days as each language writes them, in the cases that sentences need."""

from datetime import date

from babel.dates import format_date

from gaisma.base.wording.numbers import locale_of

# What a Latvian month ends in, by case: "augusts" and "janvāris" decline alike but for a vowel.
LATVIAN_ENDINGS = {
    "nominative": {"is": "is", "s": "s"},
    "genitive": {"is": "a", "s": "a"},
    "dative": {"is": "im", "s": "am"},
    "accusative": {"is": "i", "s": "u"},
    "locative": {"is": "ī", "s": "ā"},
}
CASES = tuple(LATVIAN_ENDINGS)
SOFTENED = {"aprīl": "aprīļ"}


def _latvian_month(day: date, case: str) -> str:
    month = format_date(day, "MMMM", locale=locale_of("lv"))
    ending = "is" if month.endswith("is") else "s"
    stem = month.removesuffix(ending)
    if case == "genitive":
        stem = SOFTENED.get(stem, stem)
    return stem + LATVIAN_ENDINGS[case][ending]


def day(value: date, language: str, *, case: str = "nominative") -> str:
    """A day in words: 2024. gada 20. augusts; `case` matters to Latvian alone."""
    if language == "lv":
        return f"{value.year}. gada {value.day}. {_latvian_month(value, case)}"
    if language == "ru":
        return format_date(value, "d MMMM y 'года'", locale=locale_of("ru"))
    return format_date(value, "d MMMM y", locale=locale_of(language))


def month(value: date, language: str) -> str:
    """The day's month: 2024. gada augusts, август 2024 года, August 2024."""
    if language == "lv":
        return f"{value.year}. gada {_latvian_month(value, 'nominative')}"
    if language == "ru":
        return format_date(value, "LLLL y 'года'", locale=locale_of("ru"))
    return format_date(value, "LLLL y", locale=locale_of(language))


def short_day(value: date, language: str) -> str:
    """A day in digits: 20.08.2024., 20.08.2024, 20/08/2024."""
    endings = {"lv": "%d.%m.%Y.", "ru": "%d.%m.%Y", "en": "%d/%m/%Y"}
    return value.strftime(endings[language])
