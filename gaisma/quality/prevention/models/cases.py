"""Support cases of learners, what is planned and given in them, and who sees which."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.analytics.support_terms import (
    BODIES,
    CASE_OUTCOMES,
    CASE_SIGHTS,
    FUNDINGS,
    SUPPORT_KINDS,
)
from gaisma.base import access
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Organisation, Recorded, User
from gaisma.base.permissions import Reader
from gaisma.quality.prevention.permissions import SUPPORT_TEAM
from gaisma.quality.prevention.workflow import CASE, CLOSED, OPEN
from gaisma.record.people.models import Person
from gaisma.record.people.selectors import today

if TYPE_CHECKING:
    from gaisma.analytics.vocabulary import Vocabulary

WHOLE, PLAN, OWN = ("whole", "plan", "own")
"""How much of a case a participant sees."""


def _choices(vocabulary: "Vocabulary") -> list[tuple[str, str]]:
    return [(code, code) for code in vocabulary.codes]


class CaseQuerySet(models.QuerySet["Case"]):
    """Support cases."""

    def visible_to(self, user: Reader) -> "CaseQuerySet":
        """Those that one owns or takes part in, and those of the team's institutions."""
        if not isinstance(user, User):
            return self.none()
        return self.filter(_is_owned(user) | _is_of_team(user) | _takes_part(user))

    def worked_on_by(self, user: Reader) -> "CaseQuerySet":
        """Those that one sees whole: the others are read in part."""
        if not isinstance(user, User):
            return self.none()
        return self.filter(_is_owned(user) | _is_of_team(user) | _takes_part(user, WHOLE))

    def open(self) -> "CaseQuerySet":
        return self.filter(state=OPEN)


def _is_owned(user: User) -> Q:
    return Q(owner__account__user=user)


def _is_of_team(user: User) -> Q:
    return Q(institution__in=access.reach(user, *SUPPORT_TEAM))


def _takes_part(user: User, *sights: str) -> Q:
    """Who has lost every role has no part in anything any more."""
    if not access.reach(user):
        return Q(pk__in=())
    rows = Participant.objects.on(today()).filter(case=OuterRef("pk"), person__account__user=user)
    return Q(Exists(rows.filter(sees__in=sights) if sights else rows))


class Case(Recorded):
    """A learner whom an institution helps to stay in education.

    `reasons` are codes of CASE_REASONS; `situation` is what was noticed and agreed. The owner
    answers for it; without one it is the support team's. A closed case has its day and its outcome.
    """

    table_title = pgettext_lazy("table", "support cases")

    learner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="support_cases")
    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="support_cases"
    )
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="owned_cases"
    )
    state = models.CharField(
        max_length=8, default=OPEN, choices=[(state, state) for state in CASE.titles]
    )
    opened_on = models.DateField()
    reasons = models.JSONField(default=list, blank=True)
    situation = models.TextField(blank=True)
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=16, blank=True, choices=_choices(CASE_OUTCOMES))
    learnt = models.TextField(blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(state=OPEN, closed_on__isnull=True, outcome="")
                | (Q(state=CLOSED, closed_on__isnull=False) & ~Q(outcome="")),
                name="case_is_closed_with_an_outcome",
                violation_error_message=gettext_lazy(
                    "A closed case has its day and its outcome, an open one has neither: give both."
                ),
            ),
            CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="case_closes_after_it_opened",
                violation_error_message=gettext_lazy(
                    "The case closes before it was opened: choose a later day."
                ),
            ),
        ]
        indexes = [models.Index(fields=["institution", "state"], name="case_of_institution")]

    def __str__(self) -> str:
        return f"{self.institution_id} · {self.opened_on}"

    def get_absolute_url(self) -> str:
        return reverse("prevention:case", args=[self.pk])

    def is_seen_by(self, user: User) -> bool:
        """Whether the user sees anything of it."""
        return Case.objects.visible_to(user).filter(pk=self.pk).exists()

    def is_worked_on_by(self, user: User) -> bool:
        """Whether the user sees all of it, and writes into it."""
        return Case.objects.worked_on_by(user).filter(pk=self.pk).exists()


