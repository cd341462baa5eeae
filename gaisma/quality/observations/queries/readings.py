"""Numbers of agreement in words: how strong it is, and whether an observer rates otherwise."""

from django.utils.translation import gettext, gettext_noop

from gaisma.analytics.measures.estimates import Estimate, Interval

FEWEST = 10
"""Of fewer lessons a number says too little to be put into a word."""

VERY_STRONG, STRONG, MODERATE = 0.75, 0.6, 0.4
"""Lower bounds for kappa and correlations alike, after D. V. Cicchetti, Psychological Assessment
6 (1994), 284–290: excellent, good, fair, below that poor."""

STRENGTHS = (
    (VERY_STRONG, gettext_noop("very strong"), "good"),
    (STRONG, gettext_noop("strong"), "good"),
    (MODERATE, gettext_noop("moderate"), "due"),
    (-1.0, gettext_noop("weak"), "bad"),
)
"""From which value on agreement is called so, and in which tone."""


def is_told(estimate: Estimate | None, lessons: int) -> bool:
    """Whether there are lessons enough for a word."""
    return estimate is not None and lessons >= FEWEST


def strength(estimate: Estimate | None, lessons: int) -> tuple[str, str]:
    """How strong the agreement is, and the tone of the word; of too few lessons nothing."""
    if estimate is None or not is_told(estimate, lessons):
        return "", ""
    return next((gettext(word), tone) for least, word, tone in STRENGTHS if estimate.value >= least)


def direction(interval: Interval | None) -> int:
    """Whether somebody rates lower (-1) or higher (1) than others; 0 when it cannot be told."""
    if interval is None:
        return 0
    return (interval.low > 0) - (interval.high < 0)


def severity(interval: Interval | None) -> str:
    """The same in words."""
    if interval is None:
        return gettext("too few lessons to tell")
    words = {
        -1: gettext("rates more severely"),
        0: gettext("like the others"),
        1: gettext("rates more generously"),
    }
    return words[direction(interval)]
