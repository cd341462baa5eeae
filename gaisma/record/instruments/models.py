from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from gaisma.base.constraints import UniqueConstraint
from gaisma.base.models import Recorded
from gaisma.record.instruments.fields import QuestionnaireField
from gaisma.record.instruments.questionnaire import Questionnaire
from gaisma.record.instruments.titles import USES


class InstrumentQuerySet(models.QuerySet["Instrument"]):
    """Instruments of the record."""

    def in_use(self) -> "InstrumentQuerySet":
        """Those with which somebody may work now."""
        has_version = Q(versions__in_use_from__isnull=False)
        return self.filter(has_version, retired_on__isnull=True).distinct()


class Instrument(Recorded):
    """Something that is asked again and again, in versions. `key` is its name in workbooks."""

    key = models.SlugField(max_length=64, unique=True)
    use = models.CharField(max_length=24, choices=[(code, code) for code in USES])
    retired_on = models.DateField(null=True, blank=True)

    objects = InstrumentQuerySet.as_manager()

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return reverse("instruments:instrument", args=[self.pk])


class Version(Recorded):
    """What an instrument asks; a draft until it is put into use, then never changed."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    asks: models.Field[Questionnaire, Questionnaire] = QuestionnaireField()
    note = models.CharField(max_length=255, blank=True)
    in_use_from = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["instrument", "number"],
                name="version_once",
                violation_error_message=gettext_lazy(
                    "This version is there already: look at the list of versions anew."
                ),
            ),
            UniqueConstraint(
                fields=["instrument"],
                condition=Q(in_use_from__isnull=True),
                name="version_one_draft",
                violation_error_message=gettext_lazy(
                    "There is a draft already: go on with it, or drop it first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} · {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("instruments:preview", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.in_use_from is None
