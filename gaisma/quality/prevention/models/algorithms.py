"""What is done in unusual situations, step by step, and how it was done in a case."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.analytics.support_terms import SITUATIONS, STEP_ENDS
from gaisma.base import terms
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Recorded, User
from gaisma.base.permissions import Reader
from gaisma.quality.prevention.models.cases import Case
from gaisma.quality.prevention.workflow import FINISHED, FOLLOWED, RUN
from gaisma.record.people.models import Person

LANGUAGES = ("lv", "en", "ru")
DONE, PASSED = ("done", "passed")
DAYS: Mapping[str, int] = {
    "now": 0,
    "day": 0,
    "next_day": 1,
    "three_days": 3,
    "week": 7,
    "two_weeks": 14,
    "month": 30,
}
"""After so many days a step of that term (STEP_TERMS) is late."""


class Algorithm(Recorded):
    """A version of the steps of a situation, in force until a later one is published.

    `steps` are objects in their order: `who` (code of STEP_DOERS), `within` (code of STEP_TERMS),
    and the text by code of language. Runs keep the version that they began with.
    """

    table_title = pgettext_lazy("table", "algorithms of action")
    account_columns = ("published_by_id",)

    situation = models.CharField(max_length=16, choices=[(code, code) for code in SITUATIONS.codes])
    version = models.PositiveSmallIntegerField()
    steps = models.JSONField()
    reason = models.TextField(blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["situation", "version"],
                name="algorithm_once_a_version",
                violation_error_message=gettext_lazy(
                    "Somebody has published this version already: look at it, then go on from it."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.situation} · {self.version}"


class RunQuerySet(models.QuerySet["Run"]):
    """Algorithms that are or were followed."""

    def visible_to(self, user: Reader) -> "RunQuerySet":
        """Those of cases that one sees whole: what happened is not for who only gives support."""
        return self.filter(case__in=Case.objects.worked_on_by(user))


class Run(Recorded):
    """An algorithm that is followed in a case, from a day on."""

    table_title = pgettext_lazy("table", "algorithms followed")
    account_columns = ("started_by_id",)

    algorithm = models.ForeignKey(Algorithm, on_delete=models.PROTECT, related_name="runs")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="runs")
    state = models.CharField(
        max_length=8, default=FOLLOWED, choices=[(state, state) for state in RUN.titles]
    )
    started_on = models.DateField()
    started_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    finished_on = models.DateField(null=True, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(state=FOLLOWED, finished_on__isnull=True)
                | Q(state=FINISHED, finished_on__gte=F("started_on")),
                name="run_finishes_after_it_started",
                violation_error_message=gettext_lazy(
                    "An algorithm that is finished has its day, not before the start: give both."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} · {self.algorithm_id}"

    def get_absolute_url(self) -> str:
        return reverse("prevention:run", args=[self.pk])

    @property
    def title(self) -> str:
        """The situation, in the reader's language."""
        return capfirst(terms.title(SITUATIONS, self.algorithm.situation))

    @property
    def left(self) -> tuple[int, ...]:
        """The numbers of steps that are neither done nor passed over, from 1."""
        ended = {tick.number for tick in self.ticks.all()}
        return tuple(n for n in range(1, len(self.algorithm.steps) + 1) if n not in ended)

    @property
    def progress(self) -> str:
        """So many steps of all are behind."""
        every = len(self.algorithm.steps)
        return f"{every - len(self.left)} / {every}"

    def due_on(self, number: int) -> date:
        """The last day of a step."""
        return self.started_on + timedelta(DAYS[self.algorithm.steps[number - 1]["within"]])

    def late(self, on: date) -> tuple[date, ...]:
        """The last days, all over, of the steps that are left; none once it is finished."""
        if self.state != FOLLOWED:
            return ()
        return tuple(sorted(day for day in map(self.due_on, self.left) if day < on))


class Tick(Recorded):
    """A step that ended: done by somebody on a day, or passed over with the reason in `note`."""

    table_title = pgettext_lazy("table", "steps of algorithms done")

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="ticks")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=8, choices=[(code, code) for code in STEP_ENDS.codes])
    on = models.DateField()
    done_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="algorithm_steps"
    )
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["run", "number"],
                name="tick_once_a_step",
                violation_error_message=gettext_lazy(
                    "Somebody has written about this step already: look at the page anew."
                ),
            ),
            CheckConstraint(
                condition=Q(outcome=DONE) | ~Q(note=""),
                name="tick_passes_over_with_a_reason",
                violation_error_message=gettext_lazy(
                    "A step is passed over for a reason: write it in the note."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} · {self.number}"
