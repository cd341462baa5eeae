"""What is asked when somebody asked after a child, and of who looks for it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from gaisma.analytics.support_terms import CONTACT_WAYS, SEARCH_OUTCOMES
from gaisma.base.forms import NewOrRevised, Revised, RowChoice, day, lines, offer
from gaisma.base.models import User
from gaisma.quality.prevention.models import ContactAttempt
from gaisma.record.people import fields


class AttemptForm(NewOrRevised):
    """On which day, how, what came of it, and what is known since."""

    on = day(label=gettext_lazy("Day"))
    way = fields.term(CONTACT_WAYS, label=gettext_lazy("How somebody asked"))
    came_of_it = lines(gettext_lazy("What was found out"), rows=4)
    outcome = fields.term(
        SEARCH_OUTCOMES,
        none=gettext_lazy("nothing new"),
        label=gettext_lazy("What is known of the child now"),
        required=False,
    )

    @staticmethod
    def of(row: ContactAttempt) -> dict[str, Any]:
        """What the form shows of an attempt that stands."""
        names = ("on", "way", "came_of_it", "outcome", "revision")
        return {name: getattr(row, name) for name in names}


class ResponsibleForm(Revised):
    """Who looks for the child."""

    responsible = RowChoice(
        User.objects.none(),
        label=gettext_lazy("Who looks for the child"),
        required=False,
        empty_label=gettext_lazy("nobody yet"),
    )

    def __init__(self, *args: Any, officials: QuerySet[User], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "responsible", officials)
