from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.base import access
from gaisma.base.constraints import UniqueConstraint
from gaisma.base.models import Organisation, Recorded, User
from gaisma.base.permissions import Reader
from gaisma.record.instruments.models import Version
from gaisma.record.people.models import Person


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """What people say of their own year."""

    def visible_to(self, user: Reader) -> "ContributionQuerySet":
        """One's own, and what was submitted where one is the head; nobody outside sees any."""
        if not isinstance(user, User):
            return self.none()
        own = Q(person__account__user=user)
        headed = Q(institution__in=access.reach(user, "head"))
        return self.filter(own | headed & Q(submitted_at__isnull=False))

    def submitted(self) -> "ContributionQuerySet":
        return self.filter(submitted_at__isnull=False)


class Contribution(Recorded):
    """What a teacher says of her own year, or a methodical commission through who leads it.

    `commission` is the commission's name, empty for the teacher's own. `answers` are texts and
    levels by item. Until `submitted_at` it is the author's alone.
    """

    table_title = pgettext_lazy("table", "own evaluations of teachers")

    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="contributions"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contributions")
    school_year = models.ForeignKey(
        "base.SchoolYear", on_delete=models.PROTECT, related_name="contributions"
    )
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="contributions")
    commission = models.CharField(max_length=160, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["institution", "person", "school_year", "commission"],
                name="contribution_once_a_year",
                violation_error_message=gettext_lazy(
                    "You have written for this school year already: change what you wrote."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} · {self.school_year_id}"

    def get_absolute_url(self) -> str:
        return reverse("selfevaluation:contribution", args=[self.pk])
