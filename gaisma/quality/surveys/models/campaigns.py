"""Surveys: what is asked of whom, with which codes, and what was answered.

Codes and answers have nothing in common by which they could be joined. An answer has a random
number and the institution, and lies in the box until enough others do: see `box`. Then it comes
into the record together with them, and the codes that were used for them go. When a wave closes its
answers go to the lake in the order of their random numbers, and leave the record.
"""

import secrets
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.analytics.audiences import AUDIENCES
from gaisma.base import access
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Organisation, Recorded
from gaisma.base.permissions import KEEPERS, OFFICIALS, Reader
from gaisma.quality.surveys.thresholds import Thresholds
from gaisma.record.instruments.models import Version


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Campaigns of the city."""

    def visible_to(self, user: Reader) -> "CampaignQuerySet":
        """All of them for officials; begun ones at the user's institutions for those who lead."""
        if access.reach(user, *OFFICIALS, "auditor"):
            return self.all()
        begun = self.filter(started_at__isnull=False)
        return begun.filter(institutions__in=access.reach(user, *KEEPERS)).distinct()


STAFF = ("teachers",)
"""Audiences whose people draw their codes from their own accounts."""


def random_number() -> int:
    """A number that nobody can guess: no two answers get the same one, and none comes next."""
    return secrets.randbits(62)


class Campaign(Recorded):
    """A wave of a survey to one or several audiences, at institutions, from one day to another.

    Waves of one `series` are compared. Figures know a wave by its `code`, people by its name. On
    `counted_on` the people were counted of whom so many answered. Thresholds are fixed when it
    starts, and told to whoever answers.
    """

    table_title = pgettext_lazy("table", "surveys")

    name = models.CharField(max_length=120, unique=True)
    code = models.CharField(max_length=120, unique=True)
    series = models.CharField(max_length=120, blank=True)
    opens_on = models.DateField()
    closes_on = models.DateField()
    counted_on = models.DateField()
    institutions = models.ManyToManyField(Organisation, related_name="campaigns")
    least_in_public = models.PositiveSmallIntegerField(default=10)
    least_inside = models.PositiveSmallIntegerField(default=5)
    least_for_texts = models.PositiveSmallIntegerField(default=8)
    started_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="campaign_closes_after_it_opens",
                violation_error_message=gettext_lazy(
                    "The last day lies before the first: choose a later last day."
                ),
            ),
            CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(started_at__isnull=False),
                name="campaign_starts_before_it_closes",
                violation_error_message=gettext_lazy(
                    "A survey that was never started cannot be closed: start it first."
                ),
            ),
            CheckConstraint(
                condition=Q(least_inside__gte=3, least_in_public__gte=F("least_inside")),
                name="campaign_thresholds_protect",
                violation_error_message=gettext_lazy(
                    "The least numbers of answers must be at least 3, and in public not"
                    " fewer than inside: raise them."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("surveys:campaign", args=[self.pk])

    @property
    def thresholds(self) -> Thresholds:
        """How many must have answered, of an audience that has no other numbers."""
        return Thresholds(self.least_in_public, self.least_inside, self.least_for_texts)

    @property
    def state(self) -> str:
        """One of draft, open and closed."""
        if self.closed_at:
            return "closed"
        return "open" if self.started_at else "draft"

    @property
    def answered_until(self) -> date:
        """The last day on which it took answers, once it is closed."""
        return min(self.closes_on, timezone.localdate(self.closed_at))

    def takes_answers_on(self, day: date) -> bool:
        """Whether somebody may answer on that day."""
        return self.state == "open" and self.opens_on <= day <= self.closes_on


class Part(Recorded):
    """What a campaign asks of one audience; once it is closed, until which day it was answered.

    An audience may have thresholds of its own, all three of them.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="parts")
    audience = models.CharField(max_length=32, choices=[(code, code) for code in AUDIENCES.codes])
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="survey_parts")
    answered_on = models.DateField(null=True, blank=True)
    least_in_public = models.PositiveSmallIntegerField(null=True, blank=True)
    least_inside = models.PositiveSmallIntegerField(null=True, blank=True)
    least_for_texts = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["campaign", "audience"],
                name="part_once_an_audience",
                violation_error_message=gettext_lazy(
                    "The survey asks this audience already: change that part."
                ),
            ),
            CheckConstraint(
                condition=Q(
                    least_in_public__isnull=True,
                    least_inside__isnull=True,
                    least_for_texts__isnull=True,
                )
                | Q(
                    least_in_public__isnull=False,
                    least_inside__isnull=False,
                    least_for_texts__isnull=False,
                    least_inside__gte=3,
                    least_in_public__gte=F("least_inside"),
                    least_for_texts__gte=3,
                ),
                name="part_thresholds_protect",
                violation_error_message=gettext_lazy(
                    "The least numbers of answers must be at least 3, and in public not"
                    " fewer than inside: raise them, or leave all empty."
                ),
            ),
        ]

    @property
    def is_of_staff(self) -> bool:
        """Whether it asks people who have accounts of their own."""
        return self.audience in STAFF

    @property
    def own_thresholds(self) -> Thresholds | None:
        """Those of this audience alone, if it has some."""
        if self.least_in_public and self.least_inside and self.least_for_texts:
            return Thresholds(self.least_in_public, self.least_inside, self.least_for_texts)
        return None

    @property
    def thresholds(self) -> Thresholds:
        """How many of the audience must have answered before something is told of them."""
        return self.own_thresholds or self.campaign.thresholds

    def __str__(self) -> str:
        return f"{self.campaign_id} · {self.audience}"


class Response(models.Model):
    """What somebody answered, until the wave closes. Nobody knows who, when, or in what order."""

    table_title = pgettext_lazy("table", "answers to surveys")

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="responses")
    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="survey_responses"
    )
    answers = models.JSONField()
    is_on_paper = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.id)
