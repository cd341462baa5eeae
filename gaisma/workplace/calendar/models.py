from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, gettext_noop, pgettext_lazy

from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Organisation, Recorded, User
from gaisma.base.models.recorded import period_ends_after_it_starts
from gaisma.record.governance.models import Act
from gaisma.workplace.calendar.workflow import DELIVERY

MEASURES = {
    "administrative": gettext_noop("administrative measure"),
    "methodical": gettext_noop("methodical measure"),
    "holidays": gettext_noop("school holidays"),
}
REPEATS = {
    "weekly": gettext_noop("every week"),
    "monthly": gettext_noop("every month"),
    "yearly": gettext_noop("every year"),
}
DAILY, WEEKLY = "daily", "weekly"
RHYTHMS = {
    WEEKLY: gettext_noop("on the first working day of a week"),
    DAILY: gettext_noop("on every working day"),
}
"""How often somebody is written what is due."""
DEADLINE, TERM, APPOINTMENT = "deadline", "term", "appointment"
ENTRIES = {
    **MEASURES,
    DEADLINE: gettext_noop("deadline"),
    TERM: gettext_noop("semester"),
    APPOINTMENT: gettext_noop("planned for me"),
}
"""What stands in the calendar: measures, deadlines, semesters, the reader's appointments."""


class Measure(Recorded):
    """A measure of the year: of the authority for all below it, or of one institution.

    Without `to_on` it takes one day. One that repeats does so from its first day until `until_on`.
    An empty audience is everybody.
    """

    table_title = pgettext_lazy("table", "planned work")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="measures"
    )
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=[(code, code) for code in MEASURES])
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    from_time = models.TimeField(null=True, blank=True)
    to_time = models.TimeField(null=True, blank=True)
    repeats = models.CharField(max_length=8, blank=True, choices=[(code, code) for code in REPEATS])
    until_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=160, blank=True)
    answers = models.CharField(max_length=160, blank=True)
    notes = models.TextField(blank=True)
    audience_roles = models.JSONField(default=list, blank=True)
    audience_kinds = models.JSONField(default=list, blank=True)
    act = models.ForeignKey(Act, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            period_ends_after_it_starts("measure_ends_after_it_starts"),
            CheckConstraint(
                condition=Q(repeats="", until_on__isnull=True)
                | (~Q(repeats="") & Q(until_on__isnull=False)),
                name="measure_repeats_until_a_day",
                violation_error_message=gettext_lazy(
                    "What repeats needs a day until which it does, and what does not "
                    "has none: fill in both or neither."
                ),
            ),
            CheckConstraint(
                condition=Q(to_time__isnull=True) | Q(from_time__isnull=False),
                name="measure_ends_at_a_time_if_it_starts_at_one",
                violation_error_message=gettext_lazy(
                    "There is a time of ending and none of beginning: fill in when it begins."
                ),
            ),
        ]
        indexes = [models.Index(fields=["from_on"], name="measure_by_day")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("calendar:measure", args=[self.pk])


class Deadline(Recorded):
    """Something that institutions owe by a day: those listed, or all of the kinds and founders."""

    table_title = pgettext_lazy("table", "deadlines")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="deadlines"
    )
    title = models.CharField(max_length=200)
    instructions = models.TextField(blank=True)
    due_on = models.DateField()
    answers = models.CharField(max_length=160, blank=True)
    kinds = models.JSONField(default=list, blank=True)
    founders = models.JSONField(default=list, blank=True)
    listed = models.ManyToManyField(Organisation, blank=True, related_name="+")
    act = models.ForeignKey(Act, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    link = models.URLField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_on"], name="deadline_by_day")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("calendar:deadline", args=[self.pk])


class Delivery(Recorded):
    """What an institution has delivered, and whether the authority took it."""

    table_title = pgettext_lazy("table", "what was handed in")
    account_columns = ("delivered_by_id", "answered_by_id")

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="deliveries")
    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="deliveries"
    )
    state = models.CharField(
        max_length=16, default="delivered", choices=[(code, code) for code in DELIVERY.titles]
    )
    delivered_at = models.DateTimeField()
    delivered_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="deliveries"
    )
    note = models.TextField(blank=True)
    link = models.URLField(blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="deliveries_answered"
    )

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["deadline", "institution"],
                name="delivery_once_a_deadline",
                violation_error_message=gettext_lazy(
                    "The institution has delivered this already: deliver it anew from its page."
                ),
            ),
            CheckConstraint(
                condition=Q(state="delivered", answered_at__isnull=True)
                | (~Q(state="delivered") & Q(answered_at__isnull=False)),
                name="delivery_is_answered_when_it_is_taken_or_returned",
                violation_error_message=gettext_lazy(
                    "What was delivered is answered by taking or returning it: choose "
                    "one of the two."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deadline_id} · {self.institution_id}"


class Feed(models.Model):
    """A secret address at which calendar programs read the calendar of a person or institution.

    Only the hash of its token is kept: who loses the address makes a new one.
    """

    table_title = pgettext_lazy("table", "calendar subscriptions")
    account_columns = ("user_id",)

    user = models.OneToOneField(
        User, null=True, blank=True, on_delete=models.CASCADE, related_name="feed"
    )
    organisation = models.OneToOneField(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="feed"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(user__isnull=True, organisation__isnull=False)
                | Q(user__isnull=False, organisation__isnull=True),
                name="feed_of_a_person_or_an_institution",
                violation_error_message=gettext_lazy(
                    "A calendar is of one person or of one institution: choose one of the two."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id or ''}{self.organisation_id or ''}"


class Digest(models.Model):
    """Somebody wants to be written what is due; `sent_on` is the day of the last letter.

    On `looked_on` it was last seen whether a letter is due: once a day is enough.
    """

    account_columns = ("user_id",)

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="digest")
    rhythm = models.CharField(max_length=8, choices=[(code, code) for code in RHYTHMS])
    sent_on = models.DateField(null=True, blank=True)
    looked_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user_id} · {self.rhythm}"
