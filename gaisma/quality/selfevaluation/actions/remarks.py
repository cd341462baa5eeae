"""What is said about a self-evaluation before it is signed and agreed to."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import audit
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import User
from gaisma.quality.selfevaluation import policies
from gaisma.quality.selfevaluation.actions.noting import allowed
from gaisma.quality.selfevaluation.models import Remark, SelfEvaluation
from gaisma.quality.selfevaluation.workflow import EVALUATION


@transaction.atomic
def add(
    *, evaluation: SelfEvaluation, about: str, text: str, by: User | None, at: datetime
) -> Remark:
    """Say something of a place, or of the whole when none is named. Raises UnableToRecord."""
    evaluation = allowed(evaluation, "remark", by=by)
    if not text.strip():
        raise UnableToRecord(_("Write what is to be said."), code="no_text")
    if about and not evaluation.passages.filter(about=about).exists():
        raise UnableToRecord(_("Choose a place of this report."), code="no_such_place")
    remark = Remark.objects.create(
        evaluation=evaluation, about=about, text=text.strip(), written_by=by, written_at=at
    )
    _note(remark, "remark", by=by, at=at)
    return remark


@transaction.atomic
def settle(*, remark: Remark, by: User | None, at: datetime) -> Remark:
    """Say that what a remark asks for is done, or needs nothing; what is settled stays as it was.

    It is for who made it, who writes the report, and who may return it. Raises NotPermitted.
    """
    allowed(remark.evaluation, "settle", by=by)
    remark = Remark.objects.select_for_update(of=("self",)).get(pk=remark.pk)
    if by is not None and not policies.may_settle(remark, by):
        raise NotPermitted(
            _("A remark is settled by who made it, or by who writes or returns the report.")
        )
    if remark.resolved_at is not None:
        return remark
    remark.resolved_by, remark.resolved_at = by, at
    remark.save(update_fields=["resolved_by", "resolved_at"])
    _note(remark, "settle", by=by, at=at)
    return remark


def _note(remark: Remark, act: str, *, by: User | None, at: datetime) -> None:
    audit.note(
        action=EVALUATION[act].audited,
        by=by,
        at=at,
        organisation=remark.evaluation.institution,
        subject=Remark._meta.label,
        ids=[remark.pk],
    )
