"""Whether what is asked of the calendar can be."""

from datetime import date, time

from django.utils.translation import gettext as _

from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation
from gaisma.workplace.calendar.models import Deadline
from gaisma.workplace.calendar.queries import places

LONGEST_REPEAT_IN_YEARS = 10


def lies_well(
    *,
    from_on: date,
    to_on: date | None,
    from_time: time | None,
    to_time: time | None,
    repeats: str,
    until_on: date | None,
) -> None:
    """Raises UnableToRecord when days and times of a measure contradict each other."""
    if to_on and to_on < from_on:
        raise _refusal(_("The last day is before the first."), "end_before_start")
    if to_time and not from_time:
        raise _refusal(_("Say when it begins, or leave the end empty too."), "no_beginning")
    if from_time and to_time and (to_on or from_on) == from_on and to_time <= from_time:
        raise _refusal(_("It ends before it begins."), "ends_before_it_begins")
    _repeats_well(from_on=from_on, to_on=to_on, repeats=repeats, until_on=until_on)


def _repeats_well(
    *, from_on: date, to_on: date | None, repeats: str, until_on: date | None
) -> None:
    if bool(repeats) != bool(until_on):
        raise _refusal(
            _("What repeats needs the day until which it does, and what does not has none."),
            "repeats_without_end",
        )
    if until_on and until_on < (to_on or from_on):
        raise _refusal(_("It repeats until a day before its own end."), "until_before_start")
    if until_on and until_on.year - from_on.year > LONGEST_REPEAT_IN_YEARS:
        raise _refusal(_("It may repeat for ten years at most."), "repeats_too_long")


def binds(deadline: Deadline, institution: Organisation) -> None:
    """Raises UnableToRecord when the institution owes nothing by this deadline."""
    if institution.pk not in {one.id for one in places.Tree.read().bound(deadline)}:
        raise _refusal(
            _("“%(institution)s” owes nothing by this deadline.")
            % {"institution": institution.name},
            "not_bound",
        )


def says_why(answer: str) -> None:
    """Raises UnableToRecord when something is returned without a word."""
    if not answer.strip():
        raise _refusal(_("Say what is to be mended."), "no_reason")


def _refusal(sentence: str, code: str) -> UnableToRecord:
    return UnableToRecord(sentence, code=code)
