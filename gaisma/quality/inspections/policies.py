"""What is refused in an inspection beside what its state allows."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from gaisma.base import access, wording
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import RoleGrant, SchoolYear, User
from gaisma.base.permissions import OFFICIALS
from gaisma.quality.inspections import permissions
from gaisma.quality.inspections.kinds import NOT_READY, READY, WITH_DEFECTS
from gaisma.quality.inspections.models import Defect, Inspection
from gaisma.quality.inspections.questionnaires import USE
from gaisma.record.instruments.models import Version

FIRST, LAST = (8, 19), (9, 5)
"""Month and day from which and until which institutions are inspected."""


def days_of(school_year: SchoolYear) -> tuple[date, date]:
    """The first and the last day of inspections before the school year."""
    year = school_year.starts_on.year
    return date(year, *FIRST), date(year, *LAST)


def result_fits(inspection: Inspection, result: str, conclusion: str) -> None:
    """Raises UnableToRecord for a result that the defects contradict."""
    unmended = [defect for defect in inspection.defects.all() if defect.mended_on is None]
    if result == READY and unmended:
        raise UnableToRecord(
            _("Defects are to be mended: choose “ready, with defects to mend” or “not ready”."),
            code="defects_left",
        )
    if result == WITH_DEFECTS and not unmended:
        raise UnableToRecord(
            _("No defect is to be mended: choose “ready”, or write the defects down."),
            code="no_defects",
        )
    if result != NOT_READY and any(defect.severity == "dangerous" for defect in unmended):
        raise UnableToRecord(
            _("A dangerous defect is to be mended first: the institution is not ready."),
            code="dangerous",
        )
    if result == NOT_READY and not conclusion.strip():
        raise UnableToRecord(_("Say why the institution is not ready."), code="no_conclusion")


def check_for_inspecting(version: Version) -> None:
    """Raises UnableToRecord for an instrument of another use, or one that is not in use."""
    is_offered = not version.is_draft and version.instrument.retired_on is None
    if version.instrument.use != USE or not is_offered:
        raise UnableToRecord(
            _("Choose an instrument for inspections that is in use."), code="no_instrument"
        )


def check_officials(people: Collection[User], *, on: date) -> None:
    """Raises UnableToRecord where somebody in the commission is none of the authority's."""
    grants = RoleGrant.objects.valid_on(on).filter(role__in=OFFICIALS, user__in=people)
    known = set(grants.values_list("user", flat=True))
    for person in people:
        if person.pk not in known:
            raise UnableToRecord(
                _("%(name)s does not work at the authority: choose somebody else.")
                % {"name": person},
                code="no_official",
            )


def check_within(day: date, school_year: SchoolYear) -> None:
    """Raises UnableToRecord for a day outside the weeks of inspections."""
    first, last = days_of(school_year)
    if not first <= day <= last:
        raise UnableToRecord(
            _("Inspections are held from %(first)s to %(last)s: choose a day between.")
            % {"first": wording.day(first), "last": wording.day(last)},
            code="other_day",
        )


def check_is_past(day: date, *, today: date) -> None:
    """Raises UnableToRecord for a day that is still to come."""
    if day > today:
        raise UnableToRecord(_("This day has not come yet."), code="not_yet")


def check_unmended(defect: Defect) -> None:
    """Raises UnableToRecord for a defect that is reported as mended."""
    if defect.mended_on is not None:
        raise UnableToRecord(_("It is reported as mended already."), code="mended")


def check_can_be_moved(defect: Defect, due_on: date, because: str, *, on: date) -> None:
    """Raises UnableToRecord for a deadline that is not moved so, and before an act stands."""
    if not is_signed(defect.inspection):
        raise UnableToRecord(
            _("The act is not signed yet: change the defect itself."), code="not_signed"
        )
    if not because.strip():
        raise UnableToRecord(_("Say why the deadline is moved."), code="no_reason")
    if due_on == defect.due_on:
        raise UnableToRecord(_("This is its deadline already: choose another day."), code="same")
    if due_on < on:
        raise UnableToRecord(_("This day has passed: choose one to come."), code="passed")


def waits_for_check(defect: Defect) -> None:
    """Raises UnableToRecord for a defect that cannot be checked now."""
    if defect.mended_on is None:
        raise UnableToRecord(_("It is not reported as mended yet."), code="not_mended")
    if defect.checked_on is not None:
        raise UnableToRecord(_("It is checked already."), code="checked")


def may_mend(defect: Defect, user: User) -> bool:
    """Whether it is the person's to report: the authority all, leaders what is their house's."""
    place = defect.inspection.institution
    if access.may(user, permissions.CHECK, place):
        return True
    return defect.mends == "institution" and access.may(user, permissions.MEND, place)


def may_check(defect: Defect, user: User) -> bool:
    """Whether the person looks whether it is mended."""
    return access.may(user, permissions.CHECK, defect.inspection.institution)


def is_told(inspection: Inspection, user: User) -> bool:
    """Whether the person is told what was found: the authority at once, leaders by the act."""
    official = access.may(user, permissions.INSPECT, inspection.institution)
    return official or is_signed(inspection)


def is_signed(inspection: Inspection) -> bool:
    """Whether an act stands, from which on its defects are mended."""
    return inspection.acts.exists()
