"""The rows of the room's lists."""

from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from gaisma.base.models import User
from gaisma.quality.inspections.models import AcceptanceAct, Defect, Inspection


def inspections(user: User, *, today: date) -> QuerySet[Any]:
    """Those that the user sees, with result and defects that are left, as far as they are told."""
    seen = Inspection.objects.visible_to(user)
    acts = AcceptanceAct.objects.filter(inspection=OuterRef("pk")).order_by("-version")
    told = Defect.objects.visible_to(user).filter(mended_on=None).values("pk")
    left = Q(defects__in=told)
    rows: QuerySet[Any] = seen.annotate(
        result=Subquery(acts.values("result")[:1]),
        unmended=Count("defects", filter=left),
        overdue=Count("defects", filter=left & Q(defects__due_on__lt=today)),
    )
    return rows.select_related("institution", "led_by").order_by("planned_on", "pk")


def defects(user: User) -> QuerySet[Defect]:
    """Those that the user is told of: what is not checked first, then by their day."""
    seen = Defect.objects.visible_to(user).select_related("inspection__institution")
    return seen.order_by(F("checked_on").asc(nulls_first=True), "due_on", "pk")
