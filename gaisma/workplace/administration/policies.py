"""What holds of the times of the authority."""

from django.utils.translation import gettext as _

from gaisma.base import wording, working_days
from gaisma.base.errors import GaismaError
from gaisma.base.models import MovedWorkingDay, SchoolYear, Term
from gaisma.base.wording import school_years


class UnableToKeepYears(GaismaError):
    """The days do not fit each other."""


def _refuse(sentence: str, code: str) -> None:
    raise UnableToKeepYears(sentence, code=code)


def check_names_a_school_year(name: str) -> None:
    """Raises UnableToKeepYears for a name that is not two years that follow each other."""
    if not school_years.is_one(name):
        message = _("“%(name)s” is not a school year: write it as 2024/2025.")
        _refuse(message % {"name": name}, "school_year")


def check_no_school_year_yet(name: str) -> None:
    """Raises UnableToKeepYears when the school year stands already."""
    if SchoolYear.objects.filter(name=name).exists():
        _refuse(_("This school year stands already."), "stands_already")


def check_fits_its_year(term: Term) -> None:
    """Raises UnableToKeepYears when a term leaves its year, or meets another term of it."""
    year = term.school_year
    if term.to_on < term.from_on:
        _refuse(_("The term ends before it begins."), "end_before_start")
    if term.from_on < year.starts_on or term.to_on > year.ends_on:
        message = _("The term must lie in the school year, from %(from)s to %(to)s.")
        days = {"from": wording.day(year.starts_on), "to": wording.day(year.ends_on)}
        _refuse(message % days, "outside_its_year")
    others = year.terms.exclude(pk=term.pk)
    if others.filter(number=term.number).exists():
        _refuse(_("The school year has a term of this number already."), "number_taken")
    if others.filter(from_on__lte=term.to_on, to_on__gte=term.from_on).exists():
        _refuse(_("Another term of the school year has some of these days."), "terms_meet")


def check_can_be_moved(moved: MovedWorkingDay) -> None:
    """Raises UnableToKeepYears unless a day that would be worked is exchanged for a free one."""
    others = MovedWorkingDay.objects.exclude(pk=moved.pk)
    taken = {day for pair in others.values_list("day_off_on", "worked_on") for day in pair}
    for day in (moved.day_off_on, moved.worked_on):
        if day in taken:
            message = _("%(day)s has been moved already.") % {"day": wording.day(day)}
            _refuse(message, "moved_already")
    # Holidays are not asked for: the library's list has some moved days of past years in it.
    if moved.day_off_on.weekday() >= working_days.SATURDAY:
        message = _("%(day)s is free anyway: choose a working day.")
        _refuse(message % {"day": wording.day(moved.day_off_on)}, "free_anyway")
    if moved.worked_on.weekday() < working_days.SATURDAY:
        message = _("%(day)s is worked anyway: choose a free day.")
        _refuse(message % {"day": wording.day(moved.worked_on)}, "worked_anyway")
