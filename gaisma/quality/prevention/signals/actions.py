"""Rules are set with a reason; signals are dismissed with one."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from gaisma.base import audit, changes
from gaisma.base.changes import NotPermitted
from gaisma.base.models import Organisation, User
from gaisma.quality.prevention import audited
from gaisma.quality.prevention.models import Dismissal, Rule
from gaisma.quality.prevention.permissions import SET_RULES
from gaisma.quality.prevention.signals import queries
from gaisma.record import recording
from gaisma.record.people.models import Person


def set_rule(
    *, kind: str, threshold: int, from_on: date, reason: str, by: User | None, at: datetime
) -> Rule:
    """Give a rule another threshold from a day on. Raises NotPermitted, UnableToRecord."""
    changes.demand(SET_RULES, by=by)
    fields = {
        "kind": kind,
        "threshold": threshold,
        "from_on": from_on,
        "reason": reason,
        "set_by": by,
    }
    return recording.add(Rule, fields, action=audited.SET_RULE, by=by, at=at)


def note_read(page: queries.SignalsPage, *, by: User, at: datetime) -> None:
    """Write down that somebody read signals, and of how many learners."""
    note_read_of(len({one.learner.pk for one in page.shown}), by=by, at=at)


def note_read_of(learners: int, *, by: User, at: datetime) -> None:
    """Write down that somebody read signals, or what was answered to them, of so many learners."""
    audit.note(action=audited.READ_SIGNALS, by=by, at=at, details={"rows": learners})


def dismiss(
    *,
    learner: Person,
    institution: Organisation,
    kind: str,
    until: date,
    reason: str,
    on: date,
    by: User,
    at: datetime,
) -> Dismissal:
    """Say that nothing has to be done, until a day. Raises NotPermitted, UnableToRecord."""
    if queries.signal(by, learner.pk, kind, on=on) is None:
        raise NotPermitted(_("This signal is not yours to answer."), code="not_permitted")
    fields = {
        "learner": learner,
        "institution": institution,
        "kind": kind,
        "dismissed_on": on,
        "until": until,
        "reason": reason,
        "dismissed_by": by,
    }
    return recording.add(
        Dismissal, fields, action=audited.DISMISS, by=by, at=at, organisation=institution
    )
