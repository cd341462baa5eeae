"""Reusable filters of posts and vacancies."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from gaisma.base import access
from gaisma.base.permissions import REVIEWERS, Reader

if TYPE_CHECKING:
    from gaisma.record.people.models import Employment, Tie, Vacancy  # noqa: F401


class EmploymentQuerySet(models.QuerySet["Employment"]):
    """Posts."""

    def visible_to(self, user: Reader) -> "EmploymentQuerySet":
        """Those at the institutions whose record the user reads."""
        return self.filter(institution__in=access.reach(user, *REVIEWERS))

    def not_over(self, on: date) -> "EmploymentQuerySet":
        """Those held on the day or taken up after it."""
        return self.filter(Q(to_on__isnull=True) | Q(to_on__gte=on))

    def held_on(self, day: date) -> "EmploymentQuerySet":
        return self.not_over(day).filter(from_on__lte=day)


class VacancyQuerySet(models.QuerySet["Vacancy"]):
    """Posts that wait to be filled."""

    def visible_to(self, user: Reader) -> "VacancyQuerySet":
        """Those at the institutions whose record the user reads."""
        return self.filter(institution__in=access.reach(user, *REVIEWERS))

    def open_on(self, day: date) -> "VacancyQuerySet":
        still = Q(closed_on__isnull=True) | Q(closed_on__gte=day)
        return self.filter(still, opened_on__lte=day)


class TieQuerySet(models.QuerySet["Tie"]):
    """Institutions that joined persons whom others hold."""

    def unconfirmed(self) -> "TieQuerySet":
        """Those by which the institution sees no more than it entered itself."""
        return self.exclude(state="confirmed")
