"""The phases of a described lesson, as lines that are filled or left empty."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from gaisma.base.forms import Revised
from gaisma.quality.calibration.models import Exercise

EMPTY_LINES = 3
MOST = 60
LONGEST = 240
"""Minutes of the longest lesson."""
SENT = re.compile(r"text-(\d{1,2})")
PARTS = ("from", "to", "text")


@dataclass(frozen=True)
class Line:
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
    def lines(self) -> tuple[Line, ...]:
        """The lines as the page draws them."""
        return tuple(
            Line(*(self[f"{part}-{number}"] for part in PARTS)) for number in range(self.count)
        )


def _minute(label: Any, least: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=LONGEST, required=False)
