"""What is asked when an algorithm is published, begun, and gone through."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_lazy

from gaisma.analytics.support_terms import SITUATIONS, STEP_DOERS, STEP_ENDS, STEP_TERMS
from gaisma.base.forms import day, lines, offer
from gaisma.quality.prevention.cases.forms import PersonChoice
from gaisma.quality.prevention.models import LANGUAGES, Algorithm
from gaisma.record.people import fields
from gaisma.record.people.models import Person

MOST, EMPTY = (20, 3)
"""So many steps an algorithm has at most, and so many empty ones are shown after the last."""
TEXTS: Mapping[str, Any] = {
    "lv": gettext_lazy("In Latvian"),
    "en": gettext_lazy("In English"),
    "ru": gettext_lazy("In Russian"),
}


class AlgorithmForm(forms.Form):
    """The steps, each with its place, who does it within which time, and its text in every
    language; and what is new in this version. A step without texts is none."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = lines(gettext_lazy("What is new in this version"), rows=2)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for number in range(1, MOST + 1):
            self.fields |= {f"{name}_{number}": field for name, field in _step(number)}

    def rows(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        """The fields of each step that the page shows: those written, and a few empty ones."""
        names = [name for name, _field in _step(1)]
        written = [n for n in range(1, MOST + 1) if any(self._told(n, code) for code in LANGUAGES)]
        for number in range(1, min(MOST, max(written, default=0) + EMPTY) + 1):
            yield number, [self[f"{name}_{number}"] for name in names]

    def _told(self, number: int, language: str) -> Any:
        return self[f"{language}_{number}"].value()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        found = []
        for number in range(1, MOST + 1):
            texts = {code: given.get(f"{code}_{number}", "") for code in LANGUAGES}
            if not any(texts.values()):
                continue
            for code in (code for code, text in texts.items() if not text):
                self.add_error(f"{code}_{number}", gettext("Write the step in every language."))
            own = {name: given.get(f"{name}_{number}", "") for name in ("who", "within")}
            if not all(own.values()):
                raise forms.ValidationError(gettext("Choose who does each step, and within what."))
            found.append((given.get(f"place_{number}") or number, {**own, **texts}))
        if not found:
            raise forms.ValidationError(gettext("An algorithm has one step at least: write it."))
        steps = [step for _place, step in sorted(found, key=lambda one: one[0])]
        return {"version": given.get("version"), "reason": given.get("reason"), "steps": steps}

    @staticmethod
    def of(row: Algorithm | None) -> dict[str, Any]:
        """What the form shows of the version in force."""
        if row is None:
            return {"version": 0}
        told = enumerate(row.steps, start=1)
        steps = {f"{name}_{n}": value for n, step in told for name, value in step.items()}
        return {"version": row.version, **steps}


def _step(number: int) -> Iterator[tuple[str, forms.Field]]:
    yield (
        "place",
        forms.IntegerField(
            label=gettext_lazy("Number in order"),
            initial=number,
            min_value=1,
            max_value=99,
            required=False,
        ),
    )
    yield "who", fields.term(STEP_DOERS, label=gettext_lazy("Who does it"), required=False)
    yield (
        "within",
        fields.term(STEP_TERMS, label=gettext_lazy("Within"), initial="day", required=False),
    )
    for code, label in TEXTS.items():
        yield code, lines(label, rows=2, language=code)


class FollowForm(forms.Form):
    """Which algorithm is begun in a case."""

    situation = fields.term(SITUATIONS, label=gettext_lazy("Situation"))


class TickForm(forms.Form):
    """How a step ended."""

    outcome = fields.term(STEP_ENDS, label=gettext_lazy("How it ended"))
    done_by = PersonChoice(Person.objects.none(), label=gettext_lazy("By whom"))
    on = day(label=gettext_lazy("Day"))
    note = lines(
        gettext_lazy("Note"),
        help_text=gettext_lazy(
            "Where a step is passed over, the reason; as few words as it takes."
        ),
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "done_by", people)
