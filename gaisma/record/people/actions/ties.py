"""Institutions join people whom others hold, and are confirmed or refused by these."""

from datetime import datetime
from typing import Any

from gaisma.base.audit import Action
from gaisma.base.models import Organisation, User
from gaisma.base.registry import gathered
from gaisma.record import recording
from gaisma.record.people import audited, visibility
from gaisma.record.people.models import Account, Person, Tie
from gaisma.record.people.permissions import KEEP_PEOPLE

ANSWERS = {Tie.CONFIRMED: audited.CONFIRM_TIE, Tie.REFUSED: audited.REFUSE_TIE}


def joined(*, person: Person, institution: Organisation, by: User | None, at: datetime) -> None:
    """Ask for confirmation before the first row that ties the person to the institution is written.

    None is needed of whoever keeps the person already, nor of somebody who is known nowhere else.
    Whose tie is unconfirmed stays as unseen where a child of theirs is tied to the institution.
    """
    for one in (person, *_limited_guardians(person)):
        _join(one, institution, by=by, at=at)


def handed_on(
    *, person: Person, here: Organisation, to: Organisation, by: User | None, at: datetime
) -> None:
    """The same for who comes from another institution: what that one sees, it hands on.

    It might have confirmed the other one's tie, and does so by handing the person over.
    """
    if here == to:
        return
    confirmed = {"state": Tie.CONFIRMED, "answered_by": by, "answered_at": at}
    for one in (person, *_limited_guardians(person)):
        unconfirmed = Tie.objects.unconfirmed().filter(person=one)
        if unconfirmed.filter(institution=here).exists():
            _join(one, to, by=by, at=at)
            continue
        for tie in unconfirmed.filter(institution=to):
            _change(tie, confirmed, action=audited.CONFIRM_TIE, revision=tie.revision, by=by, at=at)


def is_known(person: Person) -> bool:
    """Whether anything that tells of the person is a reason to keep them, or they sign in."""
    if Account.objects.filter(person=person).exists():
        return True
    return any(
        table.model._default_manager.filter(**{column: person.pk}).exists()
        for table in gathered("PERSONAL_DATA")
        for column in table.reasons
    )


def answer(*, tie: Tie, state: str, revision: int, by: User | None, at: datetime) -> Tie:
    """Confirm or refuse; who holds the person in full, or the authority, answers.

    Raises NotPermitted, UnableToChange.
    """
    visibility.demand(KEEP_PEOPLE, by=by, person=tie.person)
    given = {"state": state, "answered_by": by, "answered_at": at}
    return _change(tie, given, action=ANSWERS[state], revision=revision, by=by, at=at)


def _limited_guardians(person: Person) -> tuple[Person, ...]:
    waiting = Tie.objects.unconfirmed().values("person")
    return tuple(Person.objects.filter(wards__learner=person, pk__in=waiting).order_by("pk"))


def _join(person: Person, institution: Organisation, *, by: User | None, at: datetime) -> None:
    if by is None or Person.objects.kept_by(by).filter(pk=person.pk).exists():
        return
    if is_known(person):
        _ask(person=person, institution=institution, by=by, at=at)


def _ask(*, person: Person, institution: Organisation, by: User, at: datetime) -> None:
    asked: dict[str, Any] = {"state": Tie.ASKED, "asked_by": by, "asked_at": at}
    known = Tie.objects.filter(person=person, institution=institution).first()
    if known is None:
        recording.add(
            Tie,
            {"person": person, "institution": institution, **asked},
            action=audited.ASK_FOR_TIE,
            by=by,
            at=at,
            organisation=institution,
        )
    elif known.state == Tie.CONFIRMED:
        # It was confirmed for rows that are not there any more.
        asked |= {"answered_by": None, "answered_at": None}
        _change(known, asked, action=audited.ASK_FOR_TIE, revision=known.revision, by=by, at=at)


def _change(
    tie: Tie,
    fields: dict[str, Any],
    *,
    action: Action,
    revision: int,
    by: User | None,
    at: datetime,
) -> Tie:
    return recording.change(
        tie,
        fields,
        revision=revision,
        action=action,
        by=by,
        at=at,
        organisation=tie.institution,
    )
