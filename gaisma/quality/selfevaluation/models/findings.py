from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.base import access
from gaisma.base.constraints import UniqueConstraint
from gaisma.base.models import Organisation, Recorded
from gaisma.base.permissions import KEEPERS, Reader
from gaisma.quality.selfevaluation.permissions import LOOKING_ON
from gaisma.quality.selfevaluation.tables import FINDINGS
from gaisma.record.instruments.models import Version


class FindingQuerySet(models.QuerySet["Finding"]):
    """What was found from outside."""

    def visible_to(self, user: Reader) -> "FindingQuerySet":
        """Those about institutions that one leads, keeps or looks on."""
        return self.filter(institution__in=access.reach(user, *KEEPERS, *LOOKING_ON))


class Finding(Recorded):
    """What somebody from outside found at an institution, by an instrument.

    `level` is what it comes to, one of the instrument's scale; `answers` are levels by item where
    they were told. `found_by` is the body that looked, such as the state service.
    """

    table_title = pgettext_lazy("table", "findings of external evaluation")

    institution = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=16, choices=[(code, code) for code in FINDINGS])
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="findings")
    held_on = models.DateField()
    found_by = models.CharField(max_length=160, blank=True)
    level = models.CharField(max_length=64)
    answers = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["institution", "kind", "version", "held_on"],
                name="finding_once_a_day",
                violation_error_message=gettext_lazy(
                    "This visit of that day is recorded already: change it, or choose another day."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} · {self.held_on}"

    def get_absolute_url(self) -> str:
        return reverse("selfevaluation:finding", args=[self.pk])
