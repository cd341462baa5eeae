"""Who sees which observation and which sheet."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from gaisma.base import access
from gaisma.base.models import User
from gaisma.base.permissions import LEADERS, OFFICIALS, Reader
from gaisma.quality.observations.kinds import REACHED

if TYPE_CHECKING:
    from gaisma.quality.observations.models import Observation, Sheet  # noqa: F401


class ObservationQuerySet(models.QuerySet["Observation"]):
    """Observations, planned and held."""

    def visible_to(self, user: Reader) -> "ObservationQuerySet":
        """Own ones, those of the user's institutions, and for the authority its external ones.

        Of internal ones the authority sees figures only.
        """
        if not isinstance(user, User):
            return self.none()
        led = Q(institution__in=access.reach(user, *LEADERS))
        external = Q(observed_by="external", institution__in=access.reach(user, *OFFICIALS))
        return self.filter(led | external | self._own(user))

    def own(self, user: User) -> "ObservationQuerySet":
        """Those of the user's own lessons, and those for which the user fills a sheet."""
        return self.filter(self._own(user))

    def of_teacher(self, user: User) -> "ObservationQuerySet":
        """Those of the user's own lessons."""
        return self.filter(teacher__account__user=user)

    def led_by(self, user: User) -> "ObservationQuerySet":
        """Those for which the user fills the sheet of who leads."""
        return self.filter(_observing(user, is_lead=True))

    def with_open_step(self) -> "ObservationQuerySet":
        """Those with an agreed next step at which no visit looks yet, nor is planned to."""
        visits = self.model._default_manager.filter(
            follows=OuterRef("pk"), cancelled_on__isnull=True
        )
        return self.filter(~Exists(visits), agreed_at__isnull=False)

    def planned_by(self, user: Reader) -> "ObservationQuerySet":
        """Those that the user plans: the authority external ones, leaders those in their house."""
        external = Q(observed_by="external", institution__in=access.reach(user, *OFFICIALS))
        inside = ~Q(observed_by="external") & Q(institution__in=access.reach(user, *LEADERS))
        return self.filter(external | inside)

    def in_state(self, state: str) -> "ObservationQuerySet":
        """Those that have come so far: as the workflow names it."""
        reached = [moment for _state, moment in REACHED]
        further = reached[: reached.index(dict(REACHED)[state])] if state != "planned" else reached
        found = self.filter(**{f"{moment}__isnull": True for moment in further})
        return found if state == "planned" else found.exclude(**{dict(REACHED)[state]: None})

    def with_day(self) -> "ObservationQuerySet":
        """With `day`: when each was held, or is planned for."""
        return self.annotate(day=Coalesce("held_on", "planned_on"))

    def between(self, first: date, last: date) -> "ObservationQuerySet":
        """Those held, or else planned, from one day to another, both included."""
        held = Q(held_on__range=(first, last))
        return self.filter(held | Q(held_on__isnull=True, planned_on__range=(first, last)))

    def still_planned(self) -> "ObservationQuerySet":
        return self.filter(held_on__isnull=True, cancelled_on__isnull=True)

    def held(self) -> "ObservationQuerySet":
        return self.filter(held_on__isnull=False)

    @staticmethod
    def _own(user: User) -> Q:
        return Q(teacher__account__user=user) | _observing(user)


class SheetQuerySet(models.QuerySet["Sheet"]):
    """Sheets of observations."""

    def current(self) -> "SheetQuerySet":
        """Those that no later one corrects."""
        return self.filter(corrected_by__isnull=True)

    def own(self, user: User) -> "SheetQuerySet":
        """Those that the user fills."""
        return self.filter(observer__account__user=user)

    def unsubmitted(self) -> "SheetQuerySet":
        return self.filter(submitted_at__isnull=True)

    def visible_to(self, user: Reader) -> "SheetQuerySet":
        """One's own, and submitted ones of what the user sees, once every observer has submitted.

        Observers of one lesson rate it blind: none sees what another wrote before.
        """
        from gaisma.quality.observations.models import Observation

        if not isinstance(user, User):
            return self.none()
        seen = Observation.objects.visible_to(user)
        waiting = self.model._default_manager.filter(
            observation=OuterRef("observation"), submitted_at__isnull=True
        )
        complete = Q(submitted_at__isnull=False) & ~Q(Exists(waiting))
        own = Q(observer__account__user=user)
        return self.filter(own | complete, observation__in=seen)


def _observing(user: User, **fields: bool) -> Q:
    from gaisma.quality.observations.models import Sheet

    own = Sheet.objects.own(user).filter(observation=OuterRef("pk"), **fields)
    return Q(Exists(own))
