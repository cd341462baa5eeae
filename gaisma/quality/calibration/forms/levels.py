"""The agreed levels with their reasons, and what an observer chooses."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from gaisma.base.forms import seen_revision
from gaisma.quality.calibration import criteria
from gaisma.quality.calibration.models import Exercise
from gaisma.record.instruments.asking import AnswerForm, Question
from gaisma.record.instruments.speaking import spoken
from gaisma.record.people.selectors import today


@dataclass(frozen=True)
class Agreed:
    """A criterion with the field of its reason."""

    question: Question
    reason: BoundField


@dataclass(frozen=True)
class Chapter:
    """Criteria of one section."""

    id: str
    label: str
    criteria: tuple[Agreed, ...]


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
                tuple(Agreed(one, self[_reason(one.name)]) for one in part.questions),
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
