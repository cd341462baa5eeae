"""What people say of their own year: one page of it, and all that was submitted, without names."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gaisma.base.models import User
from gaisma.quality.selfevaluation import policies, scales
from gaisma.quality.selfevaluation.models import Contribution, SelfEvaluation
from gaisma.record.instruments.questionnaire import SCALE, TEXT, Questionnaire, Section
from gaisma.record.instruments.titles import spoken


@dataclass(frozen=True)
class Answered:
    """A question with what was answered: a text, or a level by its title."""

    title: str
    text: str


@dataclass(frozen=True)
class Topic:
    """A section of the instrument with its answers."""

    title: str
    answers: tuple[Answered, ...]


@dataclass(frozen=True)
class ContributionPage:
    """Somebody's own self-evaluation for who may read it."""

    contribution: Contribution
    topics: tuple[Topic, ...]
    due_on: date
    is_own: bool
    may_write: bool
    may_take_back: bool


@dataclass(frozen=True)
class Said:
    """A passage that was submitted, and where it comes from for who takes it over."""

    contribution: int
    item: str
    text: str


@dataclass(frozen=True)
class Voice:
    """What people of the institution say of one topic: passages without names, levels of many.

    `levels` holds titles with how many chose each; of fewer than five answers it is empty.
    """

    title: str
    places: tuple[str, ...]
    said: tuple[Said, ...]
    levels: tuple[tuple[str, int], ...]


def contribution_page(contribution: Contribution, user: User) -> ContributionPage:
    """Everything that the page shows."""
    is_own = policies.is_author(contribution, user)
    return ContributionPage(
        contribution=contribution,
        topics=tuple(_topics(contribution)),
        due_on=policies.contribution_due_on(contribution.school_year),
        is_own=is_own,
        may_write=is_own and contribution.submitted_at is None,
        may_take_back=is_own and policies.can_be_taken_back(contribution),
    )


def _topics(contribution: Contribution) -> Iterator[Topic]:
    asked = contribution.version.asks
    for section in asked.sections:
        answers = tuple(
            Answered(asked.text(item.label, spoken(asked)), _worded(contribution, item.name))
            for item in section.items
        )
        yield Topic(asked.text(section.label, spoken(asked)), answers)


def _level(asked: Questionnaire, name: str) -> str:
    level = scales.level_of(asked, name)
    return asked.text(level.label, spoken(asked)).capitalize() if level else name


def _worded(contribution: Contribution, item: str) -> str:
    asked, given = contribution.version.asks, contribution.answers.get(item, "")
    is_level = any(one.name == item and one.kind == SCALE for one in asked.items)
    return _level(asked, given) if is_level else given


def voices(evaluation: SelfEvaluation) -> tuple[Voice, ...]:
    """What was submitted at the institution for the year, by topic."""
    rows = Contribution.objects.submitted().filter(
        institution=evaluation.institution_id, school_year=evaluation.school_year_id
    )
    told = list(rows.select_related("version").order_by("version", "pk"))
    if not told:
        return ()
    asked = told[-1].version.asks
    found = (_voice(section, asked, told) for section in asked.sections)
    return tuple(one for one in found if one.said or one.levels)


def fitting(heard: Sequence[Voice], names: Sequence[str]) -> tuple[Voice, ...]:
    """Those that speak to one of the places."""
    return tuple(voice for voice in heard if set(voice.places) & set(names))


def _voice(section: Section, asked: Questionnaire, told: Sequence[Contribution]) -> Voice:
    passages = {
        row.answers[item.name]: Said(row.pk, item.name, row.answers[item.name])
        for item in section.items
        if item.kind == TEXT
        for row in told
        if row.answers.get(item.name)
    }
    return Voice(
        title=asked.text(section.label, spoken(asked)),
        places=policies.SPEAKS.get(section.name, ()),
        # By the words: the order in which they were handed over could tell who wrote.
        said=tuple(passages[text] for text in sorted(passages)),
        levels=_levels(section, asked, told),
    )


def _levels(
    section: Section, asked: Questionnaire, told: Sequence[Contribution]
) -> tuple[tuple[str, int], ...]:
    judged = [item.name for item in section.items if item.kind == SCALE]
    given = Counter(row.answers[name] for row in told for name in judged if row.answers.get(name))
    if given.total() < policies.LEAST:
        return ()
    best_first = reversed(scales.levels(asked))
    return tuple((_level(asked, one.name), given[one.name]) for one in best_first)
