"""What another device wrote in a sheet, beside what was written here."""

from dataclasses import dataclass

from gaisma.quality.observations.forms.sheets import SheetForm, values_of
from gaisma.quality.observations.models import Sheet


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
