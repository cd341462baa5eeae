"""Why something that a report's texts are doubted for may stay: said, and taken back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base.changes import UnableToRecord
from gaisma.base.models import User
from gaisma.evidence.reports.actions.noting import demand, locked, note
from gaisma.evidence.reports.doubts import Doubt
from gaisma.evidence.reports.models import Justification, Report


@transaction.atomic
def justify(
    *, report: Report, doubt: Doubt, reason: str, by: User | None, at: datetime
) -> Justification:
    """Say why what is doubted may stay. Raises UnableToRecord."""
    demand("justify", by=by)
    found = locked(report, "justify")
    if not reason.strip():
        raise UnableToRecord(_("The reason is empty: write why it may stay."), code="no_reason")
    given = {
        "section": doubt.section,
        "language": doubt.language,
        "about": doubt.sentence,
        "reason": reason.strip(),
        "given_by": by,
        "given_at": at,
    }
    kept, _made = Justification.objects.update_or_create(
        report=found, key=doubt.key, defaults=given
    )
    note(
        found,
        "justify",
        by=by,
        at=at,
        section=doubt.section,
        language=doubt.language,
        justification=kept.pk,
    )
    return kept


@transaction.atomic
def withdraw(*, justification: Justification, by: User | None, at: datetime) -> None:
    """Take a justification back: what it let stay is doubted again. Raises UnableToRecord."""
    demand("withdraw_justification", by=by)
    found = locked(justification.report, "withdraw_justification")
    details = {"section": justification.section, "language": justification.language}
    note(found, "withdraw_justification", by=by, at=at, **details)
    justification.delete()
