"""The terms of an exercise, its phases, the agreed levels, and what an observer chooses."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from gaisma.analytics.vocabulary import LANGUAGES
from gaisma.base.forms import Revised, offer, seen_revision
from gaisma.quality.calibration import criteria
from gaisma.quality.calibration.models import Exercise
from gaisma.record.instruments.asking import AnswerForm, Question
from gaisma.record.instruments.forms.instruments import VersionChoice, offered
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.titles import spoken
from gaisma.record.people import fields
from gaisma.record.people.selectors import today


def _percent(label: Any, **given: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=100, **given)


class TermsForm(Revised):
    """The terms of a draft."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    lesson = forms.CharField(
        label=gettext_lazy("Which lesson it is"),
        max_length=255,
        help_text=gettext_lazy("Subject, grade, length, how many learners; no names."),
    )
    described_in = fields.term(LANGUAGES, label=gettext_lazy("Language of the description"))
    least_exact = _percent(gettext_lazy("Criteria on the agreed level, at least, %"), initial=60)
    least_adjacent = _percent(
        gettext_lazy("Criteria at most one level apart, at least, %"), initial=90
    )
    least_kappa = forms.DecimalField(
        label=gettext_lazy("Weighted kappa, at least"),
        min_value=0,
        max_value=1,
        decimal_places=2,
        required=False,
        help_text=gettext_lazy(
            "From 0 to 1: how far the levels agree beyond chance. Empty: it is told, but not "
            "asked for."
        ),
    )
    months = forms.IntegerField(
        label=gettext_lazy("Valid for so many months"), min_value=1, max_value=60, initial=12
    )
    pause_days = forms.IntegerField(
        label=gettext_lazy("Days before the same exercise can be taken again"),
        min_value=0,
        max_value=730,
        initial=180,
        help_text=gettext_lazy("Who has just read the agreed levels remembers them."),
    )

    @property
    def terms(self) -> dict[str, Any]:
        """What the action takes, of a form that holds."""
        given = dict(self.cleaned_data)
        given["language"] = given.pop("described_in")
        return given

    @staticmethod
    def of(exercise: Exercise) -> dict[str, Any]:
        """What the form shows of an exercise."""
        names = ("revision", *TermsForm.base_fields)
        shown = {name: getattr(exercise, name, None) for name in names}
        return {**shown, "described_in": exercise.language}


class ExerciseForm(TermsForm):
    """An exercise that is begun, with its instrument."""

    revision = None  # type: ignore[assignment]
    version = VersionChoice(
        Version.objects.none(), label=gettext_lazy("Instrument"), empty_label=None
    )
    field_order = ("title", "version", "lesson", "described_in")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "version", offered("observation"))


EMPTY_LINES = 3
MOST = 60
LONGEST = 240
"""Minutes of the longest lesson."""
SENT = re.compile(r"text-(\d{1,2})")
PARTS = ("from", "to", "text")


@dataclass(frozen=True)
class Phase:
    """A phase as it is drawn."""

    begins: BoundField
    ends: BoundField
    text: BoundField


class PhasesForm(Revised):
    """The phases, and some empty lines for more of them; an emptied line goes."""

    def __init__(self, data: QueryDict | None, *, exercise: Exercise) -> None:
        known = {
            f"{part}-{number}": phase[part]
            for number, phase in enumerate(exercise.phases)
            for part in PARTS
        }
        super().__init__(data, initial={"revision": exercise.revision, **known})
        self.count = min(self._sent(data) if data else len(exercise.phases) + EMPTY_LINES, MOST)
        for number in range(self.count):
            self._add(number)

    @staticmethod
    def _sent(data: QueryDict) -> int:
        numbers = [int(found[1]) for name in data if (found := SENT.fullmatch(name))]
        return max(numbers, default=-1) + 1

    def _add(self, number: int) -> None:
        words = forms.Textarea(attrs={"rows": 3})
        self.fields[f"from-{number}"] = _minute(gettext_lazy("From minute"), 0)
        self.fields[f"to-{number}"] = _minute(gettext_lazy("To minute"), 1)
        self.fields[f"text-{number}"] = forms.CharField(
            label=gettext_lazy("What happens"), required=False, widget=words, max_length=4000
        )

    def clean(self) -> dict[str, Any]:
        for number in range(self.count):
            told = self._line(number)
            for part in PARTS if any(value not in ("", None) for value in told.values()) else ():
                name = f"{part}-{number}"
                if told[part] in ("", None) and name not in self.errors:
                    self.add_error(name, gettext("Fill the whole line, or empty it."))
        return self.cleaned_data

    @property
    def phases(self) -> list[dict[str, Any]]:
        """The phases, of a form that holds."""
        lines = (self._line(number) for number in range(self.count))
        return [line for line in lines if line["text"]]

    def _line(self, number: int) -> dict[str, Any]:
        return {part: self.cleaned_data.get(f"{part}-{number}") for part in PARTS}

    @cached_property
    def lines(self) -> tuple[Phase, ...]:
        """The lines as the page draws them."""
        return tuple(
            Phase(*(self[f"{part}-{number}"] for part in PARTS)) for number in range(self.count)
        )


def _minute(label: Any, least: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=LONGEST, required=False)


@dataclass(frozen=True)
class LevelFields:
    """A criterion with the field of its reason."""

    question: Question
    reason: BoundField


@dataclass(frozen=True)
class Chapter:
    """Criteria of one section."""

    id: str
    label: str
    criteria: tuple[LevelFields, ...]


class LevelsForm(AnswerForm):
    """For each criterion the agreed level and why; those without a level are not asked."""

    revision = seen_revision()

    def __init__(self, data: QueryDict | None, *, exercise: Exercise) -> None:
        asked = criteria.agreeable(exercise.version.asks)
        initial = {_reason(name): words for name, words in exercise.reasons.items()}
        super().__init__(
            data,
            questionnaire=asked,
            language=spoken(asked),
            today=today(),
            answers=exercise.levels,
            is_complete=False,
            initial={"revision": exercise.revision, **initial},
        )
        self.names = tuple(item.name for item in asked.items)
        for name in self.names:
            self.fields[_reason(name)] = forms.CharField(
                label=gettext_lazy("Why this level"),
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The criteria as the page draws them."""
        return tuple(
            Chapter(
                part.id,
                part.label,
                tuple(LevelFields(one, self[_reason(one.name)]) for one in part.questions),
            )
            for part in self.parts
        )

    @property
    def agreed(self) -> dict[str, Any]:
        """What the action takes, of a form that holds."""
        reasons = {name: self.cleaned_data[_reason(name)] for name in self.names}
        return {
            "revision": self.cleaned_data["revision"],
            "levels": self.cleaned_data["answers"],
            "reasons": reasons,
        }


class TakeForm(AnswerForm):
    """What the observer chooses: each criterion of the exercise."""

    def __init__(self, data: QueryDict | None, *, exercise: Exercise) -> None:
        asked = criteria.of_exercise(exercise)
        super().__init__(data, questionnaire=asked, language=spoken(asked), today=today())


def _reason(name: str) -> str:
    return f"reason-{name}"
