"""Sheets as they are read, and where two of one sheet differ."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain

from gaisma.base import wording
from gaisma.base.models import User
from gaisma.quality.observations.forms.sheets import SheetForm, values_of
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.record.instruments import answering
from gaisma.record.instruments.questionnaire import DAY, DECIMAL, MANY, NOTE, Item, Questionnaire
from gaisma.record.instruments.titles import spoken


@dataclass(frozen=True)
class Note:
    """What was noted, at which moment, about which criterion."""

    at: str
    criterion: str
    text: str


@dataclass(frozen=True)
class AnsweredItem:
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
    lines: tuple[AnsweredItem, ...]


@dataclass(frozen=True)
class SheetInWords:
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
    earlier: "tuple[SheetInWords, ...]" = field(default=())


def in_words(observation: Observation, user: User) -> tuple[SheetInWords, ...]:
    """The submitted sheets that the reader may see: that of who leads first, then the others."""
    seen = observation.sheets.visible_to(user).filter(submitted_at__isnull=False)
    rows = list(seen.select_related("observer__account").order_by("-is_lead", "pk"))
    corrected = {row.corrects_id for row in rows}
    asked, by_id = observation.version.asks, {row.pk: row for row in rows}
    return tuple(
        _in_words(row, tuple(_earlier(row, by_id)), asked, on=observation.on, user=user)
        for row in rows
        if row.pk not in corrected
    )


def _earlier(row: Sheet, by_id: dict[int, Sheet]) -> Iterator[Sheet]:
    while row.corrects_id in by_id:
        row = by_id[row.corrects_id]
        yield row


def _in_words(
    row: Sheet, earlier: tuple[Sheet, ...], asked: Questionnaire, *, on: date, user: User
) -> SheetInWords:
    given = answering.counted(asked, row.answers, today=on)
    notes = _notes(asked, row)
    apart = (notes[item] for item in notes if not given.get(item))
    return SheetInWords(
        id=row.pk,
        observer=str(row.observer),
        is_lead=row.is_lead,
        is_own=row.observer.signs_in_as(user),
        submitted_at=row.submitted_at,
        sections=tuple(_sections(asked, given, notes)),
        notes=tuple(sorted(chain(*apart), key=_moment)),
        strengths=row.strengths,
        advice=row.advice,
        reason=row.reason,
        earlier=tuple(_in_words(one, (), asked, on=on, user=user) for one in earlier),
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
                replace(_answered(asked, item, given[item.name]), notes=notes.get(item.name, ()))
                for item in items
            )
            yield Section(asked.text(section.label, spoken(asked)), tuple(lines))


def _answered(asked: Questionnaire, item: Item, answer: str) -> AnsweredItem:
    language = spoken(asked)
    label = asked.text(item.label, language)
    choices = {choice.name: choice for choice in asked.choices_of(item)}
    if not choices:
        return AnsweredItem(label, _written(item, answer), is_text=item.kind not in (DAY, DECIMAL))
    named = answer.split() if item.kind == MANY else [answer]
    chosen = [choices[name] for name in named if name in choices]
    return AnsweredItem(
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


@dataclass(frozen=True)
class Difference:
    """A field that was written otherwise: what it is called, and what stands there now."""

    label: str
    value: str


def differences(form: SheetForm, theirs: Sheet) -> tuple[Difference, ...]:
    """The fields in which what was sent differs from what stands in the sheet now."""
    stands, labels = values_of(theirs), _labels(form)
    return tuple(
        Difference(label, _said(form, name, stands.get(name, "")))
        for name, label in labels.items()
        if stands.get(name, "") != _sent(form, name)
    )


def _sent(form: SheetForm, name: str) -> str:
    if name.startswith("answer-"):
        return form.answers.get(name.removeprefix("answer-"), "")
    return str(form.data.get(name, "")).strip()


def _labels(form: SheetForm) -> dict[str, str]:
    names = [field.name for field in form.lesson_fields]
    labels = {name: str(form.fields[name].label) for name in (*names, "strengths", "advice")}
    for part in form.parts:
        labels |= {question.id: question.label for question in part.questions}
    return labels


def _said(form: SheetForm, name: str, value: str) -> str:
    """The value in words: of a choice its label."""
    for part in form.parts:
        for question in part.questions:
            if question.id == name and question.options:
                chosen = value.split()
                return "; ".join(one.label for one in question.options if one.value in chosen)
    choices = dict(getattr(form.fields.get(name), "choices", ()))
    return str(next((label for key, label in choices.items() if str(key) == value), value))
