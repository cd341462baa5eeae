"""Who may do what to an appraisal, and whether its state allows it."""

from django.utils.translation import gettext as _

from gaisma.base import access
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.quality.selfevaluation.models import Appraisal
from gaisma.quality.selfevaluation.permissions import APPRAISE, OPEN_APPRAISALS
from gaisma.record.people.models import Employment, Person


def is_head(appraisal: Appraisal, user: User) -> bool:
    """Whether the account is that of the head who is appraised."""
    return _is_person(appraisal.head, user)


def may_appraise(appraisal: Appraisal, user: User) -> bool:
    """Whether the person appraises: who is named for it, or the head of the authority."""
    place = appraisal.institution
    if is_head(appraisal, user) or not access.may(user, APPRAISE, place):
        return False
    return access.may(user, OPEN_APPRAISALS, place) or _is_person(appraisal.appraiser, user)


def demand_head(appraisal: Appraisal, by: User | None) -> None:
    """Raises NotPermitted for anybody but the head herself."""
    if by is not None and not is_head(appraisal, by):
        raise NotPermitted(_("This is for the head who is appraised."), code="not_permitted")


def demand_appraiser(appraisal: Appraisal, by: User | None) -> None:
    """Raises NotPermitted for anybody but those who appraise."""
    if by is not None and not may_appraise(appraisal, by):
        raise NotPermitted(_("This is for who appraises."), code="not_permitted")


def check_open(appraisal: Appraisal) -> None:
    """Raises UnableToRecord once it is concluded."""
    if appraisal.concluded_on is not None:
        raise UnableToRecord(_("The appraisal is concluded: it stays as it is."), code="concluded")


def check_concluded(appraisal: Appraisal) -> None:
    """Raises UnableToRecord before it is concluded."""
    if appraisal.concluded_on is None:
        raise UnableToRecord(_("The appraisal is not concluded yet."), code="not_concluded")


def heads(institution: Organisation, person: Person) -> None:
    """Raises UnableToRecord for somebody who has not led the institution."""
    posts = Employment.objects.filter(person=person, institution=institution, role="head")
    if not posts.exists():
        raise UnableToRecord(
            _("This person does not lead %(institution)s.") % {"institution": institution.name},
            code="not_head",
        )


def appraises_another(head: Person, appraiser: Person) -> None:
    """Raises UnableToRecord when the head would appraise herself."""
    if head == appraiser:
        raise UnableToRecord(_("Nobody appraises themselves."), code="own_appraisal")


def check_first(institution: Organisation, head: Person, school_year: SchoolYear) -> None:
    """Raises UnableToRecord where the head's appraisal of the year stands already."""
    rows = Appraisal.objects.filter(institution=institution, head=head, school_year=school_year)
    if rows.exists():
        raise UnableToRecord(_("The appraisal of this year is begun already."), code="begun")


def _is_person(person: Person, user: User) -> bool:
    account = getattr(person, "account", None)
    return account is not None and account.user_id == user.pk
