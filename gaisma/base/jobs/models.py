from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.base.constraints import CheckConstraint
from gaisma.base.jobs import kinds
from gaisma.base.models import Organisation, User

WAITING, RUNNING, DONE, REFUSED, FAILED, CANCELLED = STATES = (
    "waiting",
    "running",
    "done",
    "refused",
    "failed",
    "cancelled",
)
UNDER_WAY = (WAITING, RUNNING)
TO_TRY_AGAIN = (REFUSED, FAILED)


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs."""

    def of(self, user: User) -> "JobQuerySet":
        return self.filter(by=user)

    def under_way(self) -> "JobQuerySet":
        return self.filter(state__in=UNDER_WAY)

    def unseen(self) -> "JobQuerySet":
        """Those that have ended and whose end the person has not looked at."""
        return self.filter(ended_at__isnull=False, seen_at__isnull=True).exclude(state=CANCELLED)


class Job(models.Model):
    """A background work: asked for, waiting, under way, ended; who asked finds it again.

    `parameters` hold ids, `message` a refusal in the language of who asked, `result` the address to
    which it led. `attempts` counts from when it was last asked for. How far a job under way has
    come, and whether its worker lives, stands beside the record: see `signs`.
    """

    account_columns = ("by_id", "parameters")

    kind = models.CharField(max_length=64)
    about = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="jobs"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    language = models.CharField(max_length=2)
    parameters = models.JSONField(default=dict)
    state = models.CharField(
        max_length=16, default=WAITING, choices=[(state, state) for state in STATES]
    )
    task_id = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    result = models.CharField(max_length=500, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        # As it is called in the databases of installations.
        db_table = "works_work"
        indexes = [
            models.Index(fields=["by", "state"], name="work_by_state"),
            models.Index(fields=["state"], name="work_state"),
        ]
        constraints = [
            CheckConstraint(
                condition=Q(state__in=STATES),
                name="work_known_state",
                violation_error_message=gettext_lazy(
                    "The work is in a state that is not known: start it anew."
                ),
            ),
            CheckConstraint(
                condition=Q(state__in=UNDER_WAY, ended_at__isnull=True)
                | (~Q(state__in=UNDER_WAY) & Q(ended_at__isnull=False)),
                name="work_ended_has_a_moment",
                violation_error_message=gettext_lazy(
                    "Work that has ended has its moment, and other work has none: start it anew."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def title(self) -> str:
        """What is done, in the reader's language."""
        return kinds.title(self.kind)

    def get_absolute_url(self) -> str:
        return reverse("works:work", args=[self.pk])

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY


STATE_TITLES = {
    WAITING: pgettext_lazy("work", "waiting"),
    RUNNING: pgettext_lazy("work", "under way"),
    DONE: pgettext_lazy("work", "done"),
    REFUSED: pgettext_lazy("work", "refused"),
    FAILED: pgettext_lazy("work", "failed"),
    CANCELLED: pgettext_lazy("work", "cancelled"),
}
STATE_TONES = {RUNNING: "due", DONE: "good", REFUSED: "bad", FAILED: "bad"}


def state_title(state: str) -> str:
    """The state in the reader's language."""
    return str(STATE_TITLES[state])


def state_badge(state: str) -> SafeString:
    """The state as c-badge draws it, for the cell of a list."""
    return format_html(
        '<span class="badge {}">{}</span>', STATE_TONES.get(state, ""), state_title(state)
    )
