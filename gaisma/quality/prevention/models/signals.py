"""Rules that make signals, with every threshold that they had, and signals that were dismissed."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.analytics.support_terms import SIGNALS
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Organisation, Recorded, User
from gaisma.record.people.models import Person

KINDS = [(code, code) for code in SIGNALS.codes]


class RuleQuerySet(models.QuerySet["Rule"]):
    """Thresholds of rules."""

    def on(self, day: date) -> dict[str, "Rule"]:
        """The one of each kind that is in force on the day."""
        rows = self.filter(from_on__lte=day).order_by("from_on", "pk")
        return {row.kind: row for row in rows}


class Rule(Recorded):
    """A threshold of a rule from a day on, until a later one; why it is this one is said to all.

    Of `few_lessons` the least share of lessons in percent, of `unexcused` the most lessons of a
    term, of `failing` the number of subjects from which the signal is there, of `low_result` the
    least percent of a result, of `not_enrolled` and `returned` the most days without learning, of
    `grade_nine` the months in which it is told.
    """

    table_title = pgettext_lazy("table", "rules of signals")
    account_columns = ("set_by_id",)

    kind = models.CharField(max_length=12, choices=KINDS)
    threshold = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    reason = models.TextField()
    set_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = RuleQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["kind", "from_on"],
                name="rule_once_from_a_day",
                violation_error_message=gettext_lazy(
                    "The rule changes on this day already: choose another day."
                ),
            ),
            CheckConstraint(
                condition=Q(threshold__gte=1, threshold__lte=100),
                name="rule_threshold_in_bounds",
                violation_error_message=gettext_lazy(
                    "A threshold lies between 1 and 100: write a number between."
                ),
            ),
            CheckConstraint(
                condition=~Q(reason=""),
                name="rule_says_why",
                violation_error_message=gettext_lazy(
                    "The threshold has no reason: say why it is this one."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.threshold}"


class DismissalQuerySet(models.QuerySet["Dismissal"]):
    """Signals of which somebody said that nothing has to be done."""

    def on(self, day: date) -> "DismissalQuerySet":
        return self.filter(dismissed_on__lte=day, until__gte=day)


class Dismissal(Recorded):
    """A signal of a learner that was dismissed with a reason; after a day it may come again."""

    table_title = pgettext_lazy("table", "dismissed signals")
    account_columns = ("dismissed_by_id",)

    learner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="dismissals")
    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="dismissals"
    )
    kind = models.CharField(max_length=12, choices=KINDS)
    dismissed_on = models.DateField()
    until = models.DateField()
    reason = models.TextField()
    dismissed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = DismissalQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(until__gte=models.F("dismissed_on")),
                name="dismissal_ends_after_it_starts",
                violation_error_message=gettext_lazy(
                    "The day until which it is dismissed is over: choose a later one."
                ),
            ),
        ]
        indexes = [models.Index(fields=["institution", "until"], name="dismissal_of_institution")]

    def __str__(self) -> str:
        return f"{self.kind} · {self.institution_id}"
