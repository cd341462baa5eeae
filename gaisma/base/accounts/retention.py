"""How long is kept what accounts leave behind: invitations and the signs of signing in."""

from datetime import date
from typing import Any

from axes.models import AccessAttempt, AccessLog
from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from gaisma.base.accounts.models import Invitation
from gaisma.base.retention import RetentionKind, beginning, remove_rows


def _invitations(before: date) -> QuerySet[Any]:
    """Answered or not: what came of them stands in the roles and in the audit."""
    return Invitation.objects.filter(expires_at__lt=beginning(before))


def _attempts(before: date) -> QuerySet[Any]:
    found: QuerySet[Any] = AccessAttempt.objects.filter(attempt_time__lt=beginning(before))
    return found


def _sign_ins(before: date) -> QuerySet[Any]:
    found: QuerySet[Any] = AccessLog.objects.filter(attempt_time__lt=beginning(before))
    return found


RETENTION = [
    RetentionKind(
        "invitation",
        title=gettext_noop("Invitations whose day is over"),
        years=1,
        source="data protection law: no longer than the purpose needs",
        over=_invitations,
        remove=remove_rows,
    ),
    RetentionKind(
        "sign_in",
        title=gettext_noop("When and from where people signed in"),
        years=1,
        source="data protection and information security law: proof of processing",
        over=_sign_ins,
        remove=remove_rows,
    ),
    RetentionKind(
        "failed_sign_in",
        title=gettext_noop("Attempts to sign in that failed"),
        years=1,
        source="data protection and information security law: proof of processing",
        over=_attempts,
        remove=remove_rows,
    ),
]
