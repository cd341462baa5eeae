"""Codes by which people answer, the letters that carry them, and who drew one."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.base import access
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Organisation, Recorded, User
from gaisma.base.permissions import LEADERS, Reader
from gaisma.quality.surveys.models.campaigns import Part, random_number
from gaisma.record.programmes.models import Group


class CodeQuerySet(models.QuerySet["Code"]):
    """Codes, used ones among them until these go."""

    def unused(self) -> "CodeQuerySet":
        """Those by which somebody can still answer."""
        return self.filter(used_under=None)


class BatchQuerySet(models.QuerySet["Batch"]):
    """Codes that were given out together."""

    def of_class_teacher(self, user: Reader, *, on: date) -> "BatchQuerySet":
        """Those of the user's own classes on the day, unless the user leads the institution."""
        own = Group.objects.of_class_teacher(user, on=on)
        found = self.filter(group__in=own, is_trial=False)
        return found.exclude(institution__in=access.reach(user, *LEADERS))

    def with_left(self) -> "BatchQuerySet":
        """With `left`: how many nobody has used, or had used when the survey closed."""
        there = Subquery(self._left_there(), output_field=models.IntegerField())
        return self.annotate(left=Coalesce(F("issued") - F("used"), there, 0))

    def _left_there(self) -> models.QuerySet[Any, Any]:
        """Of each batch the number of codes that it still has."""
        rows = self.model._default_manager.filter(pk=OuterRef("pk")).order_by()
        return (
            rows.values("pk")
            .annotate(number=Count("codes", filter=Q(codes__used_under=None)))
            .values("number")
        )


class Batch(Recorded):
    """Codes that were given out together, for an audience at an institution or in a class.

    Those that are `is_drawn` nobody gives out: each of the staff draws one from the own account.
    When the survey closes it is noted how many were `used`.
    """

    table_title = pgettext_lazy("table", "survey codes")

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="batches")
    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="code_batches"
    )
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.CASCADE, related_name="code_batches"
    )
    issued = models.PositiveIntegerField()
    used = models.PositiveIntegerField(null=True, blank=True)
    is_trial = models.BooleanField(default=False)
    goes_by_letter = models.BooleanField(default=False)
    is_drawn = models.BooleanField(default=False)

    objects = BatchQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(issued__gte=1),
                name="batch_has_codes",
                violation_error_message=gettext_lazy(
                    "A sheet of codes needs at least one code: give out one or more."
                ),
            ),
            CheckConstraint(
                condition=Q(is_trial=False) | Q(goes_by_letter=False),
                name="batch_trial_on_paper",
                violation_error_message=gettext_lazy(
                    "Codes of a trial are not sent in letters: take them on paper."
                ),
            ),
            CheckConstraint(
                condition=Q(is_drawn=False) | Q(is_trial=False, goes_by_letter=False),
                name="batch_drawn_by_who_answers",
                violation_error_message=gettext_lazy(
                    "Codes that are drawn go out in no other way: leave the others out."
                ),
            ),
            CheckConstraint(
                condition=Q(used__isnull=True) | Q(used__lte=F("issued")),
                name="batch_used_of_its_codes",
                violation_error_message=gettext_lazy(
                    "No more codes can be used than were given out: correct the number."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} · {self.institution_id}"


class Code(models.Model):
    """A code by which somebody can answer; `number` and the installation's key give its letters.

    One that was used goes when the answers of its institution move on, many at once. Until then it
    has the number of its use, which the answer's place in the box has forgotten.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="codes")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, unique=True)
    used_under = models.BigIntegerField(null=True)

    objects = CodeQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["batch", "number"],
                name="code_once_in_a_batch",
                violation_error_message=gettext_lazy(
                    "The sheet holds a code with this number already: give out the codes anew."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} · {self.number}"


class Unsent(models.Model):
    """The number of a code that no letter, and nobody who draws, has taken yet: they take any.

    A number that is taken is deleted, so that nothing remembers in which order, or by whom.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="unsent")
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["batch", "number"],
                name="unsent_once_in_a_batch",
                violation_error_message=gettext_lazy(
                    "This code waits for its letter already: look at the letters anew."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} · {self.number}"


class Letter(models.Model):
    """An address to which some code of the batch is to be sent; deleted once it is.

    Which code that is stands nowhere. One that the mail server did not take stays, to be sent
    again with another code. A reminder takes no code.
    """

    passing_columns = ("address",)

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="letters")
    address = models.EmailField()
    language = models.CharField(max_length=2)
    has_failed = models.BooleanField(default=False)
    is_reminder = models.BooleanField(default=False)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["batch", "address", "is_reminder"],
                name="letter_once_in_a_batch",
                violation_error_message=gettext_lazy(
                    "This address gets the letter already: give each address once."
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class Drawn(models.Model):
    """That an account has drawn its code, and draws no other; which it was stands nowhere."""

    table_title = pgettext_lazy("table", "survey codes that were drawn")
    passing_columns = ("user_id",)

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="drawn")
    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="codes_drawn"
    )
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="codes_drawn")

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["part", "institution", "user"],
                name="drawn_once_an_account",
                violation_error_message=gettext_lazy(
                    "A code was drawn from this account already: each opens the survey once."
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.id)
