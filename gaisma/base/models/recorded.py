from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from gaisma.base.constraints import CheckConstraint


class Recorded(models.Model):
    """A row of the record, whose revision tells whether somebody changed it meanwhile."""

    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        abstract = True


def period_ends_after_it_starts(name: str) -> CheckConstraint:
    """The constraint of every pair `from_on`, `to_on`: both days included, no end is open."""
    return CheckConstraint(
        condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
        name=name,
        violation_error_message=gettext_lazy(
            "The last day lies before the first: choose a later last day."
        ),
    )
