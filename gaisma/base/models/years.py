from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models.recorded import period_ends_after_it_starts

if TYPE_CHECKING:
    from collections.abc import Iterable


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


class Term(models.Model):
    """A semester of a school year."""

    school_year = models.ForeignKey(SchoolYear, on_delete=models.CASCADE, related_name="terms")
    number = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    to_on = models.DateField()

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
        return f"{self.school_year_id}: {self.number}"


class MovedWorkingDay(models.Model):
    """A working day moved by the government: free on one day, worked on another."""

    day_off_on = models.DateField(unique=True)
    worked_on = models.DateField(unique=True)

    def __str__(self) -> str:
        return f"{self.day_off_on} → {self.worked_on}"
