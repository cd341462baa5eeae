"""Secret addresses by which families read what a learner reached."""

from django.db import models
from django.utils.translation import pgettext_lazy

from gaisma.quality.assessments.models.assessments import Assessment
from gaisma.record.people.models import Person


class FamilyLink(models.Model):
    """A secret address that opens a learner's results of a sitting once; only its hash is kept.

    `read_at` is when it was used. A new one for the learner takes the place of the one before.
    """

    table_title = pgettext_lazy("table", "addresses for families")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="family_links")
    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="family_links"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.assessment_id} · {self.pk}"
