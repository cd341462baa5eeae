"""Fields that forms of this room share."""

from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext

from gaisma.base import wording
from gaisma.base.forms import RowChoice
from gaisma.quality.observations.models import Observation
from gaisma.record.programmes.models import Group


def time(label: Any) -> forms.TimeField:
    """An hour and a minute, written or chosen."""
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget)


class GroupChoice(RowChoice):
    """Groups, each with its school year."""

    def label_from_instance(self, obj: Group) -> str:
        return f"{obj.name} · {wording.school_year(obj.school_year.name)}"


class TeacherChoice(RowChoice):
    """Teachers, each with the day on which one of their lessons was seen last, as `seen_on`."""

    def label_from_instance(self, obj: Any) -> str:
        if obj.seen_on is None:
            return str(obj)
        told = gettext("%(name)s · observed on %(day)s")
        return told % {"name": obj, "day": wording.day(obj.seen_on)}


class StepChoice(RowChoice):
    """Next steps that were agreed on."""

    def label_from_instance(self, obj: Observation) -> str:
        step = Truncator(obj.next_step).chars(60)
        return f"{obj.teacher} · {wording.day(obj.on)} · {step}"
