"""Criteria of an instrument with the levels that were given to them."""

from collections.abc import Mapping
from dataclasses import dataclass

from gaisma.quality.selfevaluation import scales
from gaisma.record.instruments.questionnaire import Choice, Questionnaire
from gaisma.record.instruments.speaking import spoken


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
    level: Choice | None = scales.level_of(asked, name) if name else None
    return asked.text(level.label, spoken(asked)) if level else name
