"""What is asked of unexcused absences: why, and what was done."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from gaisma.analytics.support_terms import ABSENCE_STEPS, UNEXCUSED_REASONS
from gaisma.base.forms import NewOrRevised, RowChoice, day, offer
from gaisma.base.models import User
from gaisma.record.people import fields


class AbsenceForm(NewOrRevised):
    """The reason, and what was done: today, by whoever enters it, unless said otherwise."""

    reason = fields.term(UNEXCUSED_REASONS, none="—", label=gettext_lazy("Reason"))
    step = fields.term(
        ABSENCE_STEPS,
        none=gettext_lazy("nothing new"),
        label=gettext_lazy("What was done"),
        required=False,
    )
    on = day(label=gettext_lazy("Day"), required=False)
    done_by = RowChoice(User.objects.none(), label=gettext_lazy("Who did it"), required=False)

    def __init__(self, *args: Any, people: QuerySet[User], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "done_by", people)
