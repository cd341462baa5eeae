from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from gaisma.base.constraints import CheckConstraint
from gaisma.base.models import Organisation, User
from gaisma.base.works import kinds

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


class WorkQuerySet(models.QuerySet["Work"]):
    """Works."""

    def of(self, user: User) -> "WorkQuerySet":
        return self.filter(by=user)

    def under_way(self) -> "WorkQuerySet":
        return self.filter(state__in=UNDER_WAY)

    def unseen(self) -> "WorkQuerySet":
        """Those that have ended and whose end the person has not looked at."""
        return self.filter(ended_at__isnull=False, seen_at__isnull=True).exclude(state=CANCELLED)


class Work(models.Model):
    """A background work: asked for, waiting, under way, ended; who asked finds it again.

    `parameters` hold ids, `message` a refusal in the language of who asked, `result` the address to
    which it led. `attempts` counts from when it was last asked for. How far a work under way has
    come, and whether its worker lives, stands beside the record: see `signs`.
    """

    account_columns = ("by_id", "parameters")

    kind = models.CharField(max_length=64)
    about = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="works"
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

    objects = WorkQuerySet.as_manager()

    class Meta:
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
