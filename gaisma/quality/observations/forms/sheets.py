"""The sheet of an observer: the lesson, the questions, notes with their moments, words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time as day_time
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from gaisma.analytics.vocabulary import LANGUAGES
from gaisma.base.forms import RowChoice, day, lines, offer, time
from gaisma.quality.observations.actions.sheets import LESSON, Lesson, Seen
from gaisma.quality.observations.forms.observations import GroupChoice
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.record.instruments.asking import AnswerForm, Told
from gaisma.record.instruments.questionnaire import NOTE, Item
from gaisma.record.instruments.titles import spoken
from gaisma.record.people import fields
from gaisma.record.programmes.models import Group, Subject

EMPTY_LINES = 3
"""So many lines for notes stand ready; keeping the sheet gives as many more."""

FIELDS = {name: name for name in LESSON} | {"language": "taught_in"}
"""What the fields about the lesson are called: a form has a language already, that of its words."""

NOTES = 200
NOTED = re.compile(r"note-(\d{1,3})-text")
MOMENT = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
SUBMIT = "submit"


@dataclass(frozen=True)
class Criterion:
    """An item to which a note can be tied."""

    name: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class NoteLine:
    """A note as it is drawn: `id` begins the names of its fields."""

    id: str
    at: str
    item: str
    text: str
    wrong: str
    groups: tuple[tuple[str, tuple[Criterion, ...]], ...]


class NotesForm(AnswerForm):
    """The questions of an instrument with notes and words: what every sheet has."""

    strengths = lines(gettext_lazy("Strengths"))
    advice = lines(gettext_lazy("Advice"))

    def __init__(self, data: QueryDict | None, *, sheet: Sheet, is_complete: bool) -> None:
        self.sheet = sheet
        asked = sheet.observation.version.asks
        super().__init__(
            data,
            questionnaire=asked,
            language=spoken(asked),
            today=sheet.observation.on,
            answers=sheet.answers,
            is_complete=is_complete,
            initial=self.drawn(sheet),
        )

    @staticmethod
    def drawn(sheet: Sheet) -> dict[str, Any]:
        """What the fields beside the questions show of a sheet."""
        return {"strengths": sheet.strengths, "advice": sheet.advice}

    def is_valid(self) -> bool:
        """Whether fields, answers and notes hold."""
        return super().is_valid() and not any(line.wrong for line in self.note_lines)

    @property
    def summary(self) -> tuple[Told, ...]:
        """Nothing: the page tells all that is wrong at its top, not only of the questions."""
        return ()

    @property
    def told(self) -> tuple[Told, ...]:
        """All that stands in the way, with the ways to it."""
        return tuple(self._told())

    def _told(self) -> Iterator[Told]:
        for name, errors in self.errors.items():
            label = str(self.fields[name].label) if name in self.fields else ""
            yield from (Told(f"id_{name}", label, str(error)) for error in errors)
        yield from super().summary
        for line in self.note_lines:
            if line.wrong:
                yield Told(f"{line.id}-at", gettext("Notes"), line.wrong)

    @property
    def wrongs(self) -> list[tuple[str, str]]:
        """The names of fields that do not hold, and why, for programs."""
        of_fields = [(name, str(why)) for name, all_ in self.errors.items() for why in all_]
        of_answers = [(f"answer-{one.item}", one.message) for one in self.problems]
        of_notes = [(f"{line.id}-at", line.wrong) for line in self.note_lines if line.wrong]
        return [*of_fields, *of_answers, *of_notes]

    @property
    def seen(self) -> Seen:
        """What the observer saw, of a form that holds."""
        given = self.cleaned_data
        return Seen(given["answers"], self._notes, given["strengths"], given["advice"])

    @property
    def _notes(self) -> list[dict[str, str]]:
        written = (line for line in self.note_lines if line.text)
        return [{"at": line.at, "item": line.item, "text": line.text} for line in written]

    @cached_property
    def note_lines(self) -> tuple[NoteLine, ...]:
        """The notes that stand, then empty lines."""
        found = self._sent_notes() if self.is_bound else list(self.sheet.notes)
        empty = {"at": "", "item": "", "text": ""}
        notes = [*found, *[empty] * EMPTY_LINES]
        return tuple(self._line(number, note) for number, note in enumerate(notes[:NOTES]))

    def _sent_notes(self) -> list[dict[str, str]]:
        numbers = sorted({int(found[1]) for name in self.data if (found := NOTED.fullmatch(name))})
        rows = (
            {part: _clean(self.data.get(f"note-{number}-{part}", "")) for part in _PARTS}
            for number in numbers
        )
        return [row for row in rows if row["text"]]

    def _line(self, number: int, note: dict[str, str]) -> NoteLine:
        wrong = ""
        if note["at"] and not MOMENT.fullmatch(note["at"]):
            wrong = gettext("Write the moment as hour and minute, such as 09:05.")
        if note["item"] and note["item"] not in self._items:
            wrong = gettext("Choose one of the criteria of this sheet.")
        return NoteLine(
            f"note-{number}", note["at"], note["item"], note["text"], wrong, self._criteria(note)
        )

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.name: item for item in self.questionnaire.items if item.kind != NOTE}

    def _criteria(self, note: dict[str, str]) -> Any:
        text = self.questionnaire.text
        sections = (
            (
                text(section.label, self.language),
                tuple(
                    Criterion(item.name, text(item.label, self.language), item.name == note["item"])
                    for item in section.items
                    if item.kind != NOTE
                ),
            )
            for section in self.questionnaire.sections
        )
        return tuple(section for section in sections if section[1])


class SheetForm(NotesForm):
    """A sheet that is being filled; whole when it is submitted, as it is when it is kept."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    submission = forms.UUIDField(widget=forms.HiddenInput)

    held_on = day(label=gettext_lazy("Day of the lesson"))
    starts_at = time(gettext_lazy("Begins at"))
    group = GroupChoice(Group.objects.none(), label=gettext_lazy("Group or class"), required=False)
    grade = forms.IntegerField(
        label=gettext_lazy("Grade (1–12)"),
        min_value=1,
        max_value=12,
        required=False,
        help_text=gettext_lazy("Where no class is chosen."),
    )
    subject = RowChoice(Subject.objects.none(), label=gettext_lazy("Subject"), required=False)
    topic = forms.CharField(label=gettext_lazy("Topic"), max_length=255, required=False)
    taught_in = fields.term(LANGUAGES, label=gettext_lazy("Language of instruction"))
    learners = forms.IntegerField(
        label=gettext_lazy("Learners in the lesson"), min_value=0, max_value=999, required=False
    )

    def __init__(self, data: QueryDict | None, *, sheet: Sheet) -> None:
        is_complete = data is not None and data.get("act") == SUBMIT
        super().__init__(data, sheet=sheet, is_complete=is_complete)
        self.fields["held_on"].required = is_complete
        offer(self, "group", _groups(sheet.observation))
        offer(self, "subject", Subject.objects.all())

    @staticmethod
    def drawn(sheet: Sheet) -> dict[str, Any]:
        """What was written of the lesson so far, or else what was planned."""
        observation = sheet.observation
        planned = {field: getattr(observation, name) for name, field in FIELDS.items()}
        planned["held_on"] = observation.on
        return {**NotesForm.drawn(sheet), **planned, **sheet.lesson}

    @property
    def lesson_fields(self) -> list[forms.BoundField]:
        """The fields about the lesson, as the page draws them."""
        return [self[field] for field in FIELDS.values()]

    @property
    def lesson(self) -> Lesson:
        """What was observed, of a form that holds."""
        given = {name: self.cleaned_data[field] for name, field in FIELDS.items()}
        group = given["group"]
        if group is not None and group.grade is not None:
            given["grade"] = group.grade
        return Lesson(**given)

    @property
    def written(self) -> dict[str, str]:
        """What was written of the lesson, as it was written."""
        sent = {field: _clean(self.data.get(field, "")) for field in FIELDS.values()}
        return {name: value for name, value in sent.items() if value}

    @property
    def submission_id(self) -> UUID:
        """What the device called this sending."""
        given: UUID = self.cleaned_data["submission"]
        return given


