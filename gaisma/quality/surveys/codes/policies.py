"""Who gives out, prints and sends codes, and when."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gaisma.base import access, wording
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation, User
from gaisma.base.permissions import LEADERS, OFFICIALS
from gaisma.quality.surveys.models import Batch, Campaign, Letter, Part
from gaisma.quality.surveys.workflow import SURVEY
from gaisma.record.programmes.models import Group


def check_not_over(campaign: Campaign, *, on: date) -> None:
    """Raises UnableToRecord after the last day: nobody can answer any more."""
    if on > campaign.closes_on:
        raise UnableToRecord(
            _("The last day of the survey was %(day)s.") % {"day": wording.day(campaign.closes_on)},
            code="over",
        )


def check_takes_part(campaign: Campaign, institution: Organisation) -> None:
    """Raises UnableToRecord for an institution at which nobody is asked."""
    if not campaign.institutions.filter(pk=institution.pk).exists():
        raise UnableToRecord(
            _("%(institution)s takes no part in this survey.") % {"institution": institution.name},
            code="no_part",
        )


def leads(user: User | None, institution: Organisation) -> bool:
    """Whether the person reads what is told inside the institution: whoever leads it."""
    return user is not None and institution.pk in access.reach(user, *LEADERS)


def check_not_drawn(part: Part, institution: Organisation, *, by: User | None) -> None:
    """Raises UnableToRecord for codes of staff in the hands of somebody who leads them: whoever
    has a code that is not used can answer with it."""
    if part.is_of_staff and leads(by, institution):
        raise UnableToRecord(
            _(
                "Whoever leads the institution gives its staff no codes: they draw their codes "
                "from their own accounts, or get them from the authority."
            ),
            code="codes_are_drawn",
        )


def check_gets_no_codes(institution: Organisation, *, by: User | None) -> None:
    """Raises UnableToRecord for codes in the hands of somebody who leads the institution, whoever
    is asked: who has one that is not used can answer with it, and subtract that answer."""
    if leads(by, institution):
        raise UnableToRecord(
            _(
                "Whoever leads the institution sees none of its codes: class teachers print the "
                "slips of their classes, and the authority prints and sends all others."
            ),
            code="leads_there",
        )


def check_printed_by(batch: Batch, *, by: User | None, on: date) -> None:
    """Raises UnableToRecord for slips in the hands of somebody who is neither an official nor the
    class teacher of the class on the day."""
    if by is None or batch.institution_id in access.reach(by, *OFFICIALS):
        return
    if not Batch.objects.of_class_teacher(by, on=on).filter(pk=batch.pk).exists():
        raise UnableToRecord(
            _(
                "Class teachers print the slips of their own classes, and the authority prints "
                "all others."
            ),
            code="not_own_class",
        )


def check_group_of(group: Group | None, institution: Organisation) -> None:
    """Raises UnableToRecord for a class of another institution."""
    if group is not None and group.institution_id != institution.pk:
        raise UnableToRecord(
            _("Choose classes of %(institution)s.") % {"institution": institution.name},
            code="other_group",
        )


def check_may_be_given(part: Part, *, institution: Organisation, by: User | None) -> None:
    """Raises UnableToRecord while it is not open, and to whoever leads the staff who are asked."""
    SURVEY.check(part.campaign, "issue_codes")
    check_not_drawn(part, institution, by=by)


def check_may_be_sent(part: Part, *, institution: Organisation, by: User | None) -> None:
    """Raises UnableToRecord while it is not open, and to whoever leads the institution: the
    addresses would be of their choosing."""
    check_may_be_given(part, institution=institution, by=by)
    check_gets_no_codes(institution, by=by)


def printing(batch: Batch) -> str:
    """What is done when its slips are opened."""
    return "print_trial_codes" if batch.is_trial else "print_codes"


def check_can_be_printed(batch: Batch, *, by: User | None, on: date) -> None:
    """Raises UnableToRecord once its codes open nothing, for codes that went out in another way,
    and to whoever does not print them."""
    if not batch.is_trial:
        check_not_drawn(batch.part, batch.institution, by=by)
        check_gets_no_codes(batch.institution, by=by)
        check_printed_by(batch, by=by, on=on)
    SURVEY.check(batch.part.campaign, printing(batch))
    if batch.is_drawn:
        raise UnableToRecord(
            _("These codes are drawn by those who answer, and stand on no sheet."), code="drawn"
        )
    if batch.goes_by_letter:
        raise UnableToRecord(
            _("These codes went out by e-mail, and stand on no sheet."), code="by_letter"
        )


def check_has_letters(letters: "QuerySet[Letter]") -> None:
    """Raises UnableToRecord when none of the letters waits or has failed."""
    if not letters.exists():
        raise UnableToRecord(_("All letters have been sent."), code="no_letters")


def check_not_being_sent(*, is_sending: bool) -> None:
    """Raises UnableToRecord while letters are on their way: each goes out once."""
    if is_sending:
        raise UnableToRecord(
            _("The letters are being sent: wait until it is done."), code="being_sent"
        )
