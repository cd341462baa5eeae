"""Fields that forms of this room share."""

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.db.models import Max, QuerySet

from gaisma.base.forms import RowChoice
from gaisma.base.models import RoleGrant, User
from gaisma.base.permissions import OFFICIALS
from gaisma.quality.inspections.questionnaires import USE
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.questionnaire import SCALE, Questionnaire
from gaisma.record.instruments.speaking import spoken, title
from gaisma.record.people.found import today


class VersionChoice(RowChoice):
    """Instruments by their titles in the reader's language."""

    def label_from_instance(self, obj: Version) -> str:
        return title(obj.asks)


def lines(label: Any, *, required: bool = False, rows: int = 3, **given: Any) -> forms.CharField:
    """A field for a few lines of text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, widget=widget, **given)


def offer(form: forms.Form, name: str, rows: Any) -> None:
    """Let a choice among rows offer these."""
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows


def officials() -> QuerySet[User]:
    """Who works at the authority, and may be in a commission."""
    grants = RoleGrant.objects.valid_on(today()).filter(role__in=OFFICIALS)
    return User.objects.filter(pk__in=grants.values("user"), is_active=True)


def versions() -> QuerySet[Version]:
    """The latest version in use of each instrument for inspections."""
    used = Version.objects.filter(
        instrument__use=USE, instrument__retired_on__isnull=True, in_use_from__isnull=False
    )
    latest = used.values("instrument").annotate(latest=Max("pk")).values("latest")
    return used.filter(pk__in=latest).select_related("instrument").order_by("instrument_id", "pk")


def items(asked: Questionnaire) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """What is judged, under the headings of the sheet, as a choice offers it."""
    for section in asked.sections:
        judged = [
            (item.name, asked.text(item.label, spoken(asked)))
            for item in section.items
            if item.kind == SCALE
        ]
        if judged:
            yield asked.text(section.label, spoken(asked)), judged