class CorrectionForm(NotesForm):
    """What a sheet is corrected to after sign-off, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is corrected"),
        max_length=255,
        help_text=gettext_lazy("The teacher and everybody who sees the sheet reads it."),
    )

    def __init__(self, data: QueryDict | None, *, sheet: Sheet) -> None:
        super().__init__(data, sheet=sheet, is_complete=True)


_PARTS = ("at", "item", "text")


def values_of(sheet: Sheet) -> dict[str, str]:
    """What stands in a sheet, by the names of the form's fields."""
    drawn = {name: _as_sent(value) for name, value in SheetForm.drawn(sheet).items()}
    answers = {f"answer-{name}": answer for name, answer in sheet.answers.items()}
    notes = {
        f"note-{number}-{part}": note[part]
        for number, note in enumerate(sheet.notes)
        for part in _PARTS
    }
    return {**drawn, **answers, **notes}


def _groups(observation: Observation) -> Any:
    on = observation.on
    groups = Group.objects.filter(
        institution=observation.institution,
        school_year__starts_on__lte=on,
        school_year__ends_on__gte=on,
    )
    own = Group.objects.filter(pk=observation.group_id or 0)
    return (groups | own).select_related("school_year")


def _as_sent(value: Any) -> str:
    if isinstance(value, day_time):
        return value.strftime("%H:%M")
    if isinstance(value, Model):
        return str(value.pk)
    return "" if value is None else str(value)


def _clean(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").strip()