class ParticipantQuerySet(models.QuerySet["Participant"]):
    """Parts in cases."""

    def on(self, day: date) -> "ParticipantQuerySet":
        return self.filter(Q(until__isnull=True) | Q(until__gte=day))


class Participant(Recorded):
    """Who takes part in a case, on behalf of which body, and how much of it they see, until when.

    Without an account somebody is only named.
    """

    table_title = pgettext_lazy("table", "participants of support cases")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="case_parts")
    body = models.CharField(max_length=16, choices=_choices(BODIES))
    sees = models.CharField(max_length=8, default=PLAN, choices=_choices(CASE_SIGHTS))
    until = models.DateField(null=True, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["case", "person"],
                name="participant_once_a_case",
                violation_error_message=gettext_lazy(
                    "This person takes part in the case already: change their part."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} · {self.person_id}"


class Support(Recorded):
    """What a learner is helped with in a case: who gives it, from when to when, and who pays.

    `subject` says what of, such as mathematics. Hours are planned; what was given is in `Given`.
    """

    table_title = pgettext_lazy("table", "planned support")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="supports")
    kind = models.CharField(max_length=24, choices=_choices(SUPPORT_KINDS))
    subject = models.CharField(max_length=120, blank=True)
    giver = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="supports"
    )
    funding = models.CharField(max_length=16, choices=_choices(FUNDINGS))
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    planned_hours = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="support_ends_after_it_starts",
                violation_error_message=gettext_lazy(
                    "The support ends before it starts: choose a later last day."
                ),
            ),
            CheckConstraint(
                condition=Q(planned_hours__isnull=True) | Q(planned_hours__gt=0),
                name="support_plans_some_hours",
                violation_error_message=gettext_lazy(
                    "Planned hours are more than none: write a number, or leave it empty."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} · {self.kind}"


MOST_HOURS = 24


class Given(Recorded):
    """Support that was given on a day: hours, or money in euros, or both."""

    table_title = pgettext_lazy("table", "support given")

    support = models.ForeignKey(Support, on_delete=models.CASCADE, related_name="given")
    on = models.DateField()
    hours = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(hours__isnull=False) | Q(amount__isnull=False),
                name="given_is_something",
                violation_error_message=gettext_lazy(
                    "Neither hours nor money stand there: write what was given."
                ),
            ),
            CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__gt=0, hours__lte=MOST_HOURS),
                name="given_hours_of_a_day",
                violation_error_message=gettext_lazy(
                    "A day has more than none and at most 24 hours: correct the hours."
                ),
            ),
            CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0),
                name="given_some_money",
                violation_error_message=gettext_lazy(
                    "Money given is more than nothing: correct the amount."
                ),
            ),
        ]
        indexes = [models.Index(fields=["support", "on"], name="given_of_support")]

    def __str__(self) -> str:
        return f"{self.support_id} · {self.on}"


class Meeting(Recorded):
    """A meeting about a case: who was there (codes of ATTENDED), and what was agreed."""

    table_title = pgettext_lazy("table", "meetings of support cases")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="meetings")
    held_on = models.DateField()
    attended = models.JSONField(default=list)
    agreed = models.TextField()

    def __str__(self) -> str:
        return f"{self.case_id} · {self.held_on}"


class Review(Recorded):
    """A day on which it is looked whether the plan helps, and what was found then."""

    table_title = pgettext_lazy("table", "reviews of support cases")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reviews")
    due_on = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    found = models.TextField(blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(held_on__isnull=True, found="")
                | (Q(held_on__isnull=False) & ~Q(found="")),
                name="review_says_what_it_found",
                violation_error_message=gettext_lazy(
                    "A review that was held says what was found: write it."
                ),
            ),
            UniqueConstraint(
                fields=["case", "due_on"],
                name="review_once_a_day",
                violation_error_message=gettext_lazy(
                    "This day is set already: choose another one."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} · {self.due_on}"
