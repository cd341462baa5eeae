"""Sheets as they are read: each question with what was answered."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain

from gaisma.base import wording
from gaisma.base.models import User
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.record.instruments import answering
from gaisma.record.instruments.questionnaire import DAY, DECIMAL, MANY, NOTE, Item, Questionnaire
from gaisma.record.instruments.speaking import spoken


@dataclass(frozen=True)
class Note:
    """What was noted, at which moment, about which criterion."""

    at: str
    criterion: str
    text: str


@dataclass(frozen=True)
class Line:
    """A question with its answer and the notes about it; one that is open judges nothing."""

    label: str
    answer: str
    description: str = ""
    is_open: bool = False
    is_text: bool = False
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Section:
    """Questions under a heading."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Read:
    """A sheet in words; `notes` are those that stand beside no answer.

    `earlier` are those that it corrects, the latest first.
    """

    id: int
    observer: str
    is_lead: bool
    is_own: bool
    submitted_at: datetime | None
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    strengths: str
    advice: str
    reason: str
    earlier: "tuple[Read, ...]" = field(default=())


def read(observation: Observation, user: User) -> tuple[Read, ...]:
    """The submitted sheets that the reader may see: that of who leads first, then the others."""
    seen = observation.sheets.visible_to(user).filter(submitted_at__isnull=False)
    rows = list(seen.select_related("observer__account").order_by("-is_lead", "pk"))
    corrected = {row.corrects_id for row in rows}
    asked, by_id = observation.version.asks, {row.pk: row for row in rows}
    return tuple(
        _read(row, tuple(_earlier(row, by_id)), asked, on=observation.on, user=user)
        for row in rows
        if row.pk not in corrected
    )


def _earlier(row: Sheet, by_id: dict[int, Sheet]) -> Iterator[Sheet]:
    while row.corrects_id in by_id:
        row = by_id[row.corrects_id]
        yield row


def _read(
    row: Sheet, earlier: tuple[Sheet, ...], asked: Questionnaire, *, on: date, user: User
) -> Read:
    account = getattr(row.observer, "account", None)
    given = answering.counted(asked, row.answers, today=on)
    notes = _notes(asked, row)
    apart = (notes[item] for item in notes if not given.get(item))
    return Read(
        id=row.pk,
        observer=str(row.observer),
        is_lead=row.is_lead,
        is_own=account is not None and account.user_id == user.pk,
        submitted_at=row.submitted_at,
        sections=tuple(_sections(asked, given, notes)),
        notes=tuple(sorted(chain(*apart), key=_moment)),
        strengths=row.strengths,
        advice=row.advice,
        reason=row.reason,
        earlier=tuple(_read(one, (), asked, on=on, user=user) for one in earlier),
    )


def _notes(asked: Questionnaire, row: Sheet) -> dict[str, tuple[Note, ...]]:
    """The notes by the item about which they are, as the lesson went; without one under ""."""
    labels = {item.name: asked.text(item.label, spoken(asked)) for item in asked.items}
    found: dict[str, list[Note]] = {}
    for note in row.notes:
        told = Note(note["at"], labels.get(note["item"], ""), note["text"])
        found.setdefault(note["item"], []).append(told)
    return {item: tuple(sorted(notes, key=_moment)) for item, notes in found.items()}


def _moment(note: Note) -> str:
    """By when it was; what has no moment stands last."""
    return note.at or "~"


def _sections(
    asked: Questionnaire, given: Mapping[str, str], notes: Mapping[str, tuple[Note, ...]]
) -> Iterator[Section]:
    for section in asked.sections:
        items = [item for item in section.items if item.kind != NOTE and given.get(item.name)]
        if items:
            lines = (
                replace(_line(asked, item, given[item.name]), notes=notes.get(item.name, ()))
                for item in items
            )
            yield Section(asked.text(section.label, spoken(asked)), tuple(lines))


def _line(asked: Questionnaire, item: Item, answer: str) -> Line:
    language = spoken(asked)
    label = asked.text(item.label, language)
    choices = {choice.name: choice for choice in asked.choices_of(item)}
    if not choices:
        return Line(label, _written(item, answer), is_text=item.kind not in (DAY, DECIMAL))
    named = answer.split() if item.kind == MANY else [answer]
    chosen = [choices[name] for name in named if name in choices]
    return Line(
        label,
        _listed(asked.text(choice.label, language) or choice.name for choice in chosen),
        description=asked.text(chosen[0].description, language) if len(chosen) == 1 else "",
        is_open=bool(chosen) and all(choice.is_open for choice in chosen),
    )


def _listed(labels: Iterable[str]) -> str:
    return "; ".join(labels)


def _written(item: Item, answer: str) -> str:
    if item.kind == DAY:
        return wording.day(date.fromisoformat(answer))
    return answer.replace(".", ",") if item.kind == DECIMAL else answer
