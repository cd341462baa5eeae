"""Who sees which campaign; who prints the slips of a batch; how many of its codes are left."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from gaisma.base import access
from gaisma.base.permissions import KEEPERS, LEADERS, OFFICIALS, Reader
from gaisma.record.programmes.models import Group

if TYPE_CHECKING:
    from gaisma.quality.surveys.models import Batch, Campaign, Code  # noqa: F401


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Campaigns of the city."""

    def visible_to(self, user: Reader) -> "CampaignQuerySet":
        """All of them for officials; begun ones at the user's institutions for those who lead."""
        if access.reach(user, *OFFICIALS, "auditor"):
            return self.all()
        begun = self.filter(started_at__isnull=False)
        return begun.filter(institutions__in=access.reach(user, *KEEPERS)).distinct()


class CodeQuerySet(models.QuerySet["Code"]):
    """Codes, used ones among them until these go."""

    def unused(self) -> "CodeQuerySet":
        """Those by which somebody can still answer."""
        return self.filter(used_under=None)


class BatchQuerySet(models.QuerySet["Batch"]):
    """Codes that were given out together."""

    def of_class_teacher(self, user: Reader, *, on: date) -> "BatchQuerySet":
        """Those of the user's own classes on the day, unless the user leads the institution."""
        own = Group.objects.of_class_teacher(user, on=on)
        found = self.filter(group__in=own, is_trial=False)
        return found.exclude(institution__in=access.reach(user, *LEADERS))

    def with_left(self) -> "BatchQuerySet":
        """With `left`: how many nobody has used, or had used when the survey closed."""
        there = Subquery(self._left_there(), output_field=models.IntegerField())
        return self.annotate(left=Coalesce(F("issued") - F("used"), there, 0))

    def _left_there(self) -> models.QuerySet[Any, Any]:
        """Of each batch the number of codes that it still has."""
        rows = self.model._default_manager.filter(pk=OuterRef("pk")).order_by()
        return (
            rows.values("pk")
            .annotate(number=Count("codes", filter=Q(codes__used_under=None)))
            .values("number")
        )
