"""Exercises, what observers sent in them, and who sees which."""

from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.analytics.vocabulary import LANGUAGES
from gaisma.base import access
from gaisma.base.constraints import CheckConstraint
from gaisma.base.models import Organisation, Recorded, RoleGrant, User
from gaisma.base.permissions import LEADERS, OFFICIALS, Reader
from gaisma.quality.observations.permissions import FROM_INSIDE, FROM_OUTSIDE
from gaisma.record.instruments.models import Version
from gaisma.record.people.models import Employment, Person
from gaisma.record.people.selectors import today


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    """Exercises of the authority."""

    def visible_to(self, user: Reader) -> "ExerciseQuerySet":
        """Open ones and those that the user has taken; for the authority all."""
        if not isinstance(user, User):
            return self.none()
        if access.reach(user, *OFFICIALS):
            return self
        taken = Q(pk__in=Attempt.objects.own(user).values("exercise"))
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


class Exercise(Recorded):
    """A described lesson, the levels that were agreed for it, and how close to them is enough.

    `phases` are {from, to, text}, in minutes of the lesson; `levels` and `reasons` are text by the
    name of a criterion. Shares are in percent; without `least_kappa` kappa is told, not asked for.
    `known_to` are those who read or wrote the agreed levels before they could try themselves.
    """

    title = models.CharField(max_length=160)
    lesson = models.CharField(max_length=255)
    language = models.CharField(
        max_length=2, default="lv", choices=[(code, code) for code in LANGUAGES.codes]
    )
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="exercises")
    phases = models.JSONField(default=list, blank=True)
    levels = models.JSONField(default=dict, blank=True)
    reasons = models.JSONField(default=dict, blank=True)
    least_exact = models.PositiveSmallIntegerField(default=60)
    least_adjacent = models.PositiveSmallIntegerField(default=90)
    least_kappa = models.DecimalField(max_digits=3, decimal_places=2, null=True, blank=True)
    months = models.PositiveSmallIntegerField(default=12)
    pause_days = models.PositiveSmallIntegerField(default=30)
    opened_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    known_to = models.ManyToManyField(User, blank=True, related_name="+")

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(opened_on__isnull=False),
                name="exercise_withdrawn_after_it_opened",
                violation_error_message=gettext_lazy(
                    "An exercise that was never open cannot be withdrawn: open it first."
                ),
            ),
            CheckConstraint(
                condition=Q(least_exact__lte=F("least_adjacent"), least_adjacent__lte=100),
                name="exercise_asks_for_percentages",
                violation_error_message=gettext_lazy(
                    "Shares go up to 100, and the same level cannot be asked for more "
                    "often than one apart: correct the shares."
                ),
            ),
            CheckConstraint(
                condition=Q(least_kappa__isnull=True) | Q(least_kappa__gte=0, least_kappa__lte=1),
                name="exercise_asks_for_a_kappa",
                violation_error_message=gettext_lazy(
                    "Kappa lies between 0 and 1: write a number between, or leave it empty."
                ),
            ),
            CheckConstraint(
                condition=Q(months__gte=1),
                name="exercise_valid_some_time",
                violation_error_message=gettext_lazy(
                    "A calibration is valid for at least a month: write 1 or more."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("calibration:exercise", args=[self.pk])

    @property
    def state(self) -> str:
        """How far it has come: one of EXERCISE."""
        if self.opened_on is None:
            return "draft"
        return "open" if self.withdrawn_on is None else "withdrawn"


class Attempt(Recorded):
    """What an observer chose in an exercise, sent once, and how close it came.

    Of `criteria` so many are `exact`, and so many `adjacent`: equal or one level apart. Who passed
    is calibrated up to `valid_until`, that day included.
    """

    table_title = pgettext_lazy("table", "calibration exercises taken")

    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="attempts")
    observer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="attempts")
    taken_on = models.DateField()
    answers = models.JSONField(default=dict)
    criteria = models.PositiveSmallIntegerField()
    exact = models.PositiveSmallIntegerField()
    adjacent = models.PositiveSmallIntegerField()
    kappa = models.FloatField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(exact__lte=F("adjacent"), adjacent__lte=F("criteria")),
                name="attempt_counts_its_criteria",
                violation_error_message=gettext_lazy(
                    "More levels agree than there are criteria: send the attempt anew."
                ),
            ),
            CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("taken_on")),
                name="attempt_valid_after_it",
                violation_error_message=gettext_lazy(
                    "A calibration is valid longer than the day on which it was "
                    "reached: choose a later day."
                ),
            ),
        ]
        indexes = [models.Index(fields=["observer", "valid_until"], name="attempt_of_observer")]

    def __str__(self) -> str:
        return f"{self.exercise_id} · {self.observer_id}"

    def get_absolute_url(self) -> str:
        return reverse("calibration:result", args=[self.pk])

    @property
    def is_passed(self) -> bool:
        """Whether it was close enough."""
        return self.valid_until is not None
