from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Organisation, Recorded
from gaisma.evidence.interop.models import Import
from gaisma.record.programmes.models import Group
from gaisma.workplace.closing.workflow import CLOSING, DONE, PREPARED, UNDONE

GOES, JOINS, LEAVES = MOVES = ("goes", "joins", "leaves")
"""A group goes to a successor as it is, its learners join another group there, or they leave."""


class Closing(Recorded):
    """How an institution closes: its last day, the decision, who takes over what.

    Without a successor everything ends. `ending_posts` are the ids of posts that end though those
    of others go to the successor. Every change of the plan raises its revision.
    """

    table_title = pgettext_lazy("table", "closings of institutions")
    account_columns = ("changed_by_id",)

    institution = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="closings")
    on = models.DateField()
    successor = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    further = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decision = models.CharField(max_length=255, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    staff_go = models.BooleanField(default=True)
    sites_go = models.BooleanField(default=True)
    ending_posts = models.JSONField(default=list, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    done = models.OneToOneField(
        Import, null=True, blank=True, on_delete=models.PROTECT, related_name="closing"
    )

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(further__isnull=True) | Q(successor__isnull=False),
                name="closing_further_successor_after_the_first",
                violation_error_message=gettext_lazy(
                    "There is no first successor yet: name it before a further one."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.institution_id}: {self.on}"

    @property
    def state(self) -> str:
        """Being prepared, carried out, or carried out and undone since."""
        if self.done is None:
            return PREPARED
        return DONE if self.done.undone_at is None else UNDONE

    @property
    def is_open(self) -> bool:
        return CLOSING.allows(self, "carry_out")

    @property
    def successors(self) -> list[Organisation]:
        """Who takes over, the main one first."""
        return [one for one in (self.successor, self.further) if one]


class GroupMove(models.Model):
    """Where a group of the closing institution goes, and what it is called there."""

    closing = models.ForeignKey(Closing, on_delete=models.CASCADE, related_name="groups")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    move = models.CharField(max_length=8, choices=[(move, move) for move in MOVES])
    successor = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    into = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["closing", "group"],
                name="group_move_once_a_group",
                violation_error_message=gettext_lazy(
                    "This group stands in the plan already: change what was planned for it."
                ),
            ),
            CheckConstraint(
                condition=Q(move="goes", successor__isnull=False, into__isnull=True)
                | Q(move="joins", into__isnull=False)
                | Q(move="leaves", successor__isnull=True, into__isnull=True),
                name="group_move_goes_joins_or_leaves",
                violation_error_message=gettext_lazy(
                    "What becomes of the group is not whole: it goes to a successor, "
                    "joins a group there, or leaves."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.closing_id}: {self.name}"
