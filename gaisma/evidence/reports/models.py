from fractions import Fraction

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from gaisma.analytics.calculation import State
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import User

DRAFT, IN_REVIEW, APPROVED, ADOPTED, PUBLISHED = (
    "draft",
    "in_review",
    "approved",
    "adopted",
    "published",
)
STATES = (DRAFT, IN_REVIEW, APPROVED, ADOPTED, PUBLISHED)
PINNED = (APPROVED, ADOPTED, PUBLISHED)
"""States in which the figures no longer follow the records."""

DECIDED = (ADOPTED, PUBLISHED)
STATES_OF_FIGURES = [(state.value, state.value) for state in State]


class Report(models.Model):
    """A report of one school year on its way from draft to published.

    Reviewers read the figures of `sent_lake_version`. `as_of` and `lake_version` are pinned by the
    approval, the decision by the adoption.
    """

    account_columns = ("approved_by_id",)

    name = models.CharField(max_length=64)
    school_year = models.CharField(max_length=9)
    as_of = models.DateField()
    sent_lake_version = models.PositiveIntegerField(null=True, blank=True)
    lake_version = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(
        max_length=16, default=DRAFT, choices=[(state, state) for state in STATES]
    )
    decision_number = models.CharField(max_length=64, blank=True)
    decision_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["name", "school_year"],
                name="report_once_a_year",
                violation_error_message=gettext_lazy(
                    "The report of this school year is begun already: open that one."
                ),
            ),
            CheckConstraint(
                condition=Q(state__in=PINNED, lake_version__isnull=False, approved_at__isnull=False)
                | Q(state__in=(DRAFT, IN_REVIEW), lake_version__isnull=True, approved_at=None),
                name="report_is_pinned_from_its_approval",
                violation_error_message=gettext_lazy(
                    "A report has its moment and its version of the data once it is "
                    "approved: look at it anew."
                ),
            ),
            CheckConstraint(
                condition=Q(state__in=DECIDED, decision_on__isnull=False) & ~Q(decision_number="")
                | ~Q(state__in=DECIDED) & Q(decision_on__isnull=True, decision_number=""),
                name="report_is_decided_from_its_adoption",
                violation_error_message=gettext_lazy(
                    "An adopted report has the number and the day of the decision: give both."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.school_year}"

    def get_absolute_url(self) -> str:
        return reverse("reports:edition", args=[self.pk])


class Narrative(models.Model):
    """The text that people wrote for a section of a report, in one language; empty is the shipped.

    `revision` counts its changes, so that nobody writes over what they have not seen.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="narratives")
    section = models.CharField(max_length=64)
    language = models.CharField(max_length=2)
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["report", "section", "language"],
                name="narrative_once_a_language",
                violation_error_message=gettext_lazy(
                    "This section has its text in that language already: look at it anew."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section} ({self.language})"


class NarrativeVersion(models.Model):
    """A text as it was written once: all that were written are kept.

    `figures` are those of its section at that moment, by what was asked.
    """

    account_columns = ("written_by_id",)

    narrative = models.ForeignKey(Narrative, on_delete=models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    figures = models.JSONField(default=dict, blank=True)
    written_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["narrative", "revision"],
                name="narrative_version_once",
                violation_error_message=gettext_lazy(
                    "Somebody has changed the text meanwhile: look at it anew, then "
                    "change it again."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.narrative}: {self.revision}"


class Comment(models.Model):
    """What somebody says of a section, or of the whole report; open until it is resolved.

    `returns` marks the reason for which the report went back to those who write it.
    """

    account_columns = ("written_by_id", "resolved_by_id")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="comments")
    section = models.CharField(max_length=64, blank=True)
    text = models.TextField()
    returns = models.BooleanField(default=False)
    written_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    resolved_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(resolved_at__isnull=False) | Q(resolved_by=None),
                name="comment_is_resolved_at_a_moment",
                violation_error_message=gettext_lazy(
                    "What nobody has resolved has no name beside it: resolve the comment anew."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.section}"


class Justification(models.Model):
    """Why a figure that is empty, out of date or contradicted by the data may stay as it is.

    `key` names the matter: another number is another matter. `about` is what it said then.
    """

    account_columns = ("given_by_id",)

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="justifications")
    key = models.CharField(max_length=24)
    section = models.CharField(max_length=64)
    language = models.CharField(max_length=2)
    about = models.TextField()
    reason = models.TextField()
    given_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["report", "key"],
                name="justification_once",
                violation_error_message=gettext_lazy(
                    "A reason has been given for this already: take that one back first."
                ),
            ),
            CheckConstraint(
                condition=~Q(reason=""),
                name="justification_gives_a_reason",
                violation_error_message=gettext_lazy("The reason is empty: write why it may stay."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.section}"


class ReportFigure(models.Model):
    """A figure as it was when the report was approved, with the hash of its definition.

    Numbers are kept as text, exact: a share is a fraction. `state` says why there is none; it is
    empty where that was not kept yet. `compared_state` is that of the year compared with, if any.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="figures")
    number = models.PositiveIntegerField()
    indicator = models.CharField(max_length=64)
    filters = models.JSONField(default=dict)
    breakdown = models.JSONField(default=dict)
    value = models.CharField(max_length=64, blank=True)
    compared_value = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=16, blank=True, choices=STATES_OF_FIGURES)
    compared_state = models.CharField(max_length=16, blank=True, choices=STATES_OF_FIGURES)
    as_of = models.DateField()
    definition = models.CharField(max_length=64)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["report", "number"],
                name="report_figure_in_its_place",
                violation_error_message=gettext_lazy(
                    "A figure stands in this place already: build the report anew."
                ),
            ),
            CheckConstraint(
                condition=Q(state="known") & ~Q(value="") | ~Q(state="known") & Q(value=""),
                name="report_figure_is_known_by_its_number",
                violation_error_message=gettext_lazy(
                    "A figure that is known has a number, and no other has: build the report anew."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.number}"


def exact(value: object) -> str:
    """A number as text that loses nothing; nothing is empty."""
    if value is None:
        return ""
    return str(Fraction(str(value)))
