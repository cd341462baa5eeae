from django.db import models

from gaisma.base.files.kinds import TYPES
from gaisma.base.models import User


class Attachment(models.Model):
    """A file that somebody attached; its content lies in the home, named by its hash.

    A row of a room names it and says by that who may see it. `name` is what a document is called
    where it is saved. Several rows may name the same content.
    """

    account_columns = ("added_by_id",)

    sha256 = models.CharField(max_length=64, db_index=True)
    media_type = models.CharField(max_length=32, choices=[(kind, kind) for kind in TYPES])
    size = models.PositiveIntegerField()
    name = models.CharField(max_length=255, blank=True)
    added_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.pk} · {self.media_type}"
