from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.analytics.vocabulary import LEAVING_REASONS
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Organisation, Recorded
from gaisma.evidence.interop.models import Import
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Group, GroupParticulars, Programme
from gaisma.workplace.new_year.workflow import DONE, PLAN, PREPARED, UNDONE

CONTINUES, JOINS, EMPTIES, ENDS, OPENS = ACTS = ("continues", "joins", "empties", "ends", "opens")
"""What becomes of a group: its learners go on in it, or go on in another; it is there again and
they are not; it is not there again and they are not either; it is new."""


class Plan(Recorded):
    """What an institution means to change for a school year; carried out once, or again if undone.

    `school_year` is the name of the coming one, which the record may not know yet. Every change of
    the plan raises its revision, also one of its groups and learners.
    """

    table_title = pgettext_lazy("table", "plans for the year")
    account_columns = ("changed_by_id",)

    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="year_plans"
    )
    school_year = models.CharField(max_length=9)
    keeps_teachers = models.BooleanField(default=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    done = models.OneToOneField(
        Import, null=True, blank=True, on_delete=models.PROTECT, related_name="year_plan"
    )

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["institution", "school_year"],
                name="year_plan_once_an_institution",
                violation_error_message=gettext_lazy(
                    "The institution has a plan for this school year already: go on with it."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.institution_id}: {self.school_year}"

    @property
    def state(self) -> str:
        """Being prepared, carried out, or carried out and undone since."""
        if self.done is None:
            return PREPARED
        return DONE if self.done.undone_at is None else UNDONE

    @property
    def is_open(self) -> bool:
        return PLAN.allows(self, "carry_out")


class PlannedGroup(GroupParticulars):
    """A group of the coming year, or what becomes of one that is not there again.

    `source` is the group of the running year; one that opens has none. `into` is where the
    learners of one that joins another go on.
    """

    table_title = pgettext_lazy("table", "planned groups")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="groups")
    source = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    institution = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=12, choices=[(act, act) for act in ACTS])
    into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL)
    name = models.CharField(max_length=120)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["plan", "source"],
                name="planned_group_once_a_source",
                violation_error_message=gettext_lazy(
                    "This group is planned already: change what was planned for it."
                ),
            ),
            CheckConstraint(
                condition=Q(act__in=ACTS),
                name="planned_group_known_act",
                violation_error_message=gettext_lazy(
                    "A group continues, joins, empties, ends or opens: choose one of these."
                ),
            ),
            CheckConstraint(
                condition=Q(act="opens", source__isnull=True)
                | (~Q(act="opens") & Q(source__isnull=False)),
                name="planned_group_opens_without_a_source",
                violation_error_message=gettext_lazy(
                    "Only a new group has no group before it: choose the group that it "
                    "continues, or open it as new."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_there(self) -> bool:
        """Whether the coming year has this group."""
        return self.act in (CONTINUES, EMPTIES, OPENS)


class PlannedLearner(models.Model):
    """A learner who does otherwise than the group: leaves, or goes on in another one."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="learners")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    into = models.ForeignKey(PlannedGroup, null=True, blank=True, on_delete=models.CASCADE)
    reason = models.CharField(
        max_length=24, blank=True, choices=[(code, code) for code in LEAVING_REASONS.codes]
    )

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["plan", "person"],
                name="planned_learner_once_a_plan",
                violation_error_message=gettext_lazy(
                    "This learner stands in the plan already: change what was planned."
                ),
            ),
            CheckConstraint(
                condition=Q(into__isnull=False, reason="") | (Q(into__isnull=True) & ~Q(reason="")),
                name="planned_learner_goes_or_leaves",
                violation_error_message=gettext_lazy(
                    "A learner goes to a group, or leaves for a reason: say one of the two."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.person_id}"


class Confirmation(models.Model):
    """An institution's word that its register is right on 1 September, and what it held then.

    `counts` are the numbers that were confirmed, `open_problems` how many findings of data quality
    were open, by check.
    """

    table_title = pgettext_lazy("table", "confirmations of lists")
    account_columns = ("by_id",)

    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="confirmations"
    )
    school_year = models.CharField(max_length=9)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="confirmations"
    )
    at = models.DateTimeField()
    counts = models.JSONField(default=dict)
    open_problems = models.JSONField(default=dict)
    note = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.institution_id}: {self.school_year}"
