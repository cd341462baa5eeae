"""Whether the state of a plan allows what is asked."""

from django.utils.translation import gettext as _

from gaisma.analytics.moments import first_of_september
from gaisma.base import wording
from gaisma.base.changes import UnableToChange, UnableToRecord
from gaisma.base.models import Organisation
from gaisma.workplace.new_year.models import JOINS, Plan, PlannedGroup


def check_at_step(plan: Plan, revision: int) -> None:
    """Raises UnableToChange when somebody changed the plan since the revision looked at."""
    if plan.revision != revision:
        raise UnableToChange(
            _("Somebody else has changed this plan meanwhile: look at it anew."),
            code="changed_meanwhile",
        )


def works_in(institution: Organisation, school_year: str) -> None:
    """Raises UnableToRecord when the institution is closed when the school year begins."""
    if institution.closed_on and institution.closed_on < first_of_september(school_year):
        raise UnableToRecord(
            _("%(institution)s closes on %(day)s: its learners go on at its successor.")
            % {"institution": institution.name, "day": wording.day(institution.closed_on)},
            code="institution_closed",
        )


def whole(groups: list[PlannedGroup]) -> None:
    """Raises UnableToRecord for a name given twice, or a group that joins none."""
    names = [(group.institution_id, group.name) for group in groups if group.is_there]
    twice = sorted({name for where, name in names if names.count((where, name)) > 1})
    if twice:
        raise UnableToRecord(
            _("Two groups are called %(names)s: give each a name of its own.")
            % {"names": ", ".join(twice)},
            code="name_twice",
        )
    lost = [g.name for g in groups if g.act == JOINS and not (g.into and g.into.is_there)]
    if lost:
        raise UnableToRecord(
            _("Say which group takes in the learners of %(names)s.") % {"names": ", ".join(lost)},
            code="joins_none",
        )
