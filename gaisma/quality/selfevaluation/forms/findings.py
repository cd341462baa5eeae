"""What was found from outside."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from gaisma.base.forms import Revised, RowChoice, day
from gaisma.base.models import Organisation
from gaisma.quality.selfevaluation.forms.fields import fill_levels, level, lines
from gaisma.quality.selfevaluation.kinds import FINDINGS, choices
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
        field: Any = self.fields["institution"]
        field.queryset = kept_institutions(user)
        if is_new:
            del self.fields["revision"]
        else:
            del self.fields["institution"]
