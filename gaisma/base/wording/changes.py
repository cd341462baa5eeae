"""Change between two years in words: 538 fewer, par 538 mazāk, на 538 меньше."""

from decimal import Decimal

from gaisma.base.wording.agreement import noun as agreeing
from gaisma.base.wording.numbers import SPACE, exact, number

# A rise, a fall, no change.
ALONE = {
    "lv": ("par {number} vairāk", "par {number} mazāk", "tikpat"),
    "en": ("{number} more", "{number} fewer", "the same"),
    "ru": ("на {number} больше", "на {number} меньше", "столько же"),
}
WITH_NOUN = {
    "lv": ("par {number}_{noun} vairāk", "par {number}_{noun} mazāk", "tikpat"),
    "en": ("{number} more_{noun}", "{number} fewer_{noun}", "the same"),
    "ru": ("на {number}_{noun} больше", "на {number}_{noun} меньше", "столько же"),
}
# What a change is held against, after a difference and after none.
THAN = {
    "lv": (" nekā iepriekšējā mācību gadā", ", cik iepriekšējā mācību gadā"),
    "en": (" than in the previous school year", " as in the previous school year"),
    "ru": (", чем в предыдущем учебном году", ", сколько в предыдущем учебном году"),
}


def template(value: int | Decimal, language: str, *, noun: str = "") -> str:
    """The change in words with `{number}` where the absolute number goes."""
    rise, fall, same = (WITH_NOUN if noun else ALONE)[language]
    if value == 0:
        return same
    size = abs(exact(value))
    word = agreeing(noun, size, language, case="by") if noun else ""
    return (rise if value > 0 else fall).replace("_", SPACE).replace("{noun}", word)


def change(value: int | Decimal, language: str, *, noun: str = "") -> str:
    """The change in words: par 538 bērniem mazāk, 538 fewer, на 538 меньше."""
    return template(value, language, noun=noun).replace(
        "{number}", number(abs(exact(value)), language)
    )


def than(value: int | Decimal, language: str) -> str:
    """What the change is held against: nekā iepriekšējā mācību gadā."""
    different, same = THAN[language]
    return different if value else same
