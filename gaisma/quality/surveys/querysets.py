"""Who sees which campaign."""

from typing import TYPE_CHECKING

from django.db import models

from gaisma.base import access
from gaisma.base.permissions import KEEPERS, OFFICIALS, Reader

if TYPE_CHECKING:
    from gaisma.quality.surveys.models import Campaign  # noqa: F401


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Campaigns of the city."""

    def visible_to(self, user: Reader) -> "CampaignQuerySet":
        """All of them for officials; begun ones at the user's institutions for those who lead."""
        if access.reach(user, *OFFICIALS, "auditor"):
            return self.all()
        begun = self.filter(started_at__isnull=False)
        return begun.filter(institutions__in=access.reach(user, *KEEPERS)).distinct()
