"""What is done in unusual situations, step by step, and how it was done when one came up."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.analytics.support_terms import SITUATIONS
from gaisma.base import access, terms
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Organisation, Recorded, User
from gaisma.base.permissions import LEADERS, Reader
from gaisma.quality.prevention.models.cases import Case
from gaisma.quality.prevention.permissions import SUPPORT_TEAM
from gaisma.quality.prevention.workflow import FINISHED, FOLLOWED, RUN

LANGUAGES = ("lv", "en", "ru")


class Algorithm(Recorded):
    """A version of the steps of a situation, in force until a later one: a step a line.

    All languages have the same steps in the same order. Runs keep the version they began with.
    """

    table_title = pgettext_lazy("table", "algorithms of action")
    account_columns = ("published_by_id",)

    situation = models.CharField(max_length=16, choices=[(code, code) for code in SITUATIONS.codes])
    version = models.PositiveSmallIntegerField()
    steps_lv = models.TextField()
    steps_en = models.TextField()
    steps_ru = models.TextField()
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
            CheckConstraint(
                condition=~Q(steps_lv="") & ~Q(steps_en="") & ~Q(steps_ru=""),
                name="algorithm_has_steps",
                violation_error_message=gettext_lazy(
                    "An algorithm without steps helps nobody: write them in every language."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.situation} · {self.version}"

    @property
    def steps(self) -> list[str]:
        """The steps in the reader's language."""
        language = translation.get_language() or LANGUAGES[0]
        found: str = getattr(self, f"steps_{language if language in LANGUAGES else LANGUAGES[0]}")
        return found.splitlines()


class RunQuerySet(models.QuerySet["Run"]):
    """Algorithms that are or were followed."""

    def visible_to(self, user: Reader) -> "RunQuerySet":
        """Those of cases that one sees; of others those of institutions that one leads or supports,
        and those that one began."""
        if not isinstance(user, User):
            return self.none()
        places = access.reach(user, *LEADERS, *SUPPORT_TEAM)
        began = Q(started_by=user) if access.reach(user) else Q(pk__in=())
        return self.filter(
            Q(case__in=Case.objects.visible_to(user))
            | Q(case=None) & (Q(institution__in=places) | began)
        )


class Run(Recorded):
    """An algorithm that an institution follows, in a case or by itself. Nobody is named in it."""

    table_title = pgettext_lazy("table", "algorithms followed")
    account_columns = ("started_by_id",)

    algorithm = models.ForeignKey(Algorithm, on_delete=models.PROTECT, related_name="runs")
    institution = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="runs")
    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.CASCADE, related_name="runs"
    )
    state = models.CharField(
        max_length=8, default=FOLLOWED, choices=[(state, state) for state in RUN.titles]
    )
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(state=FOLLOWED, finished_at__isnull=True)
                | Q(state=FINISHED, finished_at__gte=F("started_at")),
                name="run_finishes_after_it_started",
                violation_error_message=gettext_lazy(
                    "An algorithm that is finished has its moment, after the start: give both."
                ),
            ),
        ]
        indexes = [models.Index(fields=["institution", "state"], name="run_of_institution")]

    def __str__(self) -> str:
        return f"{self.institution_id} · {self.algorithm_id}"

    def get_absolute_url(self) -> str:
        return reverse("prevention:run", args=[self.pk])

    @property
    def title(self) -> str:
        """The situation, in the reader's language."""
        return capfirst(terms.title(SITUATIONS, self.algorithm.situation))

    @property
    def progress(self) -> str:
        """So many steps of all are done."""
        return f"{self.ticks.count()} / {len(self.algorithm.steps)}"

    def is_followed_by(self, user: User) -> bool:
        """Whether the user ticks its steps: who works on its case, or sees it where it has none."""
        if self.case is not None:
            return self.case.is_worked_on_by(user)
        return Run.objects.visible_to(user).filter(pk=self.pk).exists()


class Tick(Recorded):
    """A step that was done: which of the version, when, by whom."""

    table_title = pgettext_lazy("table", "steps of algorithms done")
    account_columns = ("done_by_id",)

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="ticks")
    number = models.PositiveSmallIntegerField()
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["run", "number"],
                name="tick_once_a_step",
                violation_error_message=gettext_lazy(
                    "Somebody has ticked this step already: look at the page anew."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} · {self.number}"
