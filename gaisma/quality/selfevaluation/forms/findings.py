"""What was found from outside."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from gaisma.base.forms import Revised, RowChoice, day, lines
from gaisma.base.models import Organisation
from gaisma.quality.selfevaluation.forms.fields import (
    CRITERION,
    answers,
    criteria,
    fill_levels,
    level,
    shown,
)
from gaisma.quality.selfevaluation.kinds import FINDINGS, choices
from gaisma.quality.selfevaluation.models import Finding
from gaisma.record.instruments.models import Version
from gaisma.record.people.fields import kept_institutions


class FindingForm(Revised):
    """Of one institution by an instrument: when, by whom, with what result."""

    institution = RowChoice(Organisation.objects.none(), label=gettext_lazy("Institution"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind of evaluation"), choices=choices(FINDINGS))
    held_on = day(label=gettext_lazy("Day"))
    found_by = forms.CharField(label=gettext_lazy("Who evaluated"), max_length=160, required=False)
    level = level(gettext_lazy("Result"))
    note = lines(gettext_lazy("Findings and recommendations"))

    def __init__(self, *args: Any, version: Version, user: Any, is_new: bool, **given: Any):
        super().__init__(*args, **given)
        fill_levels(self.fields["level"], version.asks)
        last = {name: self.fields.pop(name) for name in ("level", "note")}
        self.fields = {**self.fields, **criteria(version.asks), **last}
        field: Any = self.fields["institution"]
        field.queryset = kept_institutions(user)
        if is_new:
            del self.fields["revision"]
        else:
            del self.fields["institution"]

    @property
    def found(self) -> dict[str, Any]:
        """What was found, of a form that holds: levels by criterion together."""
        given = self.cleaned_data
        told = {name: value for name, value in given.items() if not name.startswith(CRITERION)}
        return {**told, "answers": answers(given)}

    @staticmethod
    def of(finding: Finding) -> dict[str, Any]:
        """What the form shows of a finding."""
        names = ("kind", "held_on", "found_by", "level", "note", "revision")
        return {**shown(finding.answers), **{name: getattr(finding, name) for name in names}}
