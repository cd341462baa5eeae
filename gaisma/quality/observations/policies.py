"""What is refused of an observation or a sheet, and what other rooms warn of."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.base import wording
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import Organisation, User
from gaisma.base.registry import Registry, gathered
from gaisma.quality.observations import permissions
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.record.instruments.models import Version
from gaisma.record.people.models import Employment, Person
from gaisma.record.programmes.models import Group


def check_for_observing(version: Version) -> None:
    """Raises UnableToRecord for a questionnaire that nobody may observe with."""
    is_offered = not version.is_draft and version.instrument.retired_on is None
    if version.instrument.use != "observation" or not is_offered:
        raise UnableToRecord(
            _("Choose an instrument for observing lessons that is in use."), code="no_instrument"
        )


def check_works_there(teacher: Person, institution: Organisation, *, on: date) -> None:
    """Raises UnableToRecord for somebody who does not work at the institution on that day."""
    posts = Employment.objects.filter(person=teacher, institution=institution)
    if not posts.held_on(on).exists():
        raise UnableToRecord(
            _("On %(day)s this person does not work at %(institution)s.")
            % {"day": wording.day(on), "institution": institution.name},
            code="not_there",
        )


def check_group_there(group: Group | None, institution: Organisation) -> None:
    """Raises UnableToRecord for a group of another institution."""
    if group is not None and group.institution_id != institution.pk:
        raise UnableToRecord(
            _("Choose a group of %(institution)s.") % {"institution": institution.name},
            code="other_group",
        )


def check_observers(observers: list[Person], teacher: Person) -> None:
    """Raises UnableToRecord when nobody observes, somebody twice, or the teacher herself."""
    if not observers or len({observer.pk for observer in observers}) < len(observers):
        raise UnableToRecord(_("Name each observer once, at least one."), code="observers")
    if teacher in observers:
        raise UnableToRecord(_("Nobody observes their own lesson."), code="own_lesson")


def check_may_observe(
    observers: Iterable[Person], observed_by: str, institution: Organisation, *, on: date
) -> None:
    """Raises UnableToRecord for somebody who cannot sign in there to fill a sheet."""
    able = permissions.able_to_observe(observed_by, institution, on=on)
    for observer in observers:
        if not able.filter(pk=observer.pk).exists():
            raise UnableToRecord(
                _("%(name)s cannot observe there: choose somebody with an account and a role.")
                % {"name": observer},
                code="unable_to_observe",
            )


def check_follows_a_step(
    follows: Observation | None, teacher: Person, *, but: Observation | None = None
) -> None:
    """Raises UnableToRecord unless it follows a next step that this teacher agreed to."""
    if follows is None:
        return
    is_theirs = follows.teacher_id == teacher.pk and follows != but
    if not is_theirs or follows.agreed_at is None:
        raise UnableToRecord(
            _("A visit follows a next step that the same teacher agreed to."), code="no_such_step"
        )


def check_is_observed(on: date, *, at: datetime) -> None:
    """Raises UnableToRecord for a lesson whose day is still to come."""
    if on > timezone.localdate(at):
        raise UnableToRecord(
            _("The day of the lesson has not come yet: give the day on which you observed it."),
            code="not_yet",
        )


def check_talk_day(observation: Observation, on: date, *, at: datetime) -> None:
    """Raises UnableToRecord for a talk before the lesson, or one that is still to come."""
    first = observation.held_on or observation.planned_on
    last = timezone.localdate(at)
    if not first <= on <= last:
        raise UnableToRecord(
            _("Give the day of the talk, from %(first)s to %(last)s.")
            % {"first": wording.day(first), "last": wording.day(last)},
            code="talk_outside",
        )


def check_unsubmitted(sheet: Sheet) -> None:
    """Raises UnableToRecord for a sheet that is submitted: half of one would stand there."""
    if sheet.submitted_at is not None:
        raise UnableToRecord(
            _("This sheet is submitted already: submit it again when you have changed it."),
            code="submitted",
        )


def check_still_blind(sheet: Sheet) -> None:
    """Raises UnableToRecord once all who rated one lesson can see what the others wrote."""
    sheets = sheet.observation.sheets.filter(corrects__isnull=True)
    if sheets.count() > 1 and not sheets.unsubmitted().exists():
        raise UnableToRecord(
            _("All observers have submitted and see each other's sheets: they stay as they are."),
            code="seen_by_others",
        )


def check_unwritten(sheet: Sheet) -> None:
    """Raises UnableToRecord for a sheet in which something stands already."""
    if any((sheet.answers, sheet.notes, sheet.strengths, sheet.advice, sheet.submitted_at)):
        raise UnableToRecord(
            _("%(name)s has begun to fill the sheet: what is written would be lost.")
            % {"name": sheet.observer},
            code="written",
        )


def check_not_the_leads(sheet: Sheet) -> None:
    """Raises UnableToRecord for the sheet of who leads: without it nothing was observed."""
    if sheet.is_lead:
        raise UnableToRecord(
            _("This is the sheet of the observer who leads: it stays."), code="of_the_lead"
        )


def check_own_sheet(sheet: Sheet, by: User | None) -> None:
    """Raises NotPermitted for a sheet of another observer."""
    if by is not None and not sheet.observer.signs_in_as(by):
        raise NotPermitted(_("This sheet is another observer's."), code="not_permitted")


@dataclass(frozen=True)
class Caution:
    """A kind of caution: what is to be known of some of the persons, in a few words, by person."""

    key: str
    of: Callable[[Observation, Collection[int]], dict[int, str]]


def cautions() -> Registry[Caution]:
    """The cautions of all rooms."""
    return gathered("OBSERVER_CAUTIONS")


def warnings(observation: Observation, people: Collection[int]) -> dict[int, str]:
    """All that is to be known of each of these persons."""
    found: dict[int, list[str]] = {}
    for caution in cautions():
        for person, words in caution.of(observation, people).items():
            found.setdefault(person, []).append(words)
    return {person: "; ".join(words) for person, words in found.items()}
