from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.base import clock, request_cache, wording
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.errors import GaismaError
from gaisma.base.models.organisations import Organisation
from gaisma.base.models.recorded import period_ends_after_it_starts

if TYPE_CHECKING:
    from collections.abc import Iterable


class Installation(models.Model):
    """What this installation is: one row, made by `gaisma init` or `gaisma demo`.

    `today` is fixed in the demo only. `retention` maps a kind of record to years. `council` is
    what adopts, where it is not simply the municipality's; the signatory signs the reports.
    """

    table_title = pgettext_lazy("table", "the installation")

    authority = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT)
    municipality = models.CharField(max_length=120)
    is_demo = models.BooleanField(default=False)
    today = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=2, default="lv")
    languages = models.JSONField(default=list)
    smallest_group = models.PositiveSmallIntegerField(default=5)
    retention = models.JSONField(default=dict)
    council = models.CharField(max_length=160, blank=True)
    signatory_position = models.CharField(max_length=160, blank=True)
    signatory_name = models.CharField(max_length=120, blank=True)
    signs_electronically = models.BooleanField(default=False)
    personal_code_type = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(pk=1),
                name="installation_is_one_row",
                violation_error_message=gettext_lazy(
                    "An installation is described once: change what is there."
                ),
            ),
            CheckConstraint(
                condition=Q(today__isnull=True) | Q(is_demo=True),
                name="installation_fixed_day_only_in_demo",
                violation_error_message=gettext_lazy(
                    "Only a demonstration has a day of its own: clear the day."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.municipality

    @classmethod
    def current(cls) -> "Installation":
        """The one row. Raises GaismaError when the installation is not prepared yet."""
        found = cls.found()
        if found is None:
            raise GaismaError(
                "Nothing is set up here yet: run `gaisma init`, or `gaisma demo` to look around.",
                code="not_set_up",
            )
        return found

    @staticmethod
    @request_cache.a_request
    def found() -> "Installation | None":
        """The one row, or None when the installation is not prepared yet."""
        return next(iter(Installation.objects.select_related("authority").filter(pk=1)), None)

    def as_of(self) -> date:
        """The installation's today."""
        return clock.day(self.today)


class SchoolYear(models.Model):
    """A school year, 1 September to 31 August, named as 2024/2025."""

    name = models.CharField(max_length=9, unique=True)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="school_year_ends_after_it_starts",
                violation_error_message=gettext_lazy(
                    "The school year ends before it starts: choose a later last day."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def ensured(names: "Iterable[str]") -> "dict[str, SchoolYear]":
        """The school years by name; those that the record lacks are made."""
        known = {year.name: year for year in SchoolYear.objects.all()}
        for name in sorted(set(names) - set(known)):
            start = int(name[:4])
            known[name] = SchoolYear.objects.create(
                name=name, starts_on=date(start, 9, 1), ends_on=date(start + 1, 8, 31)
            )
        return known


class TermQuerySet(models.QuerySet["Term"]):
    """Terms."""

    def begun(self, *, on: date) -> "TermQuerySet":
        """Those that have begun, the newest first."""
        known = self.filter(from_on__lte=on).select_related("school_year")
        return known.order_by("-from_on", "-pk")


class Term(models.Model):
    """A semester of a school year."""

    school_year = models.ForeignKey(SchoolYear, on_delete=models.CASCADE, related_name="terms")
    number = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    to_on = models.DateField()

    objects = TermQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["school_year", "number"],
                name="term_once_a_year",
                violation_error_message=gettext_lazy(
                    "The school year has a term with this number already: give another number."
                ),
            ),
            period_ends_after_it_starts("term_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return wording.term(self.school_year.name, self.number)


class MovedWorkingDay(models.Model):
    """A working day moved by the government: free on one day, worked on another."""

    day_off_on = models.DateField(unique=True)
    worked_on = models.DateField(unique=True)

    def __str__(self) -> str:
        return f"{self.day_off_on} → {self.worked_on}"
