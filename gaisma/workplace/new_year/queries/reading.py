"""Who looked at the learners of a plan is noted."""

from collections.abc import Sequence
from datetime import datetime

from gaisma.base import audit
from gaisma.base.models import AuditRecord, User
from gaisma.record.people import audited as people_audited
from gaisma.workplace.new_year.models import Plan
from gaisma.workplace.new_year.queries.plans import LearnerLine


def note_read(plan: Plan, lines: Sequence[LearnerLine], *, by: User, at: datetime) -> AuditRecord:
    """Note that the names of a plan's learners were shown; those of one group, or of all."""
    return audit.note(
        action=people_audited.READ_PEOPLE,
        by=by,
        at=at,
        organisation=plan.institution,
        subject="people.Person",
        ids=[line.person_id for line in lines],
        details={"page": "new_year", "plan": plan.pk},
    )
