"""How long is kept what accounts leave behind: invitations and the signs of signing in."""

from axes.models import AccessAttempt, AccessLog
from django.utils.translation import gettext_noop

from gaisma.base.accounts.models import Invitation
from gaisma.base.retention import RetentionKind, older, remove_rows

RETENTION = [
    RetentionKind(
        "invitation",
        title=gettext_noop("Invitations whose day is over"),
        years=1,
        source="data protection law: no longer than the purpose needs",
        # Answered or not: what came of them stands in the roles and in the audit.
        over=older(Invitation, "expires_at"),
        remove=remove_rows,
    ),
    RetentionKind(
        "sign_in",
        title=gettext_noop("When and from where people signed in"),
        years=1,
        source="data protection and information security law: proof of processing",
        over=older(AccessLog, "attempt_time"),
        remove=remove_rows,
    ),
    RetentionKind(
        "failed_sign_in",
        title=gettext_noop("Attempts to sign in that failed"),
        years=1,
        source="data protection and information security law: proof of processing",
        over=older(AccessAttempt, "attempt_time"),
        remove=remove_rows,
    ),
]
