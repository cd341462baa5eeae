from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.analytics.vocabulary import LANGUAGES
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Organisation, Recorded
from gaisma.quality.observations.kinds import OBSERVERS, PURPOSES, REACHED
from gaisma.quality.observations.querysets import ObservationQuerySet, SheetQuerySet
from gaisma.record.instruments.models import Version
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Group, Subject


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
