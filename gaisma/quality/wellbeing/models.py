"""Bodies with which institutions work, and what is done with them; no child is named here."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.analytics.safety_terms import (
    ACTIVITY_KINDS,
    ARRANGERS,
    AUTHORITY,
    KINDS_OF_AREA,
    PARTNER_KINDS,
)
from gaisma.base import access, terms
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Organisation, Recorded
from gaisma.base.permissions import Reader
from gaisma.quality.wellbeing.permissions import SEES
from gaisma.quality.wellbeing.workflow import ACTIVITY, GIVEN_UP, HELD, REQUESTED


class PartnerQuerySet(models.QuerySet["PartnerBody"]):
    """Bodies of the city and of institutions."""

    def visible_to(self, user: Reader) -> "PartnerQuerySet":
        """Those of the city for everybody of this room, an institution's own for its people."""
        seen = access.reach(user, *SEES)
        if not seen:
            return self.none()
        return self.filter(Q(institution=None) | Q(institution__in=seen))

    def for_institution(self, institution: Organisation) -> "PartnerQuerySet":
        """Those with which the institution can work now."""
        own = Q(institution=None) | Q(institution=institution)
        return self.filter(own, closed_on=None)


class PartnerBody(Recorded):
    """A body with which the whole city works, or only the `institution` that is named.

    `contact`, `phone` and `email` are those of whoever is asked there; a body with which work has
    ended has the day, and its contacts go after a time (privacy).
    """

    table_title = pgettext_lazy("table", "partner bodies")

    kind = models.CharField(max_length=24, choices=[(code, code) for code in PARTNER_KINDS.codes])
    name = models.CharField(max_length=160)
    institution = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="partner_bodies",
    )
    contact = models.CharField(max_length=160, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["name"],
                name="partner_once",
                violation_error_message=gettext_lazy(
                    "A body of that name is known already: open that one, or say the name more "
                    "exactly."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("wellbeing:partner", args=[self.pk])


class ActivityQuerySet(models.QuerySet["SupportActivity"]):
    """Activities of institutions."""

    def visible_to(self, user: Reader) -> "ActivityQuerySet":
        """Those of institutions that one leads, helps at or reviews."""
        return self.filter(institution__in=access.reach(user, *SEES))

    def for_area(self, area: str) -> "ActivityQuerySet":
        """Those of the kinds that belong to the area."""
        return self.filter(kind__in=KINDS_OF_AREA[area])


class SupportActivity(Recorded):
    """Something done at an institution, mostly with a body: what, for whom, when, what came of it.

    `grades` are whole numbers from 1 to 12 as text; none stands for nobody in particular.
    `arranged_by` agrees on it and marks it as held. Held, it has its day, hours (to a quarter) and
    whom it reached; given up, it has its `reason`. `answers` is who answers for it, in words.
    """

    table_title = pgettext_lazy("table", "activities with other bodies")
    several_lines = ("reason",)

    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="support_activities"
    )
    school_year = models.ForeignKey(
        "base.SchoolYear", on_delete=models.PROTECT, related_name="support_activities"
    )
    kind = models.CharField(max_length=24, choices=[(code, code) for code in ACTIVITY_KINDS.codes])
    topic = models.CharField(max_length=160, blank=True)
    grades = models.JSONField(default=list, blank=True)
    partner = models.ForeignKey(
        PartnerBody, null=True, blank=True, on_delete=models.PROTECT, related_name="activities"
    )
    arranged_by = models.CharField(
        max_length=16, default=AUTHORITY, choices=[(code, code) for code in ARRANGERS.codes]
    )
    answers = models.CharField(max_length=160, blank=True)
    planned_on = models.DateField()
    state = models.CharField(
        max_length=16, default=REQUESTED, choices=[(state, state) for state in ACTIVITY.titles]
    )
    held_on = models.DateField(null=True, blank=True)
    learners = models.PositiveSmallIntegerField(null=True, blank=True)
    adults = models.PositiveSmallIntegerField(null=True, blank=True)
    hours = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    came_of_it = models.TextField(blank=True)
    reason = models.CharField(max_length=255, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["institution", "kind", "planned_on", "topic"],
                name="activity_once_a_day",
                violation_error_message=gettext_lazy(
                    "The institution has such an activity on that day already: change that one, "
                    "or say by the topic what differs."
                ),
            ),
            CheckConstraint(
                condition=Q(
                    state=HELD,
                    held_on__isnull=False,
                    learners__isnull=False,
                    adults__isnull=False,
                    hours__gt=0,
                )
                | ~Q(state=HELD)
                & Q(
                    held_on__isnull=True,
                    learners__isnull=True,
                    adults__isnull=True,
                    hours__isnull=True,
                    came_of_it="",
                ),
                name="activity_held_with_what_came_of_it",
                violation_error_message=gettext_lazy(
                    "An activity that took place has its day, hours and the number of people, and "
                    "no other has: fill in all of them."
                ),
            ),
            CheckConstraint(
                condition=Q(state__in=GIVEN_UP) & ~Q(reason="")
                | ~Q(state__in=GIVEN_UP) & Q(reason=""),
                name="activity_given_up_for_a_reason",
                violation_error_message=gettext_lazy(
                    "An activity that was declined or called off says why, and no other does: "
                    "write the reason."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} · {self.kind} · {self.planned_on}"

    def get_absolute_url(self) -> str:
        return reverse("wellbeing:activity", args=[self.pk])

    @property
    def on(self) -> date:
        """The day on which it was held, or is planned for."""
        return self.held_on or self.planned_on

    @property
    def called(self) -> str:
        """What it is, in the reader's language, with its topic."""
        kind = terms.title(ACTIVITY_KINDS, self.kind)
        return f"{kind}: {self.topic}" if self.topic else kind
