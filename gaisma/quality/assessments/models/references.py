"""Values that others have published, and the rules by which somebody passes."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.base import access
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Organisation, Recorded
from gaisma.base.permissions import Reader
from gaisma.quality.assessments import terms
from gaisma.quality.assessments.models.assessments import SHARE, Paper
from gaisma.quality.assessments.permissions import SEE


class Reference(Recorded):
    """What a result stands beside: the mean of the state, of such schools, of the city."""

    table_title = pgettext_lazy("table", "reference values")

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="references")
    name = models.CharField(max_length=16, choices=[(code, code) for code in terms.REFERENCES])
    percent = models.DecimalField(max_digits=6, decimal_places=3, validators=SHARE)
    source = models.CharField(max_length=255)
    known_on = models.DateField()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["paper", "name"],
                name="reference_once_a_paper",
                violation_error_message=gettext_lazy(
                    "The paper has this reference value already: take that one away first."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} · {self.name}"


class PublishedAverageQuerySet(models.QuerySet["PublishedAverage"]):
    """Averages of institutions as somebody has published them."""

    def visible_to(self, user: Reader) -> "PublishedAverageQuerySet":
        """All: they are public."""
        return self if access.may(user, SEE) else self.none()


class PublishedAverage(Recorded):
    """The average of an institution as a source published it, without saying how many sat.

    It is shown as such, and goes into no figure: averages are not averaged. Two sources that tell
    different values for one institution and paper wait until a person says which `holds`.
    """

    table_title = pgettext_lazy("table", "published averages")

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="averages")
    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="published_averages"
    )
    percent = models.DecimalField(max_digits=6, decimal_places=3, validators=SHARE)
    source = models.CharField(max_length=255)
    holds = models.BooleanField(null=True, blank=True)

    objects = PublishedAverageQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["paper", "institution", "source"],
                name="average_once_a_source",
                violation_error_message=gettext_lazy(
                    "This source has told an average of the institution already: take that "
                    "one away first."
                ),
            ),
            UniqueConstraint(
                fields=["paper", "institution"],
                # Of an unsettled one a check of the row alone would not know that it is not.
                condition=Q(holds=True, holds__isnull=False),
                name="average_that_holds_is_one",
                violation_error_message=gettext_lazy(
                    "Another average of the institution holds already: look at them anew."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} · {self.institution_id}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:settle", args=[self.pk])


class PassingRule(Recorded):
    """What it takes to pass at the end of a grade, from a day on.

    Each exam takes `threshold` percent. `needs` are lines “subject | subject: level”: an exam in
    one of the subjects, at least at that level; `higher_exams` so many at the higher level.
    """

    table_title = pgettext_lazy("table", "rules of passing")

    grade = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    threshold = models.DecimalField(max_digits=5, decimal_places=2, validators=SHARE)
    needs = models.JSONField(default=list, blank=True)
    higher_exams = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=255)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["grade", "from_on"],
                name="passing_rule_once_from_a_day",
                violation_error_message=gettext_lazy(
                    "A rule for this grade begins on that day already: change that one."
                ),
            ),
            CheckConstraint(
                condition=Q(grade__gte=1, grade__lte=12),
                name="passing_rule_of_a_grade",
                violation_error_message=gettext_lazy("Grades are 1 to 12: give one of them."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grade} · {self.from_on}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:change_rule", args=[self.pk])
