from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy

from gaisma.base.constraints import UniqueConstraint
from gaisma.base.models import Organisation
from gaisma.record.people.models import Person


class Judgement(models.Model):
    """Somebody's word that a finding is right as it is, so that it does not come back.

    `subject` is what the check found, in the check's own words of ids.
    """

    check_key = models.CharField(max_length=64)
    subject = models.CharField(max_length=120)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    other = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    institution = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="judgements"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["check_key", "subject"],
                name="judgement_once_a_finding",
                violation_error_message=gettext_lazy(
                    "This finding has been judged already: look at the list anew."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.check_key}: {self.subject}"
