"""Who sees which exercise, and which result."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q, QuerySet

from gaisma.base import access
from gaisma.base.models import Organisation, RoleGrant, User
from gaisma.base.permissions import LEADERS, OFFICIALS, Reader
from gaisma.quality.observations.observers import FROM_INSIDE, FROM_OUTSIDE
from gaisma.record.people.models import Employment
from gaisma.record.people.selectors import today

if TYPE_CHECKING:
    from gaisma.quality.calibration.models import Attempt, Exercise  # noqa: F401


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    """Exercises of the authority."""

    def visible_to(self, user: Reader) -> "ExerciseQuerySet":
        """Open ones and those that the user has taken; for the authority all."""
        if not isinstance(user, User):
            return self.none()
        if access.reach(user, *OFFICIALS):
            return self
        taken = Q(pk__in=_attempts().own(user).values("exercise"))
        return self.filter(Q(opened_on__isnull=False, withdrawn_on__isnull=True) | taken)

    def open(self) -> "ExerciseQuerySet":
        return self.filter(opened_on__isnull=False, withdrawn_on__isnull=True)


class AttemptQuerySet(models.QuerySet["Attempt"]):
    """What observers have sent."""

    def own(self, user: User) -> "AttemptQuerySet":
        return self.filter(observer__account__user=user)

    def passed(self) -> "AttemptQuerySet":
        return self.filter(valid_until__isnull=False)

    def visible_to(self, user: Reader) -> "AttemptQuerySet":
        """One's own, and for the authority those of its own people."""
        if not isinstance(user, User):
            return self.none()
        return self.filter(Q(observer__account__user=user) | _of_the_authority(user))

    def with_validity_for(self, user: Reader) -> "AttemptQuerySet":
        """Those of which the user may know the days: also of people where the user leads."""
        if not isinstance(user, User):
            return self.none()
        own = Q(observer__account__user=user)
        led = Organisation.objects.filter(pk__in=access.reach(user, *LEADERS))
        inside = _working_at(led, FROM_INSIDE)
        return self.filter(own | _of_the_authority(user) | inside)


def _of_the_authority(user: User) -> Q:
    authority = Organisation.objects.filter(kind="authority")
    return _working_at(authority.filter(pk__in=access.reach(user, *OFFICIALS)), FROM_OUTSIDE)


def _working_at(places: QuerySet[Organisation], roles: tuple[str, ...]) -> Q:
    """Who has a post at one of the places today, or such a role there."""
    on = today()
    posts = Employment.objects.held_on(on).filter(institution__in=places)
    grants = RoleGrant.objects.valid_on(on).filter(role__in=roles, organisation__in=places)
    with_role = Q(observer__account__user__in=grants.values("user"))
    return Q(observer__in=posts.values("person")) | with_role


def _attempts() -> AttemptQuerySet:
    from gaisma.quality.calibration.models import Attempt

    return Attempt.objects.all()
