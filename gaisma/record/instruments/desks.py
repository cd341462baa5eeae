"""A draft as the page shows it on which it is written, and what its buttons ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from gaisma.record.instruments import editing, queries
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.questionnaire import Choice, Questionnaire

WAYS = {"up": -1, "down": 1}
SECTION = "section:"
"""What stands before the number of a section that is moved."""


@dataclass(frozen=True)
class ListLine:
    """A list of answers and the questions that use it."""

    number: int
    name: str
    answers: str
    used_by: str


@dataclass(frozen=True)
class Desk:
    """The draft with all that can be changed."""

    version: Version
    title: str
    languages: str
    sections: tuple[queries.SectionLine, ...]
    lists: tuple[ListLine, ...]
    gone: tuple[str, ...]
    before: Version | None
    faults: tuple[str, ...]


def desk(version: Version) -> Desk:
    """What the page of a draft shows."""
    asks = version.asks
    before = queries.before(version)
    earlier = before.asks if before else None
    language = get_language() or ""
    used: dict[str, list[str]] = {}
    for item in asks.items:
        used.setdefault(item.choices, []).append(asks.text(item.label, language))
    return Desk(
        version=version,
        title=queries.called(asks),
        languages=queries.languages(asks),
        sections=queries.sections(asks, earlier),
        lists=tuple(
            ListLine(
                number,
                name,
                queries.answers(asks, asks.lists[name]),
                " · ".join(used.get(name, ())),
            )
            for number, name in enumerate(asks.lists, start=1)
        ),
        gone=queries.gone(asks, earlier),
        before=before,
        faults=tuple(editing.faults(asks)),
    )


@dataclass(frozen=True)
class Move:
    """What is moved, one step up (-1) or down (1)."""

    what: str
    by: int

    @property
    def place(self) -> str:
        """Where it stands on the page afterwards."""
        number = self._section
        return f"question-{self.what}" if number is None else f"section-{number + 1 + self.by}"

    def of(self, asks: Questionnaire) -> Questionnaire:
        """The questionnaire with that moved."""
        if self._section is None:
            return editing.item_moved(asks, self.what, by=self.by)
        return editing.section_moved(asks, self._section, by=self.by)

    @property
    def _section(self) -> int | None:
        number = self.what.removeprefix(SECTION)
        is_section = self.what.startswith(SECTION) and number.isdecimal()
        return int(number) - 1 if is_section else None


def move(given: Mapping[str, str]) -> Move:
    """What a button of the page asks for; nothing is moved when none was pressed."""
    pressed = ((given[name], by) for name, by in WAYS.items() if name in given)
    return Move(*next(pressed, ("", 0)))


def levels_in_order(
    choices: list[Choice], before: Sequence[Choice], given: Mapping[str, str]
) -> list[Choice]:
    """The answers, of which a button may have asked to move one of those before by its number."""
    for name, by in WAYS.items():
        place = given.get(name, "")
        if place.isdecimal() and int(place) < len(before):
            moved = before[int(place)].name
            at = next((n for n, choice in enumerate(choices) if choice.name == moved), None)
            if at is not None and 0 <= at + by < len(choices):
                choices[at], choices[at + by] = choices[at + by], choices[at]
    return choices
