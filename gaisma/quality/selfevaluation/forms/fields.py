"""Fields that forms of this room share."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from gaisma.quality.selfevaluation import scales
from gaisma.record.instruments.questionnaire import Questionnaire
from gaisma.record.instruments.speaking import spoken

LEVEL = gettext_lazy("Level")


def level(label: Any = LEVEL, **given: Any) -> forms.ChoiceField:
    """A level of a scale that `fill_levels` gives it."""
    return forms.ChoiceField(label=label, widget=forms.RadioSelect, **given)


def fill_levels(field: Any, asked: Questionnaire, *, none: Any = None) -> None:
    """Offer the levels, the best first; `none` is what no level is called."""
    field.choices = list(_levels(asked, none))


def _levels(asked: Questionnaire, none: Any) -> Iterator[tuple[str, Any]]:
    for one in reversed(scales.levels(asked)):
        yield one.name, asked.text(one.label, spoken(asked)).capitalize()
    if none is not None:
        yield "", none


CRITERION = "level-"


def criteria(asked: Questionnaire) -> dict[str, forms.Field]:
    """A field for the level of each criterion; none may be given."""
    found: dict[str, forms.Field] = {}
    for item in asked.items:
        field = level(asked.text(item.label, spoken(asked)), required=False)
        fill_levels(field, asked, none=gettext_lazy("No level"))
        field.help_text = asked.text(item.hint, spoken(asked))
        found[f"{CRITERION}{item.name}"] = field
    return found


def answers(given: Mapping[str, Any]) -> dict[str, str]:
    """Levels by criterion, of what a form was given."""
    return {
        name.removeprefix(CRITERION): value
        for name, value in given.items()
        if name.startswith(CRITERION)
    }


def shown(levels: Mapping[str, str]) -> dict[str, str]:
    """What the fields show of levels by criterion."""
    return {f"{CRITERION}{name}": value for name, value in levels.items()}
