"""What a learner reached in a paper, and what was told of it before."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.base import access
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Organisation, Recorded, User
from gaisma.base.permissions import KEEPERS, Reader
from gaisma.quality.assessments import terms
from gaisma.quality.assessments.models.assessments import SHARE, Paper
from gaisma.quality.assessments.workflow import PROVISIONAL, RESULT
from gaisma.record.people.models import Person
from gaisma.record.people.selectors import today
from gaisma.record.programmes.models import Group, GroupTeacher, Programme
from gaisma.record.programmes.querysets import TEACHERS

if TYPE_CHECKING:
    from datetime import date


class ResultQuerySet(models.QuerySet["Result"]):
    """Results of learners."""

    def visible_to(self, user: Reader) -> "ResultQuerySet":
        """Where the user leads or the authority keeps the record, and of classes that one teaches.

        Not the founder's and not the auditor's, who are told figures.
        """
        seen = Q(institution__in=access.reach(user, *KEEPERS))
        teaching = access.reach(user, *TEACHERS)
        if teaching and isinstance(user, User):
            seen |= Q(institution__in=teaching, group__in=_taught_by(user, on=today()))
        return self.filter(seen)


def _taught_by(user: User, *, on: "date") -> "models.QuerySet[GroupTeacher, int]":
    """The groups that the user teaches on the day, or taught when their school year ended."""
    lasting = Q(to_on__isnull=True) | Q(to_on__gte=on)
    until = lasting | Q(to_on__gte=models.F("group__school_year__ends_on"))
    rows = GroupTeacher.objects.filter(until, from_on__lte=on, person__account__user=user)
    return rows.values_list("group", flat=True)


class Reached(models.Model):
    """What is told of a paper: points, percent, mark; of each task, and of skills.

    `points` are of each task in its order, as text, “-” where it was left blank; `levels` are lines
    “skill=band”, of the whole “whole=band”. Who is absent or exempt has none of them, and a reason
    where one is told.
    """

    state = models.CharField(
        max_length=16, default=PROVISIONAL, choices=[(state, state) for state in RESULT.titles]
    )
    total = models.DecimalField(
        max_digits=7, decimal_places=2, null=True, blank=True, validators=SHARE[:1]
    )
    percent = models.DecimalField(
        max_digits=6, decimal_places=3, null=True, blank=True, validators=SHARE
    )
    mark = models.PositiveSmallIntegerField(null=True, blank=True)
    points = models.JSONField(default=list, blank=True)
    levels = models.JSONField(default=list, blank=True)
    absence = models.CharField(
        max_length=8, blank=True, choices=[(code, code) for code in terms.ABSENCES]
    )
    reason = models.CharField(max_length=160, blank=True)

    class Meta:
        abstract = True


REACHED = tuple(field.name for field in Reached._meta.concrete_fields)


class Result(Reached, Recorded):
    """A learner's attempt at a paper; a second try is another attempt.

    `group` and `programme` are the learner's then; `known_on` is the day when it was first told.
    """

    table_title = pgettext_lazy("table", "results")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="results")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="results")
    attempt = models.PositiveSmallIntegerField(default=1)
    institution = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="results")
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="results"
    )
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="results"
    )
    known_on = models.DateField()

    objects = ResultQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["person", "paper", "attempt"],
                name="result_once_an_attempt",
                violation_error_message=gettext_lazy(
                    "The learner has a result of this attempt already: correct that one."
                ),
            ),
            CheckConstraint(
                condition=Q(attempt__in=(1, 2)),
                name="result_of_two_attempts",
                violation_error_message=gettext_lazy(
                    "There are two attempts, the first and the second: choose one of them."
                ),
            ),
            CheckConstraint(
                condition=Q(absence="")
                | Q(total__isnull=True, percent__isnull=True, mark__isnull=True),
                name="result_absent_or_reached",
                violation_error_message=gettext_lazy(
                    "Who was absent or exempt has no points: give the one or the other."
                ),
            ),
        ]
        indexes = [models.Index(fields=["paper", "institution"], name="result_of_paper")]

    def __str__(self) -> str:
        return f"{self.paper_id} · {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:result", args=[self.pk])


class FormerResult(Reached, Recorded):
    """What stood in a result until it was changed, and why it is told otherwise since.

    The moment is that of the row itself: it is written once, by an act or by a file.
    """

    table_title = pgettext_lazy("table", "former results")
    account_columns = ("changed_by_id",)

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="former")
    because = models.CharField(max_length=255, blank=True)
    changed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.result_id} · {self.pk}"
