"""When institutions are inspected, and by whom."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from gaisma.base import wording
from gaisma.base.forms import Revised, RowChoice, RowChoices, day, offer
from gaisma.base.models import SchoolYear, User
from gaisma.quality.inspections.forms.fields import officials
from gaisma.quality.inspections.models import Inspection
from gaisma.quality.inspections.questionnaires import USE
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.offering import VersionChoice, offered


class YearChoice(RowChoice):
    """School years as the reader's language writes them."""

    def label_from_instance(self, obj: SchoolYear) -> str:
        return wording.school_year(obj.name)


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
        offer(self, "led_by", officials())
        offer(self, "members", officials())


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


class ChangeForm(CommissionForm, Revised):
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
