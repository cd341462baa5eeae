"""What is stored of who was asked, and the results as they are told: worked out once, protected."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Organisation
from gaisma.quality.surveys.models.campaigns import Campaign, Part


class Population(models.Model):
    """How many people of an audience an institution had on the day on which they were counted."""

    table_title = pgettext_lazy("table", "numbers of those surveyed")

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="populations")
    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="survey_populations"
    )
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["part", "institution"],
                name="population_once",
                violation_error_message=gettext_lazy(
                    "The people of this institution are counted already: change that number."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.part_id} · {self.institution_id}"


class Told(models.Model):
    """A row of what may be read of a closed wave, as it was protected once and for all.

    Of the `public` view everybody may see everything; of the `inside` view an institution its own
    `place`, which is a code. At the level of the city there is no place.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    view = models.CharField(max_length=8)
    audience = models.CharField(max_length=32)
    level = models.CharField(max_length=12)
    place = models.CharField(max_length=64, blank=True)
    is_suppressed = models.BooleanField()

    class Meta:
        abstract = True


class ToldCount(Told):
    """How many gave an answer to an item, of how many who answered the item (`base`)."""

    item = models.CharField(max_length=255)
    construct = models.CharField(max_length=64, blank=True)
    position = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=64)
    is_open = models.BooleanField()
    count = models.PositiveIntegerField(null=True)
    base = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["campaign", "view", "level", "place"], name="told_count_of_place")
        ]
        constraints = [
            CheckConstraint(
                condition=Q(is_suppressed=False, count__isnull=False, base__isnull=False)
                | Q(is_suppressed=True, count__isnull=True, base__isnull=True),
                name="told_count_is_told_or_not",
                violation_error_message=gettext_lazy(
                    "A result is told with its numbers, or held back without any: work it out anew."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} · {self.answer}"


class ToldMean(Told):
    """The mean of the items of a construct, in points of a hundred, of at least `base` who gave
    each an answer."""

    construct = models.CharField(max_length=64)
    items = models.PositiveSmallIntegerField()
    base = models.PositiveIntegerField(null=True)
    mean = models.FloatField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["campaign", "view", "level", "place"], name="told_mean_of_place")
        ]

    def __str__(self) -> str:
        return self.construct


class Participation(models.Model):
    """How many of an audience answered anything at all, beside how many were asked."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="participations")
    audience = models.CharField(max_length=32)
    level = models.CharField(max_length=12)
    place = models.CharField(max_length=64, blank=True)
    population = models.PositiveIntegerField()
    responses = models.PositiveIntegerField()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["campaign", "audience", "level", "place"],
                name="participation_once",
                violation_error_message=gettext_lazy(
                    "Who took part here is written down already: work it out anew."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.audience} · {self.place}"


class Reliability(models.Model):
    """Cronbach's alpha of a construct in an audience of the city."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="reliabilities")
    audience = models.CharField(max_length=32)
    construct = models.CharField(max_length=64)
    items = models.PositiveSmallIntegerField()
    alpha = models.FloatField(null=True)

    def __str__(self) -> str:
        return self.construct
