"""Whether the state of an institution and of the plan allows what is asked."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from gaisma.base.changes import UnableToChange, UnableToRecord
from gaisma.base.models import Organisation
from gaisma.record.organisations import policies as organisations
from gaisma.record.programmes.models import Group
from gaisma.workplace.closing.models import GOES, LEAVES, Closing, GroupMove


def check_at_step(closing: Closing, revision: int) -> None:
    """Raises UnableToChange when somebody changed the plan since the revision looked at."""
    if closing.revision != revision:
        raise UnableToChange(
            _("Somebody else has changed this plan meanwhile: look at it anew."),
            code="changed_meanwhile",
        )


def check_can_close(
    institution: Organisation, *, on: date, successors: Sequence[Organisation]
) -> None:
    """Raises UnableToRecord when the institution cannot close then, or not in their favour."""
    organisations.check_can_close(institution, on=on)
    for successor in successors:
        organisations.check_can_succeed(institution, successor, on=on)
        if successor.is_unit or successor.kind == "authority":
            raise UnableToRecord(
                _("%(name)s is no institution: choose one that can take over.")
                % {"name": successor.name},
                code="no_institution",
            )
    if len({successor.pk for successor in successors}) < len(successors):
        raise UnableToRecord(
            _("The two successors are the same: name one of them only."), code="same_successor"
        )
    has_units = institution.children.open_on(on).exists()
    if has_units and not successors:
        raise UnableToRecord(
            _("It has units that work on: name a successor for them, or close them first."),
            code="units_without_successor",
        )


def whole(moves: Sequence[GroupMove], *, on: date) -> None:
    """Raises UnableToRecord for a name that is taken there, or learners left without a place."""
    going = [move for move in moves if move.move == GOES]
    taken = set(
        Group.objects.filter(
            institution__in={move.successor_id for move in going},
            school_year__in={move.group.school_year_id for move in going},
        ).values_list("institution", "school_year", "name")
    )
    for move in going:
        key = (move.successor_id, move.group.school_year_id, move.name)
        if key in taken:
            raise UnableToRecord(
                _("The successor has a group %(name)s in that year: give this one another name.")
                % {"name": move.name},
                code="name_taken",
            )
        taken.add(key)  # type: ignore[arg-type]
    lost = [
        move.name for move in moves if move.move == LEAVES and move.group.school_year.starts_on > on
    ]
    if lost:
        raise UnableToRecord(
            _("%(names)s begin after the last day: say which institution takes them.")
            % {"names": ", ".join(lost)},
            code="left_over",
        )
