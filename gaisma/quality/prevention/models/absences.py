"""Why learners missed many lessons of a term without an excuse, and what was done about it."""

from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.analytics.support_terms import ABSENCE_STEPS, UNEXCUSED_REASONS
from gaisma.base.constraints import UniqueConstraint
from gaisma.base.models import Organisation, Recorded, Term, User
from gaisma.record.people.models import Person


class Absence(Recorded):
    """The reason for a learner's unexcused lessons of a term at an institution.

    How many they are, the lake counts: here stands only what journals do not say.
    """

    table_title = pgettext_lazy("table", "reasons of unexcused absences")
    account_columns = ("entered_by_id",)

    learner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")
    institution = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="absences")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="absences")
    reason = models.CharField(
        max_length=12, choices=[(code, code) for code in UNEXCUSED_REASONS.codes]
    )
    entered_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["learner", "institution", "term"],
                name="absence_reason_once_a_term",
                violation_error_message=gettext_lazy(
                    "Somebody has entered the reason already: look at it, then change it."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} · {self.term_id}"


class AbsenceStep(Recorded):
    """What was done about a learner's absences of a term: on which day, and by whom."""

    table_title = pgettext_lazy("table", "what was done about unexcused absences")
    account_columns = ("done_by_id",)

    absence = models.ForeignKey(Absence, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=16, choices=[(code, code) for code in ABSENCE_STEPS.codes])
    on = models.DateField()
    done_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["absence", "kind", "on"],
                name="absence_step_once_a_day",
                violation_error_message=gettext_lazy(
                    "This stands there already for that day: choose another day."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.absence_id} · {self.kind}"
