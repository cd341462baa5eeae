"""How a self-evaluation goes from its draft to its publication, and back with a reason."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.base.changes import UnableToRecord
from gaisma.base.models import User
from gaisma.quality.selfevaluation import pinning, policies
from gaisma.quality.selfevaluation.actions.noting import allowed, changed
from gaisma.quality.selfevaluation.models import SelfEvaluation
from gaisma.quality.selfevaluation.workflow import EVALUATION

UNSENT = {
    "heard_on": None,
    "protocol": "",
    "signed_on": None,
    "signed_by": None,
    "agreed_on": None,
}
"""What is known by the steps, of one that is written on."""


def hear(
    *,
    evaluation: SelfEvaluation,
    revision: int,
    on: date,
    protocol: str,
    by: User | None,
    at: datetime,
) -> SelfEvaluation:
    """Note that the institution's council has heard it: when, and in which protocol.

    Raises UnableToChange, UnableToRecord.
    """
    policies.check_is_past(on, today=timezone.localdate(at))
    fields = {"heard_on": on, "protocol": protocol.strip(), "returned_because": ""}
    return _take(evaluation, "hear", fields, revision=revision, by=by, at=at)


def take_back(
    *, evaluation: SelfEvaluation, revision: int, by: User | None, at: datetime
) -> SelfEvaluation:
    """Write on before it is signed; the council hears it again.

    Raises UnableToChange, UnableToRecord.
    """
    return _take(evaluation, "take_back", UNSENT, revision=revision, by=by, at=at)


def sign(
    *, evaluation: SelfEvaluation, revision: int, on: date, by: User | None, at: datetime
) -> SelfEvaluation:
    """Sign as the head: its figures are pinned. Raises UnableToChange, UnableToRecord."""
    policies.check_is_past(on, today=timezone.localdate(at))
    pinned = pinning.computed(evaluation, on=on)
    with transaction.atomic():
        fields = {"signed_on": on, "signed_by": by}
        evaluation = _take(evaluation, "sign", fields, revision=revision, by=by, at=at)
        pinning.pin(evaluation, pinned)
    return evaluation


def agree(
    *, evaluation: SelfEvaluation, revision: int, on: date, by: User | None, at: datetime
) -> SelfEvaluation:
    """Agree to it as the founder. Raises UnableToChange, UnableToRecord."""
    policies.check_is_past(on, today=timezone.localdate(at))
    return _take(evaluation, "agree", {"agreed_on": on}, revision=revision, by=by, at=at)


def send_back(
    *, evaluation: SelfEvaluation, revision: int, because: str, by: User | None, at: datetime
) -> SelfEvaluation:
    """Return it to those who write it, with the reason; its figures follow the records again.

    Raises UnableToChange, UnableToRecord.
    """
    if not because.strip():
        raise UnableToRecord(_("Say what is to be mended."), code="no_reason")
    with transaction.atomic():
        fields = {**UNSENT, "returned_because": because.strip()}
        evaluation = _take(evaluation, "send_back", fields, revision=revision, by=by, at=at)
        pinning.release(evaluation)
    return evaluation


def publish(
    *, evaluation: SelfEvaluation, revision: int, on: date, by: User | None, at: datetime
) -> SelfEvaluation:
    """Let everybody read its public part. Raises UnableToChange, UnableToRecord."""
    return _take(evaluation, "publish", {"published_on": on}, revision=revision, by=by, at=at)


def _take(
    evaluation: SelfEvaluation,
    act: str,
    fields: Mapping[str, Any],
    *,
    revision: int,
    by: User | None,
    at: datetime,
) -> SelfEvaluation:
    with transaction.atomic():
        row = allowed(evaluation, act, by=by)
        fields = {**fields, "state": EVALUATION[act].leads_to}
        return changed(row, fields, act, evaluation=row, revision=revision, by=by, at=at)
