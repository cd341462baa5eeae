from django.conf import settings
from django.db import models

from gaisma.base.models.organisations import Organisation


class AuditRecord(models.Model):
    """One act: who did what to which rows, and when. It holds no names of the people concerned."""

    account_columns = ("by_id", "subject_ids", "details")

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="acts"
    )
    action = models.CharField(max_length=64)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL)
    subject = models.CharField(max_length=64, blank=True)
    subject_count = models.PositiveIntegerField(default=0)
    subject_ids = models.JSONField(default=list)
    details = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
