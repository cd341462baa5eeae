"""Cases are opened, worked on, closed; support is planned and given; whoever reads is noted."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import audit, changes
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import Organisation, User
from gaisma.quality.prevention import audited
from gaisma.quality.prevention.cases import queries
from gaisma.quality.prevention.models import (
    PLAN,
    WHOLE,
    Case,
    Given,
    Meeting,
    Participant,
    Review,
    Support,
)
from gaisma.quality.prevention.permissions import OPEN_CASES
from gaisma.quality.prevention.workflow import CASE, CLOSED, OPEN
from gaisma.record import recording
from gaisma.record.people.models import Person


def open_(
    *,
    learner: Person,
    institution: Organisation,
    owner: Person,
    opened_on: date,
    reasons: Sequence[str],
    situation: str,
    by: User | None,
    at: datetime,
) -> Case:
    """Open a case of a learner. Who opens it and is neither owner nor of the team takes part in it.

    Raises UnableToRecord, also where the person is in one already and sees it: of one that is out
    of sight nothing is said.
    """
    changes.demand(OPEN_CASES, by=by, organisation=institution)
    changes.check_is_past(opened_on, at=at)
    _check_owner(institution, owner, on=opened_on)
    _check_new(learner, institution, by)
    fields = {
        "learner": learner,
        "institution": institution,
        "owner": owner,
        "opened_on": opened_on,
        "reasons": list(reasons),
        "situation": situation,
    }
    with transaction.atomic():
        case = recording.add(
            Case, fields, action=CASE["open"].audited, by=by, at=at, organisation=institution
        )
        if by is not None and not case.is_worked_on_by(by):
            _let_take_part(case, by, at=at)
    return case


def _let_take_part(case: Case, by: User, *, at: datetime) -> None:
    opener = Person.objects.filter(account__user=by).first()
    if opener is not None:
        fields = {"case": case, "person": opener, "body": "institution", "sees": WHOLE}
        recording.add(Participant, fields, action=CASE["name"].audited, **_in(case, by=by, at=at))


def _check_owner(institution: Organisation, owner: Person, *, on: date) -> None:
    if not queries.able_to_own(institution, on=on).filter(pk=owner.pk).exists():
        raise UnableToRecord(
            _("A case is owned by somebody with a post and an account at the institution."),
            code="owner",
        )


def _check_new(learner: Person, institution: Organisation, by: User | None) -> None:
    known = Case.objects.open().filter(learner=learner, institution=institution)
    if by is not None and known.worked_on_by(by).exists():
        raise UnableToRecord(
            _("You work on an open case of this learner already: go on in it."), code="open_already"
        )


def change(
    *,
    case: Case,
    revision: int,
    owner: Person,
    reasons: Sequence[str],
    situation: str,
    by: User | None,
    at: datetime,
) -> Case:
    """Write anew what it is about and who answers for it. Raises UnableToChange, UnableToRecord."""
    CASE.admit(case, "change", by=by)
    if owner.pk != case.owner_id:
        _check_owner(case.institution, owner, on=case.opened_on)
    fields = {"owner": owner, "reasons": list(reasons), "situation": situation}
    return recording.change(
        case, fields, revision=revision, action=CASE["change"].audited, **_in(case, by=by, at=at)
    )


def name(
    *,
    case: Case,
    person: Person,
    body: str,
    until: date | None,
    by: User | None,
    at: datetime,
    sees: str = PLAN,
) -> Participant:
    """Let somebody take part. Raises UnableToRecord."""
    CASE.admit(case, "name", by=by)
    fields = {"case": case, "person": person, "body": body, "sees": sees, "until": until}
    return recording.add(
        Participant, fields, action=CASE["name"].audited, **_in(case, by=by, at=at)
    )


def let_go(*, participant: Participant, by: User | None, at: datetime) -> None:
    """End a part in a case: from now on the person sees nothing of it."""
    case = participant.case
    CASE.admit(case, "let_go", by=by)
    recording.remove(participant, action=CASE["let_go"].audited, **_in(case, by=by, at=at))


def plan(*, case: Case, by: User | None, at: datetime, **fields: Any) -> Support:
    """Plan support: kind, subject, giver, funding, from_on, to_on, planned_hours.

    Raises UnableToRecord.
    """
    CASE.admit(case, "plan", by=by)
    return recording.add(
        Support, {"case": case, **fields}, action=CASE["plan"].audited, **_in(case, by=by, at=at)
    )


def replan(
    *, support: Support, revision: int, by: User | None, at: datetime, **fields: Any
) -> Support:
    """Write planned support anew. Raises UnableToChange, UnableToRecord."""
    CASE.admit(support.case, "replan", by=by)
    return recording.change(
        support,
        fields,
        revision=revision,
        action=CASE["replan"].audited,
        **_in(support.case, by=by, at=at),
    )


def give(
    *,
    support: Support,
    on: date,
    by: User | None,
    at: datetime,
    hours: Decimal | None = None,
    amount: Decimal | None = None,
) -> Given:
    """Write down what was given on a day. Raises NotPermitted, UnableToRecord."""
    CASE.admit(support.case, "give", by=by)
    _check_gives(support, by)
    changes.check_is_past(on, at=at)
    if not support.from_on <= on <= (support.to_on or on):
        raise UnableToRecord(
            _("This support is planned for other days: choose one of them, or plan it anew."),
            code="other_days",
        )
    fields = {"support": support, "on": on, "hours": hours, "amount": amount}
    return recording.add(
        Given, fields, action=CASE["give"].audited, **_in(support.case, by=by, at=at)
    )


def take_back(*, given: Given, by: User | None, at: datetime) -> None:
    """Take back what was entered by mistake. Raises NotPermitted, UnableToRecord."""
    case = given.support.case
    CASE.admit(case, "take_back", by=by)
    _check_gives(given.support, by)
    recording.remove(given, action=CASE["take_back"].audited, **_in(case, by=by, at=at))


def _check_gives(support: Support, by: User | None) -> None:
    if by is not None and not queries.gives(support, by):
        raise NotPermitted(_("This support is given by somebody else."), code="not_permitted")


def meet(
    *,
    case: Case,
    held_on: date,
    attended: Sequence[str],
    agreed: str,
    by: User | None,
    at: datetime,
) -> Meeting:
    """Write down a meeting. Raises UnableToRecord."""
    CASE.admit(case, "meet", by=by)
    changes.check_is_past(held_on, at=at)
    fields = {"case": case, "held_on": held_on, "attended": list(attended), "agreed": agreed}
    return recording.add(Meeting, fields, action=CASE["meet"].audited, **_in(case, by=by, at=at))


def set_review(*, case: Case, due_on: date, by: User | None, at: datetime) -> Review:
    """Set a day on which it is looked whether the plan helps. Raises UnableToRecord."""
    CASE.admit(case, "set_review", by=by)
    fields = {"case": case, "due_on": due_on}
    return recording.add(
        Review, fields, action=CASE["set_review"].audited, **_in(case, by=by, at=at)
    )


def review(
    *, review: Review, revision: int, held_on: date, found: str, by: User | None, at: datetime
) -> Review:
    """Write what a review found. Raises UnableToChange, UnableToRecord."""
    CASE.admit(review.case, "review", by=by)
    changes.check_is_past(held_on, at=at)
    fields = {"held_on": held_on, "found": found}
    return recording.change(
        review,
        fields,
        revision=revision,
        action=CASE["review"].audited,
        **_in(review.case, by=by, at=at),
    )


def close(
    *,
    case: Case,
    revision: int,
    closed_on: date,
    outcome: str,
    learnt: str,
    by: User | None,
    at: datetime,
) -> Case:
    """Close a case with what became of it. Raises UnableToChange, UnableToRecord."""
    CASE.admit(case, "close", by=by)
    changes.check_is_past(closed_on, at=at)
    fields = {"state": CLOSED, "closed_on": closed_on, "outcome": outcome, "learnt": learnt}
    return recording.change(
        case, fields, revision=revision, action=CASE["close"].audited, **_in(case, by=by, at=at)
    )


def reopen(*, case: Case, revision: int, by: User | None, at: datetime) -> Case:
    """Go on with a closed case. Raises UnableToChange, UnableToRecord."""
    CASE.admit(case, "reopen", by=by)
    fields = {"state": OPEN, "closed_on": None, "outcome": ""}
    return recording.change(
        case, fields, revision=revision, action=CASE["reopen"].audited, **_in(case, by=by, at=at)
    )


def note_taken_out(rows: int, *, by: User, at: datetime) -> None:
    """Write down that somebody took a list of so many cases away."""
    audit.note(action=audited.TAKE_OUT, by=by, at=at, subject="", details={"rows": rows})


def note_read(case: Case, *, by: User, at: datetime) -> None:
    """Let the owner know who read it; the owner's own reading is nobody's news."""
    if case.owner is None or not case.owner.signs_in_as(by):
        audit.note(
            action=audited.READ,
            by=by,
            at=at,
            organisation=case.institution,
            subject=Case._meta.label,
            ids=[case.pk],
        )


def _in(case: Case, *, by: User | None, at: datetime) -> dict[str, Any]:
    """How a row of a case is written: the audit names the case, at which its owner looks."""
    return {"about": case, "organisation": case.institution, "by": by, "at": at}
