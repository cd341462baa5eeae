from django.conf import settings
from django.db import models


class Token(models.Model):
    """A key with which a program reads as the person who made it, until a day.

    Only its hash is kept: who loses it makes another. `beginning` tells tokens apart on the page.
    """

    account_columns = ("user_id", "name")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens"
    )
    name = models.CharField(max_length=80)
    beginning = models.CharField(max_length=16)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    until_on = models.DateField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
