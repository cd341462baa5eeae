"""Challenges of a school year, and what is done about each."""

from django.db import models
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.base import access
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Recorded, User
from gaisma.base.permissions import REVIEWERS, Reader
from gaisma.quality.challenges.tables import OUTCOMES
from gaisma.quality.challenges.workflow import CHALLENGE, CONCLUDED, OPEN


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    """Challenges of the authority."""

    def visible_to(self, user: Reader) -> "ChallengeQuerySet":
        """All, for whoever leads or reviews something: the council reads them in its report."""
        return self if access.reach(user, *REVIEWERS) else self.none()

    def with_progress(self) -> "ChallengeQuerySet":
        """With `tasks_all` and `tasks_done`, how many there are and how many are done."""
        return self.annotate(
            tasks_all=Count("tasks"),
            tasks_done=Count("tasks", filter=Q(tasks__done_on__isnull=False)),
        )


class Challenge(Recorded):
    """What an authority means to overcome in a school year, and what became of it.

    `indicator` with `filters` is the figure that shows it, if any; `target` says in words what it
    is to come to. `carried_from` is the challenge of an earlier year that goes on in this one.
    """

    table_title = pgettext_lazy("table", "challenges of the year")
    account_columns = ("owner_id",)

    school_year = models.ForeignKey(
        "base.SchoolYear", on_delete=models.PROTECT, related_name="challenges"
    )
    title = models.CharField(max_length=160)
    about = models.TextField(blank=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=64, blank=True)
    filters = models.JSONField(default=dict, blank=True)
    target = models.CharField(max_length=255, blank=True)
    state = models.CharField(
        max_length=16, default=OPEN, choices=[(state, state) for state in CHALLENGE.titles]
    )
    outcome = models.CharField(
        max_length=16, blank=True, choices=[(outcome, outcome) for outcome in OUTCOMES]
    )
    became = models.TextField(blank=True)
    concluded_on = models.DateField(null=True, blank=True)
    carried_from = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_to"
    )

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["school_year", "title"],
                name="challenge_once_a_year",
                violation_error_message=gettext_lazy(
                    "A challenge of that name stands in this school year already: open it, or "
                    "choose another name."
                ),
            ),
            CheckConstraint(
                condition=Q(state=OPEN, outcome="", became="", concluded_on__isnull=True)
                | Q(state=CONCLUDED, concluded_on__isnull=False) & ~Q(outcome="") & ~Q(became=""),
                name="challenge_concluded_with_what_became",
                violation_error_message=gettext_lazy(
                    "A concluded challenge has its day and what became of it, and no other has: "
                    "fill in both."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("challenges:challenge", args=[self.pk])


def in_order(tasks: "QuerySet[Task]") -> "QuerySet[Task]":
    """By their days, those without one last."""
    return tasks.order_by(F("due_on").asc(nulls_last=True), "pk")


class Task(Recorded):
    """What is done about a challenge, by whom, until when; done on a day, with what came of it."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="tasks")
    what = models.CharField(max_length=255)
    answers = models.CharField(max_length=160, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    result = models.TextField(blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["challenge", "what"],
                name="challenge_task_once",
                violation_error_message=gettext_lazy(
                    "This task stands there already: change that one, or say what differs."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.what
