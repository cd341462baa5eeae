"""Why a figure has no value: its sign, and the sentence that tells what the sign means.

Zero is only ever a counted zero. These signs stand in pages, tables, charts and reports alike.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from gaisma.analytics.calculation import Figure, State
from gaisma.evidence.figures import queries

SIGNS: Mapping[State, str] = {
    State.NO_DATA: "–",
    State.NOT_BEGUN: "›",
    State.NOT_ASKED: "×",
    State.PROTECTED: "…",
    State.REDEFINED: "≠",
}
SENTENCES: Mapping[State, str] = {
    State.NO_DATA: gettext_noop("Nothing is recorded for this time."),
    State.NOT_BEGUN: gettext_noop("This time has not begun yet."),
    State.NOT_ASKED: gettext_noop("Nobody was asked this."),
    State.PROTECTED: gettext_noop("Not shown, so that it does not tell of a small group."),
    State.REDEFINED: gettext_noop(
        "Counted otherwise than before: totals of groups became records of people. The difference "
        "is no change."
    ),
}


@dataclass(frozen=True)
class Sign:
    """A sign and what it means, as a legend lists it."""

    sign: str
    meaning: str


def sign(state: State | None) -> str:
    """What stands in place of a number; the sign of no data where no state is known."""
    return SIGNS.get(state or State.NO_DATA, SIGNS[State.NO_DATA])


def why(figure: Figure) -> str:
    """Why there is no number, in a sentence; nothing where there is one."""
    if figure.state is State.KNOWN:
        return ""
    needed = queries.known_indicator(figure.indicator).counted
    if figure.state is State.NOT_ASKED and needed and needed not in figure.filters:
        return gettext("Choose a question and an answer: a share is that of those who gave it.")
    return meaning(figure.state)


def meaning(state: State) -> str:
    """The sentence of a state."""
    return gettext(SENTENCES[state])


def legend(states: Iterable[State | None]) -> tuple[Sign, ...]:
    """The signs of the states that are not known, each once, in the order of all."""
    present = set(states)
    return tuple(Sign(SIGNS[one], meaning(one)) for one in SIGNS if one in present)
