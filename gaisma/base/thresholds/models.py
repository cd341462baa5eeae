from django.db import models


class ChangedThreshold(models.Model):
    """A threshold that is set to something else than its default."""

    key = models.CharField(max_length=64, unique=True)
    value = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"
