"""A finding is called right, or that word is taken back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import audit, changes
from gaisma.base.audit import Action
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation, User
from gaisma.workplace.data_quality import audited
from gaisma.workplace.data_quality.checks import PERSON
from gaisma.workplace.data_quality.models import Judgement
from gaisma.workplace.data_quality.permissions import JUDGE
from gaisma.workplace.data_quality.queries import Finding

SUBJECT = "data_quality.Judgement"


def call_right(*, finding: Finding, note: str, by: User | None, at: datetime) -> Judgement:
    """Let a finding not come back, with the reason why it is right as it is."""
    institution = Organisation.objects.get(pk=finding.organisation_id)
    changes.demand(JUDGE, by=by, organisation=institution)
    if Judgement.objects.filter(check_key=finding.key, subject=finding.subject).exists():
        raise UnableToRecord(_("Somebody has called this right meanwhile."), code="judged_already")
    with transaction.atomic():
        people = _people(finding.subject)
        judgement = Judgement.objects.create(
            check_key=finding.key,
            subject=finding.subject,
            person_id=people[0] if people else None,
            other_id=people[1] if len(people) > 1 and finding.key in PAIRS else None,
            institution=institution,
            note=note,
            by=by,
            at=at,
        )
        _note(audited.CALL_RIGHT, judgement, by=by, at=at)
    return judgement


PAIRS = frozenset({"duplicates", "similar-names", "same-name"})
"""Checks whose findings are two persons."""


def _people(subject: str) -> list[int]:
    kind, *ids = subject.split(":")
    return [int(one) for one in ids] if kind == PERSON else []


def take_back(*, judgement: Judgement, by: User | None, at: datetime) -> None:
    """Let the finding come back."""
    changes.demand(JUDGE, by=by, organisation=judgement.institution)
    with transaction.atomic():
        _note(audited.TAKE_BACK, judgement, by=by, at=at)
        judgement.delete()


def _note(action: Action, judgement: Judgement, *, by: User | None, at: datetime) -> None:
    audit.note(
        action=action,
        by=by,
        at=at,
        organisation=judgement.institution,
        subject=SUBJECT,
        ids=[judgement.pk],
        details={"check": judgement.check_key},
    )


def demanded(finding: Finding | None) -> Finding:
    """The finding. Raises UnableToRecord when the check does not find it any more."""
    if finding is None:
        raise UnableToRecord(
            _("The check does not find this any more: look at the list anew."), code="not_found"
        )
    return finding
