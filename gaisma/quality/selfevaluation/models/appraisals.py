from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.base import access
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Organisation, Recorded, User
from gaisma.base.permissions import OFFICIALS, Reader
from gaisma.record.instruments.models import Version
from gaisma.record.people.models import Person


class AppraisalQuerySet(models.QuerySet["Appraisal"]):
    """Appraisals of heads."""

    def visible_to(self, user: Reader) -> "AppraisalQuerySet":
        """The head's own, those of who appraises, and all below for the head of the authority."""
        if not isinstance(user, User):
            return self.none()
        own = Q(head__account__user=user, institution__in=access.reach(user, "head"))
        appraised = Q(appraiser__account__user=user, institution__in=access.reach(user, *OFFICIALS))
        return self.filter(own | appraised | self._led(user))

    def concluded(self) -> "AppraisalQuerySet":
        return self.filter(concluded_on__isnull=False)

    @staticmethod
    def _led(user: User) -> Q:
        return Q(institution__in=access.reach(user, "manager"))


class Appraisal(Recorded):
    """How a head's work in a school year is appraised, by whom, and with what result.

    `answers` are levels by criterion. `evidence` and `own_words` are the head's own; `conclusion`,
    `level` and `concluded_on` are the appraiser's. From then on it stays, and the head says that
    she has read it.
    """

    table_title = pgettext_lazy("table", "appraisals of heads")

    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="appraisals"
    )
    head = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="appraisals")
    appraiser = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="appraises")
    school_year = models.ForeignKey(
        "base.SchoolYear", on_delete=models.PROTECT, related_name="appraisals"
    )
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="appraisals")
    own_words = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    answers = models.JSONField(default=dict, blank=True)
    conclusion = models.TextField(blank=True)
    level = models.CharField(max_length=64, blank=True)
    concluded_on = models.DateField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["head", "institution", "school_year"],
                name="appraisal_once_a_year",
                violation_error_message=gettext_lazy(
                    "The head is appraised in this school year already: open that appraisal."
                ),
            ),
            CheckConstraint(
                condition=~Q(head=F("appraiser")),
                name="appraisal_of_another",
                violation_error_message=gettext_lazy(
                    "Nobody appraises themselves: choose another appraiser."
                ),
            ),
            CheckConstraint(
                condition=Q(concluded_on__isnull=True, level="", read_at__isnull=True)
                | Q(concluded_on__isnull=False) & ~Q(level=""),
                name="appraisal_concluded_with_a_level",
                violation_error_message=gettext_lazy(
                    "A concluded appraisal has a day and a level: fill in both."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} · {self.school_year_id}"

    def get_absolute_url(self) -> str:
        return reverse("selfevaluation:appraisal", args=[self.pk])


class AppraisalTask(Recorded):
    """What a head is to do in the year, what is aimed at, and what came of it."""

    appraisal = models.ForeignKey(Appraisal, on_delete=models.CASCADE, related_name="tasks")
    task = models.CharField(max_length=255)
    target = models.CharField(max_length=255)
    due_on = models.DateField(null=True, blank=True)
    result = models.TextField(blank=True)
    is_met = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(is_met__isnull=True) | ~Q(result=""),
                name="appraisal_task_met_by_a_result",
                violation_error_message=gettext_lazy(
                    "Whether a task is met is said with its result: write the result."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.appraisal_id} · {self.pk}"


class ProgressTalk(Recorded):
    """A talk with a head about how far the tasks of the year have come."""

    appraisal = models.ForeignKey(Appraisal, on_delete=models.CASCADE, related_name="talks")
    held_on = models.DateField()
    said = models.TextField()

    def __str__(self) -> str:
        return f"{self.appraisal_id} · {self.held_on}"
