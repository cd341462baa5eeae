"""Secret addresses by which a learner and the family read their signals, and their answers."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.analytics.support_terms import SIGNALS
from gaisma.base import terms
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Organisation, Recorded, User
from gaisma.quality.prevention.models.signals import KINDS
from gaisma.record.people.models import Person

LONGEST = 1000
"""So many letters has an answer at most."""


class SignalLinkQuerySet(models.QuerySet["SignalLink"]):
    """Secret addresses."""

    def on(self, day: date) -> "SignalLinkQuerySet":
        """Those that open something on the day."""
        return self.filter(ended_at__isnull=True, until__gte=day)


class SignalLink(Recorded):
    """A secret address that opens a learner's signals at an institution until a day.

    Only the hash of the secret is kept. `kinds` are the signals that there were when it was made;
    `opened_at` is when somebody opened it first, `ended_at` when it was withdrawn or another was
    made.
    """

    table_title = pgettext_lazy("table", "addresses by which families read signals")
    account_columns = ("made_by_id",)

    learner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="signal_links")
    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="signal_links"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    kinds = models.JSONField(default=list)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    until = models.DateField()
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SignalLinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["institution", "until"], name="signal_link_of_institution")]

    def __str__(self) -> str:
        return f"{self.institution_id} · {self.pk}"

    def is_open(self, on: date) -> bool:
        """Whether it opens something on the day."""
        return self.ended_at is None and self.until >= on


class SignalAnswer(Recorded):
    """What the learner or the family say of a signal; whoever holds the address wrote it."""

    table_title = pgettext_lazy("table", "answers to signals")

    link = models.ForeignKey(SignalLink, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=12, choices=KINDS)
    text = models.TextField(max_length=LONGEST)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["link", "kind"],
                name="signal_answered_once_a_link",
                violation_error_message=gettext_lazy(
                    "Somebody answered this signal meanwhile: look at the answer, then change it."
                ),
            ),
            CheckConstraint(
                condition=~Q(text=""),
                name="signal_answer_says_something",
                violation_error_message=gettext_lazy("The answer is empty: write a few words."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.link_id} · {self.kind}"

    @property
    def title(self) -> str:
        """The signal that it answers, in the reader's language."""
        return terms.title(SIGNALS, self.kind)
