"""Which evaluations a person sees."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from gaisma.base import access
from gaisma.base.models import User
from gaisma.base.permissions import AT_WORK, KEEPERS, LEADERS, OFFICIALS, Reader
from gaisma.quality.selfevaluation.permissions import LOOKING_ON
from gaisma.quality.selfevaluation.workflow import AGREED, PUBLISHED, SIGNED

if TYPE_CHECKING:
    from gaisma.quality.selfevaluation.models import (  # noqa: F401
        Appraisal,
        Contribution,
        Finding,
        SelfEvaluation,
    )

SENT = (SIGNED, AGREED, PUBLISHED)
"""States in which the head answers for what is said."""


class SelfEvaluationQuerySet(models.QuerySet["SelfEvaluation"]):
    """Self-evaluations of institutions."""

    def visible_to(self, user: Reader) -> "SelfEvaluationQuerySet":
        """Those of one's house and, for the authority, of all; who looks on sees signed ones.

        What is published all see who sign in.
        """
        if not isinstance(user, User):
            return self.none()
        near = Q(institution__in=access.reach(user, *KEEPERS, *AT_WORK))
        signed = Q(institution__in=access.reach(user, *LOOKING_ON), state__in=SENT)
        return self.filter(near | signed | Q(state=PUBLISHED))

    def written_by(self, user: Reader) -> "SelfEvaluationQuerySet":
        """Those that the user writes, as one who leads the institution."""
        return self.filter(institution__in=access.reach(user, *LEADERS))

    def signed(self) -> "SelfEvaluationQuerySet":
        return self.filter(state__in=SENT)


class FindingQuerySet(models.QuerySet["Finding"]):
    """What was found from outside."""

    def visible_to(self, user: Reader) -> "FindingQuerySet":
        """Those about institutions that one leads, keeps or looks on."""
        return self.filter(institution__in=access.reach(user, *KEEPERS, *LOOKING_ON))


class AppraisalQuerySet(models.QuerySet["Appraisal"]):
    """Appraisals of heads."""

    def visible_to(self, user: Reader) -> "AppraisalQuerySet":
        """The head's own, those of who appraises, and all below for the head of the authority."""
        if not isinstance(user, User):
            return self.none()
        own = Q(head__account__user=user, institution__in=access.reach(user, "head"))
        appraised = Q(appraiser__account__user=user, institution__in=access.reach(user, *OFFICIALS))
        return self.filter(own | appraised | self._led(user))

    def concluded(self) -> "AppraisalQuerySet":
        return self.filter(concluded_on__isnull=False)

    @staticmethod
    def _led(user: User) -> Q:
        return Q(institution__in=access.reach(user, "manager"))


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """What people say of their own year."""

    def visible_to(self, user: Reader) -> "ContributionQuerySet":
        """One's own, and what was submitted where one is the head; nobody outside sees any."""
        if not isinstance(user, User):
            return self.none()
        own = Q(person__account__user=user)
        headed = Q(institution__in=access.reach(user, "head"))
        return self.filter(own | headed & Q(submitted_at__isnull=False))

    def submitted(self) -> "ContributionQuerySet":
        return self.filter(submitted_at__isnull=False)
