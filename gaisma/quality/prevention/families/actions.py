"""Addresses of families are made and withdrawn; whoever holds one opens it and answers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.base import audit, changes
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import Organisation, User
from gaisma.base.secret_addresses import hashed, secret
from gaisma.quality.prevention import audited
from gaisma.quality.prevention.families import queries
from gaisma.quality.prevention.models import SignalAnswer, SignalLink
from gaisma.quality.prevention.permissions import SEE_SIGNALS
from gaisma.record import recording
from gaisma.record.people.models import Person


@dataclass(frozen=True)
class Made:
    """An address with its secret, which is told this once."""

    link: SignalLink
    secret: str


def make_link(*, learner: Person, institution: Organisation, by: User | None, at: datetime) -> Made:
    """Make an address by which the family reads the learner's signals; earlier ones end.

    Raises NotPermitted, UnableToRecord where there is no signal.
    """
    on = timezone.localdate(at)
    _demand(learner, institution, by=by, on=on)
    kinds = queries.kinds(learner, institution, on=on)
    if not kinds:
        raise UnableToRecord(
            _("The learner has no signal today: there is nothing to read."), code="no_signal"
        )
    token = secret()
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=learner.pk)
        earlier = SignalLink.objects.filter(learner=learner, institution=institution)
        earlier.filter(ended_at__isnull=True).update(
            ended_at=at, changed_at=at, revision=F("revision") + 1
        )
        fields = {
            "learner": learner,
            "institution": institution,
            "token_hash": hashed(token),
            "kinds": kinds,
            "made_at": at,
            "made_by": by,
            "until": on + queries.OPENS,
        }
        row = recording.add(
            SignalLink, fields, action=audited.MAKE_LINK, by=by, at=at, organisation=institution
        )
    return Made(row, token)


def withdraw(*, link: SignalLink, revision: int, by: User | None, at: datetime) -> SignalLink:
    """Let it open nothing any more; answers stay. Raises NotPermitted, UnableToChange."""
    _demand(link.learner, link.institution, by=by, on=timezone.localdate(at))
    return recording.change(
        link,
        {"ended_at": at},
        revision=revision,
        action=audited.WITHDRAW_LINK,
        by=by,
        at=at,
        organisation=link.institution,
    )


def _demand(learner: Person, institution: Organisation, *, by: User | None, on: date) -> None:
    changes.demand(SEE_SIGNALS, by=by, organisation=institution)
    if by is not None and not queries.helps(by, learner, institution.pk, on=on):
        raise NotPermitted(_("These signals are not yours to tell."), code="not_permitted")


def note_opened(link: SignalLink, *, at: datetime) -> None:
    """Write down that whoever holds the address opened it; who it was, nobody knows."""
    with transaction.atomic():
        SignalLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=at)
        audit.note(
            action=audited.OPEN_LINK,
            by=None,
            at=at,
            organisation=link.institution,
            subject=SignalLink._meta.label,
            ids=[link.pk],
        )


def answer(
    *, link: SignalLink, kind: str, text: str, at: datetime, revision: int | None = None
) -> SignalAnswer | None:
    """Answer a signal, or write the answer anew; what is sent empty is taken back.

    Raises NotPermitted, UnableToChange, UnableToRecord.
    """
    on = timezone.localdate(at)
    if kind not in {line.kind for line in queries.told(link, on=on).lines}:
        raise NotPermitted(_("There is no such signal to answer."), code="not_permitted")
    with transaction.atomic():
        held = SignalLink.objects.select_for_update().get(pk=link.pk)
        if not held.is_open(on):
            raise UnableToRecord(
                _("The address is over: the institution makes another."), code="over"
            )
        about: dict[str, Any] = {"by": None, "at": at, "organisation": link.institution}
        row = SignalAnswer.objects.filter(link=link, kind=kind).first()
        if row is None:
            fields = {"link": link, "kind": kind, "text": text}
            return recording.add(SignalAnswer, fields, action=audited.ANSWER, **about)
        seen = revision or 0
        if text:
            fields = {"text": text}
            return recording.change(row, fields, revision=seen, action=audited.ANSWER, **about)
        changes.change(row, revision=seen, at=at)
        recording.remove(row, action=audited.TAKE_BACK_ANSWER, **about)
    return None
