"""Levels, areas and criteria of instruments, by which reports and heads are judged."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gaisma.base import request_cache
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.questionnaire import SCALE, Choice, Item, Questionnaire, Section
from gaisma.record.instruments.titles import spoken

NAMED_IN = "en"
USES = ("self_evaluation", "visit", "appraisal")


@dataclass(frozen=True)
class Known:
    """A version of an instrument in use; figures name it as its first version was called."""

    id: int
    asked: Questionnaire
    first: Questionnaire

    @property
    def name(self) -> str:
        return self.first.text(self.first.title, NAMED_IN)


def levels(asked: Questionnaire) -> tuple[Choice, ...]:
    """The levels, the lowest first; none where nothing is judged on a scale."""
    judged = (item for item in asked.items if item.kind == SCALE)
    return next((asked.choices_of(item) for item in judged), ())


def level_of(asked: Questionnaire, name: str) -> Choice | None:
    """The level of that name."""
    return next((level for level in levels(asked) if level.name == name), None)


def area_of(asked: Questionnaire, criterion: str) -> Section | None:
    """The area to which the criterion belongs."""
    areas = (area for area in asked.sections if criterion in {item.name for item in area.items})
    return next(areas, None)


def criterion_of(asked: Questionnaire, name: str) -> Item | None:
    """The criterion of that name."""
    return next((item for item in asked.items if item.name == name), None)


def known() -> list[Known]:
    """All versions of instruments of this room that are or were in use."""
    found: list[Known] = []
    first: dict[int, Questionnaire] = {}
    rows = Version.objects.filter(instrument__use__in=USES, in_use_from__isnull=False)
    for row in rows.order_by("instrument", "number"):
        asked = row.asks
        found.append(Known(row.pk, asked, first.setdefault(row.instrument_id, asked)))
    return found


def level_names(asked: Questionnaire) -> dict[str, str]:
    """What levels are called in figures, by what answers keep."""
    return {level.name: asked.text(level.label, NAMED_IN) for level in levels(asked)}


def area_names(asked: Questionnaire) -> dict[str, str]:
    """What areas are called in figures: by their own names and by their criteria's."""
    return {
        name: asked.text(area.label, NAMED_IN)
        for area in asked.sections
        for name in (area.name, *(item.name for item in area.items))
    }


def instrument_titles(language: str) -> Mapping[str, str]:
    """Instruments as the language calls them, by what figures call them."""
    return {one.name: one.first.text(one.first.title, language) for one in _known()}


def level_titles(language: str) -> Mapping[str, str]:
    """Levels of all scales, the best first."""
    return {
        one.asked.text(level.label, NAMED_IN): one.asked.text(level.label, language)
        for one in _known()
        for level in reversed(levels(one.asked))
    }


def area_titles(language: str) -> Mapping[str, str]:
    """Areas of all frameworks."""
    return dict(_areas(language))


def _areas(language: str) -> Iterator[tuple[str, str]]:
    for one in _known():
        for area in one.asked.sections:
            yield one.asked.text(area.label, NAMED_IN), one.asked.text(area.label, language)


@request_cache.a_request
def _known() -> list[Known]:
    return known()


@dataclass(frozen=True)
class Judged:
    """A criterion with its level."""

    title: str
    level: str


@dataclass(frozen=True)
class Group:
    """Criteria under their heading."""

    title: str
    lines: tuple[Judged, ...]


def groups(asked: Questionnaire, answers: Mapping[str, str]) -> tuple[Group, ...]:
    """All criteria in the reader's language, each with its level or none."""
    language = spoken(asked)
    return tuple(
        Group(
            asked.text(area.label, language),
            tuple(
                Judged(
                    asked.text(item.label, language),
                    level_title(asked, answers.get(item.name, "")),
                )
                for item in area.items
            ),
        )
        for area in asked.sections
    )


def level_title(asked: Questionnaire, name: str) -> str:
    """What the level is called in the reader's language; nothing for none."""
    level: Choice | None = level_of(asked, name) if name else None
    return asked.text(level.label, spoken(asked)) if level else name
