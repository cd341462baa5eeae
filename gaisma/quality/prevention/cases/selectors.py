"""How pages find what an address names: outside the reader's sight it is not there."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from gaisma.base.models import User
from gaisma.quality.prevention.cases import queries
from gaisma.quality.prevention.models import Case, Given, Participant, Review, Support
from gaisma.quality.prevention.workflow import CASE
from gaisma.record.people.models import Person
from gaisma.record.people.selectors import person, today


def case(user: User, case_id: int) -> Case:
    """A case of which the user sees something. Raises Http404."""
    rows = Case.objects.visible_to(user).select_related("learner", "institution", "owner__account")
    return get_object_or_404(rows, pk=case_id)


def worked_on(user: User, case_id: int, act: str) -> Case:
    """One in which the user may take that act. Raises Http404, PermissionDenied."""
    return _allowed(user, case(user, case_id), act)


def _allowed(user: User, row: Case, act: str) -> Case:
    if not CASE.may(row, act, user):
        raise PermissionDenied
    return row


def participant(user: User, participant_id: int) -> Participant:
    """A part in a case that the user works on. Raises Http404, PermissionDenied."""
    row = get_object_or_404(Participant.objects.select_related("person"), pk=participant_id)
    row.case = worked_on(user, row.case_id, "let_go")
    return row


def support(user: User, support_id: int) -> Support:
    """Support that the user gives, or of a case that they work on. Raises Http404."""
    row = get_object_or_404(Support.objects.select_related("giver__account"), pk=support_id)
    row.case = case(user, row.case_id)
    if not queries.gives(row, user):
        raise Http404
    return row


def planned(user: User, support_id: int) -> Support:
    """Support of a case whose plan is the user's. Raises Http404, PermissionDenied."""
    row = support(user, support_id)
    _allowed(user, row.case, "replan")
    return row


def given(user: User, given_id: int) -> Given:
    """What was given, by whom it is the user's to say. Raises Http404."""
    row = get_object_or_404(Given, pk=given_id)
    row.support = support(user, row.support_id)
    return row


def review(user: User, review_id: int) -> Review:
    """A review of a case that the user works on. Raises Http404, PermissionDenied."""
    row = get_object_or_404(Review, pk=review_id)
    row.case = worked_on(user, row.case_id, "review")
    return row


def learner(user: User, person_id: int) -> Person:
    """A learner of whom the user may open a case. Raises Http404."""
    found = person(user, person_id)
    if not queries.openable_at(user, found, on=today()):
        raise Http404
    return found
