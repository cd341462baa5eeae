"""Children who live in the city by its register of persons, and attempts to reach them."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.analytics.support_terms import CONTACT_WAYS, SEARCH_OUTCOMES
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Recorded, User
from gaisma.base.permissions import Reader
from gaisma.quality.prevention.permissions import is_of_the_authority
from gaisma.record.people.models import Person


class DeclaredQuerySet(models.QuerySet["Declared"]):
    """Children on lists of the register."""

    def visible_to(self, user: Reader) -> "DeclaredQuerySet":
        """All to the authority's own people, and to nobody else."""
        return self.all() if is_of_the_authority(user) else self.none()


class Declared(Recorded):
    """A child whom lists of the register of persons have, from the first of them to the last.

    `from_on` is the day of the first list, `listed_on` that of the last one; `to_on` the day before
    the list that has the child no more, empty while the newest has it. `address` is the declared
    one, or that of the accommodation of who is under temporary protection.
    """

    table_title = pgettext_lazy("table", "declared children")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="declared")
    address = models.CharField(max_length=255, blank=True)
    is_protected = models.BooleanField(default=False)
    from_on = models.DateField()
    listed_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    responsible = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = DeclaredQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["person", "from_on"],
                name="declared_once_from_a_day",
                violation_error_message=gettext_lazy(
                    "The child is on the list of this day already: change that entry."
                ),
            ),
            CheckConstraint(
                condition=Q(listed_on__gte=F("from_on"))
                & (Q(to_on__isnull=True) | Q(to_on__gte=F("listed_on"))),
                name="declared_days_in_order",
                violation_error_message=gettext_lazy(
                    "The days of the lists are not in their order: give the first one first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.from_on}"

    def get_absolute_url(self) -> str:
        return reverse("prevention:child", args=[self.pk])


class ContactAttempt(Recorded):
    """Somebody asked after a child: on which day, how, what came of it, what is known since.

    An `outcome` holds until a later attempt tells another; without one nothing new is known.
    """

    table_title = pgettext_lazy("table", "attempts to reach children")
    account_columns = ("made_by_id",)

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contact_attempts")
    on = models.DateField()
    way = models.CharField(max_length=8, choices=[(code, code) for code in CONTACT_WAYS.codes])
    came_of_it = models.TextField()
    outcome = models.CharField(
        max_length=16, blank=True, choices=[(code, code) for code in SEARCH_OUTCOMES.codes]
    )
    made_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["person", "on"], name="contact_attempt_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.on}"
