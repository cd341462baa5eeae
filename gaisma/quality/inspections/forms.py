"""Plans of inspections, their sheets, photos, defects and acts."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from gaisma.base.files.fields import PictureField
from gaisma.base.forms import (
    Revised,
    RowChoice,
    RowChoices,
    YearChoice,
    choices,
    day,
    lines,
    offer,
    seen_revision,
)
from gaisma.base.grants import holders
from gaisma.base.models import SchoolYear, User
from gaisma.base.permissions import OFFICIALS
from gaisma.quality.inspections.models import Defect, Inspection
from gaisma.quality.inspections.questionnaires import USE
from gaisma.quality.inspections.tables import MENDERS, RESULTS, SEVERITIES
from gaisma.record.instruments.asking import AnswerForm
from gaisma.record.instruments.forms.instruments import VersionChoice, offered
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.questionnaire import SCALE, Questionnaire
from gaisma.record.instruments.titles import spoken
from gaisma.record.people.selectors import today


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


class CommissionForm(forms.Form):
    """Who inspects."""

    led_by = RowChoice(User.objects.none(), label=gettext_lazy("Head of the commission"))
    members = RowChoices(
        User.objects.none(),
        label=gettext_lazy("Members of the commission"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "led_by", holders(*OFFICIALS))
        offer(self, "members", holders(*OFFICIALS))


class PlanForm(CommissionForm):
    """The inspections of a year in one go."""

    school_year = YearChoice(
        SchoolYear.objects.none(), label=gettext_lazy("School year"), empty_label=None
    )
    version = VersionChoice(
        Version.objects.none(), label=gettext_lazy("Instrument"), empty_label=None
    )
    field_order = ("school_year", "version", "led_by", "members")

    def __init__(self, *args: Any, years: QuerySet[SchoolYear], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "school_year", years)
        offer(self, "version", offered(USE))


class InspectionChangeForm(CommissionForm, Revised):
    """Another day or another commission."""

    planned_on = day(label=gettext_lazy("Planned for"))
    field_order = ("planned_on", "led_by", "members", "revision")

    @staticmethod
    def of(inspection: Inspection) -> dict[str, Any]:
        """What the form shows of an inspection."""
        return {
            "planned_on": inspection.planned_on,
            "led_by": inspection.led_by_id,
            "members": [member.pk for member in inspection.members.all()],
            "revision": inspection.revision,
        }


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


class DefectForm(forms.Form):
    """What is to be mended."""

    what = forms.CharField(
        label=gettext_lazy("What is wrong"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    place = forms.CharField(
        label=gettext_lazy("Where"),
        max_length=160,
        help_text=gettext_lazy("Such as: second floor, room 214."),
    )
    item = forms.ChoiceField(label=gettext_lazy("Item of the sheet"), required=False)
    severity = forms.ChoiceField(
        label=gettext_lazy("Severity"),
        choices=choices(SEVERITIES),
        help_text=gettext_lazy("With a dangerous defect the institution is not ready."),
    )
    due_on = day(label=gettext_lazy("To be mended by"))
    mends = forms.ChoiceField(label=gettext_lazy("Who mends"), choices=choices(MENDERS))

    def __init__(self, *args: Any, inspection: Inspection, **given: Any) -> None:
        super().__init__(*args, **given)
        field: Any = self.fields["item"]
        none = ("", gettext_lazy("none of them"))
        field.choices = [none, *items(inspection.version.asks)]


class DefectChangeForm(DefectForm, Revised):
    """The same of a defect that stands already."""

    @staticmethod
    def of(defect: Defect) -> dict[str, Any]:
        """What the form shows of a defect."""
        names = ("what", "place", "item", "severity", "due_on", "mends", "revision")
        return {name: getattr(defect, name) for name in names}


class MendForm(Revised):
    """When it was mended, what was done, and how it looks now."""

    on = day(label=gettext_lazy("Mended on"))
    how = lines(gettext_lazy("How it was mended"), required=True, rows=3, max_length=500)
    picture = PictureField(label=gettext_lazy("Photo of how it looks now"), required=False)


class PostponeForm(Revised):
    """Another day, after the act is signed, and why."""

    due_on = day(label=gettext_lazy("To be mended by"))
    because = forms.CharField(
        label=gettext_lazy("Why the deadline is moved"),
        max_length=255,
        help_text=gettext_lazy("The institution reads it; the act stays as it was signed."),
    )


class CheckForm(Revised):
    """Whether it is mended, after a look."""

    is_mended = forms.ChoiceField(
        label=gettext_lazy("Is it mended?"),
        choices=[("yes", gettext_lazy("Yes, it is mended")), ("no", gettext_lazy("No, not yet"))],
        widget=forms.RadioSelect,
    )
    because = lines(
        gettext_lazy("What is still to be mended"),
        rows=3,
        max_length=500,
        help_text=gettext_lazy("Where it is not mended: the institution reads it."),
    )


class SignForm(Revised):
    """What the inspection comes to."""

    number = forms.CharField(label=gettext_lazy("Number of the act"), max_length=32)
    result = forms.ChoiceField(
        label=gettext_lazy("Result"), choices=choices(RESULTS), widget=forms.RadioSelect
    )
    conclusion = lines(gettext_lazy("Conclusion of the commission"), rows=5)


class AcknowledgeForm(Revised):
    """What the head of the institution remarks, if anything."""

    remark = lines(
        gettext_lazy("Remark"),
        rows=4,
        help_text=gettext_lazy("It stands in the act; leave it empty when you have none."),
    )


class ReopenForm(Revised):
    """Why the act is corrected."""

    because = forms.CharField(
        label=gettext_lazy("Why the act is corrected"),
        max_length=255,
        help_text=gettext_lazy("It stands in the new version; the earlier one stays to be read."),
    )
