"""The sheet of an inspection, and photos of what was seen."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from gaisma.base.files.fields import PictureField
from gaisma.base.forms import day, seen_revision
from gaisma.quality.inspections.forms.fields import items
from gaisma.quality.inspections.models import Inspection
from gaisma.record.instruments.asking import AnswerForm
from gaisma.record.instruments.speaking import spoken
from gaisma.record.people.selectors import today

FINISH = "finish"
ITEM, DEFECT = "item", "defect"


class SheetForm(AnswerForm):
    """The sheet; whole when it is finished, as it is when it is kept."""

    revision = seen_revision()
    on = day(label=gettext_lazy("Day of the inspection"), required=False)

    def __init__(self, data: QueryDict | None, *, inspection: Inspection) -> None:
        asked = inspection.version.asks
        is_complete = data is not None and data.get("act") == FINISH
        super().__init__(
            data,
            questionnaire=asked,
            language=spoken(asked),
            today=today(),
            answers=inspection.answers,
            is_complete=is_complete,
            initial={
                "revision": inspection.revision,
                "on": inspection.inspected_on or min(inspection.planned_on, today()),
            },
        )
        self.fields["on"].required = is_complete


class PhotoForm(forms.Form):
    """A picture, of what it is, and what is to be seen."""

    picture = PictureField(label=gettext_lazy("Photo"))
    about = forms.ChoiceField(label=gettext_lazy("Of what"))
    caption = forms.CharField(
        label=gettext_lazy("What is to be seen"),
        max_length=160,
        help_text=gettext_lazy("Whoever does not see the picture reads this."),
    )

    def __init__(
        self, *args: Any, inspection: Inspection, of_items: bool = True, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        field: Any = self.fields["about"]
        defects = [(f"{DEFECT}-{one.pk}", one.what) for one in inspection.defects.order_by("pk")]
        sections = [
            (label, [(f"{ITEM}-{name}", text) for name, text in judged])
            for label, judged in items(inspection.version.asks)
        ]
        found = [(gettext("Defects"), defects)] if defects else []
        field.choices = [*found, *(sections if of_items else ())]

    @property
    def chosen(self) -> dict[str, Any]:
        """The item or the number of the defect, of a form that holds."""
        kind, _dash, name = self.cleaned_data["about"].partition("-")
        return {"item": name} if kind == ITEM else {"defect": int(name)}
