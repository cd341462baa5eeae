"""Observations, their sheets, how many there are to be; and who sees which."""

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.analytics.vocabulary import LANGUAGES
from gaisma.base import access
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Organisation, Recorded, User
from gaisma.base.permissions import LEADERS, OFFICIALS, Reader
from gaisma.quality.observations.tables import OBSERVERS, PURPOSES, REACHED
from gaisma.record.instruments.models import Version
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Group, Subject


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
    own = Sheet.objects.own(user).filter(observation=OuterRef("pk"), **fields)
    return Q(Exists(own))


class Observation(Recorded):
    """A lesson or an activity that is to be observed, or was, and what came of it.

    `observed_by` is one of OBSERVERS. `follows` is the observation whose agreed next step this
    visit looks at. What was seen stands in the sheets, one for each observer.
    """

    table_title = pgettext_lazy("table", "observations")

    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="observations"
    )
    observed_by = models.CharField(max_length=8, choices=[(code, code) for code in OBSERVERS])
    teacher = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="observations")
    purpose = models.CharField(
        max_length=16, default="quality", choices=[(code, code) for code in PURPOSES]
    )
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="observations")
    planned_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by"
    )

    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.SET_NULL, related_name="observations"
    )
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    subject = models.ForeignKey(
        Subject, null=True, blank=True, on_delete=models.PROTECT, related_name="observations"
    )
    topic = models.CharField(max_length=255, blank=True)
    language = models.CharField(
        max_length=2, default="lv", choices=[(code, code) for code in LANGUAGES.codes]
    )
    learners = models.PositiveSmallIntegerField(null=True, blank=True)

    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=255, blank=True)
    held_on = models.DateField(null=True, blank=True)
    talked_on = models.DateField(null=True, blank=True)
    talk = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    next_step = models.TextField(blank=True)
    next_step_by = models.DateField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(cancelled_on__isnull=True) | Q(held_on__isnull=True),
                name="observation_held_or_cancelled",
                violation_error_message=gettext_lazy(
                    "An observation was held or cancelled, not both: clear one of the days."
                ),
            ),
            CheckConstraint(
                condition=Q(replied_at__isnull=True, reply="")
                | Q(replied_at__isnull=False) & ~Q(reply=""),
                name="observation_reply_has_its_moment",
                violation_error_message=gettext_lazy(
                    "A reply is written and sent at once: write the reply, then send it."
                ),
            ),
            CheckConstraint(
                condition=Q(agreed_at__isnull=True) | ~Q(next_step=""),
                name="observation_agreed_on_a_step",
                violation_error_message=gettext_lazy(
                    "There is no step to agree on: write the next step first."
                ),
            ),
            CheckConstraint(
                condition=Q(held_on__isnull=False)
                | Q(
                    talked_on__isnull=True,
                    read_at__isnull=True,
                    replied_at__isnull=True,
                    agreed_at__isnull=True,
                    signed_at__isnull=True,
                ),
                name="observation_held_before_the_rest",
                violation_error_message=gettext_lazy(
                    "The observation was not held yet: give its day first."
                ),
            ),
            CheckConstraint(
                condition=Q(cancelled_on__isnull=True, cancelled_because="")
                | Q(cancelled_on__isnull=False) & ~Q(cancelled_because=""),
                name="observation_cancelled_for_a_reason",
                violation_error_message=gettext_lazy(
                    "An observation is cancelled on a day and for a reason: give both."
                ),
            ),
            CheckConstraint(
                condition=Q(talked_on__isnull=False) | Q(talk=""),
                name="observation_talk_has_its_day",
                violation_error_message=gettext_lazy(
                    "What was talked about has no day: give the day of the talk."
                ),
            ),
            CheckConstraint(
                condition=Q(follows__isnull=True) | ~Q(follows=F("pk")),
                name="observation_follows_another",
                violation_error_message=gettext_lazy(
                    "An observation does not follow itself: choose an earlier one."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["institution", "planned_on"], name="observation_of_institution")
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} · {self.planned_on}"

    def get_absolute_url(self) -> str:
        return reverse("observations:observation", args=[self.pk])

    @property
    def on(self) -> date:
        """The day on which it was held, or is planned for."""
        return self.held_on or self.planned_on

    @cached_property
    def lead(self) -> Person | None:
        """The observer who leads; read once."""
        sheets = self.sheets.current().filter(is_lead=True)
        sheet = sheets.select_related("observer__account").first()
        return sheet.observer if sheet else None

    @property
    def state(self) -> str:
        """How far it has come, as the workflow names it."""
        reached = (state for state, moment in REACHED if getattr(self, moment) is not None)
        return next(reached, "planned")


class Sheet(Recorded):
    """What one observer saw. The lead's counts in figures, others' tell how far they agree.

    `answers` are text by item, as instruments keep them; `notes` are {at, item, text}; `lesson` is
    what the observer wrote of the lesson so far, by field. `submission` is what the device called
    the sending, so that it counts once. After sign-off another sheet corrects it, with a reason.
    """

    table_title = pgettext_lazy("table", "sheets of observations")

    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="sheets")
    observer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sheets")
    is_lead = models.BooleanField(default=False)
    lesson = models.JSONField(default=dict, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    notes = models.JSONField(default=list, blank=True)
    strengths = models.TextField(blank=True)
    advice = models.TextField(blank=True)
    submission = models.UUIDField(null=True, blank=True, unique=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="corrected_by"
    )
    reason = models.CharField(max_length=255, blank=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["observation", "observer"],
                condition=Q(corrects__isnull=True),
                name="sheet_once_an_observer",
                violation_error_message=gettext_lazy(
                    "This observer has a sheet of the lesson already: open that one."
                ),
            ),
            UniqueConstraint(
                fields=["observation"],
                condition=Q(corrects__isnull=True, is_lead=True),
                name="sheet_one_lead",
                violation_error_message=gettext_lazy(
                    "The observation has a lead observer already: choose one of them."
                ),
            ),
            CheckConstraint(
                condition=Q(corrects__isnull=True, reason="")
                | Q(corrects__isnull=False, submitted_at__isnull=False) & ~Q(reason=""),
                name="sheet_corrects_for_a_reason",
                violation_error_message=gettext_lazy(
                    "A corrected sheet is submitted and says why: write the reason."
                ),
            ),
            CheckConstraint(
                condition=Q(submission__isnull=True) | Q(submitted_at__isnull=False),
                name="sheet_sent_has_its_moment",
                violation_error_message=gettext_lazy(
                    "A sheet that was sent has its moment: submit it anew."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.observation_id} · {self.observer_id}"

    def get_absolute_url(self) -> str:
        return reverse("observations:sheet", args=[self.pk])


class CoverageGoal(Recorded):
    """What share of its teachers every institution is to observe in each term of a year."""

    school_year = models.OneToOneField(
        "base.SchoolYear", on_delete=models.CASCADE, related_name="coverage_goal"
    )
    percent = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(percent__gte=1, percent__lte=100),
                name="coverage_is_a_percentage",
                violation_error_message=gettext_lazy(
                    "A goal lies between 1 and 100: write a number between."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.school_year_id} · {self.percent}"
